//===- BoxPatterns.cpp - boxes, counts, checked arithmetic ----------------===//

#include "FastPath.h"
#include "Lowering.h"
#include "forge/Builtins/Catalogue.h"
#include "mlir/IR/Matchers.h"

using namespace mlir;
using namespace forge;
using namespace forge::fmem;

namespace {

struct RetainPattern : FMemPattern<RetainOp> {
  using FMemPattern::FMemPattern;
  LogicalResult
  matchAndRewrite(RetainOp op, OpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    lowering.functions.retain(rewriter, op.getLoc(), contextOf(op),
                              adaptor.getValue());
    rewriter.eraseOp(op);
    return success();
  }
};

struct ReleasePattern : FMemPattern<ReleaseOp> {
  using FMemPattern::FMemPattern;
  LogicalResult
  matchAndRewrite(ReleaseOp op, OpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    Value context = contextOf(op);
    if (lowering.cold.contains(op))
      lowering.functions.releaseCold(rewriter, op.getLoc(), context,
                                     adaptor.getValue());
    else
      lowering.functions.release(rewriter, op.getLoc(), context,
                                 adaptor.getValue());
    rewriter.eraseOp(op);
    return success();
  }
};

struct SingletonPattern : FMemPattern<SingletonOp> {
  using FMemPattern::FMemPattern;
  LogicalResult
  matchAndRewrite(SingletonOp op, OpAdaptor,
                  ConversionPatternRewriter &rewriter) const override {
    rewriter.replaceOp(
        op, bits(rewriter, op.getLoc(), singletonBits(op.getValue())));
    return success();
  }
};

/// Meaningless values may still be released, so boxes are null and nothing is
/// LLVM's undef.
struct UndefPattern : FMemPattern<UndefOp> {
  using FMemPattern::FMemPattern;
  LogicalResult
  matchAndRewrite(UndefOp op, OpAdaptor,
                  ConversionPatternRewriter &rewriter) const override {
    if (isa<BoxType>(op.getType()))
      rewriter.replaceOp(op, bits(rewriter, op.getLoc(), rt::nullBits));
    else
      rewriter.replaceOpWithNewOp<LLVM::ZeroOp>(
          op, getTypeConverter()->convertType(op.getType()));
    return success();
  }
};

struct StringPattern : FMemPattern<StringOp> {
  using FMemPattern::FMemPattern;
  LogicalResult
  matchAndRewrite(StringOp op, OpAdaptor,
                  ConversionPatternRewriter &rewriter) const override {
    Value object =
        addressOf(rewriter, op.getLoc(), lowering.data.string(op.getValue()));
    rewriter.replaceOp(op, boxOf(rewriter, op.getLoc(), object));
    return success();
  }
};

struct BuiltinPattern : FMemPattern<BuiltinOp> {
  using FMemPattern::FMemPattern;
  LogicalResult
  matchAndRewrite(BuiltinOp op, OpAdaptor,
                  ConversionPatternRewriter &rewriter) const override {
    const BuiltinRecord *builtin = findBuiltin(op.getName());
    Value object = addressOf(rewriter, op.getLoc(),
                             lowering.data.external(builtin->staticObject));
    rewriter.replaceOp(op, boxOf(rewriter, op.getLoc(), object));
    return success();
  }
};

struct BoxPattern : FMemPattern<BoxOp> {
  using FMemPattern::FMemPattern;
  LogicalResult
  matchAndRewrite(BoxOp op, OpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    Type type = op.getValue().getType();
    if (type.isF64())
      rewriter.replaceOp(op,
                         boxFloat(rewriter, op.getLoc(), adaptor.getValue()));
    else if (type.isInteger(1))
      rewriter.replaceOp(op,
                         boxBool(rewriter, op.getLoc(), adaptor.getValue()));
    else
      rewriter.replaceOp(op, boxInt(rewriter, op.getLoc(), adaptor.getValue()));
    return success();
  }

private:
  static Value boxFloat(OpBuilder &builder, Location loc, Value number) {
    Value isNaN = LLVM::FCmpOp::create(builder, loc, LLVM::FCmpPredicate::uno,
                                       number, number);
    Value same =
        LLVM::BitcastOp::create(builder, loc, builder.getI64Type(), number);
    return LLVM::SelectOp::create(builder, loc, isNaN,
                                  bits(builder, loc, canonicalNaN), same);
  }

