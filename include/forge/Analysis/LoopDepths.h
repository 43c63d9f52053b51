//===- LoopDepths.h - how often code runs, roughly -------------*- C++ -*-===//

#ifndef FORGE_ANALYSIS_LOOPDEPTHS_H
#define FORGE_ANALYSIS_LOOPDEPTHS_H

#include "mlir/IR/BuiltinOps.h"
#include "llvm/ADT/DenseMap.h"

namespace forge {

/// In how many loops operations are: those of their function, and those around
/// the calls of it. Calls through values and in cycles of calls do not count.
class LoopDepths {
public:
  explicit LoopDepths(mlir::ModuleOp module);

  unsigned of(mlir::Operation *op) const;

private:
  unsigned ofFunction(mlir::Operation *function);

  llvm::DenseMap<mlir::Block *, unsigned> blocks;
  llvm::DenseMap<mlir::Operation *, unsigned> functions;
  llvm::DenseMap<mlir::Operation *, llvm::SmallVector<mlir::Operation *>> calls;
};

} // namespace forge

#endif // FORGE_ANALYSIS_LOOPDEPTHS_H
