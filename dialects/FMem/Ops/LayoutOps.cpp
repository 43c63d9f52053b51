//===- LayoutOps.cpp - stack memory and static records --------------------===//

#include "dialects/FMem/FMem.h"

using namespace mlir;
using namespace forge::fmem;

#define GET_OP_CLASSES
#include "dialects/FMem/Ops/LayoutOps.cpp.inc"

void FMemDialect::registerLayoutOps() {
  addOperations<
#define GET_OP_LIST
#include "dialects/FMem/Ops/LayoutOps.cpp.inc"
      >();
}

LogicalResult PackOp::verify() {
  for (auto [index, value] : llvm::enumerate(getValues()))
    if (value.getType() != getElement())
      return emitOpError("element ")
             << index << " is " << value.getType() << ", not " << getElement();
  return success();
}

LogicalResult StepsOp::verify() {
  size_t indexes = 0;
  for (Attribute step : getPath()) {
    if (!isa<StringAttr, UnitAttr>(step))
      return emitOpError("a step of the path must be a string or unit, not ")
             << step;
    indexes += isa<UnitAttr>(step);
  }
  if (indexes != getIndexes().size())
    return emitOpError("the path has ") << indexes << " index steps for "
                                        << getIndexes().size() << " operands";
  return success();
}

LogicalResult
FunctionAddressOp::verifySymbolUses(SymbolTableCollection &symbols) {
  auto callee =
      symbols.lookupNearestSymbolFrom<func::FuncOp>(*this, getCalleeAttr());
  if (!callee)
    return emitOpError("there is no function '") << getCallee() << "'";
  if (!callee->hasAttr(attrs::entry))
    return emitOpError("'") << getCallee() << "' is no uniform entry";
  return success();
}
