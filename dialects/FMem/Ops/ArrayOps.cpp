//===- ArrayOps.cpp - registration of the operations on arrays ------------===//

#include "dialects/FMem/FMem.h"

using namespace mlir;
using namespace forge::fmem;

#define GET_OP_CLASSES
#include "dialects/FMem/Ops/ArrayOps.cpp.inc"

void FMemDialect::registerArrayOps() {
  addOperations<
#define GET_OP_LIST
#include "dialects/FMem/Ops/ArrayOps.cpp.inc"
      >();
}
