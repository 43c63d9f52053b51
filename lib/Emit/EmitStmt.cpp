//===- EmitStmt.cpp - statements and blocks -------------------------------===//

#include "FunctionEmitter.h"

using namespace forge;
using namespace forge::ir;
using namespace forge::ast;
using namespace mlir;

Value FunctionEmitter::emitStatements(ArrayRef<const Stmt *> statements,
                                      bool wanted) {
  Value value;
  for (const Stmt *stmt : statements)
    value = emit(stmt, wanted && stmt == statements.back());
  if (!wanted)
    return {};
  return value ? value : null();
}

Value FunctionEmitter::emitBlock(const ast::Block &block, bool wanted) {
  enterScope(&block);
  return emitStatements(block.statements, wanted);
}

/// Whether declaring the variable leaves a value: a known function that
/// captures nothing is called by its symbol, a constant is where it is read.
static bool needsObject(const Variable &variable) {
  if (variable.storage == Storage::Known)
    return !variable.function->captures.empty();
  return variable.hasStorage();
}

Value FunctionEmitter::emit(const Stmt *stmt, bool wanted) {
  At at(*this, stmt->span);
  switch (stmt->kind) {
  case StmtKind::Declare: {
    const auto &declare = *cast<DeclareStmt>(stmt);
    if (needsObject(*program.names().binding(&declare.name)))
      bindSite(&declare.name, emit(declare.value));
    return {};
  }
  case StmtKind::Destructure:
    emitDestructure(*cast<DestructureStmt>(stmt));
    return {};
  case StmtKind::Assign:
    emitAssign(*cast<AssignStmt>(stmt));
    return {};
  case StmtKind::Function: {
    const auto &definition = *cast<FunctionStmt>(stmt);
    const Variable &variable = *program.names().binding(&definition.name);
    if (needsObject(variable))
      bind(variable, closure(*program.names().function(&definition.function)));
    return {};
  }
  case StmtKind::Struct:
    emitStruct(*cast<StructStmt>(stmt));
    return {};
  case StmtKind::Interface:
    emitInterface(*cast<InterfaceStmt>(stmt));
    return {};
  case StmtKind::Algebraic:
    emitAlgebraic(*cast<AlgebraicStmt>(stmt));
    return {};
  case StmtKind::Methods:
    emitImplementation(*cast<MethodsStmt>(stmt));
    return {};
  case StmtKind::If:
    return emitIf(*cast<IfStmt>(stmt), wanted);
  case StmtKind::While:
    emitWhile(*cast<WhileStmt>(stmt));
    return {};
  case StmtKind::Loop:
    emitLoop(*cast<LoopStmt>(stmt));
    return {};
  case StmtKind::For:
    emitFor(*cast<ForStmt>(stmt));
    return {};
  case StmtKind::Match:
    return emitMatch(*cast<MatchStmt>(stmt), wanted);
  case StmtKind::When:
    return emitWhen(*cast<WhenStmt>(stmt), wanted);
  case StmtKind::Break:
    emitJump(/*isContinue=*/false);
    return {};
  case StmtKind::Continue:
    emitJump(/*isContinue=*/true);
    return {};
  case StmtKind::Return: {
    const ast::Expr *value = cast<ReturnStmt>(stmt)->value;
    emitReturn(value ? emit(value) : null());
    return {};
  }
  case StmtKind::Yield:
    emit(cast<YieldStmt>(stmt)->value);
    return {};
  case StmtKind::Try:
    return emitTry(*cast<TryStmt>(stmt), wanted);
  case StmtKind::Safe:
    return emitSafe(*cast<SafeStmt>(stmt), wanted);
  case StmtKind::Check:
    emitCheck(*cast<CheckStmt>(stmt));
    return {};
  case StmtKind::Retry:
    emitRetry(*cast<RetryStmt>(stmt));
    return {};
  case StmtKind::Import:
    emitImport(*cast<ImportStmt>(stmt));
    return {};
  case StmtKind::Decorator:
    emitDecorator(*cast<DecoratorStmt>(stmt));
    return {};
  case StmtKind::Expression: {
    const ast::Expr *expr = cast<ExpressionStmt>(stmt)->expr;
    if (const auto *call = dyn_cast<CallExpr>(expr))
      return emitCall(*call, wanted ? Position::Value : Position::Statement);
    if (const auto *block = dyn_cast<BlockExpr>(expr))
      return emitBlock(block->block, wanted);
    return emit(expr);
  }
  case StmtKind::Timeout:
    emitTimeout(*cast<TimeoutStmt>(stmt));
    return {};
  case StmtKind::Spawn:
    emitSpawn(cast<SpawnStmt>(stmt)->function, /*isDropped=*/true);
    return {};
  case StmtKind::Squad:
    return emitSquad(cast<SquadStmt>(stmt)->body, wanted);
  case StmtKind::Schedule: {
    const auto &schedule = *cast<ScheduleStmt>(stmt);
    Value amount = emit(schedule.amount);
    Value interval = runtime("frt_schedule_interval",
                             {amount, integer(schedule.unitMilliseconds)});
    startBackground(schedule.function, box(interval));
    return {};
  }
  case StmtKind::Watch: {
    const auto &watch = *cast<WatchStmt>(stmt);
    startBackground(watch.function, emit(watch.path));
    return {};
  }
  case StmtKind::Prompt:
  case StmtKind::Agent:
    llvm_unreachable("reported by the checker");
  }
  llvm_unreachable("unknown statement");
}

void FunctionEmitter::emitDestructure(const DestructureStmt &stmt) {
  Value value = emit(stmt.value);
  switch (stmt.form) {
  case DestructureStmt::Form::Object:
    runtime("frt_expect_object", {value});
    for (const Name &name : stmt.names)
      bindSite(&name,
               runtime("frt_entry_or_null", {value, boxedText(name.text)}));
    return;
  case DestructureStmt::Form::Array:
    runtime("frt_expect_array", {value});
    break;
  case DestructureStmt::Form::Tuple:
    runtime("frt_expect_tuple", {value});
    break;
  }
  for (auto [index, name] : llvm::enumerate(stmt.names))
    bindSite(&name, runtime("frt_item_or_null", {value, integer(index)}));
  if (stmt.rest)
    bindSite(&*stmt.rest,
             runtime("frt_rest", {value, integer(stmt.names.size())}));
}

void FunctionEmitter::emitCheck(const CheckStmt &stmt) {
  Value value = emit(stmt.value);
  Value low = stmt.low ? emit(stmt.low) : null();
  Value high = stmt.high ? emit(stmt.high) : null();
  runtime("frt_check",
          {value, integer(static_cast<int64_t>(stmt.form)), low, high});
}
