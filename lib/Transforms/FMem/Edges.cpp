//===- Edges.cpp - edges of the control flow graph ------------------------===//

#include "Edges.h"

#include "mlir/Dialect/ControlFlow/IR/ControlFlowOps.h"
#include "mlir/IR/Builders.h"
#include "mlir/Interfaces/ControlFlowInterfaces.h"

using namespace mlir;

Block *forge::fmem::splitEdge(Operation *terminator, unsigned index) {
  Block *successor = terminator->getSuccessor(index);
  OpBuilder builder(terminator->getContext());
  Block *block = builder.createBlock(successor);
  SuccessorOperands operands =
      cast<BranchOpInterface>(terminator).getSuccessorOperands(index);
  cf::BranchOp::create(builder, terminator->getLoc(), successor,
                       SmallVector<Value>(operands.getForwardedOperands()));
  operands.erase(0, operands.size());
  terminator->setSuccessor(block, index);
  return block;
}
