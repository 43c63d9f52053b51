//===- TypeText.h - type annotations as text -------------------*- C++ -*-===//

#ifndef FORGE_LIB_EMIT_TYPETEXT_H
#define FORGE_LIB_EMIT_TYPETEXT_H

#include "forge/Syntax/Ast.h"
#include <string>

namespace forge {

/// A type annotation as programs see it, in one normal spelling.
std::string typeText(const ast::TypeExpr &type);

} // namespace forge

#endif // FORGE_LIB_EMIT_TYPETEXT_H
