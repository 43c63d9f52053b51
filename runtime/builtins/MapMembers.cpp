//===- MapMembers.cpp - maps ----------------------------------------------===//
//
// Specification: builtins, section 9. The updating forms of `set` and `remove`
// are place updates of the core; these are the pure ones.
//
//===----------------------------------------------------------------------===//

#include "Arguments.h"
#include "core/Errors.h"
#include "core/ObjectObject.h"
#include "core/SetMap.h"
#include "forge/rt/Prototypes.h"

using namespace forge::rt;

static Bits mapOfPairs(Context &ctx, Bits pairs) {
  Owned result(ctx, makeMap(ctx, arraySize(pairs)));
  for (int64_t i = 0; i < arraySize(pairs); ++i) {
    Owned pair(ctx, itemAt(pairs, i));
    if (!isSequence(pair) || arraySize(pair) != 2)
      return raise(ctx,
                   "map() constructor expects an array of (key, value) pairs");
    result.reset(mapPut(ctx, result.take(), itemAt(pair, 0), itemAt(pair, 1)));
  }
  return result.take();
}

static Bits mapOfObject(Context &ctx, Bits object) {
  Owned result(ctx, makeMap(ctx, objectSize(object)));
  ObjectCursor cursor(object);
  for (Bits key, value; cursor.next(key, value);)
    result.reset(mapPut(ctx, result.take(), retained(key), retained(value)));
  return result.take();
}

Bits forge::rt::frt_internal_map_new(Context *context, Bits source) noexcept {
  if (isMissing(source))
    return makeMap(*context);
  if (isMap(source))
    return thawed(*context, source);
  if (isObject(source))
    return mapOfObject(*context, source);
  if (isSequence(source))
    return mapOfPairs(*context, source);
  return raise(*context, "map() constructor expects an array of pairs or "
                         "another Map");
}

Bits forge::rt::frt_map_get(Context *context, Bits receiver, Bits k,
                            Bits d) noexcept {
  if (isMissing(k))
    return raise(*context, "get() requires one argument");
  Bits value = mapGet(receiver, k);
  return retained(isMissing(value) ? orNull(d) : value);
}

Bits forge::rt::frt_map_has(Context *context, Bits receiver, Bits k,
                            Bits more) noexcept {
  if (isMissing(k) || !isMissing(more))
    return raise(*context, "has() requires one argument");
  return makeBool(mapGet(receiver, k) != missingBits);
}

Bits forge::rt::frt_map_set(Context *context, Bits receiver, Bits k, Bits v,
                            Bits more) noexcept {
  if (isMissing(v) || !isMissing(more))
    return raise(*context, "set() requires (key, value)");
  if (isFrozen(receiver))
    return raise(*context, "cannot mutate a frozen map");
  return mapPut(*context, retained(receiver), retained(k), retained(v));
}

Bits forge::rt::frt_map_remove(Context *context, Bits receiver, Bits k,
                               Bits more) noexcept {
  if (isMissing(k) || !isMissing(more))
    return raise(*context, "remove() requires one argument");
  if (isFrozen(receiver))
    return raise(*context, "cannot mutate a frozen map");
  return mapRemove(*context, retained(receiver), k);
}

Bits forge::rt::frt_map_keys(Context *context, Bits receiver) noexcept {
  return frt_keys(context, receiver);
}

Bits forge::rt::frt_map_values(Context *context, Bits receiver) noexcept {
  return frt_values(context, receiver);
}

Bits forge::rt::frt_map_to_array(Context *context, Bits receiver) noexcept {
  ArrayBuilder result(*context, tableSize(receiver));
  TableCursor cursor(tableOf(receiver));
  while (const OrderedTable::Entry *entry = cursor.next())
    result.push(
        makePair(*context, retained(entry->key), retained(entry->value)));
  return result.finish();
}
