//===- Internals.cpp - tests and errors for the prelude -------------------===//

#include "core/Errors.h"
#include "core/StringObject.h"
#include "forge/rt/Prototypes.h"

using namespace forge::rt;

Bits forge::rt::frt_internal_raise(Context *context, Bits message) noexcept {
  return raiseMessage(*context, textOf(message));
}

Bits forge::rt::frt_internal_missing(Context *context, Bits x) noexcept {
  return makeBool(isMissing(x));
}

Bits forge::rt::frt_internal_is_array(Context *context, Bits x) noexcept {
  return makeBool(isArray(x));
}

Bits forge::rt::frt_internal_is_string(Context *context, Bits x) noexcept {
  return makeBool(isString(x));
}

Bits forge::rt::frt_internal_is_int(Context *context, Bits x) noexcept {
  return makeBool(isInt(x));
}

Bits forge::rt::frt_internal_is_callable(Context *context, Bits x) noexcept {
  return makeBool(isCallable(x));
}

Bits forge::rt::frt_internal_is_number(Context *context, Bits x) noexcept {
  return makeBool(isNumber(x));
}
