//===- RecordOps.cpp - verification and registration of record operations -===//

#include "dialects/FMem/FMem.h"

using namespace mlir;
using namespace forge::fmem;

LogicalResult RecordUpdateOp::verify() {
  size_t indexes = 0;
  for (Attribute step : getPath()) {
    if (isa<UnitAttr>(step))
      ++indexes;
    else if (!isa<IntegerAttr>(step))
      return emitOpError("path steps must be slots or unit");
  }
  if (getPath().empty())
    return emitOpError("needs a path");
  if (indexes != getIndexes().size())
    return emitOpError("path has ") << indexes << " index steps but "
                                    << getIndexes().size() << " index operands";
  Type type = getValue().getType();
  if (getKind() && getPush())
    return emitOpError("cannot both combine and push");
  if (getKind() && !type.isF64() &&
      !(type.isInteger(64) && *getKind() != Combine::div))
    return emitOpError("cannot combine ")
           << type << " by " << stringifyCombine(*getKind());
  return success();
}

#define GET_OP_CLASSES
#include "dialects/FMem/Ops/RecordOps.cpp.inc"

void FMemDialect::registerRecordOps() {
  addOperations<
#define GET_OP_LIST
#include "dialects/FMem/Ops/RecordOps.cpp.inc"
      >();
}
