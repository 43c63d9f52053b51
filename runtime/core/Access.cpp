//===- Access.cpp - reading fields and elements ---------------------------===//
//
// Semantics 5.8 (`v.f`) and 5.9 (`v[k]`).
//
//===----------------------------------------------------------------------===//

#include "ArrayObject.h"
#include "Errors.h"
#include "Hooks.h"
#include "ObjectObject.h"
#include "SetMap.h"
#include "StringObject.h"
#include "Types.h"
#include "forge/rt/Prototypes.h"

using namespace forge::rt;

static Bits fieldOfString(Context &ctx, Bits v, Bits name) {
  bool found = false;
  Bits result = nativeProperty(ctx, v, textOf(name), found);
  if (found)
    return result;
  return raise(ctx, "no method '%' on String", name);
}

static Bits lengthField(Context &ctx, Bits v, Bits name, int64_t size) {
  if (textOf(name) == "len")
    return makeInt(size);
  return raise(ctx, "no method '%' on %", name, typeName(v));
}

static Bits fieldOfOther(Context &ctx, Bits v, Bits name) {
  switch (typeOf(v)) {
  case Type::String:
    return fieldOfString(ctx, v, name);
  case Type::Array:
  case Type::Tuple:
    return lengthField(ctx, v, name, arraySize(v));
  case Type::Set:
    return lengthField(ctx, v, name, tableSize(v));
  case Type::Map:
    if (textOf(name) == "len")
      return makeInt(tableSize(v));
    [[fallthrough]];
  default:
    return raise(ctx, "cannot access field '%' on %", name, typeName(v));
  }
}

extern "C" {

Bits frt_field_get(Context *ctx, Bits v, Bits name, void *site) noexcept {
  if (!isObject(v)) [[unlikely]]
    return fieldOfOther(*ctx, v, name);
  Object *o = asObject(v);
  auto *cache = static_cast<FieldCache *>(site);
  if (o->shape) {
    if (cache->shape.ptr == o->shape) [[likely]]
      return retained(o->slots()[cache->index]);
    int32_t slot = o->shape->find(objectOf<String>(name));
    if (slot >= 0) {
      cache->shape.ptr = o->shape;
      cache->index = slot;
      return retained(o->slots()[slot]);
    }
  } else {
    Bits value = objectGet(o, objectOf<String>(name));
    if (value != missingBits)
      return retained(value);
  }
  Bits inner = embeddedEntry(*ctx, v, objectOf<String>(name));
  if (inner != missingBits)
    return retained(inner);
  return raise(*ctx, "no field '%' on object", name);
}

/// What `frt_index_get` does for anything but elements that exist.
[[gnu::noinline]] static Bits indexSlow(Context *ctx, Bits v,
                                        Bits key) noexcept {
  if (isSequence(v) && isInt(key)) {
    auto *a = objectOf<Array>(v);
    int64_t i = asInt(key);
    int64_t at = i < 0 ? i + a->size : i;
    if (at >= 0 && at < a->size) [[likely]]
      return itemAt(a, at);
    return raise(*ctx,
                 isTuple(v)
                     ? "index out of bounds: index % on tuple of length %"
                     : "index out of bounds: index % on array of length %",
                 i, a->size);
  }
  if (isObject(v) && isString(key)) {
    Bits value = objectGet(asObject(v), objectOf<String>(key));
    return value == missingBits ? nullBits : retained(value);
  }
  if (isSet(v))
    return raise(*ctx, "cannot index a set; sets are unordered — use .has() or "
                       "iteration");
  return raise(*ctx, "invalid index operation");
}

Bits frt_index_get(Context *ctx, Bits v, Bits key) noexcept {
  if (!isPtr(v) || !isSmallInt(key))
    return indexSlow(ctx, v, key);
  auto *a = objectOf<Array>(v);
  Kind kind = a->header.kind;
  auto at = static_cast<uint64_t>(asInt(key));
  if ((kind != Kind::Array && kind != Kind::Tuple) ||
      at >= static_cast<uint64_t>(a->size)) [[unlikely]]
    return indexSlow(ctx, v, key);
  return itemAt(a, static_cast<int64_t>(at));
}

Bits frt_entry_or_null(Context *ctx, Bits v, Bits name) noexcept {
  (void)ctx;
  Bits value = objectGet(asObject(v), objectOf<String>(name));
  return value == missingBits ? nullBits : retained(value);
}

Bits frt_item_or_null(Context *ctx, Bits v, int64_t index) noexcept {
  (void)ctx;
  return index < arraySize(v) ? itemAt(v, index) : nullBits;
}

Bits frt_rest(Context *ctx, Bits v, int64_t from) noexcept {
  auto *a = objectOf<Array>(v);
  return sliceArray(*ctx, a, from < a->size ? from : a->size, a->size);
}

int64_t frt_item_count(Context *ctx, Bits v) noexcept {
  (void)ctx;
  return isSequence(v) ? arraySize(v) : 0;
}

void frt_expect_object(Context *ctx, Bits v) noexcept {
  if (!isObject(v))
    raise(*ctx, "cannot destructure non-object");
}

void frt_expect_array(Context *ctx, Bits v) noexcept {
  if (!isSequence(v))
    raise(*ctx, "cannot destructure non-array");
}

void frt_expect_tuple(Context *ctx, Bits v) noexcept {
  if (!isSequence(v))
    raise(*ctx, "cannot destructure non-tuple");
}

} // extern "C"
