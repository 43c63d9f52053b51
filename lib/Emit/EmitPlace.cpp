//===- EmitPlace.cpp - assignments ----------------------------------------===//
//
// A store into a place takes the root's value, updates it, and stores it back
// before looking at the error: so the value stays unique, and a store that
// raises leaves the variable unchanged.
//
//===----------------------------------------------------------------------===//

#include "FunctionEmitter.h"

using namespace forge;
using namespace forge::ir;
using namespace forge::ast;
using namespace mlir;

//===----------------------------------------------------------------------===//
// What expressions can do
//===----------------------------------------------------------------------===//

bool forge::isSimple(const ast::Expr *expr) {
  switch (expr->kind) {
  case ExprKind::Int:
  case ExprKind::Float:
  case ExprKind::Bool:
  case ExprKind::Null:
  case ExprKind::Text:
  case ExprKind::Name:
  case ExprKind::Lambda:
    return true;
  case ExprKind::Interpolation:
    return llvm::all_of(cast<InterpolationExpr>(expr)->parts, isSimple);
  case ExprKind::Array:
    return llvm::all_of(cast<ArrayExpr>(expr)->items, isSimple);
  case ExprKind::Tuple:
    return llvm::all_of(cast<TupleExpr>(expr)->items, isSimple);
  case ExprKind::Object:
    return llvm::all_of(
        cast<ObjectExpr>(expr)->entries,
        [](const Entry &entry) { return isSimple(entry.value); });
  case ExprKind::StructInit:
    return llvm::all_of(
        cast<StructInitExpr>(expr)->entries,
        [](const Entry &entry) { return isSimple(entry.value); });
  case ExprKind::Unary:
    return isSimple(cast<UnaryExpr>(expr)->operand);
  case ExprKind::Binary:
    return isSimple(cast<BinaryExpr>(expr)->left) &&
           isSimple(cast<BinaryExpr>(expr)->right);
  case ExprKind::Field:
    return isSimple(cast<FieldExpr>(expr)->object);
  case ExprKind::Index:
    return isSimple(cast<IndexExpr>(expr)->object) &&
           isSimple(cast<IndexExpr>(expr)->index);
  case ExprKind::Spread:
    return isSimple(cast<SpreadExpr>(expr)->operand);
  default:
    return false;
  }
}

bool forge::mentions(const ast::Expr *expr, StringRef name) {
  auto mentionsName = [&](const ast::Expr *part) {
    return mentions(part, name);
  };
  auto entryMentionsName = [&](const Entry &entry) {
    return mentions(entry.value, name);
  };
  switch (expr->kind) {
  case ExprKind::Int:
  case ExprKind::Float:
  case ExprKind::Bool:
  case ExprKind::Null:
  case ExprKind::Text:
    return false;
  case ExprKind::Name:
    return cast<NameExpr>(expr)->text == name;
  case ExprKind::Interpolation:
    return llvm::any_of(cast<InterpolationExpr>(expr)->parts, mentionsName);
  case ExprKind::Array:
    return llvm::any_of(cast<ArrayExpr>(expr)->items, mentionsName);
  case ExprKind::Tuple:
    return llvm::any_of(cast<TupleExpr>(expr)->items, mentionsName);
  case ExprKind::Object:
    return llvm::any_of(cast<ObjectExpr>(expr)->entries, entryMentionsName);
  case ExprKind::StructInit:
    return llvm::any_of(cast<StructInitExpr>(expr)->entries, entryMentionsName);
  case ExprKind::Unary:
    return mentionsName(cast<UnaryExpr>(expr)->operand);
  case ExprKind::Binary:
    return mentionsName(cast<BinaryExpr>(expr)->left) ||
           mentionsName(cast<BinaryExpr>(expr)->right);
  case ExprKind::Field:
    return mentionsName(cast<FieldExpr>(expr)->object);
  case ExprKind::Index:
    return mentionsName(cast<IndexExpr>(expr)->object) ||
           mentionsName(cast<IndexExpr>(expr)->index);
  case ExprKind::Spread:
    return mentionsName(cast<SpreadExpr>(expr)->operand);
  default:
    return true;
  }
}

//===----------------------------------------------------------------------===//
// Places
//===----------------------------------------------------------------------===//

Place FunctionEmitter::placeOf(const ast::Expr *expr) {
  Place place;
  for (;;) {
    if (const auto *field = dyn_cast<FieldExpr>(expr)) {
      place.steps.push_back({expr, field->field.text});
      expr = field->object;
    } else if (const auto *index = dyn_cast<IndexExpr>(expr)) {
      place.steps.push_back({expr, "", index->index});
      expr = index->object;
    } else {
      break;
    }
  }
  place.root = dyn_cast<NameExpr>(expr);
  if (place.root)
    place.use = program.names().use(place.root);
  std::reverse(place.steps.begin(), place.steps.end());
  return place;
}

