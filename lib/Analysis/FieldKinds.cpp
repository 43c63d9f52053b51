//===- FieldKinds.cpp - what the fields of records hold -------------------===//
//
// The part of type inference that is about objects.
//
//===----------------------------------------------------------------------===//

#include "forge/Analysis/FieldKinds.h"
#include "forge/Analysis/TypeInference.h"

using namespace mlir;
using namespace forge;
using namespace forge::ir;

KindSet TypeInference::madeKinds(Operation *maker,
                                 ArrayRef<const KindLattice *> values) {
  Record record = this->records.recordOf(maker);
  if (!record) {
    auto instance = dyn_cast<StructNewOp>(maker);
    // Of the struct, with whatever keys.
    return instance ? KindSet::objectOf(Record::get(maker->getContext(),
                                                    {instance.getNameAttr()}))
                    : KindSet(ValueKind::Object);
  }
  for (auto [slot, value] : llvm::enumerate(values))
    storeField(record, slot, value->getValue());
  if (structOf(record))
    storeField(record, values.size(), ValueKind::String);
  return KindSet::objectOf(record);
}

void TypeInference::storeField(Record record, unsigned slot, KindSet value) {
  auto *anchor = getLatticeAnchor<FieldAnchor>(Attribute(record), slot);
  FieldKinds *field = getOrCreate<FieldKinds>(anchor);
  propagateIfChanged(field, field->join(value));
}

/// Whether reading any field of values of these kinds raises.
static bool haveNoFields(KindSet kinds) {
  for (ValueKind kind : {ValueKind::Int, ValueKind::Float, ValueKind::Bool,
                         ValueKind::Null, ValueKind::Result, ValueKind::Option,
                         ValueKind::Missing, ValueKind::Unbound})
    kinds = kinds.without(kind);
  return kinds.isBottom();
}

KindSet TypeInference::fieldKinds(Operation *op, KindSet object,
                                  StringAttr field) {
  if (!haveNoFields(object.without(ValueKind::Object)))
    return KindSet::any();
  if (!object.contains(ValueKind::Object))
    return {};
  ArrayRef<Attribute> records = object.objectRecords();
  if (records.empty())
    return KindSet::any();
  KindSet kinds;
  ProgramPoint *point = getProgramPointAfter(op);
  for (Attribute record : records) {
    auto slot = slotOf(cast<Record>(record), field);
    if (!slot) {
      kinds |= embeddedKinds(op, cast<Record>(record), field);
      continue;
    }
    auto *anchor = getLatticeAnchor<FieldAnchor>(record, *slot);
    kinds |= getOrCreateFor<FieldKinds>(point, anchor)->getValue();
  }
  return kinds;
}

/// The field of an embedded struct, if it is certain in which one it is found.
KindSet TypeInference::embeddedKinds(Operation *op, Record record,
                                     StringAttr field) {
  for (auto [outer, type] : methods.embedded(structOf(record))) {
    if (!slotOf(record, outer))
      return KindSet::any();
    KindSet inner = fieldKinds(op, KindSet::objectOf(record), outer);
    if (inner.isBottom())
      return {};
    ArrayRef<Attribute> records = inner.objectRecords();
    auto has = [&](Attribute inner) {
      return bool(slotOf(cast<Record>(inner), field));
    };
    if (!inner.isOnly(ValueKind::Object) || records.empty())
      return KindSet::any();
    if (llvm::all_of(records, has))
      return fieldKinds(op, inner, field);
    if (llvm::any_of(records, has))
      return KindSet::any();
  }
  return KindSet::any();
}

/// An object after an update at the end of a path whose first step is a field.
KindSet TypeInference::updatedObject(PlaceUpdateOp update, KindSet root,
                                     ArrayRef<Attribute> path, KindSet value) {
  auto field = dyn_cast<StringAttr>(path.front());
  // The name of the type is a field too.
  if (!field || field.getValue() == "__type__")
    return root.ofAnyRecord();
  KindSet result = root;
  for (Attribute attribute : root.objectRecords()) {
    auto record = cast<Record>(attribute);
    auto slot = slotOf(record, field);
    if (slot) {
      auto *anchor = getLatticeAnchor<FieldAnchor>(attribute, *slot);
      KindSet old =
          getOrCreateFor<FieldKinds>(getProgramPointAfter(update), anchor)
              ->getValue();
      if (!old.isBottom())
        storeField(record, *slot,
                   updatedKinds(update, old, path.drop_front(), value));
    } else if (StringAttr name = structOf(record)) {
      // The object may get another key; it stays one of the struct.
      result |= KindSet::objectOf(Record::get(update.getContext(), {name}));
    } else {
      return root.ofAnyRecord();
    }
  }
  return result;
}

KindSet TypeInference::placeKinds(PlaceUpdateOp update, KindSet root) {
  for (Attribute step : update.getPath()) {
    if (auto field = dyn_cast<StringAttr>(step))
      root = fieldKinds(update, root, field);
    else
      root = root.isOnly(ValueKind::Array) ? root.element() : KindSet::any();
  }
  return root;
}

/// Numbers with numbers; Int only if both are.
static KindSet arithmeticKinds(KindSet lhs, KindSet rhs) {
  KindSet result;
  if (lhs.contains(ValueKind::Int) && rhs.contains(ValueKind::Int))
    result |= ValueKind::Int;
  if ((lhs.contains(ValueKind::Float) && rhs.mayBeNumber()) ||
      (rhs.contains(ValueKind::Float) && lhs.mayBeNumber()))
    result |= ValueKind::Float;
  return result;
}

KindSet forge::operatorKinds(bool isAddition, KindSet lhs, KindSet rhs) {
  KindSet result = arithmeticKinds(lhs, rhs);
  if (isAddition &&
      (lhs.contains(ValueKind::String) || rhs.contains(ValueKind::String)))
    result |= ValueKind::String;
  return result;
}

KindSet TypeInference::updatedKinds(PlaceUpdateOp update, KindSet root,
                                    ArrayRef<Attribute> path, KindSet value) {
  if (!path.empty()) {
    if (!root.isOnly(ValueKind::Array) || !isa<UnitAttr>(path.front())) {
      if (root.contains(ValueKind::Array))
        return KindSet::any();
      return updatedObject(update, root, path, value);
    }
    KindSet element =
        updatedKinds(update, root.element(), path.drop_front(), value);
    return root | KindSet::arrayOf(element);
  }
  switch (update.getKind()) {
  case Update::set:
    return root | value;
  case Update::add:
  case Update::sub:
  case Update::mul:
  case Update::div:
  case Update::rem:
    return root | operatorKinds(update.getKind() == Update::add, root, value);
  case Update::push:
    return root | KindSet::arrayOf(value);
  default:
    return root;
  }
}
