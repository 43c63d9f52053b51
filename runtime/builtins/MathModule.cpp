//===- MathModule.cpp - the module `math` ---------------------------------===//
//
// Specification: library, section 15.
//
//===----------------------------------------------------------------------===//

#include "Extension.h"
#include "NumberText.h"
#include "core/Errors.h"
#include "core/Wrappers.h"
#include "forge/rt/Prototypes.h"

#include <cmath>
#include <limits>

using namespace forge::rt;

/// A function of one Float.
template <typename Function>
static Bits ofNumber(Context *context, Bits x, const char *name,
                     Function function) {
  if (!isNumber(x))
    return raise(*context, "math.%() requires a number", name);
  return makeFloat(function(asNumber(x)));
}

/// A function that rounds to an Int.
template <typename Function>
static Bits toInt(Context *context, Bits x, const char *name,
                  Function function) {
  if (isInt(x))
    return retained(x);
  if (!isFloat(x))
    return raise(*context, "math.%() requires a number", name);
  return makeInt(saturatedInt(function(asFloat(x))));
}

#define FORGE_MATH_FUNCTION(name)                                              \
  Bits forge::rt::frt_math_##name(Context *context, Bits x) noexcept {         \
    return ofNumber(context, x, #name,                                         \
                    [](double value) { return std::name(value); });            \
  }
FORGE_MATH_FUNCTION(sqrt)
FORGE_MATH_FUNCTION(sin)
FORGE_MATH_FUNCTION(cos)
FORGE_MATH_FUNCTION(tan)
FORGE_MATH_FUNCTION(asin)
FORGE_MATH_FUNCTION(acos)
FORGE_MATH_FUNCTION(atan)
FORGE_MATH_FUNCTION(exp)
FORGE_MATH_FUNCTION(log)
FORGE_MATH_FUNCTION(log2)
FORGE_MATH_FUNCTION(log10)
#undef FORGE_MATH_FUNCTION

/// The C library may miss the roots of perfect cubes by a digit.
static double cubeRoot(double x) {
  double root = std::cbrt(x), whole = std::round(root);
  return whole * whole * whole == x ? whole : root;
}

Bits forge::rt::frt_math_cbrt(Context *context, Bits x) noexcept {
  return ofNumber(context, x, "cbrt", cubeRoot);
}

#define FORGE_MATH_ROUNDING(name)                                              \
  Bits forge::rt::frt_math_##name(Context *context, Bits x) noexcept {         \
    return toInt(context, x, #name,                                            \
                 [](double value) { return std::name(value); });               \
  }
FORGE_MATH_ROUNDING(floor)
FORGE_MATH_ROUNDING(ceil)
FORGE_MATH_ROUNDING(round)
FORGE_MATH_ROUNDING(trunc)
#undef FORGE_MATH_ROUNDING

/// Power of Ints by squaring; false on overflow.
static bool intPower(int64_t base, int64_t exponent, int64_t &result) {
  result = 1;
  for (;;) {
    if ((exponent & 1) && __builtin_mul_overflow(result, base, &result))
      return false;
    exponent >>= 1;
    if (exponent == 0)
      return true;
    if (__builtin_mul_overflow(base, base, &base))
      return false;
  }
}

Bits forge::rt::frt_math_pow(Context *context, Bits base,
                             Bits exponent) noexcept {
  if (!isNumber(base) || !isNumber(exponent))
    return raise(*context, "math.pow() requires two numbers");
  if (!isInt(base) || !isInt(exponent) || asInt(exponent) < 0)
    return makeFloat(std::pow(asNumber(base), asNumber(exponent)));
  int64_t result;
  if (!intPower(asInt(base), asInt(exponent), result))
    return raise(*context, "integer overflow: math.pow(%, %)", base, exponent);
  return makeInt(result);
}

Bits forge::rt::frt_math_abs(Context *context, Bits x) noexcept {
  if (isFloat(x))
    return makeFloat(std::fabs(asFloat(x)));
  if (!isInt(x))
    return raise(*context, "math.abs() requires a number");
  if (asInt(x) == std::numeric_limits<int64_t>::min())
    return raise(*context, "integer overflow: math.abs(%)", x);
  return makeInt(asInt(x) < 0 ? -asInt(x) : asInt(x));
}

Bits forge::rt::frt_math_sign(Context *context, Bits x) noexcept {
  if (isInt(x))
    return makeInt((asInt(x) > 0) - (asInt(x) < 0));
  if (!isFloat(x))
    return raise(*context, "math.sign() requires a number");
  double value = asFloat(x);
  if (value > 0)
    return makeFloat(1);
  return value < 0 ? makeFloat(-1) : x;
}

/// Smaller or larger of two numbers: an Int for two Ints, else a Float that
/// ignores NaN.
static Bits minimum(Bits a, Bits b) {
  if (isInt(a) && isInt(b))
    return makeInt(std::min(asInt(a), asInt(b)));
  return makeFloat(std::fmin(asNumber(a), asNumber(b)));
}

static Bits maximum(Bits a, Bits b) {
  if (isInt(a) && isInt(b))
    return makeInt(std::max(asInt(a), asInt(b)));
  return makeFloat(std::fmax(asNumber(a), asNumber(b)));
}

