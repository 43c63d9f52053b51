//===- Place.cpp - walking the steps of a place ---------------------------===//

#include "Place.h"

#include "ArrayObject.h"
#include "Errors.h"
#include "ObjectObject.h"
#include "SetMap.h"
#include "StringObject.h"
#include "Types.h"
#include "forge/rt/Prototypes.h"

using namespace forge::rt;

bool PlaceWalk::checkFrozen(Bits container) {
  if (!isFrozen(container))
    return true;
  // The message names what the assignment itself, the last step, stores to.
  const PlaceStep &last = steps[count - 1];
  if (last.isField)
    raise(ctx, "cannot modify frozen value '%': field '%'", rootName, last.key);
  else
    raise(ctx, "cannot modify frozen value '%': index assignment", rootName);
  return false;
}

Bits *PlaceWalk::descendField(Bits *slot, Bits name) {
  if (!isObject(*slot)) {
    raise(ctx, "cannot access field '%' on %", name, typeName(*slot));
    return nullptr;
  }
  *slot = uniqueObject(ctx, *slot);
  auto *key = objectOf<String>(name);
  if (Bits *own = objectSlot(asObject(*slot), key))
    return own;
  // A read delegates to embedded structs, and so does the way to a place.
  Bits holder = missingBits;
  if (embeddedEntry(ctx, *slot, key, &holder) == missingBits) {
    raise(ctx, "no field '%' on object", name);
    return nullptr;
  }
  slot = objectSlot(asObject(*slot), objectOf<String>(holder));
  if (!checkFrozen(*slot))
    return nullptr;
  *slot = uniqueObject(ctx, *slot);
  return objectSlot(asObject(*slot), key);
}

Bits *PlaceWalk::descendIndex(Bits *slot, Bits key) {
  if (isSequence(*slot) && isInt(key)) {
    int64_t size = arraySize(*slot), i = asInt(key);
    int64_t at = i < 0 ? i + size : i;
    if (at < 0 || at >= size) {
      raise(ctx,
            isTuple(*slot)
                ? "index out of bounds: index % on tuple of length %"
                : "index out of bounds: index % on array of length %",
            i, size);
      return nullptr;
    }
    *slot = boxedArray(ctx, uniqueArray(ctx, *slot));
    return &objectOf<Array>(*slot)->data[at];
  }
  if (isObject(*slot) && isString(key)) {
    *slot = uniqueObject(ctx, *slot);
    Bits *entry = objectSlot(asObject(*slot), objectOf<String>(key));
    return entry ? entry : &absent;
  }
  raise(ctx, isSet(*slot) ? "cannot index a set; sets are unordered — use "
                            ".has() or iteration"
                          : "invalid index operation");
  return nullptr;
}

Bits *PlaceWalk::descend(Bits *slot, const PlaceStep &step) {
  if (!checkFrozen(*slot))
    return nullptr;
  return step.isField ? descendField(slot, step.key)
                      : descendIndex(slot, step.key);
}

Bits *PlaceWalk::follow(int64_t n) {
  Bits *slot = root;
  for (int64_t i = 0; i < n && slot; ++i)
    slot = descend(slot, steps[i]);
  return slot;
}

/// Value at a step, borrowed, without raising; missingBits if there is none or
/// if it is no container.
static Bits peek(Context &ctx, Bits v, const PlaceStep &step) {
  if (isObject(v) && isString(step.key)) {
    auto *key = objectOf<String>(step.key);
    Bits entry = objectGet(asObject(v), key);
    if (entry == missingBits && step.isField)
      return embeddedEntry(ctx, v, key);
    return entry;
  }
  if (step.isField || !isSequence(v) || !isInt(step.key))
    return missingBits;
  auto *a = objectOf<Array>(v);
  int64_t i = asInt(step.key);
  i = i < 0 ? i + a->size : i;
  if (i < 0 || i >= a->size || elementOf(a) != Element::Box)
    return missingBits;
  return a->data[i];
}

/// The slot at a step in a container that may be changed in place; null if
/// there is none, or if the container may not.
static Bits *ownSlot(Bits v, const PlaceStep &step) {
  if (!isPtr(v) || !isUnique(v) || isFrozen(v))
    return nullptr;
  if (isObject(v) && isString(step.key))
    return objectSlot(asObject(v), objectOf<String>(step.key));
  if (step.isField || !isArray(v) || !isInt(step.key))
    return nullptr;
  auto *a = objectOf<Array>(v);
  int64_t i = asInt(step.key);
  i = i < 0 ? i + a->size : i;
  bool isInside = i >= 0 && i < a->size && elementOf(a) == Element::Box;
  return isInside ? &a->data[i] : nullptr;
}

extern "C" Bits frt_place_vacate(Context *ctx, Bits root, void *steps,
                                 int64_t n, Bits current) noexcept {
  Bits *slot = &root;
  for (int64_t i = 0; i < n && slot; ++i)
    slot = ownSlot(*slot, static_cast<const PlaceStep *>(steps)[i]);
  // Whoever holds `current` keeps the object alive.
  if (slot && isPtr(current) && *slot == current)
    release(*ctx, std::exchange(*slot, nullBits));
  return root;
}

extern "C" bool frt_place_is_updating(Context *ctx, Bits root, void *steps,
                                      int64_t n, Bits methodName) noexcept {
  Bits v = root;
  for (int64_t i = 0; i < n; ++i) {
    v = peek(*ctx, v, static_cast<const PlaceStep *>(steps)[i]);
    if (v == missingBits)
      return false;
  }
  std::string_view name = textOf(methodName);
  switch (typeOf(v)) {
  case Type::Array:
    return name == "push" || name == "pop";
  case Type::Set:
    return name == "add" || name == "remove";
  case Type::Map:
    return name == "set" || name == "remove";
  default:
    return false;
  }
}
