//===- EmitErrors.cpp - try, safe, retry ----------------------------------===//

#include "FunctionEmitter.h"
#include "forge/rt/Abi.h"

using namespace forge;
using namespace forge::ir;
using namespace forge::ast;
using namespace mlir;

Value FunctionEmitter::emitTry(const TryStmt &stmt, bool wanted) {
  Block *catchBlock = newBlock(), *merge = newBlock(wanted);
  Block *outer = std::exchange(handler, catchBlock);
  ++catching;
  Value value = emitBlock(stmt.body, wanted);
  --catching;
  handler = outer;
  leave(merge, value, wanted);

  startHandler(catchBlock);
  enterScope(&stmt.handler);
  if (stmt.variable)
    bindSite(&*stmt.variable, make<CatchOp>(anyType()));
  else
    make<DiscardErrorOp>();
  leave(merge, emitStatements(stmt.handler.statements, wanted), wanted);
  return enter(merge, wanted);
}

Value FunctionEmitter::emitSafe(const SafeStmt &stmt, bool wanted) {
  Block *failed = newBlock(), *merge = newBlock(wanted);
  Block *outer = std::exchange(handler, failed);
  ++catching;
  Value value = emitBlock(stmt.body, wanted);
  --catching;
  handler = outer;
  leave(merge, value, wanted);
  startHandler(failed);
  make<DiscardErrorOp>();
  leave(merge, {}, wanted);
  return enter(merge, wanted);
}

void FunctionEmitter::emitRetry(const RetryStmt &stmt) {
  // The number of attempts: 3 unless it is an Int; none if it is negative.
  Value count = emit(stmt.count);
  Value isInt = compareInt(arith::CmpIPredicate::eq, kindOf(count),
                           int64_t(rt::Type::Int));
  Type i64 = builder.getI64Type();
  Block *intCount = newBlock(), *otherCount = newBlock(), *head = newBlock(),
        *attempt = newBlock(), *failed = newBlock(), *again = newBlock(),
        *exhausted = newBlock(), *exit = newBlock(), *begin = newBlock();
  Value attempts = begin->addArgument(i64, location);
  Value number = head->addArgument(i64, location);
  branch(isInt, intCount, otherCount);
  start(intCount);
  Value written = make<UnboxOp>(i64, count);
  branch(begin, make<arith::MaxSIOp>(written, integer(0)).getResult());
  start(otherCount);
  branch(begin, integer(3));
  start(begin);
  branch(head, integer(1));
  start(head);
  branch(make<arith::CmpIOp>(arith::CmpIPredicate::sle, number, attempts),
         attempt, exhausted);

  start(attempt);
  Block *outer = std::exchange(handler, failed);
  ++catching;
  emitBlock(stmt.body, /*wanted=*/false);
  --catching;
  handler = outer;
  branch(exit);

  // The error of the last attempt stays pending for the message.
  startHandler(failed);
  branch(make<arith::CmpIOp>(arith::CmpIPredicate::slt, number, attempts),
         again, exhausted);
  start(again);
  make<DiscardErrorOp>();
  runtime("frt_retry_wait", {number});
  Value next = make<arith::AddIOp>(number, integer(1));
  branch(head, next);

  start(exhausted);
  raise("frt_raise_retry", {attempts});
  branch(exit);
  start(exit);
}