  static Value boxBool(OpBuilder &builder, Location loc, Value truth) {
    static_assert(rt::trueBits == (rt::falseBits | 1));
    Value number =
        LLVM::ZExtOp::create(builder, loc, builder.getI64Type(), truth);
    return LLVM::OrOp::create(builder, loc, number,
                              bits(builder, loc, rt::falseBits));
  }

  Value boxInt(OpBuilder &builder, Location loc, Value number) const {
    APInt constant;
    if (matchPattern(number, m_ConstantInt(&constant)) &&
        constant.isSignedIntN(rt::tagShift))
      return bits(builder, loc,
                  (constant.getZExtValue() & rt::payloadMask) |
                      rt::tagInt << rt::tagShift);
    return lowering.functions.boxInt(builder, loc, number);
  }
};

struct UnboxPattern : FMemPattern<UnboxOp> {
  using FMemPattern::FMemPattern;
  LogicalResult
  matchAndRewrite(UnboxOp op, OpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    Value box = adaptor.getValue();
    if (op.getType().isF64())
      rewriter.replaceOpWithNewOp<LLVM::BitcastOp>(op, op.getType(), box);
    else if (op.getType().isInteger(1))
      rewriter.replaceOpWithNewOp<LLVM::ICmpOp>(
          op, LLVM::ICmpPredicate::eq, box, bits(rewriter, loc, rt::trueBits));
    else
      rewriter.replaceOp(op, lowering.functions.unboxInt(rewriter, loc, box));
    return success();
  }
};

struct IsMarkerPattern : FMemPattern<IsMarkerOp> {
  using FMemPattern::FMemPattern;
  LogicalResult
  matchAndRewrite(IsMarkerOp op, OpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    rewriter.replaceOpWithNewOp<LLVM::ICmpOp>(
        op, LLVM::ICmpPredicate::eq, adaptor.getValue(),
        bits(rewriter, op.getLoc(), singletonBits(op.getMarker())));
    return success();
  }
};

struct CheckedPattern : FMemPattern<CheckedOp> {
  using FMemPattern::FMemPattern;
  LogicalResult
  matchAndRewrite(CheckedOp op, OpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    Value both = compute(rewriter, loc, op.getKind(), adaptor.getLhs(),
                         adaptor.getRhs());
    Value result = LLVM::ExtractValueOp::create(rewriter, loc, both, 0);
    Value overflow = LLVM::ExtractValueOp::create(rewriter, loc, both, 1);
    rewriter.replaceOp(op, {result, overflow});
    return success();
  }

private:
  static Value compute(OpBuilder &builder, Location loc, CheckedKind kind,
                       Value lhs, Value rhs) {
    auto type = LLVM::LLVMStructType::getLiteral(
        builder.getContext(), {builder.getI64Type(), builder.getI1Type()});
    switch (kind) {
    case CheckedKind::add:
      return LLVM::SAddWithOverflowOp::create(builder, loc, type, lhs, rhs);
    case CheckedKind::sub:
      return LLVM::SSubWithOverflowOp::create(builder, loc, type, lhs, rhs);
    case CheckedKind::mul:
      return LLVM::SMulWithOverflowOp::create(builder, loc, type, lhs, rhs);
    }
    llvm_unreachable("unknown checked operation");
  }
};

} // namespace

void forge::fmem::populateBoxPatterns(const LLVMTypeConverter &types,
                                      RewritePatternSet &patterns,
                                      Lowering &lowering) {
  patterns.add<BoxPattern, BuiltinPattern, CheckedPattern, IsMarkerPattern,
               ReleasePattern, RetainPattern, SingletonPattern, StringPattern,
               UnboxPattern, UndefPattern>(types, lowering);
}
