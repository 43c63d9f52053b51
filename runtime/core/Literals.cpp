//===- Literals.cpp - entries that build arrays, tuples and objects -------===//

#include "ArrayObject.h"
#include "Errors.h"
#include "ObjectObject.h"
#include "forge/rt/Prototypes.h"

#include <cstring>

using namespace forge::rt;

static std::span<const Bits> values(void *items, int64_t n) {
  return {static_cast<const Bits *>(items), static_cast<size_t>(n)};
}

/// Array with raw storage.
static Bits makeRaw(Context &ctx, Element element, const void *items,
                    int64_t n) {
  Bits array = makeArray(ctx, n, element);
  auto *a = objectOf<Array>(array);
  if (n)
    std::memcpy(a->data, items,
                arrayBytes(element, n) - arrayBytes(element, 0));
  a->size = n;
  return array;
}

/// The shape of a literal's keys, or null if it has to be built key by key:
/// when a key repeats, or when there are too many.
static Shape *shapeOf(Context &ctx, ObjectLayout *layout) {
  // A layout that also serves a struct remembers the shape of its instances.
  auto *known = static_cast<const Shape *>(layout->shape.ptr);
  if (known && known->size == layout->size)
    return const_cast<Shape *>(known);
  Shape *shape = &runtime(ctx).shapes->root;
  for (int64_t i = 0; i < layout->size; ++i) {
    const String *key = layout->keys.ptr[i];
    if (shape->find(key) >= 0)
      return nullptr;
    shape = shapeWith(ctx, shape, boxPtr(key), /*isNamed=*/true);
    if (!shape)
      return nullptr;
  }
  layout->shape.ptr = shape;
  return shape;
}

extern "C" {

Bits frt_array_new(Context *ctx, void *items, int64_t n) noexcept {
  return makeArrayOf(*ctx, values(items, n));
}

Bits frt_tuple_new(Context *ctx, void *items, int64_t n) noexcept {
  return makeTupleOf(*ctx, values(items, n));
}

Bits frt_array_new_int(Context *ctx, void *items, int64_t n) noexcept {
  return makeRaw(*ctx, Element::Int, items, n);
}

Bits frt_array_new_float(Context *ctx, void *items, int64_t n) noexcept {
  return makeRaw(*ctx, Element::Float, items, n);
}

Bits frt_array_new_bool(Context *ctx, void *items, int64_t n) noexcept {
  return makeRaw(*ctx, Element::Bool, items, n);
}

Bits frt_array_unique(Context *ctx, Bits array, int64_t element) noexcept {
  return uniqueArrayOf(*ctx, array, static_cast<Element>(element), 0);
}

Bits frt_array_grow(Context *ctx, Bits array, int64_t element) noexcept {
  return uniqueArrayOf(*ctx, array, static_cast<Element>(element), 1);
}

Bits frt_array_push_back(Context *ctx, Bits array, Bits item) noexcept {
  return arrayPush(*ctx, array, item);
}

Bits frt_array_spread(Context *ctx, Bits array, Bits v) noexcept {
  if (!isArray(v))
    return arrayPush(*ctx, array, retained(v));
  auto *from = objectOf<Array>(v);
  // `v` is alive throughout, so that `array` is no alias of it once unique.
  int64_t n = from->size;
  array = uniqueArray(*ctx, array);
  array = arrayReserve(*ctx, array, arraySize(array) + n);
  for (int64_t i = 0; i < n; ++i)
    array = arrayPush(*ctx, array, itemAt(from, i));
  return array;
}

Bits frt_array_push(Context *ctx, Bits array, Bits item) noexcept {
  if (isArray(array) && !isFrozen(array))
    return arrayPush(*ctx, array, item);
  raise(*ctx, isArray(array) ? "cannot push to a frozen array"
                             : "push() first argument must be array");
  release(*ctx, array);
  release(*ctx, item);
  return nullBits;
}

Bits frt_object_new(Context *ctx, void *layoutPointer, void *items) noexcept {
  auto *layout = static_cast<ObjectLayout *>(layoutPointer);
  auto *entries = static_cast<const Bits *>(items);
  if (Shape *shape = shapeOf(*ctx, layout)) [[likely]] {
    layout->direct.ptr = shape;
    return makeShaped(*ctx, shape, entries,
                      static_cast<uint16_t>(layout->record));
  }
  Bits o = makeObject(*ctx, layout->size);
  for (int64_t i = 0; i < layout->size; ++i)
    o = objectPut(*ctx, o, boxPtr(layout->keys.ptr[i]), entries[i]);
  return o;
}

Bits frt_object_unique(Context *ctx, Bits object) noexcept {
  return uniqueObject(*ctx, object);
}

Bits frt_object_put(Context *ctx, Bits object, Bits key, Bits v) noexcept {
  return objectPut(*ctx, object, key, v);
}

Bits frt_object_spread(Context *ctx, Bits object, Bits v) noexcept {
  if (!isObject(v))
    return object;
  Owned source(*ctx, retained(v));
  ObjectCursor cursor(v);
  Bits key, value;
  while (cursor.next(key, value))
    object = objectPut(*ctx, object, key, retained(value));
  return object;
}

} // extern "C"
