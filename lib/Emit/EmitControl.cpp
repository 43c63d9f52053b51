//===- EmitControl.cpp - branches and loops -------------------------------===//

#include "FunctionEmitter.h"
#include "forge/rt/Abi.h"

using namespace forge;
using namespace forge::ir;
using namespace forge::ast;
using namespace mlir;

/// Ends a branch whose value goes to `merge`.
void FunctionEmitter::leave(Block *merge, Value value, bool wanted) {
  if (!wanted)
    return branch(merge);
  branch(merge, value ? value : null());
}

Value FunctionEmitter::enter(Block *merge, bool wanted) {
  start(merge);
  return wanted ? Value(merge->getArgument(0)) : Value();
}

Value FunctionEmitter::emitIf(const IfStmt &stmt, bool wanted) {
  Block *yes = newBlock(), *no = newBlock(), *merge = newBlock(wanted);
  branchOn(stmt.condition, yes, no);
  start(yes);
  leave(merge, emitBlock(stmt.thenBlock, wanted), wanted);
  start(no);
  Value value;
  if (stmt.elseBlock)
    value = emitBlock(*stmt.elseBlock, wanted);
  leave(merge, value, wanted);
  return enter(merge, wanted);
}

Value FunctionEmitter::emitWhen(const WhenStmt &stmt, bool wanted) {
  Value subject = emit(stmt.subject);
  Block *merge = newBlock(wanted);
  for (const WhenStmt::Arm &arm : stmt.arms) {
    At at(*this, arm.span);
    Block *hit = newBlock(), *next = newBlock();
    if (arm.isElse) {
      branch(hit);
    } else {
      Value value = emit(arm.value);
      Predicate predicate = Predicate::eq;
      switch (arm.op.value_or(BinaryOp::Equal)) {
      case BinaryOp::Less:
        predicate = Predicate::lt;
        break;
      case BinaryOp::Greater:
        predicate = Predicate::gt;
        break;
      case BinaryOp::LessEqual:
        predicate = Predicate::le;
        break;
      case BinaryOp::GreaterEqual:
        predicate = Predicate::ge;
        break;
      case BinaryOp::NotEqual:
        predicate = Predicate::ne;
        break;
      default:
        break;
      }
      branch(make<WhenCompareOp>(predicate, subject, value), hit, next);
    }
    start(hit);
    leave(merge, emitBlock(arm.result, wanted), wanted);
    start(next);
  }
  leave(merge, {}, wanted);
  return enter(merge, wanted);
}

//===----------------------------------------------------------------------===//
// Loops
//===----------------------------------------------------------------------===//

void FunctionEmitter::emitJump(bool isContinue) {
  if (loops.empty()) {
    raise("frt_raise_loop_control", {integer(isContinue)});
    return;
  }
  leaveScopes(loops.back().scopes);
  branch(isContinue ? loops.back().next : loops.back().exit);
  startUnreachable();
}

void FunctionEmitter::emitLoopBody(const ast::Block &body, Block *exit,
                                   Block *next) {
  loops.push_back({exit, next, scopes.size()});
  emitStatements(body.statements, /*wanted=*/false);
  loops.pop_back();
  branch(next);
}

void FunctionEmitter::emitWhile(const WhileStmt &stmt) {
  Block *head = newBlock(), *body = newBlock(), *exit = newBlock();
  branch(head);
  start(head);
  safePoint();
  branchOn(stmt.condition, body, exit);
  start(body);
  enterScope(&stmt.body);
  emitLoopBody(stmt.body, exit, head);
  start(exit);
}

void FunctionEmitter::emitLoop(const LoopStmt &stmt) {
  Block *head = newBlock(), *exit = newBlock();
  branch(head);
  start(head);
  safePoint();
  enterScope(&stmt.body);
  emitLoopBody(stmt.body, exit, head);
  start(exit);
}

/// The call of the builtin `range` that a loop walks over, or null.
static const CallExpr *rangeOf(const ast::Expr *iterable,
                               const Resolution &names) {
  const auto *call = dyn_cast<CallExpr>(iterable);
  if (!call || call->arguments.empty() || call->arguments.size() > 2)
    return nullptr;
  const auto *callee = dyn_cast<NameExpr>(call->callee);
  if (!callee || callee->text != "range")
    return nullptr;
  for (const ast::Expr *argument : call->arguments)
    if (isa<SpreadExpr>(argument))
      return nullptr;
  if (!call->isBuiltinCall && names.use(callee)->kind != NameUse::Kind::Builtin)
    return nullptr;
  return call;
}

