//===- Lookup.cpp - the meaning of a name at its use ----------------------===//

#include "Resolver.h"
#include "forge/Syntax/ForeignWords.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/Twine.h"

using namespace forge;

/// Gives a use the meaning of a variable as its declarations stand now.
static void refer(NameUse &use, Variable *variable) {
  use.kind = NameUse::Kind::Variable;
  use.variable = variable;
  use.isMutable = variable->declarations.back().isMutable;
}

/// What code of `function` has in place of the variable: tasks around it have
/// copies of local variables (semantics 9.2). Top-level variables are copied as
/// a whole when a task starts, and named functions do not change.
Variable *Resolver::inTasks(Variable *variable, FunctionInfo *function) {
  if (variable->isTopLevel || variable->declarations.front().isDefinition ||
      !function || function == variable->owner)
    return variable;
  Variable *outside = inTasks(variable, function->parent);
  if (function->kind != FunctionInfo::Kind::Task)
    return outside;
  Variable *&copy = taskCopies[{function, variable}];
  if (copy)
    return copy;
  NameUse &original = data.uses.emplace_back();
  refer(original, outside);
  data.occurrences.push_back({&original, function->parent, function->span});
  copy = &data.variables.emplace_back();
  copy->name = variable->name;
  copy->owner = function;
  Declaration declaration = variable->declarations.back();
  declaration.function = nullptr;
  declaration.visibleFrom = function->span.begin;
  copy->declarations.push_back(declaration);
  data.scopeOf[copy] = data.scopeOf.lookup(variable);
  function->copies.push_back({&original, copy});
  return copy;
}

NameUse *Resolver::lookUp(const void *site, llvm::StringRef name, Span span) {
  NameUse *use = &data.uses.emplace_back();
  data.resolution.uses[site] = use;
  size_t occurrence = data.occurrences.size();
  data.occurrences.push_back({use, state.function, span});
  for (Scope *scope = state.scope; scope; scope = scope->parent) {
    if (Variable *variable = scope->names.lookup(name)) {
      refer(*use, inTasks(variable, state.function));
      return use;
    }
  }

  const BuiltinRecord *builtin = findBuiltin(name);
  if (builtin && builtin->isInternal() &&
      state.module->form != ModuleInfo::Form::Prelude)
    builtin = nullptr;
  if (builtin) {
    data.resolution.namesChannels |= name == "channel";
    use->kind = NameUse::Kind::Builtin;
    use->builtin = builtin;
    requirePrelude(*builtin);
  } else if (isModule(name)) {
    use->kind = NameUse::Kind::Module;
  } else if (name == "None") {
    use->kind = NameUse::Kind::None;
  }
  unexplained.push_back({occurrence, name, span, state.scope});
  return use;
}

/// A later declaration that explains a use in `scope` (semantics 4.1, 4.2): any
/// one outside the function of the use, and named functions.
static Variable *findLater(const Scope *scope, llvm::StringRef name,
                           bool hasMeaning) {
  FunctionInfo *function = scope->function;
  for (; scope; scope = scope->parent) {
    Variable *variable = scope->names.lookup(name);
    if (!variable)
      continue;
    if (scope->function != function)
      return variable;
    if (!hasMeaning && variable->declarations.front().isDefinition)
      return variable;
  }
  return nullptr;
}

/// Builtins and modules of the language that this version lacks.
static bool isUnsupportedBuiltin(llvm::StringRef name) {
  static constexpr llvm::StringLiteral names[] = {
      "await_all", "await_timeout", "cd",          "channel",  "close",
      "cwd",       "fetch",         "pipe_to",     "receive",  "run_command",
      "select",    "send",          "sh",          "sh_json",  "sh_lines",
      "sh_ok",     "shell",         "try_receive", "try_send", "uuid",
      "which"};
  return isLibraryModule(name) || llvm::is_contained(names, name);
}

void Resolver::lookUpAgain() {
  for (const Unexplained &item : unexplained) {
    auto &occurrence = data.occurrences[item.occurrence];
    NameUse &use = *occurrence.use;
    bool hasMeaning = use.kind != NameUse::Kind::Undefined;
    // A module cannot be told from a late variable of its name at run time.
    if (use.kind != NameUse::Kind::Module) {
      if (Variable *variable = findLater(item.scope, item.name, hasMeaning)) {
        refer(use, variable);
        if (use.builtin && !use.builtin->existsOn(target))
          use.builtin = nullptr;
        occurrence.isLate = true;
        continue;
      }
    }
    requireTarget(use.builtin, item.span);
    if (hasMeaning)
      continue;
    if (isUnsupportedBuiltin(item.name)) {
      unsupported((llvm::Twine("'") + item.name + "'").str(), item.span);
      continue;
    }
    use.hint = hintForUndefined(item.name, item.scope);
    Diagnostic &diagnostic = diagnostics.report(DiagCode::UndefinedVariable,
                                                item.span, {item.name.str()});
    llvm::StringRef foreign = foreignWordHint(item.name);
    diagnostic.hints.push_back(foreign.empty() ? use.hint : foreign.str());
  }
  unexplained.clear();
}

/// Reports a builtin that the program cannot have where it runs. What the
/// prelude uses is the matter of the record of the prelude's function.
void Resolver::requireTarget(const BuiltinRecord *builtin, Span span) {
  if (!builtin || builtin->existsOn(target) ||
      state.module->form == ModuleInfo::Form::Prelude)
    return;
  std::string others;
  for (BuiltinTarget other : {NativeTarget, WasmTarget})
    if (builtin->existsOn(other))
      others += (others.empty() ? "" : ", ") + targetName(other).str();
  diagnostics.report(
      DiagCode::UnsupportedOnTarget, span,
      {builtin->name.str(), targetName(target).str(), std::move(others)});
}

bool Resolver::isUnitVariant(llvm::StringRef name) const {
  for (const Scope *scope = state.scope; scope; scope = scope->parent) {
    const auto &known = scope->function == state.function
                            ? scope->unitVariants
                            : scope->laterUnitVariants;
    if (known.contains(name))
      return true;
  }
  return false;
}

void Resolver::noteWrite(const ast::Expr *place, Write write) {
  for (;;) {
    if (const auto *field = llvm::dyn_cast<ast::FieldExpr>(place))
      place = field->object;
    else if (const auto *index = llvm::dyn_cast<ast::IndexExpr>(place))
      place = index->object;
    else
      break;
  }
  if (!llvm::isa<ast::NameExpr>(place))
    return;
  const NameUse *use = data.resolution.use(place);
  for (auto &occurrence : llvm::reverse(data.occurrences)) {
    if (occurrence.use == use) {
      occurrence.write = write;
      return;
    }
  }
}

void Resolver::reportImmutable(size_t firstOccurrence) {
  for (const auto &occurrence :
       llvm::ArrayRef(data.occurrences).drop_front(firstOccurrence)) {
    const NameUse &use = *occurrence.use;
    if (occurrence.write != Write::Assign || !use.variable || use.isMutable)
      continue;
    const Variable &variable = *use.variable;
    diagnostics
        .report(DiagCode::ImmutableAssign, occurrence.span,
                {variable.name.str()})
        .labels.push_back({variable.declarations.back().span, "declared here"});
  }
}
