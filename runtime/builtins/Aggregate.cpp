//===- Aggregate.cpp - sum, min_of, max_of --------------------------------===//
//
// Specification: builtins, section 5.4.
//
//===----------------------------------------------------------------------===//

#include "core/ArrayObject.h"
#include "core/Errors.h"
#include "forge/rt/Prototypes.h"

#include <algorithm>

using namespace forge::rt;

/// Operator number of `+` for frt_raise_overflow.
static constexpr int64_t additionOperator = 0;

static Bits sumOfFloats(Array *array) {
  double total = 0;
  for (int64_t i = 0; i < array->size; ++i)
    total += floatsOf(array)[i];
  return array->size == 0 ? makeInt(0) : makeFloat(total);
}

Bits forge::rt::frt_sum(Context *context, Bits a) noexcept {
  if (!isArray(a))
    return raise(*context, "sum() requires an array");
  if (elementOf(objectOf<Array>(a)) == Element::Float)
    return sumOfFloats(objectOf<Array>(a));
  int64_t total = 0;
  int64_t i = 0, size = arraySize(a);
  // Ints are added exactly until the first Float makes the sum a Float.
  for (; i < size; ++i) {
    Owned item(*context, itemAt(a, i));
    if (!isInt(item))
      break;
    int64_t before = total;
    if (__builtin_add_overflow(total, asInt(item), &total)) {
      frt_raise_overflow(context, additionOperator, before, asInt(item));
      return nullBits;
    }
  }
  if (i == size)
    return makeInt(total);
  double floatTotal = static_cast<double>(total);
  for (; i < size; ++i) {
    Owned item(*context, itemAt(a, i));
    if (!isNumber(item))
      return raise(*context, "sum() requires array of numbers");
    floatTotal += asNumber(item);
  }
  return makeFloat(floatTotal);
}

static Bits extremeOfInts(Array *array, bool largest) {
  const int64_t *items = intsOf(array);
  int64_t best = items[0];
  for (int64_t i = 1; i < array->size; ++i)
    best = largest ? std::max(best, items[i]) : std::min(best, items[i]);
  return makeInt(best);
}

/// The running extreme of two numbers: an Int for two Ints, else a Float; NaN
/// loses against everything.
static Bits extreme(Context &ctx, Owned &best, Owned &item, bool largest) {
  if (isInt(best) && isInt(item)) {
    bool better =
        largest ? asInt(item) > asInt(best) : asInt(item) < asInt(best);
    return better ? item.take() : best.take();
  }
  double x = asNumber(best), y = asNumber(item);
  bool better = x != x || (largest ? y > x : y < x);
  return makeFloat(better && y == y ? y : x);
}

static Bits extremeOf(Context &ctx, Bits a, bool largest, const char *empty,
                      const char *element) {
  int64_t size = arraySize(a);
  if (size == 0)
    return raise(ctx, empty);
  if (elementOf(objectOf<Array>(a)) == Element::Int)
    return extremeOfInts(objectOf<Array>(a), largest);
  Owned best(ctx, itemAt(a, 0));
  if (!isNumber(best))
    return raise(ctx, element);
  for (int64_t i = 1; i < size; ++i) {
    Owned item(ctx, itemAt(a, i));
    if (!isNumber(item))
      return raise(ctx, element);
    best.reset(extreme(ctx, best, item, largest));
  }
  return best.take();
}

Bits forge::rt::frt_min_of(Context *context, Bits a) noexcept {
  if (!isArray(a))
    return raise(*context, "min_of() requires an array");
  return extremeOf(*context, a, false, "min_of() requires a non-empty array",
                   "min_of() requires array of numbers");
}

Bits forge::rt::frt_max_of(Context *context, Bits a) noexcept {
  if (!isArray(a))
    return raise(*context, "max_of() requires an array");
  return extremeOf(*context, a, true, "max_of() requires a non-empty array",
                   "max_of() requires array of numbers");
}
