//===- AstPrinter.h - text form of syntax trees ----------------*- C++ -*-===//

#ifndef FORGE_SYNTAX_ASTPRINTER_H
#define FORGE_SYNTAX_ASTPRINTER_H

#include "forge/Syntax/Parser.h"
#include "llvm/Support/raw_ostream.h"

namespace forge {

struct AstPrintOptions {
  /// Write `@line:column-line:column` behind every statement and expression.
  bool spans = false;
};

/// Writes a tree as nested lists, a node per line. How a form was spelled, its
/// blanks and its parentheses do not show: texts with the same meaning by the
/// grammar print alike.
void printAst(const SyntaxTree &tree, llvm::raw_ostream &os,
              AstPrintOptions options = {});

/// The operator as written, such as `&&`.
llvm::StringRef spelling(ast::BinaryOp op);

} // namespace forge

#endif // FORGE_SYNTAX_ASTPRINTER_H
