//===- Results.cpp - Result, Option, satisfies ----------------------------===//
//
// Specification: builtins, sections 12 and 13.
//
//===----------------------------------------------------------------------===//

#include "Arguments.h"
#include "core/Call.h"
#include "core/Errors.h"
#include "core/ObjectObject.h"
#include "core/Wrappers.h"
#include "forge/rt/Prototypes.h"

using namespace forge::rt;

static bool isOk(Bits v) { return isKind(v, Kind::Ok); }
static bool isErr(Bits v) { return isKind(v, Kind::Err); }

/// Whether an entry of an Object is the String `text`.
static bool entryIs(Bits object, std::string_view key, std::string_view text) {
  Bits value = objectGet(object, key);
  return !isMissing(value) && isString(value) && textOf(value) == text;
}

/// Whether a value is of a type `Option` that the program defines itself.
static bool isUserOption(Bits v) {
  return isObject(v) && entryIs(v, "__type__", "Option");
}

static bool isSomeValue(Bits v) {
  if (isUserOption(v))
    return !entryIs(v, "__variant__", "None");
  return !isNone(v) && !isNull(v);
}

Bits forge::rt::frt_ok(Context *context, Bits v) noexcept {
  return makeWrapper(*context, Kind::Ok, orNull(v));
}

Bits forge::rt::frt_err(Context *context, Bits v) noexcept {
  return makeWrapper(*context, Kind::Err,
                     isMissing(v) ? makeString(*context, "error") : v);
}

Bits forge::rt::frt_some(Context *context, Bits v) noexcept {
  return makeWrapper(*context, Kind::Some, orNull(v));
}

Bits forge::rt::frt_is_ok(Context *context, Bits x) noexcept {
  if (!isOk(x) && !isErr(x))
    return raise(*context, "is_ok() requires a Result value");
  return makeBool(isOk(x));
}

Bits forge::rt::frt_is_err(Context *context, Bits x) noexcept {
  if (!isOk(x) && !isErr(x))
    return raise(*context, "is_err() requires a Result value");
  return makeBool(isErr(x));
}

Bits forge::rt::frt_is_some(Context *context, Bits x) noexcept {
  if (isMissing(x))
    return raise(*context, "is_some() requires an argument");
  return makeBool(isSomeValue(x));
}

Bits forge::rt::frt_is_none(Context *context, Bits x) noexcept {
  if (isMissing(x))
    return raise(*context, "is_none() requires an argument");
  return makeBool(!isSomeValue(x));
}

/// Borrowed content of `Ok`, `Some` or a user-defined `Some`; missingBits for
/// everything else.
static Bits content(Bits x) {
  if (isOk(x) || isKind(x, Kind::Some))
    return wrapped(x);
  if (isUserOption(x) && isSomeValue(x))
    return orNull(objectGet(x, "_0"));
  return missingBits;
}

Bits forge::rt::frt_unwrap(Context *context, Bits x) noexcept {
  Bits value = content(x);
  if (!isMissing(value))
    return retained(value);
  if (isErr(x))
    return raise(*context, "unwrap() on Err: %", wrapped(x));
  if (isNone(x) || isUserOption(x))
    return raise(*context, "unwrap() called on None");
  return raise(*context, "unwrap() requires a Result or Option value");
}

Bits forge::rt::frt_unwrap_or(Context *context, Bits x, Bits d,
                              Bits more) noexcept {
  if (isMissing(d) || !isMissing(more))
    return raise(*context, "unwrap_or() requires (value, default)");
  Bits value = content(x);
  if (!isMissing(value))
    return retained(value);
  if (isErr(x) || isNone(x) || isUserOption(x))
    return retained(d);
  return raise(*context, "unwrap_or() requires a Result or Option value as "
                         "first argument");
}

Bits forge::rt::frt_unwrap_err(Context *context, Bits r) noexcept {
  if (isErr(r))
    return retained(wrapped(r));
  if (isOk(r))
    return raise(*context, "unwrap_err() called on Ok");
  return raise(*context, "unwrap_err() requires a Result value");
}

/// Whether every method that an interface names passes the test.
template <typename Test>
static bool everyMethod(Context &ctx, Bits methods, Test test) {
  for (int64_t i = 0; i < arraySize(methods); ++i) {
    Owned method(ctx, itemAt(methods, i));
    Bits name = isObject(method) ? objectGet(method, "name") : missingBits;
    if (!isString(name) || !test(name))
      return false;
  }
  return true;
}

Bits forge::rt::frt_satisfies(Context *context, Bits v, Bits interface,
                              Bits more) noexcept {
  if (isMissing(interface) || !isMissing(more))
    return raise(*context, "satisfies() requires (value, interface)");
  if (!isObject(interface) || !entryIs(interface, "__kind__", "interface"))
    return falseBits;
  Bits methods = objectGet(interface, "methods");
  if (!isArray(methods))
    return falseBits;
  if (arraySize(methods) == 0)
    return trueBits;
  if (!isObject(v))
    return falseBits;
  if (everyMethod(*context, methods, [&](Bits name) {
        return isCallable(objectGet(v, textOf(name)));
      }))
    return trueBits;
  Bits type = objectGet(v, "__type__");
  return makeBool(isString(type) &&
                  everyMethod(*context, methods, [&](Bits name) {
                    return typeHasMethod(*context, textOf(type), textOf(name));
                  }));
}
