//===- RetypeRecords.cpp - accesses to objects of known records -----------===//
//
// Where all records are known that an object can be of, and they have the field
// in the same slot, reading it cannot fail and needs no name. Updates of places
// below such objects get the slots, so that they become inline code.
//
//===----------------------------------------------------------------------===//

#include "RetypeRecords.h"

using namespace mlir;
using namespace forge;
using namespace forge::ir;

KindSet RecordRetyping::kindsOf(Value value) const {
  const auto *state = solver.lookupState<KindLattice>(value);
  return state ? state->getValue() : KindSet();
}

/// What the slot holds in all records that the object can be of.
KindSet RecordRetyping::kindsOf(KindSet object, unsigned slot) const {
  KindSet kinds;
  for (Attribute record : object.objectRecords()) {
    // The solver only registers anchors; it does not change what it found.
    auto *anchor =
        const_cast<DataFlowSolver &>(solver).getLatticeAnchor<FieldAnchor>(
            record, slot);
    if (const auto *state = solver.lookupState<FieldKinds>(anchor))
      kinds |= state->getValue();
  }
  return kinds;
}

std::optional<RecordRetyping::Way>
RecordRetyping::wayOf(KindSet root, ArrayAttr path, ValueRange indexes) const {
  Way way;
  way.end = root;
  for (Attribute step : path) {
    if (isa<UnitAttr>(step)) {
      if (!way.end.isOnly(ValueKind::Array) ||
          !kindsOf(indexes.front()).isOnly(ValueKind::Int))
        return std::nullopt;
      indexes = indexes.drop_front();
      way.slots.push_back(-1);
      way.end = way.end.element();
      continue;
    }
    auto slot = slotOf(way.end.objectRecords(), step);
    if (!way.end.isOnly(ValueKind::Object) || !slot)
      return std::nullopt;
    way.slots.push_back(*slot);
    way.end = kindsOf(way.end, *slot);
  }
  return way;
}

/// Whether values of these kinds are never references.
static bool arePlain(KindSet kinds) {
  for (ValueKind kind : {ValueKind::Float, ValueKind::Bool, ValueKind::Null})
    kinds = kinds.without(kind);
  return kinds.isBottom();
}

void RecordRetyping::decideUpdate(PlaceUpdateOp update) {
  KindSet root = kindsOf(update.getRoot());
  if (root.isBottom() || update.getValues().size() != 1)
    return;
  auto way = wayOf(root, update.getPath(), update.getIndexes());
  if (!way || llvm::all_of(way->slots, [](int64_t slot) { return slot < 0; }))
    return;
  MLIRContext *context = update.getContext();
  KindSet value = kindsOf(update.getValues()[0]);
  Type type = value.refinedType(context), old = way->end.refinedType(context);
  switch (update.getKind()) {
  case Update::set:
    // Arrays store elements as what they are.
    if (way->slots.back() < 0 && (!old || type != old))
      return;
    break;
  case Update::add:
  case Update::sub:
  case Update::mul:
  case Update::div:
    if (!old || !type || !(old.isF64() || old.isInteger(64)) ||
        (type != old && !(old.isF64() && type.isInteger(64))) ||
        (old.isInteger(64) && update.getKind() == Update::div))
      return;
    break;
  case Update::push:
    old = way->end.element().refinedType(context);
    if (!way->end.isOnly(ValueKind::Array) || !old || type != old ||
        !update.getResult().use_empty())
      return;
    break;
  default:
    return;
  }
  update.setSlots(way->slots);
  update.setPlain(update.getKind() != Update::push && arePlain(way->end));
  inlined.push_back(update);
}

/// Kinds of what a method of that name updates.
static KindSet updatedBy(StringRef method) {
  if (method == "push" || method == "pop")
    return ValueKind::Array;
  if (method == "add")
    return ValueKind::Set;
  if (method == "set")
    return ValueKind::Map;
  return KindSet(ValueKind::Set) | ValueKind::Map;
}

