//===- ForgeDialect.cpp - registration of the forge dialect ---------------===//

#include "dialects/Forge/Forge.h"

#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/UB/IR/UBOps.h"
#include "mlir/IR/DialectImplementation.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace forge::ir;

#include "dialects/Forge/ForgeDialect.cpp.inc"
#include "dialects/Forge/ForgeEnums.cpp.inc"

#define GET_TYPEDEF_CLASSES
#include "dialects/Forge/ForgeTypes.cpp.inc"

void ForgeDialect::initialize() {
  addTypes<
#define GET_TYPEDEF_LIST
#include "dialects/Forge/ForgeTypes.cpp.inc"
      >();
  addOperations<
#define GET_OP_LIST
#include "dialects/Forge/Ops/ValueOps.cpp.inc"
      >();
  addOperations<
#define GET_OP_LIST
#include "dialects/Forge/Ops/ArithOps.cpp.inc"
      >();
  addOperations<
#define GET_OP_LIST
#include "dialects/Forge/Ops/ArrayOps.cpp.inc"
      >();
  addOperations<
#define GET_OP_LIST
#include "dialects/Forge/Ops/CollectionOps.cpp.inc"
      >();
  addOperations<
#define GET_OP_LIST
#include "dialects/Forge/Ops/FunctionOps.cpp.inc"
      >();
  addOperations<
#define GET_OP_LIST
#include "dialects/Forge/Ops/ControlOps.cpp.inc"
      >();
  addOperations<
#define GET_OP_LIST
#include "dialects/Forge/Ops/RecordOps.cpp.inc"
      >();
  addOperations<
#define GET_OP_LIST
#include "dialects/Forge/Ops/TypeOps.cpp.inc"
      >();
}

Operation *ForgeDialect::materializeConstant(OpBuilder &builder,
                                             Attribute value, Type type,
                                             Location loc) {
  if (auto singleton = dyn_cast<SingletonAttr>(value))
    return SingletonOp::create(builder, loc, type, singleton);
  if (isa<UnitAttr>(value) && isa<ErrorType>(type))
    return NoErrorOp::create(builder, loc, type);
  if (auto text = dyn_cast<StringAttr>(value)) {
    if (isa<StrType>(type))
      return StringOp::create(builder, loc, type, text);
    return nullptr;
  }
  if (auto poison = dyn_cast<ub::PoisonAttr>(value))
    return ub::PoisonOp::create(builder, loc, type, poison);
  return arith::ConstantOp::materialize(builder, value, type, loc);
}
