//===- EmitUpdate.cpp - calls that write back their receiver --------------===//
//
// Specification: semantics 3.4. Which calls write back is decided by syntax
// (name of the method, form of the receiver, statement or not) and by the kind
// of the receiver's value, which `forge.place.is_updating` tests.
//
//===----------------------------------------------------------------------===//

#include "FunctionEmitter.h"
#include "forge/rt/Abi.h"
#include "llvm/ADT/StringSwitch.h"

using namespace forge;
using namespace forge::ir;
using namespace forge::ast;
using namespace mlir;

namespace {

struct UpdatingMethod {
  Update kind;
  size_t arguments;

  /// Whether a call with so many arguments updates; others go to the builtin,
  /// which raises. Only `push` refuses surplus arguments.
  bool accepts(size_t count) const {
    return kind == Update::push ? count == arguments : count >= arguments;
  }
};

} // namespace

static std::optional<UpdatingMethod> updatingMethod(StringRef name) {
  return llvm::StringSwitch<std::optional<UpdatingMethod>>(name)
      .Case("push", UpdatingMethod{Update::push, 1})
      .Case("pop", UpdatingMethod{Update::pop, 0})
      .Case("add", UpdatingMethod{Update::set_add, 1})
      .Case("remove", UpdatingMethod{Update::remove, 1})
      .Case("set", UpdatingMethod{Update::map_set, 2})
      .Default(std::nullopt);
}

/// Whether a call of that kind writes back where it stands.
static bool writesBack(Update kind, const Place &place, bool isOperand) {
  if (!isOperand || kind == Update::pop)
    return true;
  return place.steps.empty() && kind != Update::map_set;
}

std::optional<Value> FunctionEmitter::emitUpdatingBuiltin(const CallExpr &call,
                                                          Position position) {
  const auto *callee = dyn_cast<NameExpr>(call.callee);
  if (!callee || (callee->text != "push" && callee->text != "pop"))
    return std::nullopt;
  const NameUse &use = *program.names().use(callee);
  if (use.kind != NameUse::Kind::Builtin)
    return std::nullopt;
  UpdatingMethod method = *updatingMethod(callee->text);
  ArrayRef<const ast::Expr *> arguments = call.arguments;
  if (arguments.empty() || !method.accepts(arguments.size() - 1))
    return std::nullopt;
  for (const ast::Expr *argument : arguments)
    if (isa<SpreadExpr>(argument))
      return std::nullopt;
  Place place = placeOf(arguments.front());
  if (!isWritable(place) ||
      !writesBack(method.kind, place, position == Position::Operand))
    return std::nullopt;

  Values indexes = emitIndexes(place);
  // The receiver is evaluated before arguments that could tell.
  if (!place.steps.empty() && !llvm::all_of(arguments.drop_front(), isSimple))
    readPlace(place, indexes);
  Values values = emitAll(arguments.drop_front());
  values.truncate(method.arguments);
  return update(place, indexes, method.kind, values);
}

std::optional<Value> FunctionEmitter::emitUpdatingMethod(
    const CallExpr &call, const FieldExpr &callee, Position position) {
  StringRef name = callee.field.text;
  std::optional<UpdatingMethod> method = updatingMethod(name);
  if (!method || !method->accepts(call.arguments.size()))
    return std::nullopt;
  Place place = placeOf(callee.object);
  if (!isWritable(place) ||
      !writesBack(method->kind, place, position == Position::Operand))
    return std::nullopt;

  Values indexes = emitIndexes(place);
  checkBound(*place.use);
  const Variable &variable = *place.use->variable;
  // An unused result would keep the container from being unique.
  bool wanted = position != Position::Statement;
  bool areSimple = llvm::all_of(call.arguments, isSimple);
  Value receiver;
  if (!areSimple)
    receiver = readPlace(place, indexes);
  Values arguments = emitAll(call.arguments);

  Value root = read(variable);
  Value isUpdating =
      make<PlaceIsUpdatingOp>(name, root, pathOf(place), indexes);
  Block *updating = newBlock(), *ordinary = newBlock(),
        *merge = newBlock(wanted);
  if (method->kind == Update::remove && position == Position::Operand) {
    // In an expression, `remove` updates a Set but not a Map.
    Block *isSetOrMap = newBlock();
    branch(isUpdating, isSetOrMap, ordinary);
    start(isSetOrMap);
    Value isSet = compareInt(arith::CmpIPredicate::eq, kindOf(root),
                             int64_t(rt::Type::Set));
    branch(isSet, updating, ordinary);
  } else {
    branch(isUpdating, updating, ordinary);
  }

  start(updating);
  ArrayRef<Value> used = ArrayRef(arguments).take_front(method->arguments);
  leave(merge, update(place, indexes, method->kind, used), wanted);
  start(ordinary);
  if (areSimple)
    receiver = readPlace(place, indexes);
  leave(merge, callMethod(receiver, name, arguments), wanted);
  return enter(merge, wanted);
}
