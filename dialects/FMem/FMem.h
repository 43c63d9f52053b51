//===- FMem.h - the fmem dialect in C++ ------------------------*- C++ -*-===//

#ifndef FORGE_DIALECTS_FMEM_FMEM_H
#define FORGE_DIALECTS_FMEM_FMEM_H

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
#include "mlir/Interfaces/InferTypeOpInterface.h"
#include "mlir/Interfaces/MemorySlotInterfaces.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

#include "dialects/FMem/FMemDialect.h.inc"
#include "dialects/FMem/FMemEnums.h.inc"
#include "dialects/FMem/FMemInterfaces.h.inc"

#define GET_TYPEDEF_CLASSES
#include "dialects/FMem/FMemTypes.h.inc"

namespace forge::fmem::attrs {
/// UnitAttr on a function argument: the callee does not take the reference.
inline constexpr llvm::StringLiteral borrow = "fmem.borrow";
/// UnitAttr on a function that is a uniform entry (`rt::Entry`).
inline constexpr llvm::StringLiteral entry = "fmem.entry";
/// StringAttr on a function, kept from the forge dialect: its name in traces.
inline constexpr llvm::StringLiteral displayName = "forge.name";
/// UnitAttr on the function that runs the main program.
inline constexpr llvm::StringLiteral program = "forge.program";
/// UnitAttr: a piece of the code of a file, which is not inlined.
inline constexpr llvm::StringLiteral part = "forge.part";
/// UnitAttr on a function that may wait, see `fmem-build-frames`.
inline constexpr llvm::StringLiteral suspends = "fmem.suspends";
/// UnitAttr of functions of the forge dialect: a builtin written in Forge.
inline constexpr llvm::StringLiteral builtin = "forge.builtin";
} // namespace forge::fmem::attrs

#define GET_OP_CLASSES
#include "dialects/FMem/Ops/ArrayOps.h.inc"
#define GET_OP_CLASSES
#include "dialects/FMem/Ops/BoxOps.h.inc"
#define GET_OP_CLASSES
#include "dialects/FMem/Ops/CallOps.h.inc"
#define GET_OP_CLASSES
#include "dialects/FMem/Ops/CellOps.h.inc"
#define GET_OP_CLASSES
#include "dialects/FMem/Ops/FrameOps.h.inc"
#define GET_OP_CLASSES
#include "dialects/FMem/Ops/LayoutOps.h.inc"
#define GET_OP_CLASSES
#include "dialects/FMem/Ops/RecordOps.h.inc"

#endif // FORGE_DIALECTS_FMEM_FMEM_H