bool FunctionEmitter::isWritable(const Place &place) {
  return place.root && place.use->kind == NameUse::Kind::Variable &&
         place.use->isMutable && place.use->variable->hasStorage();
}

FunctionEmitter::Values FunctionEmitter::emitIndexes(const Place &place) {
  Values indexes;
  for (const Place::Step &step : place.steps)
    if (step.index)
      indexes.push_back(emit(step.index));
  return indexes;
}

ArrayAttr FunctionEmitter::pathOf(const Place &place) {
  SmallVector<Attribute> path;
  for (const Place::Step &step : place.steps)
    path.push_back(step.index ? Attribute(builder.getUnitAttr())
                              : builder.getStringAttr(step.field));
  return builder.getArrayAttr(path);
}

Value FunctionEmitter::readPlace(const Place &place, ArrayRef<Value> indexes) {
  Value value = emit(place.root);
  for (const Place::Step &step : place.steps) {
    At at(*this, step.expr->span);
    if (step.index) {
      value = finish(
          make<IndexGetOp>(anyType(), errorType(), value, indexes.front()));
      indexes = indexes.drop_front();
    } else {
      value =
          finish(make<FieldGetOp>(anyType(), errorType(), value, step.field));
    }
  }
  return value;
}

void FunctionEmitter::vacate(const Place &place, ArrayRef<Value> indexes,
                             Value current) {
  const Variable &variable = *place.use->variable;
  Value root = take(variable);
  store(variable,
        make<PlaceVacateOp>(anyType(), root, pathOf(place), indexes, current));
}

Value FunctionEmitter::update(const Place &place, ArrayRef<Value> indexes,
                              Update kind, ArrayRef<Value> values) {
  const Variable &variable = *place.use->variable;
  checkBound(*place.use);
  Value root = take(variable);
  auto op = make<PlaceUpdateOp>(anyType(), anyType(), errorType(), kind, root,
                                pathOf(place), indexes, values, variable.name,
                                /*slots=*/nullptr);
  store(variable, op.getUpdated());
  handleError(op.getError());
  return op.getResult();
}

void FunctionEmitter::raiseNotWritable(const Place &place) {
  if (!place.root)
    return raiseText("invalid assignment target");
  At at(*this, place.root->span);
  if (place.use->kind == NameUse::Kind::Undefined)
    return raiseUndefined(place.root->text, place.use->hint);
  if (place.use->kind == NameUse::Kind::Variable)
    checkBound(*place.use);
  raise("frt_raise_immutable", {boxedText(place.root->text)});
}

//===----------------------------------------------------------------------===//
// Assignment
//===----------------------------------------------------------------------===//

static Update updateOf(BinaryOp op) {
  switch (op) {
  case BinaryOp::Add:
    return Update::add;
  case BinaryOp::Sub:
    return Update::sub;
  case BinaryOp::Mul:
    return Update::mul;
  case BinaryOp::Div:
    return Update::div;
  case BinaryOp::Rem:
    return Update::rem;
  default:
    llvm_unreachable("no compound assignment");
  }
}

void FunctionEmitter::emitCompound(const AssignStmt &stmt, const Place &place) {
  Values indexes = emitIndexes(place);
  const Variable &variable = *place.use->variable;
  bool isLocal = place.steps.empty() && variable.storage == Storage::Local;
  if (!isLocal && isSimple(stmt.value) &&
      !mentions(stmt.value, place.root->text)) {
    Value operand = emit(stmt.value);
    update(place, indexes, updateOf(*stmt.op), {operand});
    return;
  }
  Value current = readPlace(place, indexes);
  Value operand = emit(stmt.value);
  // Text grows in place if nobody else holds it. Appending to it cannot fail,
  // so nobody sees the place without it.
  if (*stmt.op == BinaryOp::Add && !isLocal)
    vacate(place, indexes, current);
  Value result = arithmetic(*stmt.op, current, operand);
  if (place.steps.empty())
    store(variable, result);
  else
    update(place, indexes, Update::set, {result});
}

void FunctionEmitter::emitAssign(const AssignStmt &stmt) {
  At at(*this, stmt.span);
  Place place = placeOf(stmt.target);
  if (isWritable(place) && stmt.op)
    return emitCompound(stmt, place);
  if (!isWritable(place)) {
    if (stmt.op) {
      // The current value is read before the right side is evaluated.
      Values indexes = emitIndexes(place);
      if (place.root)
        readPlace(place, indexes);
      emit(stmt.value);
    } else {
      emit(stmt.value);
      emitIndexes(place);
    }
    return raiseNotWritable(place);
  }
  Value value = emit(stmt.value);
  Values indexes = emitIndexes(place);
  At target(*this, stmt.target->span);
  if (!place.steps.empty()) {
    update(place, indexes, Update::set, {value});
    return;
  }
  checkBound(*place.use);
  store(*place.use->variable, value);
}
