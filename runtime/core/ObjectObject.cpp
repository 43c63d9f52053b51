//===- ObjectObject.cpp - objects -----------------------------------------===//

#include "ObjectObject.h"

#include "forge/rt/StringHash.h"

#include <algorithm>
#include <cstring>

using namespace forge::rt;

static constexpr size_t slotsOffset = offsetof(Object, capacity) + sizeof(Bits);

/// Objects are never smaller than the table form, so that they can become one.
static size_t bytesFor(uint64_t slots) {
  size_t size = slotsOffset + static_cast<size_t>(slots) * sizeof(Bits);
  return std::max(size, sizeof(Object));
}

size_t forge::rt::objectBytes(const Object *o) {
  return o->shape ? bytesFor(o->capacity) : sizeof(Object);
}

static uint64_t slotsFor(uint64_t keys) {
  return std::max(keys, minObjectSlots);
}

static Bits makeTableForm(Context &ctx) {
  auto *o = allocateObject<Object>(ctx, Kind::Object, sizeof(Object));
  o->shape = nullptr;
  o->table.init();
  return boxPtr(o);
}

Bits forge::rt::makeObject(Context &ctx, int64_t capacity) {
  if (capacity > maxShapeKeys) {
    Bits v = makeTableForm(ctx);
    asObject(v)->table.reserve(static_cast<uint32_t>(capacity));
    return v;
  }
  uint64_t slots = slotsFor(static_cast<uint64_t>(capacity));
  auto *o = allocateObject<Object>(ctx, Kind::Object, bytesFor(slots));
  o->shape = &runtime(ctx).shapes->root;
  o->capacity = slots;
  return boxPtr(o);
}

Bits forge::rt::makeShaped(Context &ctx, Shape *shape, const Bits *values,
                           uint16_t record) {
  uint64_t slots = slotsFor(shape->size);
  auto *o = allocateObject<Object>(ctx, Kind::Object, bytesFor(slots));
  o->header.aux = record;
  o->shape = shape;
  o->capacity = slots;
  std::copy_n(values, shape->size, o->slots());
  return boxPtr(o);
}

Bits forge::rt::copyObject(Context &ctx, Bits v) {
  Object *o = asObject(v);
  if (!o->shape) {
    Bits copy = makeTableForm(ctx);
    asObject(copy)->table.copyFrom(o->table);
    return copy;
  }
  for (uint32_t i = 0; i < o->shape->size; ++i)
    retain(o->slots()[i]);
  return makeShaped(ctx, o->shape, o->slots(), o->header.aux);
}

Bits forge::rt::uniqueObject(Context &ctx, Bits v) {
  Header *h = headerOf(v);
  if (isUnique(h)) [[likely]] {
    h->flags &= static_cast<uint8_t>(~flagFrozen);
    return v;
  }
  Bits copy = copyObject(ctx, v);
  ++task(ctx).counters.copies;
  release(ctx, v);
  return copy;
}

/// An object with computed keys is probably a dictionary. It shares its keys
/// with few others, so it leaves the shapes before it has many.
static bool isCrowded(const Shape *shape) {
  constexpr size_t fewKeys = 8;
  return shape->size >= fewKeys || shape->children.size() >= fewKeys;
}

/// Turns a unique object into the table form; it may move.
static Bits toTableForm(Context &ctx, Bits v) {
  Object *o = asObject(v);
  Shape *shape = o->shape;
  OrderedTable table;
  table.init();
  table.reserve(shape->size * 2);
  for (uint32_t i = 0; i < shape->size; ++i)
    table.add(retained(shape->keys[i]), o->slots()[i],
              hashOf(objectOf<String>(shape->keys[i])));
  o = resizeObject(ctx, o, objectBytes(o), sizeof(Object));
  o->shape = nullptr;
  o->table = table;
  return boxPtr(o);
}

static const Bits *findSlot(const Object *o, std::string_view key,
                            uint64_t hash) {
  if (o->shape) {
    int32_t i = o->shape->find(key, hash);
    return i < 0 ? nullptr : &o->slots()[i];
  }
  const OrderedTable::Entry *e = o->table.findText(key, hash);
  return e ? &e->value : nullptr;
}

static const Bits *findSlot(const Object *o, const String *key) {
  if (o->shape) {
    int32_t i = o->shape->find(key);
    return i < 0 ? nullptr : &o->slots()[i];
  }
  const OrderedTable::Entry *e = o->table.findText(key);
  return e ? &e->value : nullptr;
}

Bits forge::rt::objectGet(const Object *o, std::string_view key) {
  if (!objectSize(o))
    return missingBits;
  const Bits *slot = findSlot(o, key, hashBytes(key.data(), key.size()));
  return slot ? *slot : missingBits;
}

Bits forge::rt::objectGet(const Object *o, const String *key) {
  const Bits *slot = findSlot(o, key);
  return slot ? *slot : missingBits;
}

Bits *forge::rt::objectSlot(Object *o, const String *key) {
  return const_cast<Bits *>(findSlot(o, key));
}

/// Adds a key known to be absent to a unique object; consumes the value.
static Bits addEntry(Context &ctx, Bits v, Bits key, Bits value,
                     bool computed = false) {
  Object *o = asObject(v);
  if (o->shape) {
    Shape *next = computed && isCrowded(o->shape)
                      ? nullptr
                      : shapeWith(ctx, o->shape, key);
    if (next) {
      uint64_t size = o->shape->size;
      if (size == o->capacity) {
        uint64_t slots = std::min<uint64_t>(size * 2, maxShapeKeys);
        o = resizeObject(ctx, o, bytesFor(size), bytesFor(slots));
        o->capacity = slots;
      }
      o->slots()[size] = value;
      o->shape = next;
      return boxPtr(o);
    }
    v = toTableForm(ctx, v);
    o = asObject(v);
  }
  // Keys may be strings that somebody still appends to in place once they are
  // unique again; the reference taken here prevents that.
  o->table.add(retained(key), value, hashOf(objectOf<String>(key)));
  return v;
}

Bits forge::rt::objectPut(Context &ctx, Bits object, Bits key, Bits value) {
  object = uniqueObject(ctx, object);
  if (Bits *slot = objectSlot(asObject(object), objectOf<String>(key))) {
    release(ctx, std::exchange(*slot, value));
    return object;
  }
  return addEntry(ctx, object, key, value);
}

Bits forge::rt::objectAdd(Context &ctx, Bits object, Bits key, Bits value) {
  return addEntry(ctx, object, key, value, true);
}

Bits forge::rt::objectPut(Context &ctx, Bits object, std::string_view key,
                          Bits value) {
  object = uniqueObject(ctx, object);
  uint64_t hash = hashBytes(key.data(), key.size());
  if (const Bits *slot = findSlot(asObject(object), key, hash)) {
    release(ctx, std::exchange(*const_cast<Bits *>(slot), value));
    return object;
  }
  Owned name(ctx, makeString(ctx, key));
  return addEntry(ctx, object, name, value);
}

Bits forge::rt::objectRemove(Context &ctx, Bits object, std::string_view key) {
  uint64_t hash = hashBytes(key.data(), key.size());
  if (!findSlot(asObject(object), key, hash))
    return uniqueObject(ctx, object);
  object = uniqueObject(ctx, object);
  if (asObject(object)->shape)
    object = toTableForm(ctx, object);
  OrderedTable &table = asObject(object)->table;
  auto *e = const_cast<OrderedTable::Entry *>(table.findText(key, hash));
  Owned oldKey(ctx, e->key), oldValue(ctx, e->value);
  table.remove(e);
  return object;
}
