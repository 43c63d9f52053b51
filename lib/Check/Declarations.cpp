//===- Declarations.cpp - functions, types and variables ------------------===//

#include "Resolver.h"
#include "llvm/ADT/StringSwitch.h"

using namespace forge;
using namespace forge::ast;

bool forge::isTypeAlias(const AlgebraicStmt &stmt) {
  return llvm::any_of(stmt.variants, [](const AlgebraicStmt::Variant &variant) {
    return llvm::StringSwitch<bool>(variant.name.text)
        .Cases({"Int", "Float", "String", "Bool", "Null"}, true)
        .Default(false);
  });
}

Variable *Resolver::declare(const Name &name, uint32_t visibleFrom,
                            bool isMutable, const void *site) {
  Variable *&variable = state.scope->names[name.text];
  if (!variable) {
    variable = &data.variables.emplace_back();
    variable->name = name.text;
    variable->owner = state.function;
    variable->isTopLevel = state.scope->isTopLevel;
    data.scopeOf[variable] = state.scope;
  } else {
    variable->isReassigned = true;
  }
  if (state.scope->isTopLevel && !isImporting &&
      !llvm::is_contained(state.module->exports, variable))
    state.module->exports.push_back(variable);
  variable->declarations.push_back({name.span, visibleFrom, isMutable});
  data.resolution.bindings[site ? site : &name] = variable;
  return variable;
}

FunctionInfo *Resolver::enterFunction(FunctionInfo::Kind kind,
                                      llvm::StringRef name,
                                      const FunctionCore &core, Span span) {
  FunctionInfo &function = data.functions.emplace_back();
  function.kind = kind;
  function.name = name;
  function.core = &core;
  function.span = span;
  function.module = state.module;
  function.parent = state.function;
  data.resolution.functions[&core] = &function;
  return &function;
}

void Resolver::resolveBody(FunctionInfo *function) {
  Nested nested(*this);
  state.function = function;
  state.loops = 0;
  ++state.repeats; // a function may run any number of times
  const FunctionCore &core = *function->core;
  InScope scope(*this, &core.body, core.body.statements);
  for (const Param &param : core.params) {
    resolve(param.defaultValue);
    declare(param.name, param.span.begin, /*isMutable=*/true, &param);
  }
  resolveStatements(core.body.statements);
}

void Resolver::resolveFunction(const FunctionStmt &stmt) {
  for (const Decorator &decorator : stmt.decorators)
    for (const Decorator::Argument &argument : decorator.arguments)
      resolve(argument.value);
  FunctionInfo *function = enterFunction(
      FunctionInfo::Kind::Named, stmt.name.text, stmt.function, stmt.span);
  // Bound before its body: it can call itself.
  Variable *variable = declare(stmt.name, stmt.span.begin, /*isMutable=*/true);
  variable->declarations.back().function = function;
  variable->declarations.back().isDefinition = true;
  // What the decorators are for reads it when the file has run.
  variable->isCaptured |= !stmt.decorators.empty();
  if (state.module->form == ModuleInfo::Form::Prelude &&
      state.scope->isTopLevel)
    data.resolution.preludeFunctions[stmt.name.text] = function;
  resolveBody(function);
}

/// The block of a task is a function of its own.
FunctionInfo *Resolver::resolveTask(const FunctionCore &core, Span span) {
  data.resolution.startsTasks = true;
  FunctionInfo *task = enterFunction(FunctionInfo::Kind::Task, "", core, span);
  resolveBody(task);
  return task;
}

void Resolver::resolveMethods(const Name &type,
                              llvm::ArrayRef<const FunctionStmt *> methods) {
  for (const FunctionStmt *method : methods) {
    FunctionInfo *function =
        enterFunction(FunctionInfo::Kind::Method, method->name.text,
                      method->function, method->span);
    function->typeName = type.text;
    resolveBody(function);
  }
}

void Resolver::resolveStruct(const StructStmt &stmt) {
  for (const StructStmt::Member &member : stmt.members)
    resolve(member.defaultValue);
  declare(stmt.name, stmt.span.end, /*isMutable=*/true);
  resolveMethods(stmt.name, stmt.methods);
}

void Resolver::resolveAlgebraic(const AlgebraicStmt &stmt) {
  if (isTypeAlias(stmt))
    return;
  bool hasVariantOfItsName = false;
  for (const AlgebraicStmt::Variant &variant : stmt.variants) {
    hasVariantOfItsName |= variant.name.text == stmt.name.text;
    Variable *variable =
        declare(variant.name, stmt.span.end, /*isMutable=*/true);
    variable->type = &stmt;
    variable->variant = &variant;
    if (!variant.hasFields)
      state.scope->unitVariants[variant.name.text] = true;
  }
  if (!hasVariantOfItsName)
    declare(stmt.name, stmt.span.end, /*isMutable=*/true);
}
