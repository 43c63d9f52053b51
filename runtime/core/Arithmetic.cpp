//===- Arithmetic.cpp - operators on boxes --------------------------------===//
//
// Semantics 1.8 to 1.10. Generated code handles numbers of known kind itself;
// these entries serve operands whose kind is known at run time only.
//
//===----------------------------------------------------------------------===//

#include "Arithmetic.h"

#include "Equality.h"
#include "Errors.h"
#include "StringObject.h"
#include "Text.h"
#include "forge/rt/Prototypes.h"

#include <cmath>

using namespace forge::rt;

/// Operands that no operator accepts; `name` is the operator in messages.
[[gnu::cold]] static Bits raiseOperands(Context &ctx, std::string_view name,
                                        Bits a, Bits b) {
  if (isNull(a) || isNull(b))
    return raise(ctx, "cannot perform arithmetic on null");
  if (isTuple(a) && isTuple(b))
    return raise(ctx, "tuples only support == and != operators");
  if (isSet(a) && isSet(b))
    return raise(ctx, "sets only support == and != operators");
  if (isMap(a) && isMap(b))
    return raise(ctx, "maps only support == and != operators");
  return raise(ctx, "cannot apply % to % and %", name, typeName(a),
               typeName(b));
}

static std::string_view nameOf(ArithmeticOp op) {
  switch (op) {
  case ArithmeticOp::Add:
    return "Add";
  case ArithmeticOp::Sub:
    return "Sub";
  case ArithmeticOp::Mul:
    return "Mul";
  case ArithmeticOp::Div:
    return "Div";
  case ArithmeticOp::Rem:
    break;
  }
  return "Mod";
}

static Bits onInts(Context &ctx, ArithmeticOp op, int64_t a, int64_t b) {
  int64_t r = 0;
  bool overflow = false;
  switch (op) {
  case ArithmeticOp::Add:
    overflow = __builtin_add_overflow(a, b, &r);
    break;
  case ArithmeticOp::Sub:
    overflow = __builtin_sub_overflow(a, b, &r);
    break;
  case ArithmeticOp::Mul:
    overflow = __builtin_mul_overflow(a, b, &r);
    break;
  case ArithmeticOp::Div:
    if (b == 0) {
      raiseDivisionByZero(ctx);
      return nullBits;
    }
    overflow = a == INT64_MIN && b == -1;
    r = overflow ? 0 : a / b;
    break;
  case ArithmeticOp::Rem:
    if (b == 0) {
      raiseModuloByZero(ctx);
      return nullBits;
    }
    r = b == -1 ? 0 : a % b;
    break;
  }
  if (overflow) [[unlikely]] {
    raiseOverflow(ctx, static_cast<int64_t>(op) - 1, a, b);
    return nullBits;
  }
  return makeInt(r);
}

static double onFloats(ArithmeticOp op, double a, double b) {
  switch (op) {
  case ArithmeticOp::Add:
    return a + b;
  case ArithmeticOp::Sub:
    return a - b;
  case ArithmeticOp::Mul:
    return a * b;
  case ArithmeticOp::Div:
    return a / b;
  case ArithmeticOp::Rem:
    break;
  }
  return std::fmod(a, b);
}

/// Appends the display text of `b` to the String `a`, which is consumed.
[[gnu::noinline]] static Bits concatenate(Context &ctx, Bits a, Bits b) {
  if (isString(b))
    return appendString(ctx, a, objectOf<String>(b));
  if (isInt(b)) {
    char digits[20];
    size_t size = formatInt(asInt(b), digits);
    return appendString(ctx, a, {digits, size}, static_cast<int64_t>(size));
  }
  StringBuilder text;
  appendDisplay(text, b);
  return appendString(ctx, a, text.view());
}

Bits forge::rt::arithmetic(Context &ctx, ArithmeticOp op, Bits a, Bits b) {
  if (isNumber(a) && isNumber(b)) {
    Bits r = isFloat(a) || isFloat(b)
                 ? makeFloat(onFloats(op, asNumber(a), asNumber(b)))
                 : onInts(ctx, op, asInt(a), asInt(b));
    release(ctx, a);
    return r;
  }
  if (op == ArithmeticOp::Add) {
    if (isString(a))
      return frt_string_concat(&ctx, a, b);
    if (isString(b)) {
      StringBuilder text;
      appendDisplay(text, a);
      text.append(textOf(b));
      release(ctx, a);
      return text.finish(ctx);
    }
  }
  raiseOperands(ctx, nameOf(op), a, b);
  release(ctx, a);
  return nullBits;
}

int64_t forge::rt::floatToInt(double d) {
  if (d != d)
    return 0;
  if (d >= 9223372036854775808.0)
    return INT64_MAX;
  if (d <= -9223372036854775808.0)
    return INT64_MIN;
  return static_cast<int64_t>(d);
}

