//===- FMemDialect.cpp - registration of the fmem dialect -----------------===//

#include "dialects/FMem/FMem.h"

#include "mlir/IR/DialectImplementation.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace forge::fmem;

#include "dialects/FMem/FMemDialect.cpp.inc"
#include "dialects/FMem/FMemEnums.cpp.inc"
#include "dialects/FMem/FMemInterfaces.cpp.inc"

#define GET_TYPEDEF_CLASSES
#include "dialects/FMem/FMemTypes.cpp.inc"

void FMemDialect::initialize() {
  addTypes<
#define GET_TYPEDEF_LIST
#include "dialects/FMem/FMemTypes.cpp.inc"
      >();
  registerArrayOps();
  registerBoxOps();
  registerCallOps();
  registerCellOps();
  registerFrameOps();
  registerLayoutOps();
  registerRecordOps();
}

/// Folds of fmem operations yield numbers, truth values and singletons.
Operation *FMemDialect::materializeConstant(OpBuilder &builder, Attribute value,
                                            Type type, Location loc) {
  if (auto singleton = dyn_cast<SingletonAttr>(value))
    return SingletonOp::create(builder, loc, type, singleton);
  return arith::ConstantOp::materialize(builder, value, type, loc);
}
