//===- ResolveStatements.cpp - names and scopes of statements -------------===//

#include "Resolver.h"

using namespace forge;
using namespace forge::ast;

Resolver::InScope::InScope(Resolver &resolver, const void *site,
                           llvm::ArrayRef<const Stmt *> statements)
    : resolver(resolver) {
  Scope &scope = resolver.data.scopes.emplace_back();
  scope.parent = resolver.state.scope;
  scope.function = resolver.state.function;
  scope.site = site;
  for (const Stmt *stmt : statements) {
    const auto *type = llvm::dyn_cast<AlgebraicStmt>(stmt);
    if (!type || isTypeAlias(*type))
      continue;
    for (const AlgebraicStmt::Variant &variant : type->variants)
      if (!variant.hasFields)
        scope.laterUnitVariants[variant.name.text] = true;
  }
  resolver.state.scope = &scope;
}

void Resolver::unsupported(llvm::StringRef construct, Span span) {
  diagnostics.report(DiagCode::NotSupportedYet, span, {construct.str()});
}

void Resolver::resolveStatements(llvm::ArrayRef<const Stmt *> statements) {
  for (const Stmt *stmt : statements)
    resolve(stmt);
}

void Resolver::resolveBlock(const Block &block) {
  InScope scope(*this, &block, block.statements);
  resolveStatements(block.statements);
}

void Resolver::resolveLoopBody(const Block &block) {
  ++state.loops;
  ++state.repeats;
  resolveBlock(block);
  --state.repeats;
  --state.loops;
}

void Resolver::resolveAssign(const AssignStmt &stmt) {
  resolve(stmt.value);
  resolve(stmt.target);
  noteWrite(stmt.target, Write::Assign);
}

void Resolver::resolvePattern(const Pattern &pattern) {
  switch (pattern.form) {
  case Pattern::Form::Wildcard:
  case Pattern::Form::Literal:
    return;
  case Pattern::Form::Constructor:
    for (const Pattern *item : pattern.items)
      resolvePattern(*item);
    return;
  case Pattern::Form::Binding:
    if (pattern.name.text == "None" || isUnitVariant(pattern.name.text))
      data.resolution.variantTests[&pattern] = true;
    else
      declare(pattern.name, pattern.span.end, /*isMutable=*/true, &pattern);
  }
}

void Resolver::resolveMatch(const MatchStmt &stmt) {
  resolve(stmt.subject);
  for (const MatchStmt::Arm &arm : stmt.arms) {
    InScope scope(*this, &arm.body, arm.body.statements);
    resolvePattern(*arm.pattern);
    resolveStatements(arm.body.statements);
  }
}

static bool isLiteral(const Expr *expr) {
  if (const auto *unary = llvm::dyn_cast<UnaryExpr>(expr))
    return unary->op == UnaryOp::Negate &&
           (llvm::isa<IntExpr>(unary->operand) ||
            llvm::isa<FloatExpr>(unary->operand));
  switch (expr->kind) {
  case ExprKind::Int:
  case ExprKind::Float:
  case ExprKind::Bool:
  case ExprKind::Null:
  case ExprKind::Text:
    return true;
  default:
    return false;
  }
}

