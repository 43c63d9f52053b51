//===- MethodTable.h - methods that are known at compile time --*- C++ -*-===//

#ifndef FORGE_ANALYSIS_METHODTABLE_H
#define FORGE_ANALYSIS_METHODTABLE_H

#include "dialects/Forge/Records.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/BuiltinOps.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/StringSet.h"

namespace forge {

/// Whether the operation is certain to run before the program calls anything or
/// looks at a field: at its start.
bool runsFirst(mlir::Operation *op);

/// The methods of structs that every call finds: defined once, before the
/// program calls anything, and never hidden by a field of their name.
class MethodTable {
public:
  explicit MethodTable(mlir::ModuleOp module);

  /// The method of a struct, or null if a call has to look for it.
  mlir::func::FuncOp find(mlir::StringAttr structName,
                          llvm::StringRef method) const;

  /// What a call of the method on objects of the record runs.
  struct Target {
    mlir::func::FuncOp method; ///< null if a call has to look for it
    mlir::StringAttr through;  ///< the embedded field that is the receiver
  };
  Target resolve(ir::Record record, llvm::StringRef method) const;

  /// The embedded fields of a struct and their types, in order; empty if none,
  /// or if it is not certain.
  using Embedded = std::pair<mlir::StringAttr, mlir::StringAttr>;
  llvm::ArrayRef<Embedded> embedded(mlir::StringAttr structName) const;

  /// All structs that have the method, in the order of their names.
  llvm::SmallVector<std::pair<llvm::StringRef, mlir::func::FuncOp>>
  findAll(llvm::StringRef method) const;

private:
  using Key = std::pair<llvm::StringRef, llvm::StringRef>;
  llvm::DenseMap<Key, mlir::func::FuncOp> methods;
  /// How often each method is defined.
  llvm::DenseMap<Key, unsigned> definitions;
  llvm::DenseMap<mlir::StringAttr, llvm::SmallVector<Embedded>> embeddings;
  bool hasComputedNames = false;
  /// Names of all fields of the program.
  llvm::StringSet<> fields;
};

} // namespace forge

#endif // FORGE_ANALYSIS_METHODTABLE_H
