//===- Emit.h - from a checked program to the forge dialect ----*- C++ -*-===//

#ifndef FORGE_EMIT_EMIT_H
#define FORGE_EMIT_EMIT_H

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"

namespace forge {

class CheckedProgram;
class DiagnosticEngine;

/// What the module does: run the program, or run the top level of its main file
/// and then the tests there (TestPlan.h).
enum class EmitMode { Program, Tests };

/// Translates a program without errors into one module: `@forge_program` and
/// the functions that it can reach, with every value of type `!forge.any`.
/// Loads the dialects it needs into the context.
mlir::OwningOpRef<mlir::ModuleOp>
emitProgram(mlir::MLIRContext &context, const CheckedProgram &program,
            DiagnosticEngine &diagnostics, EmitMode mode = EmitMode::Program);

} // namespace forge

#endif // FORGE_EMIT_EMIT_H
