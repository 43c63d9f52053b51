//===- FrameOps.cpp - functions that wait ---------------------------------===//

#include "dialects/FMem/FMem.h"

using namespace mlir;
using namespace forge::fmem;

#define GET_OP_CLASSES
#include "dialects/FMem/Ops/FrameOps.cpp.inc"

void FMemDialect::registerFrameOps() {
  addOperations<
#define GET_OP_LIST
#include "dialects/FMem/Ops/FrameOps.cpp.inc"
      >();
}

LogicalResult FrameCaptureOp::verifySymbolUses(SymbolTableCollection &symbols) {
  auto resume =
      symbols.lookupNearestSymbolFrom<func::FuncOp>(*this, getResumeAttr());
  if (!resume)
    return emitOpError("there is no function '") << getResume() << "'";
  FunctionType type = resume.getFunctionType();
  if (type.getNumInputs() != 2 || !isa<ContextType>(type.getInput(0)) ||
      !isa<RefType>(type.getInput(1)) || type.getNumResults() != 1 ||
      !type.getResult(0).isInteger(64))
    return emitOpError("'") << getResume() << "' is no resume function";
  return success();
}
