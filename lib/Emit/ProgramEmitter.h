//===- ProgramEmitter.h - the module being emitted -------------*- C++ -*-===//
//
// Names functions and collects those that something refers to: only reachable
// functions are emitted.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_LIB_EMIT_PROGRAMEMITTER_H
#define FORGE_LIB_EMIT_PROGRAMEMITTER_H

#include "dialects/Forge/Forge.h"
#include "forge/Check/Check.h"
#include "forge/Check/ServerPlan.h"
#include "forge/Emit/Emit.h"
#include "mlir/IR/BuiltinOps.h"
#include "llvm/ADT/StringMap.h"

namespace forge {

class ProgramEmitter {
public:
  ProgramEmitter(mlir::MLIRContext &context, const CheckedProgram &program,
                 EmitMode mode);

  mlir::OwningOpRef<mlir::ModuleOp> run();

  const Resolution &names() const { return program.resolution(); }
  const ServerPlan &server() const { return serverPlan; }
  mlir::MLIRContext *context() { return &ctx; }
  /// Whether the tests of the main file are to be run.
  bool isTest() const { return mode == EmitMode::Tests; }
  /// The symbol of a function, which is thereby reachable.
  mlir::FlatSymbolRefAttr reach(const FunctionInfo *function);
  mlir::Location location(Span span);
  /// Emits a part of a file and returns the symbol of its function. `body` is
  /// the code of the file.
  llvm::StringRef addPart(const FilePart &part, const FunctionInfo &body);

private:
  void emitMain();
  void emit(const FunctionInfo *function);
  void setAttributes(mlir::func::FuncOp op, const FunctionInfo *function);

  mlir::MLIRContext &ctx;
  const CheckedProgram &program;
  ServerPlan serverPlan;
  EmitMode mode;
  mlir::OwningOpRef<mlir::ModuleOp> module;
  llvm::DenseMap<const FunctionInfo *, mlir::FlatSymbolRefAttr> symbols;
  llvm::StringMap<unsigned> symbolCounts;
  llvm::SmallVector<const FunctionInfo *> pending;
};

} // namespace forge

#endif // FORGE_LIB_EMIT_PROGRAMEMITTER_H