Bits forge::rt::frt_math_max(Context *context, Bits a, Bits b) noexcept {
  if (!isNumber(a) || !isNumber(b))
    return raise(*context, "math.max() requires two numbers");
  return maximum(a, b);
}

Bits forge::rt::frt_math_min(Context *context, Bits a, Bits b) noexcept {
  if (!isNumber(a) || !isNumber(b))
    return raise(*context, "math.min() requires two numbers");
  return minimum(a, b);
}

Bits forge::rt::frt_math_clamp(Context *context, Bits x, Bits lo,
                               Bits hi) noexcept {
  if (!isNumber(x) || !isNumber(lo) || !isNumber(hi))
    return raise(*context, "math.clamp() requires (value, min, max) numbers");
  if (isInt(x) && isInt(lo) && isInt(hi))
    return makeInt(std::min(std::max(asInt(x), asInt(lo)), asInt(hi)));
  // Comparisons instead of fmin and fmax keep a NaN in x.
  double value = asNumber(x), low = asNumber(lo), high = asNumber(hi);
  if (value < low)
    value = low;
  return makeFloat(value > high ? high : value);
}

Bits forge::rt::frt_math_atan2(Context *context, Bits y, Bits x) noexcept {
  if (!isNumber(y) || !isNumber(x))
    return raise(*context, "math.atan2() requires two numbers");
  return makeFloat(std::atan2(asNumber(y), asNumber(x)));
}

Bits forge::rt::frt_math_hypot(Context *context, Bits a, Bits b) noexcept {
  if (!isNumber(a) || !isNumber(b))
    return raise(*context, "math.hypot() requires two numbers");
  return makeFloat(std::hypot(asNumber(a), asNumber(b)));
}

Bits forge::rt::frt_math_is_nan(Context *context, Bits x) noexcept {
  if (!isNumber(x))
    return raise(*context, "math.is_nan() requires a number");
  return makeBool(std::isnan(asNumber(x)));
}

Bits forge::rt::frt_math_is_finite(Context *context, Bits x) noexcept {
  if (!isNumber(x))
    return raise(*context, "math.is_finite() requires a number");
  return makeBool(std::isfinite(asNumber(x)));
}

/// Absolute value, also of the minimum.
static uint64_t magnitude(int64_t value) {
  return value < 0 ? 0 - static_cast<uint64_t>(value)
                   : static_cast<uint64_t>(value);
}

Bits forge::rt::frt_math_gcd(Context *context, Bits a, Bits b) noexcept {
  if (!isInt(a) || !isInt(b))
    return raise(*context, "math.gcd() requires two integers");
  uint64_t x = magnitude(asInt(a)), y = magnitude(asInt(b));
  while (y != 0) {
    uint64_t rest = x % y;
    x = y;
    y = rest;
  }
  if (x > static_cast<uint64_t>(std::numeric_limits<int64_t>::max()))
    return raise(*context, "integer overflow: math.gcd(%, %)", a, b);
  return makeInt(static_cast<int64_t>(x));
}

#define FORGE_INT_OPERATION(name, overflows)                                   \
  Bits forge::rt::frt_math_wrapping_##name(Context *context, Bits a,           \
                                           Bits b) noexcept {                  \
    if (!isInt(a) || !isInt(b))                                                \
      return raise(*context,                                                   \
                   "math.wrapping_" #name "() requires two integers");         \
    int64_t result;                                                            \
    (void)overflows(asInt(a), asInt(b), &result);                              \
    return makeInt(result);                                                    \
  }                                                                            \
  Bits forge::rt::frt_math_checked_##name(Context *context, Bits a,            \
                                          Bits b) noexcept {                   \
    if (!isInt(a) || !isInt(b))                                                \
      return raise(*context,                                                   \
                   "math.checked_" #name "() requires two integers");          \
    int64_t result;                                                            \
    if (overflows(asInt(a), asInt(b), &result))                                \
      return noneBits;                                                         \
    return makeWrapper(*context, Kind::Some, makeInt(result));                 \
  }
FORGE_INT_OPERATION(add, __builtin_add_overflow)
FORGE_INT_OPERATION(sub, __builtin_sub_overflow)
FORGE_INT_OPERATION(mul, __builtin_mul_overflow)
#undef FORGE_INT_OPERATION

Bits forge::rt::frt_math_random(Context *context) noexcept {
  return makeFloat(extension(*context).random.unit());
}

Bits forge::rt::frt_math_random_int(Context *context, Bits min,
                                    Bits max) noexcept {
  if (!isInt(min) || !isInt(max))
    return raise(*context,
                 "math.random_int() requires two integers (min, max)");
  if (asInt(min) > asInt(max))
    return raise(*context, "math.random_int() requires min <= max, got % > %",
                 min, max);
  // The number of results is 0, standing for 2 to the 64, for the full range.
  uint64_t low = static_cast<uint64_t>(asInt(min));
  uint64_t results = static_cast<uint64_t>(asInt(max)) - low + 1;
  return makeInt(
      static_cast<int64_t>(low + extension(*context).random.below(results)));
}
