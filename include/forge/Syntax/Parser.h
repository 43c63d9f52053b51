//===- Parser.h - from source text to syntax tree --------------*- C++ -*-===//

#ifndef FORGE_SYNTAX_PARSER_H
#define FORGE_SYNTAX_PARSER_H

#include "forge/Syntax/Ast.h"
#include <memory>

namespace forge {

class DiagnosticEngine;
struct Token;

/// The tree of one file, with the arena that holds it.
class SyntaxTree {
public:
  explicit SyntaxTree(const SourceFile &file) : source(file) {}

  const SourceFile &file() const { return source; }
  /// Top-level statements.
  llvm::ArrayRef<const ast::Stmt *> statements() const { return topLevel; }
  /// Whether something could not be read. What is missing from the tree then
  /// says nothing about the program.
  bool hasErrors() const { return isWrong; }
  /// All tokens, comments included, in source order.
  llvm::ArrayRef<Token> tokens() const { return allTokens; }
  llvm::BumpPtrAllocator &arena() { return allocator; }

private:
  friend class Parser;
  const SourceFile &source;
  llvm::BumpPtrAllocator allocator;
  llvm::ArrayRef<const ast::Stmt *> topLevel;
  llvm::ArrayRef<Token> allTokens;
  bool isWrong = false;
};

/// Parses a file. Errors and warnings go to the engine; the tree then holds
/// what could be understood and must not be executed if there was an error.
std::unique_ptr<SyntaxTree> parse(const SourceFile &file,
                                  DiagnosticEngine &diagnostics);

} // namespace forge

#endif // FORGE_SYNTAX_PARSER_H
