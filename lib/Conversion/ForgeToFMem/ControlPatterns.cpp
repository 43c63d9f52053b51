//===- ControlPatterns.cpp - error edges to fmem --------------------------===//

#include "Lowering.h"

using namespace mlir;
using namespace forge;
using namespace forge::ir;
using namespace forge::lowering;

namespace {

struct LowerNoError : ForgePattern<NoErrorOp> {
  using ForgePattern::ForgePattern;
  LogicalResult lower(NoErrorOp op, Adaptor, Lowering &at) const override {
    at.rewriter.replaceOp(op, at.i1(false));
    return success();
  }
};

struct LowerBrError : ForgePattern<BrErrorOp> {
  using ForgePattern::ForgePattern;
  LogicalResult lower(BrErrorOp op, Adaptor operands,
                      Lowering &at) const override {
    at.rewriter.replaceOpWithNewOp<cf::CondBranchOp>(
        op, operands.getError(), op.getHandler(), operands.getHandlerOperands(),
        op.getNext(), operands.getNextOperands());
    return success();
  }
};

struct LowerRaise : ForgePattern<RaiseOp> {
  using ForgePattern::ForgePattern;
  LogicalResult lower(RaiseOp op, Adaptor operands,
                      Lowering &at) const override {
    at.call(op.getEntry(), operands.getArgs());
    at.rewriter.replaceOp(op, at.i1(true));
    return success();
  }
};

/// The pending error is the result; the value returned has no meaning.
struct LowerPropagate : ForgePattern<PropagateOp> {
  using ForgePattern::ForgePattern;
  LogicalResult lower(PropagateOp op, Adaptor, Lowering &at) const override {
    auto function = op->getParentOfType<func::FuncOp>();
    SmallVector<Value> results;
    for (Type type : function.getResultTypes())
      results.push_back(fmem::UndefOp::create(
          at.rewriter, at.loc, getTypeConverter()->convertType(type)));
    at.rewriter.replaceOpWithNewOp<func::ReturnOp>(op, results);
    return success();
  }
};

struct LowerCatch : ForgePattern<CatchOp> {
  using ForgePattern::ForgePattern;
  LogicalResult lower(CatchOp op, Adaptor, Lowering &at) const override {
    at.rewriter.replaceOp(op, at.call("frt_error_take", {}));
    return success();
  }
};

struct LowerDiscardError : ForgePattern<DiscardErrorOp> {
  using ForgePattern::ForgePattern;
  LogicalResult lower(DiscardErrorOp op, Adaptor, Lowering &at) const override {
    at.call("frt_error_clear", {});
    at.rewriter.eraseOp(op);
    return success();
  }
};

struct LowerAttention : ForgePattern<AttentionOp> {
  using ForgePattern::ForgePattern;
  LogicalResult lower(AttentionOp op, Adaptor, Lowering &at) const override {
    at.rewriter.replaceOpWithNewOp<fmem::AttentionOp>(op,
                                                      at.rewriter.getI1Type());
    return success();
  }
};

} // namespace

void forge::lowering::populateControlPatterns(TypeConverter &converter,
                                              RewritePatternSet &patterns) {
  patterns.add<LowerNoError, LowerBrError, LowerRaise, LowerPropagate,
               LowerCatch, LowerDiscardError, LowerAttention>(
      converter, patterns.getContext());
}
