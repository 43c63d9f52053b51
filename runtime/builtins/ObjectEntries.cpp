//===- ObjectEntries.cpp - keys, values, entries, pick, omit, merge -------===//
//
// Specification: builtins, section 4.
//
//===----------------------------------------------------------------------===//

#include "Arguments.h"
#include "core/Errors.h"
#include "core/ObjectObject.h"
#include "core/SetMap.h"
#include "forge/rt/Prototypes.h"

using namespace forge::rt;

/// Calls `visit(key, value)` for every entry of an Object or Map.
template <typename Visit> static void forEachEntry(Bits v, Visit visit) {
  if (isObject(v)) {
    ObjectCursor cursor(v);
    for (Bits key, value; cursor.next(key, value);)
      visit(key, value);
    return;
  }
  TableCursor cursor(tableOf(v));
  while (const OrderedTable::Entry *entry = cursor.next())
    visit(entry->key, entry->value);
}

static int64_t entryCount(Bits v) {
  return isObject(v) ? objectSize(v) : tableSize(v);
}

static bool hasEntries(Bits v) { return isObject(v) || isMap(v); }

Bits forge::rt::frt_keys(Context *context, Bits o) noexcept {
  if (!hasEntries(o))
    return raise(*context, "keys() requires object or map");
  ArrayBuilder result(*context, entryCount(o));
  forEachEntry(o, [&](Bits key, Bits) { result.push(retained(key)); });
  return result.finish();
}

Bits forge::rt::frt_values(Context *context, Bits o) noexcept {
  if (!hasEntries(o))
    return raise(*context, "values() requires object or map");
  ArrayBuilder result(*context, entryCount(o));
  forEachEntry(o, [&](Bits, Bits value) { result.push(retained(value)); });
  return result.finish();
}

Bits forge::rt::frt_entries(Context *context, Bits o) noexcept {
  if (!hasEntries(o))
    return raise(*context, "entries() requires an object");
  ArrayBuilder result(*context, entryCount(o));
  forEachEntry(o, [&](Bits key, Bits value) {
    Bits row[] = {retained(key), retained(value)};
    result.push(makeArrayOf(*context, row));
  });
  return result.finish();
}

Bits forge::rt::frt_from_entries(Context *context, Bits rows) noexcept {
  if (!isArray(rows))
    return raise(*context,
                 "from_entries() requires an array of [key, value] pairs");
  Owned result(*context, makeObject(*context));
  for (int64_t i = 0; i < arraySize(rows); ++i) {
    Owned row(*context, itemAt(rows, i));
    if (!isSequence(row) || arraySize(row) < 2)
      continue;
    Owned key(*context, itemAt(row, 0));
    if (isString(key))
      result.reset(objectPut(*context, result.take(), key, itemAt(row, 1)));
  }
  return result.take();
}

Bits forge::rt::frt_has_key(Context *context, Bits o, Bits k) noexcept {
  if (isObject(o) && isString(k))
    return makeBool(objectHas(o, objectOf<String>(k)));
  if (isMap(o) && !isMissing(k))
    return makeBool(mapGet(o, k) != missingBits);
  return raise(*context, "has_key() requires (object, key_string)");
}

Bits forge::rt::frt_pick(Context *context, Bits o, Bits names) noexcept {
  if (!isObject(o) || !isArray(names))
    return raise(*context, "pick() requires (object, [field_names])");
  Owned result(*context, makeObject(*context, arraySize(names)));
  for (int64_t i = 0; i < arraySize(names); ++i) {
    Owned name(*context, itemAt(names, i));
    if (!isString(name))
      continue;
    Bits value = objectGet(asObject(o), objectOf<String>(name));
    if (!isMissing(value))
      result.reset(objectPut(*context, result.take(), name, retained(value)));
  }
  return result.take();
}

Bits forge::rt::frt_omit(Context *context, Bits o, Bits names) noexcept {
  if (!isObject(o) || !isArray(names))
    return raise(*context, "omit() requires (object, [field_names])");
  Owned dropped(*context, makeSet(*context, arraySize(names)));
  for (int64_t i = 0; i < arraySize(names); ++i)
    dropped.reset(setAdd(*context, dropped.take(), itemAt(names, i)));
  Owned result(*context, makeObject(*context, objectSize(o)));
  forEachEntry(o, [&](Bits key, Bits value) {
    if (!setHas(dropped, key))
      result.reset(objectPut(*context, result.take(), key, retained(value)));
  });
  return result.take();
}

Bits forge::rt::frt_merge(Context *context, Bits *arguments,
                          int64_t count) noexcept {
  for (int64_t i = 0; i < count; ++i)
    if (!isObject(arguments[i]))
      return raise(*context, "merge() requires all arguments to be objects");
  if (count == 0)
    return makeObject(*context);
  Owned result(*context, thawed(*context, arguments[0]));
  for (int64_t i = 1; i < count; ++i)
    forEachEntry(arguments[i], [&](Bits key, Bits value) {
      result.reset(objectPut(*context, result.take(), key, retained(value)));
    });
  return result.take();
}
