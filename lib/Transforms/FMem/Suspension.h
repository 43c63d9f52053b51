//===- Suspension.h - which functions may wait -----------------*- C++ -*-===//
//
// A function may wait if it calls a runtime function that may, another function
// that may, or, through the runtime, an unknown function or method in a program
// in which anything waits: values such as mutexes have methods that do.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_LIB_TRANSFORMS_FMEM_SUSPENSION_H
#define FORGE_LIB_TRANSFORMS_FMEM_SUSPENSION_H

#include "dialects/FMem/FMem.h"
#include "mlir/IR/BuiltinOps.h"
#include "llvm/ADT/DenseSet.h"

namespace forge::fmem {

class Suspension {
public:
  /// Linear in calls.
  explicit Suspension(mlir::ModuleOp module);

  bool maySuspend(mlir::func::FuncOp function) const {
    return functions.contains(function.getSymNameAttr());
  }
  /// Whether the operation is a call that may wait.
  bool maySuspend(mlir::Operation *op) const;

private:
  llvm::DenseSet<mlir::StringAttr> functions;
  /// Whether a call of an unknown function may wait.
  bool unknownMaySuspend = false;
};

} // namespace forge::fmem

#endif // FORGE_LIB_TRANSFORMS_FMEM_SUSPENSION_H