void FunctionEmitter::emitFor(const ForStmt &stmt) {
  if (const CallExpr *range = rangeOf(stmt.iterable, program.names()))
    return emitCountedFor(stmt, *range);

  Value iterable = emit(stmt.iterable);
  if (!stmt.second && program.names().usesChannels())
    return emitChannelFor(stmt, iterable);
  Value sequence;
  {
    At at(*this, stmt.iterable->span);
    sequence = finish(make<IterBeginOp>(anyType(), errorType(), iterable));
  }
  Block *head = newBlock(), *body = newBlock(), *exit = newBlock();
  Value position = head->addArgument(builder.getI64Type(), location);
  branch(head, integer(0));
  start(head);
  Type i1 = builder.getI1Type(), i64 = builder.getI64Type();
  Value first, second, nextPosition;
  if (stmt.second) {
    auto next =
        make<IterNextPairOp>(i1, anyType(), anyType(), i64, sequence, position);
    first = next.getFirst();
    second = next.getSecond();
    nextPosition = next.getNext();
    branch(next.getMore(), body, exit);
  } else {
    auto next = make<IterNextOp>(i1, anyType(), i64, sequence, position);
    first = next.getValue();
    nextPosition = next.getNext();
    branch(next.getMore(), body, exit);
  }

  Block *latch = newBlock();
  start(body);
  enterScope(&stmt.body);
  bindSite(&stmt.first, first);
  if (stmt.second)
    bindSite(&*stmt.second, second);
  emitLoopBody(stmt.body, exit, latch);
  start(latch);
  safePoint();
  branch(head, nextPosition);
  start(exit);
}

/// A loop over what may be a channel has two heads, one of which waits.
void FunctionEmitter::emitChannelFor(const ForStmt &stmt, Value iterable) {
  Type i1 = builder.getI1Type(), i64 = builder.getI64Type();
  Block *begin = newBlock(), *enter = newBlock(1), *head = newBlock(),
        *receive = newBlock(), *body = newBlock(1), *latch = newBlock(),
        *exit = newBlock();
  Value position = head->addArgument(i64, location);
  Value next = body->addArgument(i64, location);
  Value isChannel = compareInt(arith::CmpIPredicate::eq, kindOf(iterable),
                               int64_t(rt::Type::Channel));
  make<cf::CondBranchOp>(isChannel, enter, ValueRange(iterable), begin,
                         ValueRange());
  start(begin);
  {
    At at(*this, stmt.iterable->span);
    branch(enter, finish(make<IterBeginOp>(anyType(), errorType(), iterable)));
  }
  start(enter);
  Value sequence = enter->getArgument(0);
  make<cf::CondBranchOp>(isChannel, receive, ValueRange(), head,
                         ValueRange(integer(0)));
  start(head);
  auto item = make<IterNextOp>(i1, anyType(), i64, sequence, position);
  make<cf::CondBranchOp>(item.getMore(), body,
                         ValueRange{item.getValue(), item.getNext()}, exit,
                         ValueRange());

  start(receive);
  Value received;
  {
    At at(*this, stmt.iterable->span);
    received = runtime("frt_channel_next", {sequence});
  }
  make<cf::CondBranchOp>(make<IsMarkerOp>(Singleton::Missing, received), exit,
                         ValueRange(), body, ValueRange{received, integer(0)});

  start(body);
  enterScope(&stmt.body);
  bindSite(&stmt.first, body->getArgument(0));
  emitLoopBody(stmt.body, exit, latch);
  start(latch);
  safePoint();
  make<cf::CondBranchOp>(isChannel, receive, ValueRange(), head,
                         ValueRange(next));
  start(exit);
}

/// A loop over a range counts and needs no array.
void FunctionEmitter::emitCountedFor(const ForStmt &stmt,
                                     const CallExpr &range) {
  Values bounds = emitAll(range.arguments);
  auto bound = [&](Value value) -> Value {
    At at(*this, range.span);
    return finish(make<ExpectIntOp>(builder.getI64Type(), errorType(), value,
                                    "range() requires integer arguments"));
  };
  bool hasStart = bounds.size() == 2;
  Value begin = hasStart ? bound(bounds.front()) : integer(0);
  Value end = bound(bounds.back());

  Block *head = newBlock(), *body = newBlock(), *latch = newBlock(),
        *exit = newBlock();
  Value counter = head->addArgument(builder.getI64Type(), location);
  branch(head, begin);
  start(head);
  branch(make<arith::CmpIOp>(arith::CmpIPredicate::slt, counter, end), body,
         exit);
  start(body);
  enterScope(&stmt.body);
  if (stmt.second) {
    Value index = counter;
    if (hasStart)
      index = make<arith::SubIOp>(counter, begin);
    bindSite(&stmt.first, box(index));
    bindSite(&*stmt.second, box(counter));
  } else {
    bindSite(&stmt.first, box(counter));
  }
  emitLoopBody(stmt.body, exit, latch);
  start(latch);
  safePoint();
  Value next = make<arith::AddIOp>(counter, integer(1));
  branch(head, next);
  start(exit);
}
