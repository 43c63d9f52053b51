//===- Sorting.cpp - default order, reverse, shuffle, sample --------------===//
//
// Specification: builtins, section 5.3. Comparators and key functions are
// called by the prelude.
//
//===----------------------------------------------------------------------===//

#include "Arguments.h"
#include "Extension.h"
#include "MergeSort.h"
#include "core/Buffer.h"
#include "core/Errors.h"
#include "forge/rt/Prototypes.h"

#include <utility>

using namespace forge::rt;

namespace {
/// Kinds in default order.
enum class Rank { Number, NotANumber, Text, Other };
} // namespace

static Rank rankOf(Bits v) {
  if (isInt(v))
    return Rank::Number;
  if (isFloat(v))
    return asFloat(v) == asFloat(v) ? Rank::Number : Rank::NotANumber;
  return isString(v) ? Rank::Text : Rank::Other;
}

/// Default order: numbers, NaN, Strings, everything else as one.
static bool defaultLess(Bits a, Bits b) {
  if (isSmallInt(a) && isSmallInt(b))
    return asInt(a) < asInt(b);
  Rank rankA = rankOf(a), rankB = rankOf(b);
  if (rankA != rankB)
    return rankA < rankB;
  if (rankA == Rank::Number) {
    if (isInt(a) && isInt(b))
      return asInt(a) < asInt(b);
    return asNumber(a) < asNumber(b);
  }
  return rankA == Rank::Text && textOf(a) < textOf(b);
}

/// Numbers ascending, NaN last.
static bool floatLess(double a, double b) {
  return a < b || (a == a && b != b);
}

Bits forge::rt::frt_internal_sort(Context *context, Bits a) noexcept {
  Bits result = uniqueArray(*context, a);
  Array *array = objectOf<Array>(result);
  switch (elementOf(array)) {
  case Element::Int:
    std::sort(intsOf(array), intsOf(array) + array->size);
    break;
  case Element::Float:
    mergeSort(floatsOf(array), array->size, floatLess);
    break;
  case Element::Bool:
    // All Bools are equal in the default order.
    break;
  case Element::Box:
    mergeSort(array->data, array->size, defaultLess);
    break;
  }
  return result;
}

namespace {
struct Keyed {
  Bits key;
  int64_t index;
};
} // namespace

Bits forge::rt::frt_internal_sort_by(Context *context, Bits a,
                                     Bits keys) noexcept {
  int64_t size = std::min(arraySize(a), arraySize(keys));
  Buffer<Keyed> order;
  for (int64_t i = 0; i < size; ++i)
    order.push({itemAt(keys, i), i});
  mergeSort(order.data(), size, [](const Keyed &x, const Keyed &y) {
    return defaultLess(x.key, y.key);
  });
  ArrayBuilder result(*context, size);
  for (const Keyed &entry : order) {
    result.push(itemAt(a, entry.index));
    release(*context, entry.key);
  }
  return result.finish();
}

/// Calls `change` with the typed elements of an array.
template <typename Change>
static void withElements(Array *array, Change change) {
  switch (elementOf(array)) {
  case Element::Int:
  case Element::Float:
  case Element::Box:
    change(array->data, array->size);
    break;
  case Element::Bool:
    change(boolsOf(array), array->size);
    break;
  }
}

static Bits reversedText(Context &ctx, const String *string) {
  std::string_view text = textOf(string);
  StringBuilder out(text.size());
  for (size_t end = text.size(); end > 0;) {
    size_t start = end - 1;
    while (start > 0 && !startsCodePoint(text[start]))
      --start;
    out.append(text.substr(start, end - start));
    end = start;
  }
  return out.finish(ctx);
}

Bits forge::rt::frt_reverse(Context *context, Bits x) noexcept {
  Owned value(*context, x);
  if (isString(value))
    return reversedText(*context, objectOf<String>(value));
  if (!isArray(value))
    return raise(*context, "reverse() requires an array or string");
  Bits result = uniqueArray(*context, value.take());
  withElements(objectOf<Array>(result), [](auto *items, int64_t size) {
    std::reverse(items, items + size);
  });
  return result;
}

Bits forge::rt::frt_string_reverse(Context *context, Bits receiver) noexcept {
  return reversedText(*context, objectOf<String>(receiver));
}

Bits forge::rt::frt_shuffle(Context *context, Bits a) noexcept {
  Owned value(*context, a);
  if (!isArray(value))
    return raise(*context, "shuffle() requires an array");
  Bits result = uniqueArray(*context, value.take());
  Random &random = extension(*context).random;
  withElements(objectOf<Array>(result), [&](auto *items, int64_t size) {
    for (int64_t i = size - 1; i > 0; --i)
      std::swap(items[i], items[random.below(static_cast<uint64_t>(i) + 1)]);
  });
  return result;
}

Bits forge::rt::frt_sample(Context *context, Bits a, Bits n) noexcept {
  if (!isArray(a))
    return raise(*context, "sample() requires an array");
  uint64_t size = static_cast<uint64_t>(arraySize(a));
  if (size == 0)
    return makeArray(*context);
  int64_t count = isInt(n) ? asInt(n) : 1;
  if (count < 0)
    return raise(*context, "sample() count must be non-negative");
  Random &random = extension(*context).random;
  if (count == 1)
    return itemAt(a, static_cast<int64_t>(random.below(size)));
  ArrayBuilder result(*context, count);
  for (int64_t i = 0; i < count; ++i)
    result.push(itemAt(a, static_cast<int64_t>(random.below(size))));
  return result.finish();
}

Bits forge::rt::frt_internal_thaw(Context *context, Bits a) noexcept {
  Owned value(*context, a);
  return isFrozen(value) ? thawed(*context, value) : value.take();
}
