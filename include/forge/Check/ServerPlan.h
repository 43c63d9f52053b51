//===- ServerPlan.h - what a program serves --------------------*- C++ -*-===//
//
// A program with `@server` at its top level is a server of the functions there
// that have route decorators. The plan follows from the syntax tree alone.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_CHECK_SERVERPLAN_H
#define FORGE_CHECK_SERVERPLAN_H

#include "forge/Builtins/Catalogue.h"
#include "forge/Diagnostics/DiagnosticEngine.h"
#include "forge/Syntax/Ast.h"
#include <string>

namespace forge {

/// A route decorator with its function.
struct RoutePlan {
  const ast::FunctionStmt *function;
  const ast::Decorator *decorator;
  std::string pattern;
};

struct ServerPlan {
  /// The decorator that counts, or null.
  const ast::DecoratorStmt *server = nullptr;
  llvm::SmallVector<RoutePlan, 0> routes;
};

/// The plan of a file's top level. Without `@server` routes mean nothing, and
/// there are none in it.
ServerPlan planServer(llvm::ArrayRef<const ast::Stmt *> statements);

/// Reports arguments and patterns that cannot be meant, and routes that clash.
void checkServer(const ServerPlan &plan, DiagnosticEngine &diagnostics,
                 BuiltinTarget target);

} // namespace forge

#endif // FORGE_CHECK_SERVERPLAN_H
