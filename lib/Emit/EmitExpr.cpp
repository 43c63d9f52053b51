//===- EmitExpr.cpp - operators, literals and accesses --------------------===//

#include "FunctionEmitter.h"
#include "forge/rt/Abi.h"

using namespace forge;
using namespace forge::ir;
using namespace forge::ast;
using namespace mlir;

FunctionEmitter::Values
FunctionEmitter::emitAll(ArrayRef<const ast::Expr *> exprs) {
  Values values;
  for (const ast::Expr *expr : exprs)
    values.push_back(emit(expr));
  return values;
}

Value FunctionEmitter::emit(const ast::Expr *expr) {
  At at(*this, expr->span);
  switch (expr->kind) {
  case ExprKind::Error:
  case ExprKind::Ask:
    llvm_unreachable("reported by the checker");
  case ExprKind::Int:
    return box(integer(cast<IntExpr>(expr)->value));
  case ExprKind::Float:
    return box(make<arith::ConstantOp>(
        builder.getF64FloatAttr(cast<ast::FloatExpr>(expr)->value)));
  case ExprKind::Bool:
    return box(boolean(cast<BoolExpr>(expr)->value));
  case ExprKind::Null:
    return null();
  case ExprKind::Text:
    return boxedText(cast<TextExpr>(expr)->value);
  case ExprKind::Interpolation:
    return emitInterpolation(*cast<InterpolationExpr>(expr));
  case ExprKind::Name:
    return emitName(*cast<NameExpr>(expr));
  case ExprKind::Array:
    return emitArray(cast<ArrayExpr>(expr)->items);
  case ExprKind::Tuple: {
    Values items = emitAll(cast<TupleExpr>(expr)->items);
    return make<TupleNewOp>(anyType(), items);
  }
  case ExprKind::Object:
    return emitObject(cast<ObjectExpr>(expr)->entries);
  case ExprKind::StructInit:
    return emitStructInit(*cast<StructInitExpr>(expr));
  case ExprKind::Unary:
    if (cast<UnaryExpr>(expr)->op == UnaryOp::Negate)
      return emitNegate(*cast<UnaryExpr>(expr));
    return box(emitCondition(expr));
  case ExprKind::Binary:
    return emitBinary(*cast<BinaryExpr>(expr));
  case ExprKind::Call:
    return emitCall(*cast<CallExpr>(expr), Position::Operand);
  case ExprKind::Field:
    return emitField(*cast<FieldExpr>(expr));
  case ExprKind::Index: {
    const auto &index = *cast<IndexExpr>(expr);
    Value container = emit(index.object);
    Value key = emit(index.index);
    return finish(make<IndexGetOp>(anyType(), errorType(), container, key));
  }
  case ExprKind::Propagate:
    return emitPropagate(*cast<PropagateExpr>(expr));
  case ExprKind::Lambda:
    return closure(
        *program.names().function(&cast<LambdaExpr>(expr)->function));
  case ExprKind::Pipe:
    return emitPipe(*cast<PipeExpr>(expr));
  case ExprKind::Where:
    return emitWhere(*cast<WhereExpr>(expr));
  case ExprKind::Chain:
    return emitChain(*cast<ChainExpr>(expr));
  case ExprKind::Await:
    return emitAwait(*cast<AwaitExpr>(expr));
  case ExprKind::Spawn:
    return emitSpawn(cast<SpawnExpr>(expr)->function, /*isDropped=*/false);
  case ExprKind::Squad:
    return emitSquad(cast<SquadExpr>(expr)->body, /*wanted=*/true);
  case ExprKind::Must:
    return runtime("frt_must", {emit(cast<MustExpr>(expr)->operand)});
  case ExprKind::Freeze:
    return runtime("frt_freeze", {emit(cast<FreezeExpr>(expr)->operand)});
  case ExprKind::Spread:
    return emit(cast<SpreadExpr>(expr)->operand);
  case ExprKind::BlockExpr:
    return emitBlock(cast<BlockExpr>(expr)->block, /*wanted=*/true);
  }
  llvm_unreachable("unknown expression");
}

//===----------------------------------------------------------------------===//
// Conditions
//===----------------------------------------------------------------------===//

static bool isLogic(const ast::Expr *expr) {
  const auto *binary = dyn_cast<BinaryExpr>(expr);
  return binary && (binary->op == BinaryOp::And || binary->op == BinaryOp::Or);
}

static bool isComparison(BinaryOp op) {
  return op >= BinaryOp::Equal && op <= BinaryOp::GreaterEqual;
}

void FunctionEmitter::branchOn(const ast::Expr *expr, Block *yes, Block *no) {
  if (isLogic(expr)) {
    const auto &binary = *cast<BinaryExpr>(expr);
    Block *right = newBlock();
    if (binary.op == BinaryOp::And)
      branchOn(binary.left, right, no);
    else
      branchOn(binary.left, yes, right);
    start(right);
    return branchOn(binary.right, yes, no);
  }
  if (const auto *unary = dyn_cast<UnaryExpr>(expr))
    if (unary->op == UnaryOp::Not)
      return branchOn(unary->operand, no, yes);
  Value condition = emitCondition(expr);
  At at(*this, expr->span);
  branch(condition, yes, no);
}

