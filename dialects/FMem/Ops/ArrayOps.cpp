//===- ArrayOps.cpp - registration of the operations on arrays ------------===//

#include "dialects/FMem/FMem.h"

using namespace mlir;
using namespace forge::fmem;

/// Floats know all operators, integers those that can only overflow.
static LogicalResult verifyKind(Operation *op, std::optional<Combine> kind,
                                Type element) {
  if (!kind || element.isF64() ||
      (element.isInteger(64) && *kind != Combine::div))
    return success();
  return op->emitOpError("cannot combine elements of ")
         << element << " by " << stringifyCombine(*kind);
}

LogicalResult ArraySetOp::verify() {
  return verifyKind(*this, getKind(), getValue().getType());
}

LogicalResult ArraySetDeepOp::verify() {
  if (getIndexes().size() < 2)
    return emitOpError("needs two indexes or more");
  return verifyKind(*this, getKind(), getValue().getType());
}

LogicalResult ArrayStoreOp::verify() {
  return verifyKind(*this, getKind(), getValue().getType());
}

#define GET_OP_CLASSES
#include "dialects/FMem/Ops/ArrayOps.cpp.inc"

void FMemDialect::registerArrayOps() {
  addOperations<
#define GET_OP_LIST
#include "dialects/FMem/Ops/ArrayOps.cpp.inc"
      >();
}
