//===- EmitServer.cpp - programs that are servers -------------------------===//
//
// The arguments of `@server` are evaluated where it stands. When the top level
// has run, the routes are made known to the runtime, which then serves.
//
//===----------------------------------------------------------------------===//

#include "FunctionEmitter.h"
#include "llvm/ADT/StringSwitch.h"

using namespace forge;
using namespace forge::ir;
using namespace forge::ast;
using namespace mlir;

void FunctionEmitter::emitDecorator(const DecoratorStmt &stmt) {
  bool isServer = program.server().server == &stmt;
  for (const Decorator::Argument &argument : stmt.decorator.arguments) {
    Value value = emit(argument.value);
    if (!isServer)
      continue;
    At at(*this, argument.value->span);
    if (argument.key.text.empty())
      runtime("frt_server_options", {value});
    else
      runtime("frt_server_option", {boxedText(argument.key.text), value});
  }
}

/// A letter for the type that a parameter's text is converted to.
static char kindLetter(const TypeExpr *type) {
  if (type && type->form == TypeExpr::Form::Optional)
    type = type->items.front();
  if (!type || type->form != TypeExpr::Form::Simple)
    return 't';
  return llvm::StringSwitch<char>(type->name)
      .Case("Int", 'i')
      .Case("Float", 'f')
      .Case("Bool", 'b')
      .Default('t');
}

/// The parameters as `frt_server_route` reads them.
static std::string describe(ArrayRef<Param> params) {
  std::string text;
  for (const Param &param : params) {
    text += kindLetter(param.type);
    text += param.defaultValue ? 'd' : '-';
    text += param.name.text;
    text += '\n';
  }
  return text;
}

void FunctionEmitter::emitServer() {
  const ServerPlan &plan = program.server();
  if (!plan.server)
    return;
  for (const RoutePlan &route : plan.routes) {
    At at(*this, route.decorator->span);
    const FunctionStmt &served = *route.function;
    Value handler = read(*program.names().binding(&served.name));
    runtime("frt_server_route",
            {handler, boxedText(served.name.text),
             boxedText(route.decorator->name.text), boxedText(route.pattern),
             boxedText(describe(served.function.params))});
  }
  At at(*this, plan.server->span);
  runtime("frt_server_run", {});
}
