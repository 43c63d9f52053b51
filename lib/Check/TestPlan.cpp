//===- TestPlan.cpp - the tests of a file ---------------------------------===//

#include "forge/Check/TestPlan.h"

using namespace forge;
using namespace forge::ast;

bool forge::hasDecorator(const FunctionStmt &function, llvm::StringRef name) {
  for (const Decorator &decorator : function.decorators)
    if (decorator.name.text == name)
      return true;
  return false;
}

TestPlan forge::planTests(llvm::ArrayRef<const Stmt *> statements) {
  TestPlan plan;
  for (const Stmt *stmt : statements) {
    const auto *function = llvm::dyn_cast<FunctionStmt>(stmt);
    if (!function)
      continue;
    if (hasDecorator(*function, "test"))
      plan.tests.push_back({function, hasDecorator(*function, "skip")});
    if (!plan.before && hasDecorator(*function, "before"))
      plan.before = function;
    if (!plan.after && hasDecorator(*function, "after"))
      plan.after = function;
  }
  return plan;
}
