//===- TestPlan.h - the tests of a file ------------------------*- C++ -*-===//
//
// Tests are functions at the top level of a file that have the decorator
// `@test`. The plan follows from the syntax tree alone.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_CHECK_TESTPLAN_H
#define FORGE_CHECK_TESTPLAN_H

#include "forge/Syntax/Ast.h"

namespace forge {

struct TestPlan {
  struct Test {
    const ast::FunctionStmt *function;
    bool isSkipped;
  };
  /// In the order of the source.
  llvm::SmallVector<Test, 0> tests;
  /// The functions to run before and after each test, or null.
  const ast::FunctionStmt *before = nullptr;
  const ast::FunctionStmt *after = nullptr;
};

/// The plan of a file's top level.
TestPlan planTests(llvm::ArrayRef<const ast::Stmt *> statements);

/// Whether a function has the decorator of that name.
bool hasDecorator(const ast::FunctionStmt &function, llvm::StringRef name);

} // namespace forge

#endif // FORGE_CHECK_TESTPLAN_H
