//===- RecordPatterns.cpp - inline access to objects of known layout ------===//

#include "AliasTags.h"
#include "Lowering.h"

using namespace mlir;
using namespace forge;
using namespace forge::fmem;

namespace {

struct RecordGetPattern : FMemPattern<RecordGetOp> {
  using FMemPattern::FMemPattern;
  LogicalResult
  matchAndRewrite(RecordGetOp op, OpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    Type type = op.getResult().getType();
    int64_t offset = offsetof(rt::ObjectHead, slots) +
                     int64_t(op.getSlot()) * int64_t(sizeof(rt::Bits));
    Value address = memberOf(
        rewriter, loc, objectIn(rewriter, loc, adaptor.getObject()), offset);
    auto load = LLVM::LoadOp::create(
        rewriter, loc, type.isF64() ? type : rewriter.getI64Type(), address);
    load.setTbaaAttr(aliasTag(op.getContext(), Part::Box));
    Value result = load;
    if (type.isInteger(64))
      result = lowering.functions.unboxInt(rewriter, loc, load);
    else if (type.isInteger(1))
      result = LLVM::ICmpOp::create(rewriter, loc, LLVM::ICmpPredicate::eq,
                                    load, bits(rewriter, loc, rt::trueBits));
    else if (isa<BoxType>(type) && !op.getBorrow())
      lowering.functions.retain(rewriter, loc, contextOf(op), load);
    rewriter.replaceOp(op, result);
    return success();
  }
};

struct RecordIsPattern : FMemPattern<RecordIsOp> {
  using FMemPattern::FMemPattern;
  LogicalResult
  matchAndRewrite(RecordIsOp op, OpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    Value address =
        memberOf(rewriter, loc, objectIn(rewriter, loc, adaptor.getObject()),
                 offsetof(rt::Header, aux));
    auto number =
        LLVM::LoadOp::create(rewriter, loc, rewriter.getI16Type(), address);
    number.setTbaaAttr(aliasTag(op.getContext(), Part::Kind));
    Value result;
    for (Attribute record : op.getRecords()) {
      Value wanted = LLVM::ConstantOp::create(
          rewriter, loc,
          rewriter.getI16IntegerAttr(
              int16_t(lowering.data.recordNumber(cast<ArrayAttr>(record)))));
      Value is = LLVM::ICmpOp::create(rewriter, loc, LLVM::ICmpPredicate::eq,
                                      number, wanted);
      result = result
                   ? LLVM::OrOp::create(rewriter, loc, result, is).getResult()
                   : is;
    }
    if (!result)
      result =
          LLVM::ConstantOp::create(rewriter, loc, rewriter.getBoolAttr(false));
    rewriter.replaceOp(op, result);
    return success();
  }
};

struct RecordUpdatePattern : FMemPattern<RecordUpdateOp> {
  using FMemPattern::FMemPattern;
  LogicalResult
  matchAndRewrite(RecordUpdateOp op, OpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    SmallVector<Value> arguments = {contextOf(op), adaptor.getRoot()};
    llvm::append_range(arguments, adaptor.getIndexes());
    arguments.push_back(adaptor.getValue());
    Value both = LLVM::CallOp::create(rewriter, loc,
                                      lowering.records.update(op), arguments)
                     .getResult();
    rewriter.replaceOp(
        op, {LLVM::ExtractValueOp::create(rewriter, loc, both, 0).getResult(),
             LLVM::ExtractValueOp::create(rewriter, loc, both, 1).getResult()});
    return success();
  }
};

} // namespace

void forge::fmem::populateRecordPatterns(const LLVMTypeConverter &types,
                                         RewritePatternSet &patterns,
                                         Lowering &lowering) {
  patterns.add<RecordGetPattern, RecordIsPattern, RecordUpdatePattern>(
      types, lowering);
}
