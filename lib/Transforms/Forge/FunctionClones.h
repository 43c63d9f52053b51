//===- FunctionClones.h - copies of functions under a budget ---*- C++ -*-===//
//
// A copy does what the original does and has its name for error reports and
// profiles, so that every call may go to either. Passes make copies for the
// calls that they know more about.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_LIB_TRANSFORMS_FORGE_FUNCTIONCLONES_H
#define FORGE_LIB_TRANSFORMS_FORGE_FUNCTIONCLONES_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/SymbolTable.h"
#include "llvm/ADT/DenseMap.h"

namespace forge {

/// How much copies may cost.
struct CloneBudget {
  unsigned perFunction;   ///< copies of one function, and copies of these
  unsigned growthPercent; ///< what the program may grow by
  unsigned freeGrowth;    ///< operations that any program may grow by
};

class FunctionClones {
public:
  FunctionClones(mlir::ModuleOp module, CloneBudget budget);

  /// The function that this is a copy of, through all copies of copies, or the
  /// function itself.
  mlir::func::FuncOp originOf(mlir::func::FuncOp function) const;

  /// The copy of a function for a key. Makes it if there is none yet and the
  /// budget allows, otherwise returns null; `isNew` says whether it did.
  mlir::func::FuncOp copyFor(mlir::func::FuncOp origin, mlir::Attribute key,
                             bool &isNew);

  /// Why `copyFor` made no copy, as the end of a sentence.
  std::string refusal(mlir::func::FuncOp origin) const;

  mlir::SymbolTable &symbolTable() { return symbols; }

private:
  unsigned sizeOf(mlir::func::FuncOp function);

  mlir::SymbolTable symbols;
  CloneBudget budget;
  unsigned growthLeft = 0;
  llvm::DenseMap<std::pair<mlir::Operation *, mlir::Attribute>,
                 mlir::func::FuncOp>
      copies;
  llvm::DenseMap<mlir::Operation *, mlir::func::FuncOp> origins;
  llvm::DenseMap<mlir::Operation *, unsigned> copyCounts;
  llvm::DenseMap<mlir::Operation *, unsigned> sizes;
};

} // namespace forge

#endif // FORGE_LIB_TRANSFORMS_FORGE_FUNCTIONCLONES_H
