//===- FramePatterns.cpp - functions that wait ----------------------------===//
//
// Frames are records of the runtime with 64 bits per value: Ints and boxes as
// they are, the bits of Floats, truth values as 0 and 1, addresses.
//
//===----------------------------------------------------------------------===//

#include "Lowering.h"

using namespace mlir;
using namespace forge;
using namespace forge::fmem;

/// A value as the 64 bits that frames and resume functions have for it.
static Value toBits(OpBuilder &builder, Location loc, Value value) {
  Type type = value.getType(), int64 = builder.getI64Type();
  if (type == int64)
    return value;
  if (type.isF64())
    return LLVM::BitcastOp::create(builder, loc, int64, value);
  if (isa<LLVM::LLVMPointerType>(type))
    return LLVM::PtrToIntOp::create(builder, loc, int64, value);
  return LLVM::ZExtOp::create(builder, loc, int64, value);
}

static Value fromBits(OpBuilder &builder, Location loc, Value bits, Type type) {
  if (type == bits.getType())
    return bits;
  if (type.isF64())
    return LLVM::BitcastOp::create(builder, loc, type, bits);
  if (isa<LLVM::LLVMPointerType>(type))
    return LLVM::IntToPtrOp::create(builder, loc, type, bits);
  return LLVM::TruncOp::create(builder, loc, type, bits);
}

static int64_t slotOffset(int64_t index) {
  return int64_t(offsetof(rt::Frame, slot) + index * sizeof(rt::Bits));
}

