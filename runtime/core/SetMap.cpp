//===- SetMap.cpp - sets and maps -----------------------------------------===//

#include "SetMap.h"

#include "Equality.h"

using namespace forge::rt;

static Bits makeTable(Context &ctx, Kind kind, int64_t capacity) {
  auto *t = allocateObject<TableObject>(ctx, kind, sizeof(TableObject));
  t->table.init();
  if (capacity > 0)
    t->table.reserve(static_cast<uint32_t>(capacity));
  return boxPtr(t);
}

Bits forge::rt::makeSet(Context &ctx, int64_t capacity) {
  return makeTable(ctx, Kind::Set, capacity);
}

Bits forge::rt::makeMap(Context &ctx, int64_t capacity) {
  return makeTable(ctx, Kind::Map, capacity);
}

Bits forge::rt::uniqueTable(Context &ctx, Bits v) {
  Header *h = headerOf(v);
  if (isUnique(h)) [[likely]] {
    h->flags &= static_cast<uint8_t>(~flagFrozen);
    return v;
  }
  Bits copy = makeTable(ctx, h->kind, 0);
  tableOf(copy).copyFrom(tableOf(v));
  ++task(ctx).counters.copies;
  release(ctx, v);
  return copy;
}

bool forge::rt::setHas(Bits set, Bits item) {
  return std::as_const(tableOf(set)).find(item) != nullptr;
}

Bits forge::rt::setAdd(Context &ctx, Bits set, Bits item) {
  set = uniqueTable(ctx, set);
  uint64_t hash = hashValue(item);
  if (tableOf(set).find(item, hash))
    release(ctx, item);
  else
    tableOf(set).add(item, nullBits, hash);
  return set;
}

/// Removes a key from a Set or Map, which is consumed.
static Bits removeKey(Context &ctx, Bits v, Bits key) {
  v = uniqueTable(ctx, v);
  OrderedTable &table = tableOf(v);
  if (OrderedTable::Entry *e = table.find(key)) {
    Owned oldKey(ctx, e->key), oldValue(ctx, e->value);
    table.remove(e);
  }
  return v;
}

Bits forge::rt::setRemove(Context &ctx, Bits set, Bits item) {
  return removeKey(ctx, set, item);
}

Bits forge::rt::mapGet(Bits map, Bits key) {
  const OrderedTable::Entry *e = std::as_const(tableOf(map)).find(key);
  return e ? e->value : missingBits;
}

Bits forge::rt::mapPut(Context &ctx, Bits map, Bits key, Bits value) {
  map = uniqueTable(ctx, map);
  OrderedTable &table = tableOf(map);
  uint64_t hash = hashValue(key);
  if (const OrderedTable::Entry *e = table.find(key, hash)) {
    Owned oldKey(ctx, key), oldValue(ctx, e->value);
    const_cast<OrderedTable::Entry *>(e)->value = value;
  } else {
    table.add(key, value, hash);
  }
  return map;
}

Bits forge::rt::mapRemove(Context &ctx, Bits map, Bits key) {
  return removeKey(ctx, map, key);
}
