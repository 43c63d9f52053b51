//===- Place.h - expressions that can be stored to -------------*- C++ -*-===//

#ifndef FORGE_LIB_EMIT_PLACE_H
#define FORGE_LIB_EMIT_PLACE_H

#include "forge/Check/Resolution.h"

namespace forge {

/// A name followed by fields and indexes (semantics 3.3).
struct Place {
  struct Step {
    const ast::Expr *expr; ///< the access up to here
    llvm::StringRef field; ///< for fields
    const ast::Expr *index = nullptr;
  };
  /// Null if the expression is no place.
  const ast::NameExpr *root = nullptr;
  const NameUse *use = nullptr;
  llvm::SmallVector<Step, 2> steps;
};

/// Whether evaluating the expression can neither run functions of the program
/// nor change a variable; it may raise.
bool isSimple(const ast::Expr *expr);

/// Whether a simple expression reads the variable of that name.
bool mentions(const ast::Expr *expr, llvm::StringRef name);

} // namespace forge

#endif // FORGE_LIB_EMIT_PLACE_H