namespace {

struct SuspendedPattern : FMemPattern<SuspendedOp> {
  using FMemPattern::FMemPattern;
  LogicalResult
  matchAndRewrite(SuspendedOp op, OpAdaptor,
                  ConversionPatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    Value slot =
        memberOf(rewriter, loc, contextOf(op), offsetof(rt::Context, error));
    Value error =
        LLVM::LoadOp::create(rewriter, loc, pointerType(rewriter), slot);
    Value address =
        LLVM::PtrToIntOp::create(rewriter, loc, rewriter.getI64Type(), error);
    rewriter.replaceOpWithNewOp<LLVM::ICmpOp>(
        op, LLVM::ICmpPredicate::eq, address,
        bits(rewriter, loc, rt::suspendedError));
    return success();
  }
};

struct AttentionPattern : FMemPattern<AttentionOp> {
  using FMemPattern::FMemPattern;
  LogicalResult
  matchAndRewrite(AttentionOp op, OpAdaptor,
                  ConversionPatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    Type int32 = rewriter.getI32Type();
    // Others write it while the loop runs: it is loaded each time.
    Value flag =
        LLVM::LoadOp::create(rewriter, loc, int32,
                             memberOf(rewriter, loc, contextOf(op),
                                      offsetof(rt::Context, attention)),
                             /*alignment=*/4, /*isVolatile=*/true);
    Value none =
        LLVM::ConstantOp::create(rewriter, loc, rewriter.getI32IntegerAttr(0));
    rewriter.replaceOpWithNewOp<LLVM::ICmpOp>(op, LLVM::ICmpPredicate::ne, flag,
                                              none);
    return success();
  }
};

struct CapturePattern : FMemPattern<FrameCaptureOp> {
  using FMemPattern::FMemPattern;
  LogicalResult
  matchAndRewrite(FrameCaptureOp op, OpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    ValueRange values = adaptor.getValues();
    Value resume = addressOf(rewriter, loc, op.getResumeAttr().getAttr());
    Value site = addressOf(rewriter, loc,
                           lowering.data.sourceSite(loc, op.getFunction()));
    Value frame = lowering.functions.callRuntime(
        rewriter, loc, "frt_frame_push", contextOf(op),
        {resume, bits(rewriter, loc, op.getState()),
         bits(rewriter, loc, values.size() + op.getExtra())});
    LLVM::StoreOp::create(
        rewriter, loc, site,
        memberOf(rewriter, loc, frame, offsetof(rt::Frame, site)));
    for (auto [index, value] : llvm::enumerate(values))
      LLVM::StoreOp::create(
          rewriter, loc, toBits(rewriter, loc, value),
          memberOf(rewriter, loc, frame, slotOffset(int64_t(index))));
    rewriter.replaceOp(op, frame);
    return success();
  }
};

struct StatePattern : FMemPattern<FrameStateOp> {
  using FMemPattern::FMemPattern;
  LogicalResult
  matchAndRewrite(FrameStateOp op, OpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    rewriter.replaceOpWithNewOp<LLVM::LoadOp>(
        op, rewriter.getI32Type(),
        memberOf(rewriter, op.getLoc(), adaptor.getFrame(),
                 offsetof(rt::Frame, state)));
    return success();
  }
};

struct FrameLoadPattern : FMemPattern<FrameLoadOp> {
  using FMemPattern::FMemPattern;
  LogicalResult
  matchAndRewrite(FrameLoadOp op, OpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    Value word =
        LLVM::LoadOp::create(rewriter, loc, rewriter.getI64Type(),
                             memberOf(rewriter, loc, adaptor.getFrame(),
                                      slotOffset(int64_t(op.getIndex()))));
    rewriter.replaceOp(op,
                       fromBits(rewriter, loc, word,
                                getTypeConverter()->convertType(op.getType())));
    return success();
  }
};

struct FramePopPattern : FMemPattern<FramePopOp> {
  using FMemPattern::FMemPattern;
  LogicalResult
  matchAndRewrite(FramePopOp op, OpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    lowering.functions.callRuntime(rewriter, op.getLoc(), "frt_frame_pop",
                                   contextOf(op), adaptor.getFrame());
    rewriter.eraseOp(op);
    return success();
  }
};

struct FrameResultPattern : FMemPattern<FrameResultOp> {
  using FMemPattern::FMemPattern;
  LogicalResult
  matchAndRewrite(FrameResultOp op, OpAdaptor,
                  ConversionPatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    Value word = LLVM::LoadOp::create(
        rewriter, loc, rewriter.getI64Type(),
        memberOf(rewriter, loc, contextOf(op), offsetof(rt::Context, resumed)));
    rewriter.replaceOp(op,
                       fromBits(rewriter, loc, word,
                                getTypeConverter()->convertType(op.getType())));
    return success();
  }
};

struct FrameBitsPattern : FMemPattern<FrameBitsOp> {
  using FMemPattern::FMemPattern;
  LogicalResult
  matchAndRewrite(FrameBitsOp op, OpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    rewriter.replaceOp(op, toBits(rewriter, op.getLoc(), adaptor.getValue()));
    return success();
  }
};

/// Copies the slots of error edges between stack and frame.
template <typename Op, bool isSave> struct SlotsPattern : FMemPattern<Op> {
  using FMemPattern<Op>::FMemPattern;
  LogicalResult
  matchAndRewrite(Op op, typename Op::Adaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    auto slots = op.getSlots().template getDefiningOp<CleanupSlotsOp>();
    Value inFrame = this->memberOf(rewriter, loc, adaptor.getFrame(),
                                   slotOffset(int64_t(op.getIndex())));
    Value onStack = adaptor.getSlots();
    LLVM::MemcpyOp::create(
        rewriter, loc, isSave ? inFrame : onStack, isSave ? onStack : inFrame,
        this->bits(rewriter, loc, slots.getCount() * sizeof(rt::Bits)),
        /*isVolatile=*/false);
    rewriter.eraseOp(op);
    return success();
  }
};

} // namespace

void forge::fmem::populateFramePatterns(const LLVMTypeConverter &types,
                                        RewritePatternSet &patterns,
                                        Lowering &lowering) {
  patterns
      .add<AttentionPattern, CapturePattern, FrameBitsPattern, FrameLoadPattern,
           FramePopPattern, FrameResultPattern,
           SlotsPattern<CleanupRestoreOp, false>,
           SlotsPattern<CleanupSaveOp, true>, StatePattern, SuspendedPattern>(
          types, lowering);
}
