//===- TypeOps.cpp - verifiers of user-defined types ----------------------===//

#include "dialects/Forge/Forge.h"

using namespace mlir;
using namespace forge::ir;

static LogicalResult verifyEqualSizes(Operation *op, size_t lhs, StringRef what,
                                      size_t rhs, StringRef other) {
  if (lhs != rhs)
    return op->emitOpError("has ")
           << lhs << ' ' << what << " but " << rhs << ' ' << other;
  return success();
}

LogicalResult StructDefineOp::verify() {
  if (getEmbedded().size() % 2 != 0)
    return emitOpError("embedded fields must be pairs of field and type");
  return verifyEqualSizes(*this, getKeys().size(), "keys", getValues().size(),
                          "values");
}

LogicalResult StructNewOp::verify() {
  return verifyEqualSizes(*this, getKeys().size(), "keys", getValues().size(),
                          "values");
}

LogicalResult TypeDefineOp::verify() {
  return verifyEqualSizes(*this, getVariants().size(), "variants",
                          getFields().size(), "field counts");
}

LogicalResult InterfaceNewOp::verify() {
  if (failed(verifyEqualSizes(*this, getMethods().size(), "methods",
                              getParams().size(), "parameter counts")))
    return failure();
  return verifyEqualSizes(*this, getMethods().size(), "methods",
                          getReturns().size(), "result types");
}

#define GET_OP_CLASSES
#include "dialects/Forge/Ops/TypeOps.cpp.inc"
