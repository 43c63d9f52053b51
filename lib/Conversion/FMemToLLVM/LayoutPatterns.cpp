//===- LayoutPatterns.cpp - stack memory and static records ---------------===//

#include "AliasTags.h"
#include "Lowering.h"
#include "mlir/IR/Matchers.h"

using namespace mlir;
using namespace forge;
using namespace forge::fmem;

/// Truth values are bytes in memory, everything else is as it is in registers.
static Value toMemory(OpBuilder &builder, Location loc, Value value) {
  if (!value.getType().isInteger(1))
    return value;
  return LLVM::ZExtOp::create(builder, loc, builder.getI8Type(), value);
}

/// The bits of a constant in memory, if it is one without an address.
static std::optional<int64_t> wordOf(Value value) {
  if (auto box = value.getDefiningOp<BoxOp>()) {
    std::optional<int64_t> content = wordOf(box.getValue());
    // Of integers only those that a box holds itself.
    if (content && box.getValue().getType().isInteger(64)) {
      if (!llvm::isInt<rt::tagShift>(*content))
        return std::nullopt;
      return int64_t((uint64_t(*content) & rt::payloadMask) |
                     rt::tagInt << rt::tagShift);
    }
    if (content && box.getValue().getType().isInteger(1))
      return int64_t(rt::falseBits | uint64_t(*content & 1));
    return content;
  }
  if (auto singleton = value.getDefiningOp<SingletonOp>())
    return int64_t(singletonBits(singleton.getValue()));
  Attribute constant;
  if (!matchPattern(value, m_Constant(&constant)))
    return std::nullopt;
  if (auto number = dyn_cast<FloatAttr>(constant))
    return number.getValue().bitcastToAPInt().getSExtValue();
  if (auto number = dyn_cast<IntegerAttr>(constant))
    return number.getValue().getSExtValue();
  return std::nullopt;
}

/// Whether the runtime copies from the array and never writes to it.
static bool isRead(const OpOperand &use) {
  auto call = dyn_cast<CallOp>(use.getOwner());
  return call && (call.getSymbol().starts_with("frt_array_new") ||
                  call.getSymbol() == "frt_tuple_new" ||
                  call.getSymbol() == "frt_object_new");
}

std::optional<SmallVector<int64_t>> forge::fmem::staticWords(PackOp pack) {
  // Truth values are bytes in memory.
  if (pack.getValues().size() < 2 || pack.getElement().isInteger(1) ||
      !llvm::all_of(pack->getUses(), isRead))
    return std::nullopt;
  SmallVector<int64_t> words;
  for (Value value : pack.getValues()) {
    std::optional<int64_t> word = wordOf(value);
    if (!word)
      return std::nullopt;
    words.push_back(*word);
  }
  return words;
}

