//===- ArrayBuild.cpp - building and taking apart arrays ------------------===//
//
// Specification: builtins, section 5.1.
//
//===----------------------------------------------------------------------===//

#include "Arguments.h"
#include "core/Errors.h"
#include "core/ObjectObject.h"
#include "forge/rt/Prototypes.h"

#include <algorithm>

using namespace forge::rt;

/// Number of values `start + k * step` before `end`.
static int64_t rangeLength(int64_t start, int64_t end, int64_t step) {
  if (step > 0 ? start >= end : start <= end)
    return 0;
  uint64_t distance =
      step > 0 ? static_cast<uint64_t>(end) - static_cast<uint64_t>(start)
               : static_cast<uint64_t>(start) - static_cast<uint64_t>(end);
  uint64_t stride =
      step > 0 ? static_cast<uint64_t>(step) : 0 - static_cast<uint64_t>(step);
  uint64_t steps = (distance - 1) / stride;
  return static_cast<int64_t>(std::min<uint64_t>(steps, INT64_MAX - 1)) + 1;
}

/// Elements of a `range` that no memory holds.
static constexpr int64_t rangeLimit = int64_t(1) << 40;

Bits forge::rt::frt_range(Context *context, Bits start, Bits end,
                          Bits step) noexcept {
  if (!isInt(start) || (!isMissing(end) && !isInt(end)) ||
      (!isMissing(step) && !isInt(step)))
    return raise(*context, "range() requires integer arguments");
  int64_t first = isMissing(end) ? 0 : asInt(start);
  int64_t last = isMissing(end) ? asInt(start) : asInt(end);
  int64_t stride = isMissing(step) ? 1 : asInt(step);
  if (stride == 0)
    return raise(*context, "range() step must not be zero");
  int64_t count = rangeLength(first, last, stride);
  if (count > rangeLimit)
    return raise(*context, "range() result too large");
  Bits result = makeArray(*context, count, Element::Int);
  Array *array = objectOf<Array>(result);
  int64_t *items = intsOf(array);
  uint64_t value = static_cast<uint64_t>(first);
  for (int64_t i = 0; i < count; ++i, value += static_cast<uint64_t>(stride))
    items[i] = static_cast<int64_t>(value);
  array->size = count;
  return result;
}

Bits forge::rt::frt_push(Context *context, Bits a, Bits v, Bits more) noexcept {
  Owned array(*context, a), item(*context, v);
  if (isMissing(v) || !isMissing(more))
    return raise(*context, "push() requires array and value");
  if (!isArray(array))
    return raise(*context, "push() first argument must be array");
  return arrayPush(*context, array.take(), item.take());
}

Bits forge::rt::frt_pop(Context *context, Bits a) noexcept {
  if (!isArray(a))
    return raise(*context, "pop() requires array");
  int64_t size = arraySize(a);
  return size == 0 ? nullBits : itemAt(a, size - 1);
}

Bits forge::rt::frt_enumerate(Context *context, Bits a) noexcept {
  if (!isArray(a))
    return raise(*context, "enumerate() requires array");
  ArrayBuilder result(*context, arraySize(a));
  Owned indexKey(*context, makeString(*context, "index"));
  Owned valueKey(*context, makeString(*context, "value"));
  for (int64_t i = 0; i < arraySize(a); ++i) {
    Bits row = objectPut(*context, makeObject(*context, 2), indexKey.get(),
                         makeInt(i));
    result.push(objectPut(*context, row, valueKey.get(), itemAt(a, i)));
  }
  return result.finish();
}

Bits forge::rt::frt_zip(Context *context, Bits a, Bits b) noexcept {
  if (!isArray(a) || !isArray(b))
    return raise(*context, "zip() requires two arrays");
  int64_t count = std::min(arraySize(a), arraySize(b));
  ArrayBuilder result(*context, count);
  for (int64_t i = 0; i < count; ++i) {
    Bits row[] = {itemAt(a, i), itemAt(b, i)};
    result.push(makeArrayOf(*context, row));
  }
  return result.finish();
}

Bits forge::rt::frt_flatten(Context *context, Bits a) noexcept {
  if (!isArray(a))
    return raise(*context, "flatten() requires an array");
  ArrayBuilder result(*context, arraySize(a));
  for (int64_t i = 0; i < arraySize(a); ++i) {
    Owned item(*context, itemAt(a, i));
    if (!isArray(item)) {
      result.push(item.take());
      continue;
    }
    for (int64_t j = 0; j < arraySize(item); ++j)
      result.push(itemAt(item, j));
  }
  return result.finish();
}

Bits forge::rt::frt_chunk(Context *context, Bits a, Bits n) noexcept {
  if (!isArray(a) || !isInt(n))
    return raise(*context, "chunk() requires (array, size)");
  if (asInt(n) <= 0)
    return raise(*context, "chunk() size must be positive");
  int64_t size = arraySize(a);
  int64_t step = std::min(asInt(n), std::max<int64_t>(size, 1));
  ArrayBuilder result(*context, (size + step - 1) / step);
  for (int64_t i = 0; i < size; i += step)
    result.push(
        sliceArray(*context, objectOf<Array>(a), i, std::min(i + step, size)));
  return result.finish();
}

Bits forge::rt::frt_slice(Context *context, Bits x, Bits start,
                          Bits end) noexcept {
  if (!isArray(x) && !isString(x))
    return raise(*context,
                 "slice() requires an array or string as first argument");
  int64_t size = isArray(x) ? arraySize(x) : codePoints(objectOf<String>(x));
  int64_t from = isInt(start) ? fromEnd(asInt(start), size) : 0;
  int64_t to = isInt(end) ? fromEnd(asInt(end), size) : size;
  to = std::max(from, to);
  if (isArray(x))
    return sliceArray(*context, objectOf<Array>(x), from, to);
  return frt_substring(context, x, makeInt(from), makeInt(to));
}
