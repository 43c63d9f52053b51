//===- EmitCall.cpp - calls -----------------------------------------------===//

#include "FunctionEmitter.h"
#include "forge/rt/Abi.h"

using namespace forge;
using namespace forge::ir;
using namespace forge::ast;
using namespace mlir;

static bool hasSpread(ArrayRef<const ast::Expr *> items) {
  return llvm::any_of(
      items, [](const ast::Expr *item) { return isa<SpreadExpr>(item); });
}

Value FunctionEmitter::callKnown(const FunctionInfo &callee,
                                 ArrayRef<Value> arguments) {
  bool isPrelude = callee.module->form == ModuleInfo::Form::Prelude;
  Values operands = capturesOf(callee);
  for (auto [index, param] : llvm::enumerate(callee.core->params)) {
    if (index < arguments.size())
      operands.push_back(arguments[index]);
    else
      operands.push_back(param.defaultValue || isPrelude ? missing() : null());
  }
  StringRef symbol = program.reach(&callee).getValue();
  return finish(make<CallOp>(symbol, anyType(), operands));
}

Value FunctionEmitter::callBuiltin(const BuiltinRecord &builtin,
                                   ArrayRef<Value> arguments) {
  if (builtin.isPrelude())
    if (const FunctionInfo *prelude = program.names().prelude(builtin.name))
      return callKnown(*prelude, arguments);
  Values operands(arguments);
  if (!builtin.variadic) {
    operands.truncate(std::min(operands.size(), builtin.params.size()));
    while (operands.size() < builtin.params.size())
      operands.push_back(missing());
  }
  return finish(make<BuiltinOp>(anyType(), errorType(), StringRef(builtin.name),
                                operands));
}

Value FunctionEmitter::callValue(Value callee, ArrayRef<Value> arguments) {
  return finish(make<CallValueOp>(anyType(), errorType(), callee, arguments));
}

/// A variant that is certainly bound to the constructor of its definition.
static bool isConstructor(const NameUse &use, size_t arguments) {
  const Variable &variable = *use.variable;
  return variable.variant && variable.variant->hasFields &&
         variable.declarations.size() == 1 && !variable.isReassigned &&
         !use.mayBeUnbound && variable.variant->fields.size() == arguments;
}

Value FunctionEmitter::callConstructor(const Variable &variable,
                                       ArrayRef<Value> arguments) {
  SmallVector<std::string> fields;
  for (size_t i = 0; i < arguments.size(); ++i)
    fields.push_back("_" + std::to_string(i));
  SmallVector<StringRef> keys{"__type__", "__variant__"};
  keys.append(fields.begin(), fields.end());
  Values values{boxedText(variable.type->name.text),
                boxedText(variable.variant->name.text)};
  values.append(arguments.begin(), arguments.end());
  return make<ObjectNewOp>(anyType(), strings(keys), values);
}

Value FunctionEmitter::callName(const CallExpr &call, const NameExpr &callee) {
  const NameUse &use = *program.names().use(&callee);
  ArrayRef<const ast::Expr *> arguments = call.arguments;
  if (use.kind == NameUse::Kind::Builtin)
    return callBuiltin(*use.builtin, emitAll(arguments));
  // The one callable module (semantics 5.3).
  if (use.kind == NameUse::Kind::Module && callee.text == "time")
    if (const BuiltinRecord *now = findBuiltin("time.now"))
      return callBuiltin(*now, emitAll(arguments));
  if (use.kind == NameUse::Kind::Variable && !use.builtin) {
    if (use.variable->storage == Storage::Known)
      return callKnown(*use.variable->function, emitAll(arguments));
    if (isConstructor(use, arguments.size()))
      return callConstructor(*use.variable, emitAll(arguments));
  }
  Value value;
  {
    At at(*this, callee.span);
    value = emitName(use, callee.text);
  }
  return callValue(value, emitAll(arguments));
}

/// The arguments of a call with spreads as an Array. Unlike in literals, Tuples
/// are expanded too (semantics 5.3).
Value FunctionEmitter::emitArguments(ArrayRef<const ast::Expr *> arguments) {
  Value array = make<ArrayNewOp>(anyType(), ValueRange());
  for (const ast::Expr *argument : arguments) {
    At at(*this, argument->span);
    Value value = emit(argument);
    if (!isa<SpreadExpr>(argument)) {
      array = runtime("frt_array_push_back", {array, value});
      continue;
    }
    Block *tuple = newBlock(), *merge = newBlock(1);
    Value isTuple = compareInt(arith::CmpIPredicate::eq, kindOf(value),
                               int64_t(rt::Type::Tuple));
    make<cf::CondBranchOp>(isTuple, tuple, ValueRange(), merge,
                           ValueRange(value));
    start(tuple);
    branch(merge, runtime("frt_rest", {value, integer(0)}));
    start(merge);
    array = runtime("frt_array_spread", {array, merge->getArgument(0)});
  }
  return array;
}

Value FunctionEmitter::emitCall(const CallExpr &call, Position position) {
  At at(*this, call.span);
  if (call.isBuiltinCall)
    return callBuiltin(*findBuiltin(cast<NameExpr>(call.callee)->text),
                       emitAll(call.arguments));
  if (std::optional<Value> updated = emitUpdatingBuiltin(call, position))
    return *updated;
  if (const auto *field = dyn_cast<FieldExpr>(call.callee))
    return emitMethodCall(call, *field, position);
  if (hasSpread(call.arguments)) {
    Value callee = emit(call.callee);
    return runtime("frt_call_spread", {callee, emitArguments(call.arguments)});
  }
  if (const auto *name = dyn_cast<NameExpr>(call.callee))
    return callName(call, *name);
  Value callee = emit(call.callee);
  return callValue(callee, emitAll(call.arguments));
}

//===----------------------------------------------------------------------===//
// Methods
//===----------------------------------------------------------------------===//

Value FunctionEmitter::methodFallback(StringRef method) {
  if (const BuiltinRecord *builtin = methodBuiltin(method))
    return builtinValue(*builtin);
  return null();
}

Value FunctionEmitter::callMethod(Value receiver, StringRef method,
                                  ArrayRef<Value> arguments) {
  return finish(make<CallMethodOp>(anyType(), errorType(), method, receiver,
                                   arguments, methodFallback(method)));
}

Value FunctionEmitter::emitMethodCall(const CallExpr &call,
                                      const FieldExpr &callee,
                                      Position position) {
  StringRef method = callee.field.text;
  if (const auto *name = dyn_cast<NameExpr>(callee.object)) {
    if (program.names().use(name)->kind == NameUse::Kind::Module &&
        !hasSpread(call.arguments)) {
      std::string member = (name->text + "." + method).str();
      if (const BuiltinRecord *builtin = findBuiltin(member))
        return callBuiltin(*builtin, emitAll(call.arguments));
    }
  }
  if (hasSpread(call.arguments)) {
    Value receiver = emit(callee.object);
    Value arguments = emitArguments(call.arguments);
    return runtime(
        "frt_call_method_spread",
        {receiver, arguments, boxedText(method), methodFallback(method)});
  }
  if (std::optional<Value> updated = emitUpdatingMethod(call, callee, position))
    return *updated;
  Value receiver = emit(callee.object);
  return callMethod(receiver, method, emitAll(call.arguments));
}
