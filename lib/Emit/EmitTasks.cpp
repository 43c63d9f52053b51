//===- EmitTasks.cpp - spawn, await, squad, timeout, schedule, watch ------===//
//
// A task runs a closure of the block of its `spawn`. A squad and a timeout are
// left on every way out of their block: by its end, by an error, and by jumps
// (`leaveScopes`). Errors that end a task, or a block with a deadline, may not
// be caught in it: handlers pass them on (`startHandler`).
//
//===----------------------------------------------------------------------===//

#include "FunctionEmitter.h"
#include "forge/rt/Abi.h"

using namespace forge;
using namespace forge::ir;
using namespace forge::ast;
using namespace mlir;

/// A closure of the block of a task. Local variables that it uses are given
/// with their values of now.
Value FunctionEmitter::taskClosure(const FunctionCore &core, Value last) {
  const FunctionInfo &task = *program.names().function(&core);
  Values values = capturesOf(task);
  for (const FunctionInfo::Copy &copy : task.copies)
    values.push_back(emitName(*copy.original, copy.copy->name));
  if (last)
    values.push_back(last);
  return make<ClosureOp>(anyType(), program.reach(&task), values);
}

Value FunctionEmitter::emitSpawn(const FunctionCore &core, bool isDropped) {
  return runtime("frt_spawn", {taskClosure(core), boolean(isDropped)});
}

/// Starts the task of a `schedule` or `watch`.
void FunctionEmitter::startBackground(const FunctionCore &core, Value awaited) {
  const FunctionInfo &task = *program.names().function(&core);
  if (isa<WatchStmt>(task.background))
    runtime("frt_watch_stamp", {awaited}); // for its error
  runtime("frt_spawn_background", {taskClosure(core, awaited)});
}

/// Waits until the file has another stamp, which is the result. Looks once per
/// second.
Value FunctionEmitter::waitForChange(Value path, Value stamp) {
  Block *look = newBlock(), *changed = newBlock();
  branch(look);
  start(look);
  runtime("frt_schedule_wait", {integer(1000)});
  Value now = runtime("frt_watch_stamp", {path});
  branch(make<arith::CmpIOp>(arith::CmpIPredicate::eq, now, stamp), look,
         changed);
  start(changed);
  return now;
}

/// The code of that task: wait and run the block, forever. Its variables keep
/// their values from run to run; errors are logged.
void FunctionEmitter::emitBackground(Value awaited) {
  bool isWatch = isa<WatchStmt>(function.background);
  Type i64 = builder.getI64Type();
  Block *head = newBlock(), *failed = newBlock(), *ended = newBlock();
  Value last = head->addArgument(i64, location);
  branch(head, isWatch ? runtime("frt_watch_stamp", {awaited})
                       : Value(make<UnboxOp>(i64, awaited)));

  start(head);
  Value next = last;
  if (isWatch)
    next = waitForChange(awaited, last);
  else
    runtime("frt_schedule_wait", {last});
  handler = failed;
  ++catching;
  fileEnd = ended; // where `return` goes
  emitBlock(function.core->body, /*wanted=*/false);
  branch(ended);
  --catching;
  handler = nullptr;

  startHandler(failed);
  runtime("frt_background_failed", {boolean(isWatch)});
  branch(ended);
  start(ended);
  branch(head, next);
}

Value FunctionEmitter::emitAwait(const AwaitExpr &expr) {
  Value value = emit(expr.operand);
  if (!program.names().hasTasks())
    return value; // there are no handles
  return runtime("frt_await", {value});
}

Value FunctionEmitter::emitSquad(const ast::Block &body, bool wanted) {
  Block *failed = newBlock(), *merge = newBlock(wanted);
  runtime("frt_squad_begin", {});
  scopes.push_back({Scope::Squad, handler});
  handler = failed;
  emitBlock(body, /*wanted=*/false);
  handler = scopes.pop_back_val().handler;
  leave(merge, runtime("frt_squad_join", {}), wanted);

  start(failed);
  runtime("frt_squad_abort", {});
  startUnreachableAfterError();
  leave(merge, {}, wanted);
  return enter(merge, wanted);
}

void FunctionEmitter::emitTimeout(const TimeoutStmt &stmt) {
  Value amount = emit(stmt.amount);
  Block *failed = newBlock(), *merge = newBlock();
  runtime("frt_timeout_begin", {amount, integer(stmt.unitMilliseconds)});
  scopes.push_back({Scope::Timeout, handler});
  handler = failed;
  emitBlock(stmt.body, /*wanted=*/false);
  // A deadline that passed during the last statement.
  safePoint();
  handler = scopes.pop_back_val().handler;
  runtime("frt_timeout_end", {});
  branch(merge);

  start(failed);
  raise("frt_timeout_failed");
  branch(merge);
  start(merge);
}

/// Goes to the handler with the error that is certainly pending.
void FunctionEmitter::startUnreachableAfterError() {
  branch(handler ? handler : propagateBlock());
  startUnreachable();
}

/// Ends the squads and timeouts that a jump leaves: all but the outer `keep`.
void FunctionEmitter::leaveScopes(size_t keep) {
  auto outerScopes = scopes;
  Block *outerHandler = handler;
  while (scopes.size() > keep) {
    Scope scope = scopes.pop_back_val();
    handler = scope.handler;
    runtime(scope.kind == Scope::Squad ? "frt_squad_join" : "frt_timeout_end",
            {});
  }
  scopes = std::move(outerScopes);
  handler = outerHandler;
}

/// Starts the code of a handler, which only gets errors that may be caught.
void FunctionEmitter::startHandler(Block *block) {
  start(block);
  if (!program.names().hasTasks())
    return;
  Block *caught = newBlock();
  branch(runtime("frt_error_is_final", {}),
         handler ? handler : propagateBlock(), caught);
  start(caught);
}

/// A place where a cancelled task ends, and where others may have their turn.
void FunctionEmitter::safePoint() {
  if (!program.names().hasTasks())
    return;
  Block *due = newBlock(), *next = newBlock();
  branch(make<AttentionOp>(builder.getI1Type()), due, next);
  start(due);
  runtime("frt_safe_point", {});
  branch(next);
  start(next);
}
