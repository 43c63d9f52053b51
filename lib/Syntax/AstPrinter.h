//===- AstPrinter.h - the printer's class ----------------------*- C++ -*-===//
//
// Expressions and statements are printed in separate files.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_LIB_SYNTAX_ASTPRINTER_H
#define FORGE_LIB_SYNTAX_ASTPRINTER_H

#include "forge/Syntax/AstPrinter.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace forge {

class AstPrinter {
public:
  AstPrinter(const SourceFile &file, llvm::raw_ostream &os,
             AstPrintOptions options)
      : file(file), os(os), options(options) {}

  void print(const ast::Stmt &stmt);
  void print(const ast::Expr &expr);
  void finish() { os << '\n'; }

private:
  /// `(head`, what `printRest` writes, `)`.
  void node(
      const llvm::Twine &head, std::optional<Span> span,
      llvm::function_ref<void()> printRest = [] {});
  void leaf(const llvm::Twine &text);
  void print(const ast::Expr *expr);
  void print(llvm::ArrayRef<const ast::Expr *> exprs);
  void printBlock(llvm::StringRef label, const ast::Block &block);
  void printFunction(const ast::FunctionCore &function);
  void printParams(llvm::ArrayRef<ast::Param> params);
  void printEntries(llvm::ArrayRef<ast::Entry> entries);
  void printStep(const ast::ChainStep &step);
  void printDecorator(const ast::Decorator &decorator);
  void printFunctionStmt(const ast::FunctionStmt &stmt);
  void printDeclaration(const ast::Stmt &stmt);
  void printControl(const ast::Stmt &stmt);
  void printDestructure(const ast::DestructureStmt &stmt);
  void printStruct(const ast::StructStmt &stmt);
  void printCheck(const ast::CheckStmt &stmt);
  void printWhen(const ast::WhenStmt &stmt);

  const SourceFile &file;
  llvm::raw_ostream &os;
  AstPrintOptions options;
  unsigned depth = 0;
  bool isFirst = true;
};

/// A text in double quotes, escaped.
std::string quoted(llvm::StringRef text);
/// A type as it is written.
std::string typeText(const ast::TypeExpr &type);
/// A pattern as it is written.
std::string patternText(const ast::Pattern &pattern);

} // namespace forge

#endif // FORGE_LIB_SYNTAX_ASTPRINTER_H