/// pred: 0 `<`, 1 `<=`, 2 `>`, 3 `>=`. False for unordered pairs.
static bool holds(Order order, int64_t pred) {
  switch (order) {
  case Order::Less:
    return pred <= 1;
  case Order::Equal:
    return pred == 1 || pred == 3;
  case Order::Greater:
    return pred >= 2;
  case Order::None:
    break;
  }
  return false;
}

/// `a op b` for the commonest operands, which need no look at the heap; false
/// if they are others. Sums of 48-bit integers cannot overflow 64 bits.
template <ArithmeticOp op>
static inline bool arithmeticInline(Bits a, Bits b, Bits &result) {
  if (isFloat(a) && isFloat(b)) {
    result = makeFloat(onFloats(op, asFloat(a), asFloat(b)));
    return true;
  }
  if (!isSmallInt(a) || !isSmallInt(b))
    return false;
  int64_t r = 0;
  if (op == ArithmeticOp::Add)
    r = asInt(a) + asInt(b);
  else if (op == ArithmeticOp::Sub)
    r = asInt(a) - asInt(b);
  else if (__builtin_mul_overflow(asInt(a), asInt(b), &r))
    return false;
  result = makeInt(r);
  return true;
}

extern "C" {

Bits frt_add(Context *ctx, Bits a, Bits b) noexcept {
  Bits result;
  if (arithmeticInline<ArithmeticOp::Add>(a, b, result))
    return result;
  return arithmetic(*ctx, ArithmeticOp::Add, a, b);
}

Bits frt_sub(Context *ctx, Bits a, Bits b) noexcept {
  Bits result;
  if (arithmeticInline<ArithmeticOp::Sub>(a, b, result)) [[likely]]
    return result;
  return arithmetic(*ctx, ArithmeticOp::Sub, retained(a), b);
}

Bits frt_mul(Context *ctx, Bits a, Bits b) noexcept {
  Bits result;
  if (arithmeticInline<ArithmeticOp::Mul>(a, b, result)) [[likely]]
    return result;
  return arithmetic(*ctx, ArithmeticOp::Mul, retained(a), b);
}

Bits frt_div(Context *ctx, Bits a, Bits b) noexcept {
  return arithmetic(*ctx, ArithmeticOp::Div, retained(a), b);
}

Bits frt_rem(Context *ctx, Bits a, Bits b) noexcept {
  return arithmetic(*ctx, ArithmeticOp::Rem, retained(a), b);
}

Bits frt_neg(Context *ctx, Bits a) noexcept {
  if (isFloat(a))
    return makeFloat(-asFloat(a));
  if (!isInt(a))
    return raise(*ctx, "cannot negate non-number");
  if (asInt(a) == INT64_MIN) {
    raiseOverflow(*ctx, 4, INT64_MIN, 0);
    return nullBits;
  }
  return makeInt(-asInt(a));
}

bool frt_truthy(Bits v) noexcept { return truthy(v); }

bool frt_compare(Context *ctx, Bits a, Bits b, int64_t pred) noexcept {
  if (isSmallInt(a) && isSmallInt(b)) [[likely]] {
    int64_t x = asInt(a), y = asInt(b);
    return pred == 0 ? x < y : pred == 1 ? x <= y : pred == 2 ? x > y : x >= y;
  }
  if (isOrderable(a, b)) [[likely]]
    return holds(orderOf(a, b), pred);
  static constexpr std::string_view names[] = {"Lt", "LtEq", "Gt", "GtEq"};
  raiseOperands(*ctx, names[pred], a, b);
  return false;
}

bool frt_when_compare(Context *ctx, Bits a, Bits b, int64_t pred) noexcept {
  (void)ctx;
  if (pred >= 4)
    return equals(a, b) == (pred == 4);
  return holds(orderOf(a, b), pred);
}

Bits frt_string_concat(Context *ctx, Bits a, Bits b) noexcept {
  // Most appends only write a few bytes behind the text. Everything else is a
  // tail call, so that this path needs no stack frame; and the stores of bytes,
  // which may alias anything, come last.
  auto *s = objectOf<String>(a);
  auto *tail = objectOf<String>(b);
  if (!isString(b) || !isUnique(&s->header)) [[unlikely]]
    return concatenate(*ctx, a, b);
  int64_t size = s->size, more = tail->size, moreChars = tail->chars;
  if (static_cast<uint64_t>(more) > 16 || more > s->capacity - size ||
      moreChars < 0) [[unlikely]]
    return concatenate(*ctx, a, b);
  s->size = size + more;
  s->hash = 0;
  if (s->chars >= 0)
    s->chars += moreChars;
  copyShort(s->data + size, tail->data, static_cast<size_t>(more));
  return a;
}

double frt_float_rem(double a, double b) noexcept { return std::fmod(a, b); }

int64_t frt_float_to_int(double d) noexcept { return floatToInt(d); }

Bits frt_interpolate(Context *ctx, void *parts, int64_t n) noexcept {
  auto *values = static_cast<const Bits *>(parts);
  StringBuilder text;
  for (int64_t i = 0; i < n; ++i)
    appendDisplay(text, values[i]);
  return text.finish(*ctx);
}

} // extern "C"
