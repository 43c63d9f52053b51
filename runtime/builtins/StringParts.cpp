//===- StringParts.cpp - positions in strings, padding, repetition --------===//
//
// Specification: builtins, section 6. Positions are code points; strings that
// are pure ASCII need no search for them.
//
//===----------------------------------------------------------------------===//

#include "Arguments.h"
#include "Unicode.h"
#include "core/Errors.h"
#include "forge/rt/Prototypes.h"

using namespace forge::rt;

/// String of the code points from..to-1, a range inside the String.
static Bits makeRange(Context &ctx, const String *string, int64_t from,
                      int64_t to) {
  std::string_view text = textOf(string);
  if (isAscii(string))
    return makeAscii(ctx, text.substr(static_cast<size_t>(from),
                                      static_cast<size_t>(to - from)));
  std::string_view tail = text.substr(offsetOfCodePoint(text, from));
  return makeString(ctx, tail.substr(0, offsetOfCodePoint(tail, to - from)));
}

Bits forge::rt::frt_substring(Context *context, Bits s, Bits start,
                              Bits end) noexcept {
  if (!isString(s))
    return raise(*context, "substring() requires a string as first argument");
  if (!isInt(start))
    return raise(*context, "substring() requires (string, start, end?)");
  const String *string = objectOf<String>(s);
  int64_t size = codePoints(string);
  int64_t from = clampPosition(asInt(start), size);
  int64_t to = isInt(end) ? clampPosition(asInt(end), size) : size;
  if (from >= to)
    return makeString(*context, "");
  if (from == 0 && to == size)
    return retained(s);
  return makeRange(*context, string, from, to);
}

Bits forge::rt::frt_string_char_at(Context *context, Bits receiver,
                                   Bits i) noexcept {
  if (!isInt(i))
    return raise(*context, "char_at() requires an integer index");
  const String *string = objectOf<String>(receiver);
  int64_t index = asInt(i);
  if (index < 0 || index >= codePoints(string))
    return nullBits;
  return makeRange(*context, string, index, index + 1);
}

/// Upper bound of the results of padding and repetition.
static constexpr int64_t maxTextSize = int64_t(1) << 30;

/// What `pad_start` and `pad_end` add; empty if the String is long enough.
static bool appendPadding(Context &ctx, StringBuilder &out, Bits s, int64_t n,
                          Bits ch) {
  int64_t missing = n - codePoints(objectOf<String>(s));
  std::string_view unit = " ";
  if (isString(ch) && !textOf(ch).empty())
    unit = textOf(ch).substr(0, codePointSize(textOf(ch), 0));
  if (missing > maxTextSize / static_cast<int64_t>(unit.size()))
    return false;
  for (int64_t i = 0; i < missing; ++i)
    out.append(unit);
  return true;
}

Bits forge::rt::frt_pad_start(Context *context, Bits s, Bits n,
                              Bits ch) noexcept {
  if (!isString(s) || !isInt(n))
    return raise(*context, "pad_start() requires (string, length)");
  StringBuilder out;
  if (asInt(n) > 0 && !appendPadding(*context, out, s, asInt(n), ch))
    return raise(*context, "pad_start() result too large");
  out.append(textOf(s));
  return out.finish(*context);
}

Bits forge::rt::frt_pad_end(Context *context, Bits s, Bits n,
                            Bits ch) noexcept {
  if (!isString(s) || !isInt(n))
    return raise(*context, "pad_end() requires (string, length)");
  StringBuilder out;
  out.append(textOf(s));
  if (asInt(n) > 0 && !appendPadding(*context, out, s, asInt(n), ch))
    return raise(*context, "pad_end() result too large");
  return out.finish(*context);
}

Bits forge::rt::frt_repeat_str(Context *context, Bits s, Bits n) noexcept {
  if (!isString(s) || !isInt(n))
    return raise(*context, "repeat_str() requires (string, count)");
  if (asInt(n) < 0)
    return raise(*context, "repeat_str() count must be non-negative");
  std::string_view text = textOf(s);
  int64_t size;
  if (__builtin_mul_overflow(static_cast<int64_t>(text.size()), asInt(n),
                             &size) ||
      size > maxTextSize)
    return raise(*context, "repeat_str() result too large");
  StringBuilder out(static_cast<size_t>(size));
  for (int64_t i = 0; i < asInt(n) && size > 0; ++i)
    out.append(text);
  return out.finish(*context);
}
