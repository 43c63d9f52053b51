//===- LargeFrames.cpp - functions that may need much stack ---------------===//
//
// The stack has room for the deepest recursion of functions with frames of
// usual size. Larger frames come from long functions and long argument buffers,
// so operations and operands bound them: at most a box for each. A recursive
// function beyond the bound also looks at the stack when it is entered, and no
// function beyond it is inlined into another one, which might be recursive.
//
//===----------------------------------------------------------------------===//

#include "Lowering.h"

using namespace mlir;

/// Boxes that a frame may have: what the runtime's stack has for each of
/// `maxCallDepth` calls, a good part of it natively since values that inlining
/// brings come on top.
static size_t largestFrame(const forge::fmem::TargetLayout &target) {
  return target.getTriple().isWasm() ? 256 : 4096;
}

void forge::fmem::findLargeFrames(func::FuncOp function,
                                  const TargetLayout &target,
                                  Lowering &lowering) {
  size_t boxes = 0;
  function.walk([&](Operation *op) { boxes += 1 + op->getNumOperands(); });
  if (boxes > largestFrame(target))
    lowering.large.insert(function.getSymNameAttr());
}
