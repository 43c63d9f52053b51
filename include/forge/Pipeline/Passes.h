//===- Passes.h - the pass pipelines of the compiler -----------*- C++ -*-===//
//
// The stages between emitted forge IR and the LLVM dialect, as functions that
// fill a pass manager and as named pipelines for forge-opt.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_PIPELINE_PASSES_H
#define FORGE_PIPELINE_PASSES_H

#include "mlir/IR/DialectRegistry.h"
#include "mlir/Pass/PassManager.h"

namespace forge {

struct PipelineOptions {
  /// 0 to 3. At 0 nothing is inferred that debugging would miss: types are, as
  /// they do not change what a program does, but nothing is merged or moved.
  unsigned optLevel = 2;
  /// Generate for wasm32 instead of the native 64-bit target.
  bool wasm = false;
  /// Prove reference counts after they were inserted.
  bool verifyOwnership = false;
  /// Generated code counts retains; the program shows its counters at its end.
  bool countRC = false;
  /// Emit remarks about what is left to the runtime.
  bool explainPerformance = false;
};

/// forge -> forge: promotion, inference, simplification.
void addForgePasses(mlir::OpPassManager &passes,
                    const PipelineOptions &options);
/// forge -> fmem: representations, ownership, counting.
void addFMemPasses(mlir::OpPassManager &passes, const PipelineOptions &options);
/// fmem -> LLVM dialect.
void addLLVMPasses(mlir::OpPassManager &passes, const PipelineOptions &options);

/// The dialects that compilation uses.
void registerForgeDialects(mlir::DialectRegistry &registry);
/// All passes and the pipelines `forge-passes`, `fmem-passes`, `llvm-passes`.
void registerForgePasses();

} // namespace forge

#endif // FORGE_PIPELINE_PASSES_H
