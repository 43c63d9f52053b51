//===- ArrayObject.h - arrays and tuples of every storage -----------------===//
//
// Arrays and Tuples share the Array layout; Tuples always hold boxes. An Array
// may store raw integers, doubles or booleans; storing anything else converts
// it to boxes. Functions that consume an array update it in place when it is
// unique and copy it otherwise; they return the array to use from then on, and
// it is not frozen.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_RT_CORE_ARRAYOBJECT_H
#define FORGE_RT_CORE_ARRAYOBJECT_H

#include "Memory.h"

#include <span>

namespace forge::rt {

inline Element elementOf(const Array *a) {
  return static_cast<Element>(a->header.aux);
}
/// Array or Tuple.
inline bool isSequence(Bits v) { return isArray(v) || isTuple(v); }
inline int64_t arraySize(Bits v) { return objectOf<Array>(v)->size; }

inline int64_t *intsOf(const Array *a) {
  return reinterpret_cast<int64_t *>(const_cast<Bits *>(a->data));
}
inline double *floatsOf(const Array *a) {
  return reinterpret_cast<double *>(const_cast<Bits *>(a->data));
}
inline uint8_t *boolsOf(const Array *a) {
  return reinterpret_cast<uint8_t *>(const_cast<Bits *>(a->data));
}

/// Size of an array object with room for `capacity` elements; beyond what an
/// allocation can have, a size that fails.
inline size_t arrayBytes(Element element, int64_t capacity) {
  constexpr uint64_t mostBytes = PTRDIFF_MAX;
  uint64_t width = element == Element::Bool ? 1 : 8;
  if (static_cast<uint64_t>(capacity) > (mostBytes - sizeof(Array)) / width)
    return mostBytes;
  return offsetof(Array, data) +
         static_cast<size_t>(width * static_cast<uint64_t>(capacity));
}

/// Element `i` as an owned box, whatever the storage; `i` must be in range.
inline Bits itemAt(const Array *a, int64_t i) {
  switch (elementOf(a)) {
  case Element::Box:
    return retained(a->data[i]);
  case Element::Int:
    return makeInt(intsOf(a)[i]);
  case Element::Float:
    return makeFloat(floatsOf(a)[i]);
  case Element::Bool:
    return makeBool(boolsOf(a)[i]);
  }
  return nullBits;
}
inline Bits itemAt(Bits v, int64_t i) { return itemAt(objectOf<Array>(v), i); }

/// Empty array with room for `capacity` elements.
Bits makeArray(Context &ctx, int64_t capacity = 0,
               Element element = Element::Box);
/// Array or tuple of `items`, which are consumed.
Bits makeArrayOf(Context &ctx, std::span<const Bits> items);
Bits makeTupleOf(Context &ctx, std::span<const Bits> items);
/// Tuple of two; both consumed.
Bits makePair(Context &ctx, Bits first, Bits second);

/// Makes `v` (consumed) unique and not frozen: itself, or a copy. Works for
/// Arrays and Tuples.
Bits uniqueArray(Context &ctx, Bits v);
/// The same for an array whose elements, if there are any, are stored as
/// `element`, with room for that many more.
Bits uniqueArrayOf(Context &ctx, Bits array, Element element, int64_t room);
/// Converts the storage of a unique array to boxes; same object, maybe moved.
Bits boxedArray(Context &ctx, Bits v);
/// Copy with room for `capacity` elements (at least its size), as an Array.
Bits copyArray(Context &ctx, const Array *a, int64_t capacity = 0);
/// Elements [from, to) as a new Array with the same storage.
Bits sliceArray(Context &ctx, const Array *a, int64_t from, int64_t to);

/// Appends `item`; both consumed. Amortized constant.
Bits arrayPush(Context &ctx, Bits array, Bits item);
/// Replaces element `i`, which must be in range; both consumed.
Bits arraySet(Context &ctx, Bits array, int64_t i, Bits item);
/// Removes the last element of a non-empty array (consumed) into `item`.
Bits arrayPop(Context &ctx, Bits array, Bits &item);
/// Makes room for `capacity` elements in a unique array.
Bits arrayReserve(Context &ctx, Bits array, int64_t capacity);

/// Collects elements. Frees them if not finished.
class ArrayBuilder {
public:
  ArrayBuilder(Context &ctx, int64_t capacity = 0)
      : ctx(ctx), array(ctx, makeArray(ctx, capacity)) {}
  /// Consumes `item`.
  void push(Bits item) { array.reset(arrayPush(ctx, array.take(), item)); }
  int64_t size() const { return arraySize(array); }
  Bits finish() { return array.take(); }

private:
  Context &ctx;
  Owned array;
};

/// Collects values that are kept as boxes, such as Strings: without a look at
/// each for the storage it would fit.
class BoxArrayBuilder {
public:
  BoxArrayBuilder(Context &ctx, int64_t capacity = 4)
      : ctx(ctx), array(objectOf<Array>(makeArray(ctx, capacity))) {}
  BoxArrayBuilder(const BoxArrayBuilder &) = delete;
  BoxArrayBuilder &operator=(const BoxArrayBuilder &) = delete;
  ~BoxArrayBuilder() {
    if (array)
      releaseObject(ctx, &array->header);
  }
  /// Consumes `item`.
  void push(Bits item) {
    if (array->size == array->capacity) [[unlikely]]
      array = objectOf<Array>(arrayReserve(
          ctx, boxPtr(array), array->capacity + array->capacity / 2 + 4));
    array->data[array->size++] = item;
  }
  Bits finish() { return boxPtr(std::exchange(array, nullptr)); }

private:
  Context &ctx;
  Array *array;
};

} // namespace forge::rt

#endif // FORGE_RT_CORE_ARRAYOBJECT_H