void RecordRetyping::decideTest(PlaceIsUpdatingOp test) {
  auto way = wayOf(kindsOf(test.getRoot()), test.getPath(), test.getIndexes());
  // An index may be outside.
  if (!way || !test.getIndexes().empty() || way->end.isBottom())
    return;
  KindSet updated = way->end.restrictedTo(updatedBy(test.getMethod()));
  if (updated.isBottom())
    answered.push_back({test, false});
  else if (updated == way->end)
    answered.push_back({test, true});
}

void RecordRetyping::decide(Operation *op) {
  if (auto update = dyn_cast<PlaceUpdateOp>(op))
    return decideUpdate(update);
  if (auto test = dyn_cast<PlaceIsUpdatingOp>(op))
    return decideTest(test);
  if (auto get = dyn_cast<FieldGetOp>(op))
    decideRead(get);
}

void RecordRetyping::decideRead(FieldGetOp get) {
  KindSet object = kindsOf(get.getObject());
  ArrayRef<Attribute> records = object.objectRecords();
  if (!object.isOnly(ValueKind::Object) || records.empty())
    return;
  Type type = kindsOf(get.getResult()).refinedType(get.getContext());
  if (!type)
    type = get.getResult().getType();
  if (auto slot = slotOf(records, get.getFieldAttr())) {
    reads.push_back({get, *slot, type, {}, 0});
    return;
  }
  // The same embedded field of all, before which no other has the field.
  StringAttr name = object.structName();
  if (llvm::any_of(records, [&](Attribute record) {
        return bool(slotOf(cast<Record>(record), get.getFieldAttr()));
      }))
    return;
  for (auto [outer, embedded] : methods.embedded(name)) {
    auto outerSlot = slotOf(records, outer);
    KindSet inner = outerSlot ? kindsOf(object, *outerSlot) : KindSet();
    if (!inner.isOnly(ValueKind::Object) || inner.objectRecords().empty())
      return;
    if (auto slot = slotOf(inner.objectRecords(), get.getFieldAttr())) {
      reads.push_back({get, *slot, type, outer, *outerSlot});
      return;
    }
    if (llvm::any_of(inner.objectRecords(), [&](Attribute record) {
          return bool(slotOf(cast<Record>(record), get.getFieldAttr()));
        }))
      return;
  }
}

/// A number that is combined with a Float becomes one.
static void convertOperand(PlaceUpdateOp update, bool isFloat) {
  OpOperand &operand = update.getValuesMutable()[0];
  if (!isFloat || !operand.get().getType().isInteger(64))
    return;
  OpBuilder builder(update);
  operand.set(arith::SIToFPOp::create(builder, update.getLoc(),
                                      builder.getF64Type(), operand.get()));
}

void RecordRetyping::apply() {
  for (auto [get, slot, type, through, throughSlot] : reads) {
    OpBuilder builder(get);
    Location loc = get.getLoc();
    Value object = get.getObject();
    if (through)
      object = RecordGetOp::create(builder, loc, AnyType::get(get.getContext()),
                                   object, through.getValue(), throughSlot);
    Value value =
        RecordGetOp::create(builder, loc, type, object, get.getField(), slot);
    if (type != get.getResult().getType())
      value = BoxOp::create(builder, loc, value);
    Value none = NoErrorOp::create(builder, loc);
    get->replaceAllUsesWith(ValueRange{value, none});
    get.erase();
    ++fields;
  }
  for (PlaceUpdateOp update : inlined) {
    bool combines =
        update.getKind() >= Update::add && update.getKind() <= Update::div;
    // Of what is no reference only Floats are combined.
    if (combines)
      convertOperand(update, update.getPlain());
    ++updates;
    bool mayOverflow =
        combines && update.getValues()[0].getType().isInteger(64);
    if (!update.getIndexes().empty() || mayOverflow)
      continue;
    OpBuilder builder(update);
    Value none = NoErrorOp::create(builder, update.getLoc());
    update.getError().replaceAllUsesWith(none);
  }
  for (auto [test, answer] : answered) {
    OpBuilder builder(test);
    test.replaceAllUsesWith(
        arith::ConstantOp::create(builder, test.getLoc(),
                                  builder.getBoolAttr(answer))
            .getResult());
    test.erase();
  }
}