Value FunctionEmitter::emitShortCircuit(const ast::Expr *expr) {
  Block *yes = newBlock(), *no = newBlock(), *merge = newBlock();
  merge->addArgument(builder.getI1Type(), location);
  branchOn(expr, yes, no);
  start(yes);
  branch(merge, boolean(true));
  start(no);
  branch(merge, boolean(false));
  start(merge);
  return merge->getArgument(0);
}

Value FunctionEmitter::emitCondition(const ast::Expr *expr) {
  At at(*this, expr->span);
  if (const auto *literal = dyn_cast<BoolExpr>(expr))
    return boolean(literal->value);
  if (isLogic(expr))
    return emitShortCircuit(expr);
  if (const auto *binary = dyn_cast<BinaryExpr>(expr)) {
    if (isComparison(binary->op)) {
      Value left = emit(binary->left);
      Value right = emit(binary->right);
      return compare(binary->op, left, right);
    }
  }
  if (const auto *unary = dyn_cast<UnaryExpr>(expr)) {
    if (unary->op == UnaryOp::Not) {
      Value operand = emitCondition(unary->operand);
      return make<arith::XOrIOp>(operand, boolean(true));
    }
  }
  return make<TruthyOp>(emit(expr));
}

//===----------------------------------------------------------------------===//
// Operators
//===----------------------------------------------------------------------===//

Value FunctionEmitter::emitBinary(const BinaryExpr &expr) {
  if (isLogic(&expr) || isComparison(expr.op))
    return box(emitCondition(&expr));
  Value left = emit(expr.left);
  Value right = emit(expr.right);
  return arithmetic(expr.op, left, right);
}

Value FunctionEmitter::arithmetic(BinaryOp op, Value left, Value right) {
  switch (op) {
  case BinaryOp::Add:
    return finish(make<AddOp>(anyType(), errorType(), left, right));
  case BinaryOp::Sub:
    return finish(make<SubOp>(anyType(), errorType(), left, right));
  case BinaryOp::Mul:
    return finish(make<MulOp>(anyType(), errorType(), left, right));
  case BinaryOp::Div:
    return finish(make<DivOp>(anyType(), errorType(), left, right));
  case BinaryOp::Rem:
    return finish(make<RemOp>(anyType(), errorType(), left, right));
  default:
    llvm_unreachable("no arithmetic operator");
  }
}

Value FunctionEmitter::compare(BinaryOp op, Value left, Value right) {
  auto order = [&](Predicate predicate) -> Value {
    return finish(make<CompareOp>(predicate, left, right));
  };
  switch (op) {
  case BinaryOp::Equal:
    return make<EqualOp>(left, right);
  case BinaryOp::NotEqual: {
    Value equal = make<EqualOp>(left, right);
    return make<arith::XOrIOp>(equal, boolean(true));
  }
  case BinaryOp::Less:
    return order(Predicate::lt);
  case BinaryOp::Greater:
    return order(Predicate::gt);
  case BinaryOp::LessEqual:
    return order(Predicate::le);
  case BinaryOp::GreaterEqual:
    return order(Predicate::ge);
  default:
    llvm_unreachable("no comparison");
  }
}

Value FunctionEmitter::emitNegate(const UnaryExpr &expr) {
  // The literal -1 is one constant.
  if (const auto *literal = dyn_cast<IntExpr>(expr.operand))
    return box(integer(-literal->value));
  if (const auto *literal = dyn_cast<ast::FloatExpr>(expr.operand))
    return box(
        make<arith::ConstantOp>(builder.getF64FloatAttr(-literal->value)));
  Value operand = emit(expr.operand);
  return finish(make<NegOp>(anyType(), errorType(), operand));
}

//===----------------------------------------------------------------------===//
// Accesses
//===----------------------------------------------------------------------===//

Value FunctionEmitter::emitField(const FieldExpr &expr) {
  if (const auto *name = dyn_cast<NameExpr>(expr.object)) {
    if (program.names().use(name)->kind == NameUse::Kind::Module) {
      std::string member = (name->text + "." + expr.field.text).str();
      if (std::optional<double> constant = findConstant(member))
        return box(make<arith::ConstantOp>(builder.getF64FloatAttr(*constant)));
      if (const BuiltinRecord *builtin = findBuiltin(member))
        return builtinValue(*builtin);
    }
  }
  Value object = emit(expr.object);
  return finish(
      make<FieldGetOp>(anyType(), errorType(), object, expr.field.text));
}

Value FunctionEmitter::emitPropagate(const PropagateExpr &expr) {
  Value value = emit(expr.operand);
  Value kind = kindOf(value);
  Block *isOk = newBlock(), *isOther = newBlock();
  branch(compareInt(arith::CmpIPredicate::eq, kind, int64_t(rt::Type::Ok)),
         isOk, isOther);
  start(isOther);
  if (!catching && !function.isBody()) {
    Block *isErr = newBlock(), *isNoResult = newBlock();
    branch(compareInt(arith::CmpIPredicate::eq, kind, int64_t(rt::Type::Err)),
           isErr, isNoResult);
    start(isErr);
    emitReturn(value);
    start(isNoResult);
  }
  // Says of any other value that it is no Result.
  raise("frt_raise_unhandled", {value});
  branch(isOk);
  start(isOk);
  return runtime("frt_wrapper_value", {value});
}
