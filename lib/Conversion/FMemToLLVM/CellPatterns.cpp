//===- CellPatterns.cpp - captured and top-level variables ----------------===//

#include "Lowering.h"

using namespace mlir;
using namespace forge;
using namespace forge::fmem;

namespace {

/// Both kinds of variable are a box in memory; they differ in its address.
template <typename Op> class VariablePattern : public FMemPattern<Op> {
public:
  using FMemPattern<Op>::FMemPattern;

protected:
  template <typename Adaptor>
  Value variable(Op op, Adaptor adaptor, OpBuilder &builder) const {
    Location loc = op.getLoc();
    if constexpr (requires { op.getCell(); }) {
      Value cell = this->objectIn(builder, loc, adaptor.getCell());
      return this->memberOf(builder, loc, cell, offsetof(rt::Cell, value));
    } else {
      Value slot = this->memberOf(builder, loc, this->contextOf(op),
                                  offsetof(rt::Context, globals));
      Value globals =
          LLVM::LoadOp::create(builder, loc, this->pointerType(builder), slot);
      return this->memberOf(builder, loc, globals,
                            op.getIndex() * sizeof(rt::Bits));
    }
  }
};

template <typename Op> struct LoadPattern : VariablePattern<Op> {
  using VariablePattern<Op>::VariablePattern;
  LogicalResult
  matchAndRewrite(Op op, typename Op::Adaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    Value value = LLVM::LoadOp::create(rewriter, loc, rewriter.getI64Type(),
                                       this->variable(op, adaptor, rewriter));
    this->lowering.functions.retain(rewriter, loc, this->contextOf(op), value);
    rewriter.replaceOp(op, value);
    return success();
  }
};

template <typename Op> struct TakePattern : VariablePattern<Op> {
  using VariablePattern<Op>::VariablePattern;
  LogicalResult
  matchAndRewrite(Op op, typename Op::Adaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    Value address = this->variable(op, adaptor, rewriter);
    Value value =
        LLVM::LoadOp::create(rewriter, loc, rewriter.getI64Type(), address);
    LLVM::StoreOp::create(rewriter, loc,
                          this->bits(rewriter, loc, rt::nullBits), address);
    rewriter.replaceOp(op, value);
    return success();
  }
};

/// The old value is released last: the variable is never seen without a value.
template <typename Op> struct StorePattern : VariablePattern<Op> {
  using VariablePattern<Op>::VariablePattern;
  LogicalResult
  matchAndRewrite(Op op, typename Op::Adaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    Value address = this->variable(op, adaptor, rewriter);
    Value old =
        LLVM::LoadOp::create(rewriter, loc, rewriter.getI64Type(), address);
    LLVM::StoreOp::create(rewriter, loc, adaptor.getValue(), address);
    this->lowering.functions.release(rewriter, loc, this->contextOf(op), old);
    rewriter.eraseOp(op);
    return success();
  }
};

} // namespace

void forge::fmem::populateCellPatterns(const LLVMTypeConverter &types,
                                       RewritePatternSet &patterns,
                                       Lowering &lowering) {
  patterns.add<LoadPattern<CellLoadOp>, LoadPattern<GlobalLoadOp>,
               TakePattern<CellTakeOp>, TakePattern<GlobalTakeOp>,
               StorePattern<CellStoreOp>, StorePattern<GlobalStoreOp>>(
      types, lowering);
}
