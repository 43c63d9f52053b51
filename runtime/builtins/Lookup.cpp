//===- Lookup.cpp - contains, get, index_of -------------------------------===//
//
// Specification: builtins, sections 4 and 5.2; `index_of` and `last_index_of`
// on Strings: section 6.
//
//===----------------------------------------------------------------------===//

#include "Arguments.h"
#include "core/Equality.h"
#include "core/Errors.h"
#include "core/ObjectObject.h"
#include "core/SetMap.h"
#include "forge/rt/Prototypes.h"

using namespace forge::rt;

Bits forge::rt::frt_contains(Context *context, Bits c, Bits x) noexcept {
  if (!isMissing(x)) {
    if (isString(c) && isString(x))
      return makeBool(textOf(c).find(textOf(x)) != std::string_view::npos);
    if (isSequence(c)) {
      for (int64_t i = 0; i < arraySize(c); ++i) {
        Owned item(*context, itemAt(c, i));
        if (containerEquals(item, x))
          return trueBits;
      }
      return falseBits;
    }
    if (isSet(c))
      return makeBool(setHas(c, x));
    if (isMap(c))
      return makeBool(mapGet(c, x) != missingBits);
    if (isObject(c) && isString(x))
      return makeBool(objectHas(c, objectOf<String>(x)));
  }
  return raise(*context, "contains() requires (string, substring), "
                         "(array, value), (object, key), or (map, key)");
}

/// Value of a non-negative decimal index, or -1.
static int64_t decimalIndex(std::string_view text) {
  int64_t value = 0;
  for (char c : text) {
    if (c < '0' || c > '9' || __builtin_mul_overflow(value, 10, &value) ||
        __builtin_add_overflow(value, c - '0', &value))
      return -1;
  }
  return text.empty() ? -1 : value;
}

/// One step of a dotted path; an owned value or missingBits.
static Bits pathStep(Bits container, std::string_view step) {
  if (isObject(container)) {
    Bits value = objectGet(container, step);
    return isMissing(value) ? value : retained(value);
  }
  if (isArray(container)) {
    int64_t index = decimalIndex(step);
    if (index >= 0 && index < arraySize(container))
      return itemAt(container, index);
  }
  return missingBits;
}

/// Entry of an Object under a key, or at the end of a dotted path; owned, or
/// missingBits.
static Bits getEntry(Context &ctx, Bits object, const String *key) {
  Bits exact = objectGet(asObject(object), key);
  if (!isMissing(exact))
    return retained(exact);
  std::string_view path = textOf(key);
  if (path.find('.') == std::string_view::npos)
    return missingBits;
  Owned current(ctx, retained(object));
  for (;;) {
    size_t dot = path.find('.');
    Bits next = pathStep(current, path.substr(0, dot));
    if (isMissing(next) || dot == std::string_view::npos)
      return next;
    current.reset(next);
    path.remove_prefix(dot + 1);
  }
}

Bits forge::rt::frt_get(Context *context, Bits o, Bits k, Bits d) noexcept {
  Bits found = missingBits;
  if (isObject(o) && isString(k))
    found = getEntry(*context, o, objectOf<String>(k));
  else if (isArray(o) && isInt(k)) {
    int64_t index = asInt(k);
    if (index >= 0 && index < arraySize(o))
      found = itemAt(o, index);
  } else
    return raise(*context, "get() requires (object, key) or (array, index)");
  return isMissing(found) ? retained(orNull(d)) : found;
}

/// Position of a byte offset in code points.
static Bits positionOf(Bits string, size_t offset) {
  if (offset == std::string_view::npos)
    return makeInt(-1);
  const String *s = objectOf<String>(string);
  if (isAscii(s))
    return makeInt(static_cast<int64_t>(offset));
  return makeInt(countCodePoints(textOf(s).substr(0, offset)));
}

Bits forge::rt::frt_index_of(Context *context, Bits x, Bits item) noexcept {
  if (isMissing(item))
    return raise(*context, "index_of() requires 2 arguments");
  if (isArray(x)) {
    for (int64_t i = 0; i < arraySize(x); ++i) {
      Owned element(*context, itemAt(x, i));
      if (equals(element, item))
        return makeInt(i);
    }
    return makeInt(-1);
  }
  if (!isString(x))
    return raise(*context,
                 "index_of() requires a string or array as first argument");
  if (!isString(item))
    return raise(*context, "index_of() requires (string, substring)");
  return positionOf(x, textOf(x).find(textOf(item)));
}

Bits forge::rt::frt_last_index_of(Context *context, Bits s, Bits sub) noexcept {
  if (isArray(s) && !isMissing(sub)) {
    for (int64_t i = arraySize(s); i-- > 0;) {
      Owned element(*context, itemAt(s, i));
      if (equals(element, sub))
        return makeInt(i);
    }
    return makeInt(-1);
  }
  if (!isString(s) || !isString(sub))
    return raise(*context, "last_index_of() requires (string, substring)");
  return positionOf(s, textOf(s).rfind(textOf(sub)));
}
