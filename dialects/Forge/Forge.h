//===- Forge.h - the forge dialect in C++ ----------------------*- C++ -*-===//

#ifndef FORGE_DIALECTS_FORGE_FORGE_H
#define FORGE_DIALECTS_FORGE_FORGE_H

#include "mlir/Bytecode/BytecodeOpInterface.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/ControlFlow/IR/ControlFlowOps.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Dialect.h"
#include "mlir/IR/OpDefinition.h"
#include "mlir/IR/OpImplementation.h"
#include "mlir/IR/SymbolTable.h"
#include "mlir/Interfaces/CallInterfaces.h"
#include "mlir/Interfaces/ControlFlowInterfaces.h"
#include "mlir/Interfaces/InferTypeOpInterface.h"
#include "mlir/Interfaces/MemorySlotInterfaces.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

#include "dialects/Forge/ForgeDialect.h.inc"
#include "dialects/Forge/ForgeEnums.h.inc"

#define GET_TYPEDEF_CLASSES
#include "dialects/Forge/ForgeTypes.h.inc"

namespace forge::ir {

/// The error that is pending in the running task, as a resource of effects.
struct PendingErrorResource
    : mlir::SideEffects::Resource::Base<PendingErrorResource> {
  llvm::StringRef getName() final { return "PendingError"; }
};

/// Whether an operator works on machine integers: it only detects its error,
/// and the error edge makes it.
bool isIntegerOperator(mlir::Operation *op);
/// Whether an access or update is of an array of known element type at an
/// integer index, or appends to one: inline code that only detects its errors.
bool isArrayAccess(mlir::Operation *op);
/// Whether it is that, or an update below an object that is inline code.
bool isInlineAccess(mlir::Operation *op);
class PlaceUpdateOp;
/// Whether an update of a place below an object is inline code, which only
/// detects its errors.
bool isInlineUpdate(PlaceUpdateOp op);

/// Marks operations whose last result is an ErrorType.
template <typename ConcreteOp>
class Raising : public mlir::OpTrait::TraitBase<ConcreteOp, Raising> {
public:
  static llvm::LogicalResult verifyTrait(mlir::Operation *op) {
    if (op->getNumResults() == 0 ||
        !llvm::isa<ErrorType>(op->getResults().back().getType()))
      return op->emitOpError("must have an error as last result");
    return llvm::success();
  }
};

/// Attributes of functions (`func.func`) that come from Forge functions.
namespace attrs {
/// Number of leading block arguments that are captured variables. IntegerAttr.
inline constexpr llvm::StringLiteral captures = "forge.captures";
/// Name that programs see, e.g. in `<fn NAME>`. StringAttr.
inline constexpr llvm::StringLiteral displayName = "forge.name";
/// Type a method belongs to. StringAttr.
inline constexpr llvm::StringLiteral methodOf = "forge.method_of";
/// UnitAttr: an anonymous function.
inline constexpr llvm::StringLiteral lambda = "forge.lambda";
/// UnitAttr: a builtin written in Forge; programs cannot tell it from others.
inline constexpr llvm::StringLiteral builtin = "forge.builtin";
/// UnitAttr: a method whose first parameter is not `it`.
inline constexpr llvm::StringLiteral isStatic = "forge.static";
/// DenseI64ArrayAttr: indexes of the parameters (captures not counted) that
/// have a default, so that a missing argument arrives as `missing` instead of
/// null.
inline constexpr llvm::StringLiteral defaults = "forge.defaults";
/// UnitAttr on the function that runs the main program.
inline constexpr llvm::StringLiteral program = "forge.program";
/// UnitAttr: a piece of the code of a file, called once in its place. Not
/// inlined, and no call that a program sees.
inline constexpr llvm::StringLiteral part = "forge.part";
/// On the module: IntegerAttr, number of globals.
inline constexpr llvm::StringLiteral globals = "forge.globals";
} // namespace attrs

/// Operands for a direct call of a function: the captures, then one value per
/// parameter. What is not given is `missing` or null, what is too much is left
/// out.
llvm::SmallVector<mlir::Value> completeArguments(mlir::OpBuilder &builder,
                                                 mlir::Location loc,
                                                 mlir::func::FuncOp callee,
                                                 mlir::ValueRange captures,
                                                 mlir::ValueRange given);

/// The number of leading parameters that are captured variables.
unsigned captureCount(mlir::func::FuncOp function);

/// Name for the stack of an error report.
llvm::StringRef frameName(mlir::func::FuncOp function);

/// A call that was in progress, as an error report lists it.
struct Frame {
  llvm::StringRef function; ///< empty for the function that has the operation
  mlir::Location loc;
};
/// Location of an operation that was inlined from a function `frame`, whose
/// own location is `function`, called at `call`.
mlir::Location inlinedAt(mlir::Location loc, llvm::StringRef frame,
                         mlir::Location function, mlir::Location call);
/// The calls that a location stands for, the innermost first; never empty.
llvm::SmallVector<Frame> framesOf(mlir::Location loc);

} // namespace forge::ir

#define GET_OP_CLASSES
#include "dialects/Forge/Ops/ValueOps.h.inc"
#define GET_OP_CLASSES
#include "dialects/Forge/Ops/ArithOps.h.inc"
#define GET_OP_CLASSES
#include "dialects/Forge/Ops/ArrayOps.h.inc"
#define GET_OP_CLASSES
#include "dialects/Forge/Ops/CollectionOps.h.inc"
#define GET_OP_CLASSES
#include "dialects/Forge/Ops/FunctionOps.h.inc"
#define GET_OP_CLASSES
#include "dialects/Forge/Ops/ControlOps.h.inc"
#define GET_OP_CLASSES
#include "dialects/Forge/Ops/RecordOps.h.inc"
#define GET_OP_CLASSES
#include "dialects/Forge/Ops/TypeOps.h.inc"

#endif // FORGE_DIALECTS_FORGE_FORGE_H
