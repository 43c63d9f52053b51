//===- MethodTable.h - methods that are known at compile time --*- C++ -*-===//

#ifndef FORGE_ANALYSIS_METHODTABLE_H
#define FORGE_ANALYSIS_METHODTABLE_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/BuiltinOps.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/StringSet.h"

namespace forge {

/// The methods of structs that every call finds: defined once, before the
/// program calls anything, and never hidden by a field of their name.
class MethodTable {
public:
  explicit MethodTable(mlir::ModuleOp module);

  /// The method of a struct, or null if a call has to look for it.
  mlir::func::FuncOp find(mlir::StringAttr structName,
                          llvm::StringRef method) const;

  /// All structs that have the method, in the order of their names.
  llvm::SmallVector<std::pair<llvm::StringRef, mlir::func::FuncOp>>
  findAll(llvm::StringRef method) const;

private:
  using Key = std::pair<llvm::StringRef, llvm::StringRef>;
  llvm::DenseMap<Key, mlir::func::FuncOp> methods;
  /// Names of all fields of the program.
  llvm::StringSet<> fields;
};

} // namespace forge

#endif // FORGE_ANALYSIS_METHODTABLE_H
