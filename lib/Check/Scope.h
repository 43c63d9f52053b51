//===- Scope.h - lexical scopes while names are resolved -------*- C++ -*-===//

#ifndef FORGE_LIB_CHECK_SCOPE_H
#define FORGE_LIB_CHECK_SCOPE_H

#include "forge/Check/Resolution.h"

namespace forge {

/// One block. Scopes outlive the walk, because names that nothing visible
/// explains are looked up again when the whole file is known.
struct Scope {
  Scope *parent = nullptr;
  FunctionInfo *function = nullptr;
  /// The block, or the ModuleInfo of a file.
  const void *site = nullptr;
  bool isTopLevel = false;
  llvm::DenseMap<llvm::StringRef, Variable *> names;
  /// Unit variants of the types defined so far.
  llvm::DenseMap<llvm::StringRef, bool> unitVariants;
  /// Those of all types that the block defines: what functions in it see.
  llvm::DenseMap<llvm::StringRef, bool> laterUnitVariants;
};

/// Whether a type definition is an alias or a union of built-in types, which
/// defines nothing at run time (semantics 7.5).
bool isTypeAlias(const ast::AlgebraicStmt &stmt);

/// Whether the name is that of a module of the standard library, which an
/// import does not search for (semantics 10.1).
bool isLibraryModule(llvm::StringRef name);

/// Text that helps with the undefined `name`, used in `scope` (semantics 4.3).
std::string hintForUndefined(llvm::StringRef name, const Scope *scope);

} // namespace forge

#endif // FORGE_LIB_CHECK_SCOPE_H
