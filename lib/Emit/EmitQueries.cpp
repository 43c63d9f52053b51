//===- EmitQueries.cpp - pipes, where, chains -----------------------------===//

#include "FunctionEmitter.h"
#include "forge/rt/Abi.h"
#include "llvm/ADT/StringSwitch.h"

using namespace forge;
using namespace forge::ir;
using namespace forge::ast;
using namespace mlir;

/// How many written arguments make a direct call of the builtin receive the
/// piped value as first argument (semantics 11.1); 0 if none do.
static size_t pipedArguments(StringRef builtin) {
  return llvm::StringSwitch<size_t>(builtin)
      .Cases({"map", "filter", "find", "flat_map", "any", "all", "sort",
              "sort_by", "group_by", "partition", "for_each"},
             1)
      .Case("reduce", 2)
      .Default(0);
}

/// Calls the value of `function` with `value`, which is evaluated already.
Value FunctionEmitter::applyTo(Value value, const ast::Expr *function) {
  if (const auto *call = dyn_cast<CallExpr>(function)) {
    const auto *callee = dyn_cast<NameExpr>(call->callee);
    if (callee && !call->isBuiltinCall &&
        program.names().use(callee)->kind == NameUse::Kind::Builtin &&
        !call->arguments.empty() &&
        call->arguments.size() == pipedArguments(callee->text) &&
        llvm::none_of(call->arguments, [](const ast::Expr *argument) {
          return isa<SpreadExpr>(argument);
        })) {
      Values arguments{value};
      arguments.append(emitAll(call->arguments));
      return callBuiltin(*program.names().use(callee)->builtin, arguments);
    }
  }
  if (const auto *name = dyn_cast<NameExpr>(function)) {
    const NameUse &use = *program.names().use(name);
    if (use.kind == NameUse::Kind::Builtin)
      return callBuiltin(*use.builtin, {value});
    if (use.kind == NameUse::Kind::Variable && !use.builtin &&
        use.variable->storage == Storage::Known)
      return callKnown(*use.variable->function, {value});
  }
  if (const auto *field = dyn_cast<FieldExpr>(function)) {
    const auto *module = dyn_cast<NameExpr>(field->object);
    if (module && program.names().use(module)->kind == NameUse::Kind::Module) {
      std::string member = (module->text + "." + field->field.text).str();
      if (const BuiltinRecord *builtin = findBuiltin(member))
        return callBuiltin(*builtin, {value});
    }
  }
  return callValue(emit(function), {value});
}

Value FunctionEmitter::emitPipe(const PipeExpr &expr) {
  Value value = emit(expr.value);
  return applyTo(value, expr.function);
}

/// Number of a comparison in `frt_where`.
static int64_t comparisonNumber(BinaryOp op) {
  switch (op) {
  case BinaryOp::Less:
    return 0;
  case BinaryOp::LessEqual:
    return 1;
  case BinaryOp::Greater:
    return 2;
  case BinaryOp::GreaterEqual:
    return 3;
  case BinaryOp::Equal:
    return 4;
  default:
    return 5;
  }
}

Value FunctionEmitter::emitWhere(const WhereExpr &expr) {
  Value source = emit(expr.source);
  Value value = emit(expr.value);
  return runtime("frt_where", {source, boxedText(expr.field.text),
                               integer(comparisonNumber(expr.op)), value});
}

/// The elements of an array for which the step's condition holds; other values
/// pass unchanged.
Value FunctionEmitter::emitKeep(Value source, const ChainStep &step) {
  const FunctionCore &core = cast<LambdaExpr>(step.operand)->function;
  Type i1 = builder.getI1Type(), i64 = builder.getI64Type();
  Block *isArray = newBlock(), *head = newBlock(), *body = newBlock(),
        *kept = newBlock(), *exit = newBlock(1);
  Value position = head->addArgument(i64, location);
  Value result = head->addArgument(anyType(), location);
  Value condition = compareInt(arith::CmpIPredicate::eq, kindOf(source),
                               int64_t(rt::Type::Array));
  make<cf::CondBranchOp>(condition, isArray, ValueRange(), exit,
                         ValueRange(source));
  start(isArray);
  Value sequence = finish(make<IterBeginOp>(anyType(), errorType(), source));
  Value empty = make<ArrayNewOp>(anyType(), ValueRange());
  branch(head, {integer(0), empty});
  start(head);
  auto next = make<IterNextOp>(i1, anyType(), i64, sequence, position);
  make<cf::CondBranchOp>(next.getMore(), body, ValueRange(), exit,
                         ValueRange(result));

  start(body);
  enterScope(&core.body);
  bindSite(&core.params.front(), next.getValue());
  const auto &test = *cast<ExpressionStmt>(core.body.statements.front());
  Block *dropped = newBlock();
  branchOn(test.expr, kept, dropped);
  start(kept);
  Value extended = runtime("frt_array_push_back", {result, next.getValue()});
  branch(head, {next.getNext(), extended});
  start(dropped);
  branch(head, {next.getNext(), result});
  start(exit);
  return exit->getArgument(0);
}

Value FunctionEmitter::emitChain(const ChainExpr &expr) {
  Value value = emit(expr.source);
  for (const ChainStep &step : expr.steps) {
    At at(*this, step.span);
    switch (step.form) {
    case ChainStep::Form::Keep:
      value = emitKeep(value, step);
      break;
    case ChainStep::Form::Sort:
      value =
          runtime("frt_chain_sort", {value, step.field.text.empty()
                                                ? missing()
                                                : boxedText(step.field.text)});
      break;
    case ChainStep::Form::Take:
      value = runtime("frt_chain_take", {value, emit(step.operand)});
      break;
    case ChainStep::Form::Apply:
      value = applyTo(value, step.operand);
      break;
    }
  }
  return value;
}
