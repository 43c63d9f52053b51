//===- ControlOps.cpp - error edges ---------------------------------------===//

#include "dialects/Forge/Forge.h"

#include "mlir/IR/Matchers.h"
#include "mlir/IR/PatternMatch.h"
#include "mlir/Transforms/RegionUtils.h"

using namespace mlir;
using namespace forge::ir;

OpFoldResult NoErrorOp::fold(FoldAdaptor) {
  return UnitAttr::get(getContext());
}

SuccessorOperands BrErrorOp::getSuccessorOperands(unsigned index) {
  return SuccessorOperands(index == 0 ? getHandlerOperandsMutable()
                                      : getNextOperandsMutable());
}

/// A unit attribute is the constant `forge.no_error`.
Block *BrErrorOp::getSuccessorForOperands(ArrayRef<Attribute> operands) {
  return isa_and_nonnull<UnitAttr>(operands.front()) ? getNext() : nullptr;
}

/// Erases a block that nothing reaches any more, with what only it reaches. A
/// loop that lost its entry has to go at once: the canonicalizer would merge it
/// into a block of operations on their own results, which fold forever.
static void eraseIfUnreachable(Block *block, PatternRewriter &rewriter) {
  // Where many ways lead, one is likely left. They are not counted to the end:
  // all errors of a function meet in one block.
  constexpr unsigned fewPredecessors = 3;
  if (!llvm::hasNItemsOrMore(block->pred_begin(), block->pred_end(),
                             fewPredecessors + 1))
    (void)eraseUnreachableBlocks(rewriter, *block->getParent());
}

namespace {
/// Replaces a branch that always goes one way.
struct FoldConstantBranch : OpRewritePattern<cf::CondBranchOp> {
  /// Before the upstream pattern, which leaves dead blocks behind.
  explicit FoldConstantBranch(MLIRContext *context)
      : OpRewritePattern(context, /*benefit=*/10) {}

  LogicalResult matchAndRewrite(cf::CondBranchOp op,
                                PatternRewriter &rewriter) const override {
    APInt condition;
    if (!matchPattern(op.getCondition(), m_ConstantInt(&condition)))
      return failure();
    bool isTrue = !condition.isZero();
    Block *left = isTrue ? op.getFalseDest() : op.getTrueDest();
    rewriter.replaceOpWithNewOp<cf::BranchOp>(
        op, isTrue ? op.getTrueDest() : op.getFalseDest(),
        isTrue ? op.getTrueDestOperands() : op.getFalseDestOperands());
    eraseIfUnreachable(left, rewriter);
    return success();
  }
};
} // namespace

void ForgeDialect::getCanonicalizationPatterns(
    RewritePatternSet &patterns) const {
  patterns.add<FoldConstantBranch>(getContext());
}

LogicalResult BrErrorOp::canonicalize(BrErrorOp op, PatternRewriter &rewriter) {
  Operation *source = op.getError().getDefiningOp();
  if (isa_and_nonnull<NoErrorOp>(source)) {
    Block *left = op.getHandler();
    rewriter.replaceOpWithNewOp<cf::BranchOp>(op, op.getNext(),
                                              op.getNextOperands());
    eraseIfUnreachable(left, rewriter);
    return success();
  }
  if (isa_and_nonnull<RaiseOp>(source)) {
    Block *left = op.getNext();
    rewriter.replaceOpWithNewOp<cf::BranchOp>(op, op.getHandler(),
                                              op.getHandlerOperands());
    eraseIfUnreachable(left, rewriter);
    return success();
  }
  return failure();
}

#define GET_OP_CLASSES
#include "dialects/Forge/Ops/ControlOps.cpp.inc"