void Resolver::resolve(const Stmt *stmt) {
  switch (stmt->kind) {
  case StmtKind::Declare: {
    const auto &declareStmt = *llvm::cast<DeclareStmt>(stmt);
    resolve(declareStmt.value);
    Variable *variable =
        declare(declareStmt.name, stmt->span.end, declareStmt.isMutable);
    if (const auto *lambda = llvm::dyn_cast<LambdaExpr>(declareStmt.value))
      variable->declarations.back().function =
          data.resolution.function(&lambda->function);
    if (isLiteral(declareStmt.value))
      variable->literal = declareStmt.value;
    return;
  }
  case StmtKind::Destructure: {
    const auto &destructure = *llvm::cast<DestructureStmt>(stmt);
    resolve(destructure.value);
    // Names of all forms may be reassigned (semantics 3.2).
    for (const Name &name : destructure.names)
      declare(name, stmt->span.end, /*isMutable=*/true);
    if (destructure.rest)
      declare(*destructure.rest, stmt->span.end, /*isMutable=*/true);
    return;
  }
  case StmtKind::Assign:
    return resolveAssign(*llvm::cast<AssignStmt>(stmt));
  case StmtKind::Function:
    return resolveFunction(*llvm::cast<FunctionStmt>(stmt));
  case StmtKind::Struct:
    return resolveStruct(*llvm::cast<StructStmt>(stmt));
  case StmtKind::Interface:
    declare(llvm::cast<InterfaceStmt>(stmt)->name, stmt->span.end,
            /*isMutable=*/true);
    return;
  case StmtKind::Algebraic:
    return resolveAlgebraic(*llvm::cast<AlgebraicStmt>(stmt));
  case StmtKind::Methods: {
    const auto &methods = *llvm::cast<MethodsStmt>(stmt);
    resolveMethods(methods.type, methods.methods);
    if (methods.interface)
      lookUp(&*methods.interface, methods.interface->text,
             methods.interface->span);
    return;
  }
  case StmtKind::If: {
    const auto &ifStmt = *llvm::cast<IfStmt>(stmt);
    resolve(ifStmt.condition);
    resolveBlock(ifStmt.thenBlock);
    if (ifStmt.elseBlock)
      resolveBlock(*ifStmt.elseBlock);
    return;
  }
  case StmtKind::While:
    ++state.repeats;
    resolve(llvm::cast<WhileStmt>(stmt)->condition);
    --state.repeats;
    return resolveLoopBody(llvm::cast<WhileStmt>(stmt)->body);
  case StmtKind::Loop:
    return resolveLoopBody(llvm::cast<LoopStmt>(stmt)->body);
  case StmtKind::For: {
    const auto &loop = *llvm::cast<ForStmt>(stmt);
    resolve(loop.iterable);
    InScope scope(*this, &loop.body, loop.body.statements);
    declare(loop.first, loop.body.span.begin, /*isMutable=*/true);
    if (loop.second)
      declare(*loop.second, loop.body.span.begin, /*isMutable=*/true);
    ++state.loops;
    ++state.repeats;
    resolveStatements(loop.body.statements);
    --state.repeats;
    --state.loops;
    return;
  }
  case StmtKind::Match:
    return resolveMatch(*llvm::cast<MatchStmt>(stmt));
  case StmtKind::When: {
    const auto &when = *llvm::cast<WhenStmt>(stmt);
    resolve(when.subject);
    for (const WhenStmt::Arm &arm : when.arms) {
      resolve(arm.value);
      resolveBlock(arm.result);
    }
    return;
  }
  case StmtKind::Break:
  case StmtKind::Continue:
    if (!state.loops)
      diagnostics.report(
          DiagCode::LoopControl, stmt->span,
          {stmt->kind == StmtKind::Break ? "break" : "continue"});
    return;
  case StmtKind::Return:
    state.module->stopsEarly |= state.function->isBody();
    return resolve(llvm::cast<ReturnStmt>(stmt)->value);
  case StmtKind::Yield:
    if (!state.function->isBody())
      return unsupported("'yield' in a function", stmt->span);
    return resolve(llvm::cast<YieldStmt>(stmt)->value);
  case StmtKind::Try: {
    const auto &tryStmt = *llvm::cast<TryStmt>(stmt);
    resolveBlock(tryStmt.body);
    InScope scope(*this, &tryStmt.handler, tryStmt.handler.statements);
    if (tryStmt.variable)
      declare(*tryStmt.variable, tryStmt.handler.span.begin,
              /*isMutable=*/true);
    return resolveStatements(tryStmt.handler.statements);
  }
  case StmtKind::Safe:
    return resolveBlock(llvm::cast<SafeStmt>(stmt)->body);
  case StmtKind::Check: {
    const auto &check = *llvm::cast<CheckStmt>(stmt);
    resolve(check.value);
    resolve(check.low);
    return resolve(check.high);
  }
  case StmtKind::Retry:
    resolve(llvm::cast<RetryStmt>(stmt)->count);
    ++state.repeats;
    resolveBlock(llvm::cast<RetryStmt>(stmt)->body);
    --state.repeats;
    return;
  case StmtKind::Import:
    return resolveImport(*llvm::cast<ImportStmt>(stmt));
  case StmtKind::Decorator:
    for (const auto &argument :
         llvm::cast<DecoratorStmt>(stmt)->decorator.arguments)
      resolve(argument.value);
    return;
  case StmtKind::Expression:
    return resolve(llvm::cast<ExpressionStmt>(stmt)->expr);
  case StmtKind::Prompt:
    return unsupported("'prompt'", stmt->span);
  case StmtKind::Agent:
    return unsupported("'agent'", stmt->span);
  case StmtKind::Timeout:
    data.resolution.startsTasks = true;
    resolve(llvm::cast<TimeoutStmt>(stmt)->amount);
    return resolveBlock(llvm::cast<TimeoutStmt>(stmt)->body);
  case StmtKind::Schedule: {
    const auto &schedule = *llvm::cast<ScheduleStmt>(stmt);
    resolve(schedule.amount);
    resolveTask(schedule.function, stmt->span)->background = stmt;
    data.resolution.startsBackground = true;
    return;
  }
  case StmtKind::Watch: {
    const auto &watch = *llvm::cast<WatchStmt>(stmt);
    resolve(watch.path);
    resolveTask(watch.function, stmt->span)->background = stmt;
    data.resolution.startsBackground = true;
    return;
  }
  case StmtKind::Spawn:
    resolveTask(llvm::cast<SpawnStmt>(stmt)->function, stmt->span);
    return;
  case StmtKind::Squad:
    data.resolution.startsTasks = true;
    return resolveBlock(llvm::cast<SquadStmt>(stmt)->body);
  }
}
