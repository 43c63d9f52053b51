//===- ControlOps.cpp - error edges ---------------------------------------===//

#include "dialects/Forge/Forge.h"

#include "mlir/IR/PatternMatch.h"

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

LogicalResult BrErrorOp::canonicalize(BrErrorOp op, PatternRewriter &rewriter) {
  Operation *source = op.getError().getDefiningOp();
  if (isa_and_nonnull<NoErrorOp>(source)) {
    rewriter.replaceOpWithNewOp<cf::BranchOp>(op, op.getNext(),
                                              op.getNextOperands());
    return success();
  }
  if (isa_and_nonnull<RaiseOp>(source)) {
    rewriter.replaceOpWithNewOp<cf::BranchOp>(op, op.getHandler(),
                                              op.getHandlerOperands());
    return success();
  }
  return failure();
}

#define GET_OP_CLASSES
#include "dialects/Forge/Ops/ControlOps.cpp.inc"
