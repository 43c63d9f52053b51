//===- Sorting.cpp - default order, reverse, shuffle, sample --------------===//
//
// Specification: builtins, section 5.3. Comparators and key functions are
// called by the prelude.
//
//===----------------------------------------------------------------------===//

#include "Arguments.h"
#include "Extension.h"
#include "MergeSort.h"
#include "RadixSort.h"
#include "core/Buffer.h"
#include "core/Errors.h"
#include "forge/rt/Prototypes.h"

#include <cmath>
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

static void sortFloats(double *items, int64_t size) {
  // All NaN are equal, and so are both zeros: they keep their order.
  bool plain = true;
  for (int64_t i = 0; i < size; ++i)
    plain &= items[i] == items[i] && (items[i] != 0 || !std::signbit(items[i]));
  if (plain)
    radixSort(items, size, [](double d) { return orderedKey(d); });
  else
    mergeSort(items, size, floatLess);
}

namespace {
/// A value to be sorted by a key that says as much about its place as fits
/// into 64 bits.
struct Keyed {
  uint64_t key;
  int64_t index; ///< of the value in its array
};
} // namespace

/// The bytes of a text from an offset on, as a number ordered like them.
static uint64_t textKey(std::string_view text, size_t offset) {
  text.remove_prefix(std::min(offset, text.size()));
  uint64_t key = 0;
  if (text.size() >= 8) {
    key = loadWord<uint64_t>(text.data());
    return __builtin_bswap64(key);
  }
  for (size_t i = 0; i < text.size(); ++i)
    key |= uint64_t(static_cast<unsigned char>(text[i])) << (56 - 8 * i);
  return key;
}

/// Bytes at the start that all the Strings have in common.
static size_t commonPrefix(const Bits *texts, int64_t size) {
  std::string_view first = textOf(texts[0]);
  size_t common = first.size();
  for (int64_t i = 1; i < size && common; ++i) {
    std::string_view text = textOf(texts[i]);
    common = std::min(common, text.size());
    if (!sameBytes(first.data(), text.data(), common))
      for (size_t at = 0; at < common; ++at)
        if (first[at] != text[at])
          common = at;
  }
  return common;
}

/// Puts the order of Strings into `order`: by the first bytes that differ, then
/// those alike in them by their whole text.
static void orderTexts(Buffer<Keyed> &order, const Bits *texts, int64_t size) {
  size_t prefix = size ? commonPrefix(texts, size) : 0;
  for (int64_t i = 0; i < size; ++i)
    order.push({textKey(textOf(texts[i]), prefix), i});
  radixSort(order.data(), size, [](const Keyed &k) { return k.key; });
  for (int64_t i = 0, end; i < size; i = end) {
    for (end = i + 1; end < size && order[end].key == order[i].key;)
      ++end;
    mergeSort(order.data() + i, end - i, [&](const Keyed &a, const Keyed &b) {
      return textOf(texts[a.index]) < textOf(texts[b.index]);
    });
  }
}

/// Puts the default order of boxes into `order`, if there is a quick way to it.
static bool orderAlike(Buffer<Keyed> &order, const Bits *items, int64_t size) {
  order.reserve(static_cast<size_t>(size));
  if (std::all_of(items, items + size, isString)) {
    orderTexts(order, items, size);
    return true;
  }
  if (std::all_of(items, items + size, isInt)) {
    for (int64_t i = 0; i < size; ++i)
      order.push({orderedKey(asInt(items[i])), i});
  } else if (std::all_of(items, items + size, [](Bits v) {
               return isFloat(v) && asFloat(v) == asFloat(v);
             })) {
    // Adding 0.0 makes both zeros one.
    for (int64_t i = 0; i < size; ++i)
      order.push({orderedKey(asFloat(items[i]) + 0.0), i});
  } else {
    return false;
  }
  radixSort(order.data(), size, [](const Keyed &k) { return k.key; });
  return true;
}

static void sortBoxes(Bits *items, int64_t size) {
  constexpr int64_t few = 16;
  Buffer<Keyed> order;
  if (size <= few || !orderAlike(order, items, size))
    return mergeSort(items, size, defaultLess);
  Buffer<Bits> sorted;
  sorted.reserve(static_cast<size_t>(size));
  for (const Keyed &entry : order)
    sorted.push(items[entry.index]);
  std::copy(sorted.begin(), sorted.end(), items);
}

Bits forge::rt::frt_internal_sort(Context *context, Bits a) noexcept {
  Bits result = uniqueArray(*context, a);
  Array *array = objectOf<Array>(result);
  switch (elementOf(array)) {
  case Element::Int:
    radixSort(intsOf(array), array->size,
              [](int64_t n) { return orderedKey(n); });
    break;
  case Element::Float:
    sortFloats(floatsOf(array), array->size);
    break;
  case Element::Bool:
    // All Bools are equal in the default order.
    break;
  case Element::Box:
    sortBoxes(array->data, array->size);
    break;
  }
  return result;
}

Bits forge::rt::frt_internal_sort_by(Context *context, Bits a,
                                     Bits keys) noexcept {
  int64_t size = std::min(arraySize(a), arraySize(keys));
  Buffer<Bits> keyOf;
  keyOf.reserve(static_cast<size_t>(size));
  for (int64_t i = 0; i < size; ++i)
    keyOf.push(itemAt(keys, i));
  Buffer<Keyed> order;
  if (!orderAlike(order, keyOf.data(), size)) {
    for (int64_t i = 0; i < size; ++i)
      order.push({0, i});
    mergeSort(order.data(), size, [&](const Keyed &x, const Keyed &y) {
      return defaultLess(keyOf[x.index], keyOf[y.index]);
    });
  }
  ArrayBuilder result(*context, size);
  for (const Keyed &entry : order)
    result.push(itemAt(a, entry.index));
  releaseAll(*context, keyOf.data(), size);
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
