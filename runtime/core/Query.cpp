//===- Query.cpp - `where` and the steps of `>>` --------------------------===//
//
// Semantics 11.2.
//
//===----------------------------------------------------------------------===//

#include "ArrayObject.h"
#include "Buffer.h"
#include "Equality.h"
#include "Errors.h"
#include "ObjectObject.h"
#include "forge/rt/Prototypes.h"

#include <algorithm>

using namespace forge::rt;

/// op: 0 `<`, 1 `<=`, 2 `>`, 3 `>=`, 4 `==`, 5 `!=`.
static bool satisfies(Bits field, int64_t op, Bits value) {
  if (op >= 4)
    return displayEquals(field, value) == (op == 4);
  // Numbers numerically (where NaN satisfies nothing), Strings by code point,
  // other pairs by display text.
  Order order = isOrderable(field, value) ? orderOf(field, value)
                                          : sortOrder(field, value);
  switch (order) {
  case Order::Less:
    return op <= 1;
  case Order::Equal:
    return op == 1 || op == 3;
  case Order::Greater:
    return op >= 2;
  case Order::None:
    break;
  }
  return false;
}

namespace {
struct SortItem {
  Bits value, key;
};
} // namespace

/// Stable merge sort of [from, to), bottom-up over runs.
static void mergeSort(Buffer<SortItem> &items) {
  Buffer<SortItem> other;
  size_t n = items.size();
  other.resize(n);
  SortItem *source = items.data(), *target = other.data();
  for (size_t width = 1; width < n; width *= 2) {
    for (size_t from = 0; from < n; from += 2 * width) {
      size_t middle = std::min(from + width, n);
      size_t end = std::min(from + 2 * width, n);
      std::merge(source + from, source + middle, source + middle, source + end,
                 target + from, [](const SortItem &a, const SortItem &b) {
                   return sortOrder(a.key, b.key) == Order::Less;
                 });
    }
    std::swap(source, target);
  }
  if (source != items.data())
    std::copy_n(source, n, items.data());
}

/// What a step sorts an element by: the element, or its field, owned.
static Bits sortKey(Bits item, Bits field) {
  if (field == missingBits)
    return retained(item);
  Bits value = isObject(item)
                   ? objectGet(asObject(item), objectOf<String>(field))
                   : missingBits;
  return value == missingBits ? nullBits : retained(value);
}

extern "C" {

Bits frt_where(Context *ctx, Bits source, Bits name, int64_t op,
               Bits value) noexcept {
  if (!isArray(source))
    return raise(*ctx, "where requires an array");
  ArrayBuilder result(*ctx);
  for (int64_t i = 0; i < arraySize(source); ++i) {
    Owned item(*ctx, itemAt(source, i));
    if (!isObject(item))
      continue;
    Bits field = objectGet(asObject(item), objectOf<String>(name));
    if (field != missingBits && satisfies(field, op, value))
      result.push(item.take());
  }
  return result.finish();
}

Bits frt_chain_sort(Context *ctx, Bits source, Bits field) noexcept {
  if (!isArray(source))
    return retained(source);
  auto *a = objectOf<Array>(source);
  if (field == missingBits && elementOf(a) == Element::Int) {
    Bits copy = copyArray(*ctx, a);
    int64_t *ints = intsOf(objectOf<Array>(copy));
    std::sort(ints, ints + a->size);
    return copy;
  }
  Buffer<SortItem> items;
  for (int64_t i = 0; i < a->size; ++i) {
    Bits item = itemAt(a, i);
    items.push({item, sortKey(item, field)});
  }
  mergeSort(items);
  Bits result = makeArray(*ctx, a->size);
  for (const SortItem &item : items) {
    result = arrayPush(*ctx, result, item.value);
    release(*ctx, item.key);
  }
  return result;
}

Bits frt_chain_take(Context *ctx, Bits source, Bits count) noexcept {
  if (!isArray(source))
    return retained(source);
  int64_t n = isInt(count) ? asInt(count) : 10;
  n = std::clamp(n, int64_t(0), arraySize(source));
  return sliceArray(*ctx, objectOf<Array>(source), 0, n);
}

} // extern "C"
