//===- Values.cpp - wrappers, `must`, `check`, `freeze` -------------------===//

#include "ArrayObject.h"
#include "Errors.h"
#include "ObjectObject.h"
#include "SetMap.h"
#include "StringObject.h"
#include "Wrappers.h"
#include "forge/rt/Prototypes.h"

using namespace forge::rt;

Bits forge::rt::makeWrapper(Context &ctx, Kind kind, Bits value) {
  auto *w = allocateObject<Wrapper>(ctx, kind, sizeof(Wrapper));
  w->value = value;
  return boxPtr(w);
}

Bits forge::rt::freeze(Context &ctx, Bits v) {
  if (!isPtr(v) || isFrozen(v))
    return v;
  Kind kind = headerOf(v)->kind;
  switch (kind) {
  case Kind::Array:
  case Kind::Tuple:
    v = uniqueArray(ctx, v);
    break;
  case Kind::Object:
    v = uniqueObject(ctx, v);
    break;
  case Kind::Set:
  case Kind::Map:
    v = uniqueTable(ctx, v);
    break;
  default:
    return v; // nothing in it can be updated
  }
  headerOf(v)->flags |= flagFrozen;
  return v;
}

/// `""`, `[]` and `null` (semantics 8.4).
static bool isEmptyForCheck(Bits v) {
  if (isString(v))
    return objectOf<String>(v)->size == 0;
  return isNull(v) || (isArray(v) && arraySize(v) == 0);
}

static bool isBetween(Bits v, Bits low, Bits high) {
  if (isInt(v) && isInt(low) && isInt(high))
    return asInt(low) <= asInt(v) && asInt(v) <= asInt(high);
  if (isFloat(v) && isFloat(low) && isFloat(high))
    return asFloat(low) <= asFloat(v) && asFloat(v) <= asFloat(high);
  return false;
}

/// kind: 0 truth, 1 not empty, 2 empty, 3 contains, 4 between.
static bool passes(Bits v, int64_t kind, Bits a, Bits b) {
  switch (kind) {
  case 0:
    return truthy(v);
  case 1:
    return !isEmptyForCheck(v);
  case 2:
    return isEmptyForCheck(v);
  case 3:
    return isString(v) && isString(a) &&
           textOf(v).find(textOf(a)) != std::string_view::npos;
  default:
    return isBetween(v, a, b);
  }
}

extern "C" {

Bits frt_wrapper_value(Context *ctx, Bits v) noexcept {
  (void)ctx;
  return retained(objectOf<Wrapper>(v)->value);
}

Bits frt_wrapper_new(Context *ctx, int64_t kind, Bits ok, Bits err,
                     Bits some) noexcept {
  Bits content = nullBits;
  auto choose = [&](Bits candidate, Type type) {
    if (static_cast<Type>(kind) == type)
      content = candidate;
    else
      release(*ctx, candidate);
  };
  choose(ok, Type::Ok);
  choose(err, Type::Err);
  choose(some, Type::Some);
  switch (static_cast<Type>(kind)) {
  case Type::Ok:
    return makeWrapper(*ctx, Kind::Ok, content);
  case Type::Err:
    return makeWrapper(*ctx, Kind::Err, content);
  case Type::Some:
    return makeWrapper(*ctx, Kind::Some, content);
  default:
    return noneBits;
  }
}

Bits frt_must(Context *ctx, Bits v) noexcept {
  Owned owned(*ctx, v);
  if (isKind(v, Kind::Ok))
    return retained(objectOf<Wrapper>(v)->value);
  if (isKind(v, Kind::Err))
    return raise(*ctx, "must failed: %", objectOf<Wrapper>(v)->value);
  if (isNull(v))
    return raise(*ctx, "must failed: got null");
  return owned.take();
}

void frt_check(Context *ctx, Bits v, int64_t kind, Bits a, Bits b) noexcept {
  if (!passes(v, kind, a, b))
    raise(*ctx, "check failed: % did not pass validation", v);
}

Bits frt_freeze(Context *ctx, Bits v) noexcept { return freeze(*ctx, v); }

} // extern "C"
