//===- CellOps.cpp - captured and top-level variables ---------------------===//

#include "dialects/FMem/FMem.h"

using namespace mlir;
using namespace forge::fmem;

#define GET_OP_CLASSES
#include "dialects/FMem/Ops/CellOps.cpp.inc"

void FMemDialect::registerCellOps() {
  addOperations<
#define GET_OP_LIST
#include "dialects/FMem/Ops/CellOps.cpp.inc"
      >();
}
