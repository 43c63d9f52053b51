//===- ArrayObject.cpp - arrays and tuples of every storage ---------------===//

#include "ArrayObject.h"

#include <algorithm>
#include <cstring>

using namespace forge::rt;

static size_t elementSize(Element e) { return e == Element::Bool ? 1 : 8; }

static Array *allocateArray(Context &ctx, Kind kind, Element element,
                            int64_t capacity) {
  auto *a = allocateObject<Array>(ctx, kind, arrayBytes(element, capacity));
  a->header.aux = static_cast<uint16_t>(element);
  a->size = 0;
  a->capacity = capacity;
  return a;
}

Bits forge::rt::makeArray(Context &ctx, int64_t capacity, Element element) {
  return boxPtr(allocateArray(ctx, Kind::Array, element, capacity));
}

static Bits makeSequence(Context &ctx, Kind kind, std::span<const Bits> items) {
  auto n = static_cast<int64_t>(items.size());
  Array *a = allocateArray(ctx, kind, Element::Box, n);
  std::copy(items.begin(), items.end(), a->data);
  a->size = n;
  return boxPtr(a);
}

Bits forge::rt::makeArrayOf(Context &ctx, std::span<const Bits> items) {
  return makeSequence(ctx, Kind::Array, items);
}

Bits forge::rt::makeTupleOf(Context &ctx, std::span<const Bits> items) {
  return makeSequence(ctx, Kind::Tuple, items);
}

Bits forge::rt::makePair(Context &ctx, Bits first, Bits second) {
  const Bits items[] = {first, second};
  return makeTupleOf(ctx, items);
}

/// Elements [from, to) in a new object of kind `kind`.
static Array *copyRange(Context &ctx, const Array *a, Kind kind, int64_t from,
                        int64_t to, int64_t capacity) {
  Element element = elementOf(a);
  Array *copy =
      allocateArray(ctx, kind, element, std::max(capacity, to - from));
  copy->size = to - from;
  size_t width = elementSize(element);
  auto *source = reinterpret_cast<const char *>(a->data);
  std::memcpy(copy->data, source + width * static_cast<size_t>(from),
              width * static_cast<size_t>(to - from));
  if (element == Element::Box)
    for (int64_t i = 0; i < copy->size; ++i)
      retain(copy->data[i]);
  return copy;
}

Bits forge::rt::copyArray(Context &ctx, const Array *a, int64_t capacity) {
  return boxPtr(copyRange(ctx, a, Kind::Array, 0, a->size, capacity));
}

Bits forge::rt::sliceArray(Context &ctx, const Array *a, int64_t from,
                           int64_t to) {
  return boxPtr(copyRange(ctx, a, Kind::Array, from, to, 0));
}

/// Unique version of `v` (consumed) with room for `capacity` elements if it has
/// to be copied.
static Bits uniqueWithRoom(Context &ctx, Bits v, int64_t capacity) {
  Header *h = headerOf(v);
  if (isUnique(h)) [[likely]] {
    h->flags &= static_cast<uint8_t>(~flagFrozen);
    return v;
  }
  auto *a = objectOf<Array>(v);
  Bits copy = boxPtr(copyRange(ctx, a, h->kind, 0, a->size, capacity));
  ++task(ctx).counters.copies;
  release(ctx, v);
  return copy;
}

Bits forge::rt::uniqueArray(Context &ctx, Bits v) {
  return uniqueWithRoom(ctx, v, 0);
}

Bits forge::rt::boxedArray(Context &ctx, Bits v) {
  auto *a = objectOf<Array>(v);
  switch (elementOf(a)) {
  case Element::Box:
    return v;
  case Element::Int:
    for (int64_t i = 0; i < a->size; ++i)
      a->data[i] = makeInt(intsOf(a)[i]);
    break;
  case Element::Float:
    for (int64_t i = 0; i < a->size; ++i)
      a->data[i] = makeFloat(floatsOf(a)[i]);
    break;
  case Element::Bool: {
    int64_t capacity = a->size + 4;
    a = resizeObject(ctx, a, arrayBytes(Element::Bool, a->capacity),
                     arrayBytes(Element::Box, capacity));
    a->capacity = capacity;
    // The boxes overlay the bytes they come from: convert from the end.
    for (int64_t i = a->size - 1; i >= 0; --i)
      a->data[i] = makeBool(boolsOf(a)[i]);
    break;
  }
  }
  a->header.aux = static_cast<uint16_t>(Element::Box);
  return boxPtr(a);
}