namespace {

struct PackPattern : FMemPattern<PackOp> {
  using FMemPattern::FMemPattern;
  LogicalResult
  matchAndRewrite(PackOp op, OpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    Value array = lowering.buffers.lookup(op);
    if (!array) {
      StringAttr words = lowering.data.intArray(*staticWords(op));
      rewriter.replaceOp(op, addressOf(rewriter, loc, words));
      return success();
    }
    for (auto [index, value] : llvm::enumerate(adaptor.getValues())) {
      Value stored = toMemory(rewriter, loc, value);
      Value address = array;
      if (index != 0)
        address = LLVM::GEPOp::create(rewriter, loc, pointerType(rewriter),
                                      stored.getType(), array,
                                      ArrayRef<LLVM::GEPArg>{int32_t(index)});
      LLVM::StoreOp::create(rewriter, loc, stored, address);
    }
    rewriter.replaceOp(op, array);
    return success();
  }
};

/// Operations that stand for their buffer.
template <typename Op> struct BufferPattern : FMemPattern<Op> {
  using FMemPattern<Op>::FMemPattern;
  LogicalResult
  matchAndRewrite(Op op, typename Op::Adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    rewriter.replaceOp(op, this->lowering.buffers.lookup(op));
    return success();
  }
};

struct CleanupNotePattern : FMemPattern<CleanupNoteOp> {
  using FMemPattern::FMemPattern;
  LogicalResult
  matchAndRewrite(CleanupNoteOp op, OpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    Value slot = memberOf(rewriter, op.getLoc(), adaptor.getSlots(),
                          int64_t(op.getIndex()) * int64_t(sizeof(rt::Bits)));
    auto store = rewriter.replaceOpWithNewOp<LLVM::StoreOp>(
        op, adaptor.getValue(), slot);
    store.setTBAATags(aliasTag(getContext(), Part::Cleanup));
    return success();
  }
};

struct CleanupReleasePattern : FMemPattern<CleanupReleaseOp> {
  using FMemPattern::FMemPattern;
  LogicalResult
  matchAndRewrite(CleanupReleaseOp op, OpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    constexpr int64_t bytesPerWord = 64 * sizeof(rt::Bits);
    Value slots = memberOf(rewriter, loc, adaptor.getSlots(),
                           int64_t(op.getFirst()) * bytesPerWord);
    Value mask = addressOf(rewriter, loc, lowering.data.intArray(op.getMask()));
    Value words = bits(rewriter, loc, op.getMask().size());
    lowering.functions.callRuntime(rewriter, loc, "frt_release_noted",
                                   contextOf(op), {slots, mask, words});
    rewriter.eraseOp(op);
    return success();
  }
};

struct RefLoadPattern : FMemPattern<RefLoadOp> {
  using FMemPattern::FMemPattern;
  LogicalResult
  matchAndRewrite(RefLoadOp op, OpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    Type type = getTypeConverter()->convertType(op.getType());
    if (!type.isInteger(1)) {
      rewriter.replaceOpWithNewOp<LLVM::LoadOp>(op, type, adaptor.getAddress());
      return success();
    }
    Value byte = LLVM::LoadOp::create(
        rewriter, op.getLoc(), rewriter.getI8Type(), adaptor.getAddress());
    rewriter.replaceOpWithNewOp<LLVM::TruncOp>(op, type, byte);
    return success();
  }
};

struct RefStorePattern : FMemPattern<RefStoreOp> {
  using FMemPattern::FMemPattern;
  LogicalResult
  matchAndRewrite(RefStoreOp op, OpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    rewriter.replaceOpWithNewOp<LLVM::StoreOp>(
        op, toMemory(rewriter, op.getLoc(), adaptor.getValue()),
        adaptor.getAddress());
    return success();
  }
};

struct StepsPattern : FMemPattern<StepsOp> {
  using FMemPattern::FMemPattern;
  LogicalResult
  matchAndRewrite(StepsOp op, OpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    Value array = lowering.buffers.lookup(op);
    ValueRange indexes = adaptor.getIndexes();
    for (auto [position, step] : llvm::enumerate(op.getPath())) {
      auto field = dyn_cast<StringAttr>(step);
      Value key;
      if (field) {
        key = boxOf(rewriter, loc,
                    addressOf(rewriter, loc, lowering.data.string(field)));
      } else {
        key = indexes.front();
        indexes = indexes.drop_front();
      }
      int64_t offset = position * sizeof(rt::PlaceStep);
      LLVM::StoreOp::create(rewriter, loc, key,
                            memberOf(rewriter, loc, array,
                                     offset + offsetof(rt::PlaceStep, key)));
      LLVM::StoreOp::create(
          rewriter, loc, bits(rewriter, loc, bool(field)),
          memberOf(rewriter, loc, array,
                   offset + offsetof(rt::PlaceStep, isField)));
    }
    rewriter.replaceOp(op, array);
    return success();
  }
};

/// Operations that stand for the address of one global.
template <typename Op> struct StaticPattern : FMemPattern<Op> {
  using FMemPattern<Op>::FMemPattern;
  LogicalResult
  matchAndRewrite(Op op, typename Op::Adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    rewriter.replaceOp(op, this->addressOf(rewriter, op.getLoc(),
                                           symbolOf(this->lowering.data, op)));
    return success();
  }

private:
  static StringAttr symbolOf(StaticData &data, ObjectLayoutOp op) {
    return data.objectLayout(op.getKeys().getValue(), op.getRecordAttr());
  }
  static StringAttr symbolOf(StaticData &data, FieldCacheOp) {
    return data.fieldCache();
  }
  static StringAttr symbolOf(StaticData &data, StringsOp op) {
    return data.stringArray(op.getValues().getValue(), op.getNulls());
  }
  static StringAttr symbolOf(StaticData &data, IntsOp op) {
    return data.intArray(op.getValues());
  }
  static StringAttr symbolOf(StaticData &data, FunctionInfoOp op) {
    return data.functionInfo(op.getName(), op.getTypeName(), op.getArity(),
                             op.getFlags());
  }
  static StringAttr symbolOf(StaticData &, FunctionAddressOp op) {
    return op.getCalleeAttr().getAttr();
  }
};

} // namespace

void forge::fmem::populateLayoutPatterns(const LLVMTypeConverter &types,
                                         RewritePatternSet &patterns,
                                         Lowering &lowering) {
  patterns.add<BufferPattern<CleanupSlotsOp>, BufferPattern<StackSlotOp>,
               CleanupNotePattern, CleanupReleasePattern, PackPattern,
               RefLoadPattern, RefStorePattern, StepsPattern,
               StaticPattern<FieldCacheOp>, StaticPattern<FunctionAddressOp>,
               StaticPattern<FunctionInfoOp>, StaticPattern<IntsOp>,
               StaticPattern<ObjectLayoutOp>, StaticPattern<StringsOp>>(
      types, lowering);
}
