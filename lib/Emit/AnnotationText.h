//===- AnnotationText.h - type annotations as text -------------------*- C++
//-*-===//

#ifndef FORGE_LIB_EMIT_ANNOTATIONTEXT_H
#define FORGE_LIB_EMIT_ANNOTATIONTEXT_H

#include "forge/Syntax/Ast.h"
#include <string>

namespace forge {

/// A type annotation as programs see it, in one normal spelling.
std::string annotationText(const ast::TypeExpr &type);

} // namespace forge

#endif // FORGE_LIB_EMIT_ANNOTATIONTEXT_H
