//===- Assertions.cpp - assert and its relatives --------------------------===//
//
// Specification: builtins, section 14.
//
//===----------------------------------------------------------------------===//

#include "core/Equality.h"
#include "core/Errors.h"
#include "core/Text.h"
#include "forge/rt/Prototypes.h"

using namespace forge::rt;

/// Whether the program gave a message: a String that is not empty.
static bool hasMessage(Bits msg) {
  return isString(msg) && !textOf(msg).empty();
}

Bits forge::rt::frt_assert(Context *context, Bits c, Bits msg) noexcept {
  if (!isMissing(c) && truthy(c))
    return nullBits;
  if (hasMessage(msg))
    return raise(*context, "assertion failed: %", msg);
  return raise(*context, "assertion failed: assertion failed");
}

/// How a value is shown next to another one that displays the same: quoted, or
/// with its kind when that makes no difference either.
static Bits distinctText(Context &ctx, Bits value, Bits other) {
  StringBuilder text, otherText;
  appendInner(text, value);
  appendInner(otherText, other);
  if (text.view() == otherText.view()) {
    text.append(" (");
    text.append(typeName(value));
    text.append(')');
  }
  return text.finish(ctx);
}

Bits forge::rt::frt_assert_eq(Context *context, Bits a, Bits b,
                              Bits msg) noexcept {
  if (isMissing(b))
    return raise(*context, "assert_eq() requires at least 2 arguments");
  if (containerEquals(a, b))
    return nullBits;
  bool alike = displayEquals(a, b);
  Owned actual(*context,
               alike ? distinctText(*context, a, b) : displayText(*context, a));
  Owned expected(*context, alike ? distinctText(*context, b, a)
                                 : displayText(*context, b));
  if (hasMessage(msg))
    return raise(*context, "assertion failed: %: expected `%`, got `%`", msg,
                 expected.get(), actual.get());
  return raise(*context, "assertion failed: expected `%`, got `%`",
               expected.get(), actual.get());
}

Bits forge::rt::frt_assert_ne(Context *context, Bits a, Bits b,
                              Bits msg) noexcept {
  if (isMissing(b))
    return raise(*context, "assert_ne() requires at least 2 arguments");
  if (!containerEquals(a, b))
    return nullBits;
  if (hasMessage(msg))
    return raise(*context,
                 "assertion failed: %: expected values to differ, both are "
                 "`%`",
                 msg, a);
  return raise(*context,
               "assertion failed: expected values to differ, both are `%`", a);
}