/// True if an array of that storage can hold the value as it is.
static bool fits(Element element, Bits item) {
  switch (element) {
  case Element::Box:
    return true;
  case Element::Int:
    return isInt(item);
  case Element::Float:
    return isFloat(item);
  case Element::Bool:
    return isBool(item);
  }
  return false;
}

/// Writes a fitting item (consumed) over whatever is at `i`.
static void store(Context &ctx, Array *a, int64_t i, Bits item) {
  switch (elementOf(a)) {
  case Element::Box:
    a->data[i] = item;
    return;
  case Element::Int:
    intsOf(a)[i] = asInt(item);
    release(ctx, item);
    return;
  case Element::Float:
    floatsOf(a)[i] = asFloat(item);
    return;
  case Element::Bool:
    boolsOf(a)[i] = asBool(item);
    return;
  }
}

Bits forge::rt::arrayReserve(Context &ctx, Bits array, int64_t capacity) {
  auto *a = objectOf<Array>(array);
  if (capacity <= a->capacity)
    return array;
  a = resizeObject(ctx, a, arrayBytes(elementOf(a), a->capacity),
                   arrayBytes(elementOf(a), capacity));
  a->capacity = capacity;
  return boxPtr(a);
}

/// Storage that holds the item as it is.
static Element elementFor(Bits item) {
  if (isInt(item))
    return Element::Int;
  if (isFloat(item))
    return Element::Float;
  return isBool(item) ? Element::Bool : Element::Box;
}

/// Chooses the storage of an array without elements. The capacity is that of
/// the whole memory block, so that it still tells the size of the block.
static void setElement(Array *a, Element element) {
  if (elementSize(element) != elementSize(elementOf(a))) {
    size_t block = blockSize(arrayBytes(elementOf(a), a->capacity));
    a->capacity = static_cast<int64_t>((block - offsetof(Array, data)) /
                                       elementSize(element));
  }
  a->header.aux = static_cast<uint16_t>(element);
}

Bits forge::rt::uniqueArrayOf(Context &ctx, Bits array, Element element,
                              int64_t room) {
  auto *a = objectOf<Array>(array);
  int64_t capacity = a->size + room;
  if (room && capacity > a->capacity)
    capacity = std::max(a->size + a->size / 2, int64_t(4));
  array = uniqueWithRoom(ctx, array, capacity);
  a = objectOf<Array>(array);
  a->header.flags = 0;
  if (a->size == 0)
    setElement(a, element);
  return arrayReserve(ctx, array, capacity);
}

Bits forge::rt::arrayPush(Context &ctx, Bits array, Bits item) {
  auto *a = objectOf<Array>(array);
  if (!isUnique(array) || (a->header.flags & flagFrozen)) {
    array = uniqueWithRoom(ctx, array, a->size + a->size / 2 + 4);
    a = objectOf<Array>(array);
  }
  if (a->size == 0) {
    // Elements of one kind are stored unboxed from the first on.
    setElement(a, elementFor(item));
  } else if (!fits(elementOf(a), item)) [[unlikely]] {
    array = boxedArray(ctx, array);
    a = objectOf<Array>(array);
  }
  if (a->size == a->capacity) {
    array =
        arrayReserve(ctx, array, std::max(a->size + a->size / 2, int64_t(4)));
    a = objectOf<Array>(array);
  }
  store(ctx, a, a->size++, item);
  return array;
}

Bits forge::rt::arraySet(Context &ctx, Bits array, int64_t i, Bits item) {
  array = uniqueArray(ctx, array);
  if (!fits(elementOf(objectOf<Array>(array)), item)) [[unlikely]]
    array = boxedArray(ctx, array);
  auto *a = objectOf<Array>(array);
  Bits old = elementOf(a) == Element::Box ? a->data[i] : nullBits;
  store(ctx, a, i, item);
  release(ctx, old);
  return array;
}

Bits forge::rt::arrayPop(Context &ctx, Bits array, Bits &item) {
  array = uniqueArray(ctx, array);
  auto *a = objectOf<Array>(array);
  int64_t last = a->size - 1;
  // In an array of boxes the reference moves out.
  item = elementOf(a) == Element::Box ? a->data[last] : itemAt(a, last);
  a->size = last;
  return array;
}
