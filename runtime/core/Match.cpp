//===- Match.cpp - tests of `match` patterns ------------------------------===//
//
// Semantics 6.3. Patterns are taken apart by generated code; here is what needs
// to look into Results, Options and values of user types.
//
//===----------------------------------------------------------------------===//

#include "Errors.h"
#include "ObjectObject.h"
#include "StringObject.h"
#include "Text.h"
#include "Types.h"
#include "Wrappers.h"
#include "forge/rt/Prototypes.h"

#include <string_view>

using namespace forge::rt;

/// True if `entry` is the String `name`; most often the very same one.
static bool isName(Bits entry, Bits name) {
  return entry == name || (entry != missingBits && isString(entry) &&
                           textOf(entry) == textOf(name));
}

static bool objectMatches(Object *o, Bits name) {
  if (o->shape && o->shape->fields >= 0)
    return isName(o->slots()[adtVariantSlot], name) ||
           isName(o->slots()[adtTypeSlot], name);
  return isName(objectGet(o, "__variant__"), name) ||
         isName(objectGet(o, "__type__"), name);
}

/// Value of the positional field `_index`; borrowed, missingBits if absent.
static Bits positional(Bits object, int64_t index) {
  Object *o = asObject(object);
  if (o->shape && index < o->shape->fields)
    return o->slots()[adtFieldSlot + index];
  char key[24] = "_";
  size_t size = 1 + formatInt(index, key + 1);
  return objectGet(object, {key, size});
}

/// The record of the type of an ADT value, if the program defined it.
static TypeRecord *adtRecord(Context &ctx, Bits v) {
  if (!isObject(v) || !objectHas(v, "__variant__"))
    return nullptr;
  Bits type = typeEntry(v);
  TypeRecord *record = type == missingBits ? nullptr : findType(ctx, type);
  return record && !record->variants.empty() ? record : nullptr;
}

extern "C" {

bool frt_match_variant(Bits v, Bits name) noexcept {
  if (isObject(v))
    return objectMatches(asObject(v), name);
  std::string_view text = textOf(name);
  switch (typeOf(v)) {
  case Type::Ok:
    return text == "Ok";
  case Type::Err:
    return text == "Err";
  case Type::Some:
    return text == "Some";
  case Type::None:
    return text == "None";
  default:
    return false;
  }
}

Bits frt_match_payload(Context *ctx, Bits v, int64_t index) noexcept {
  (void)ctx;
  if (!isObject(v))
    return retained(wrapped(v));
  Bits value = positional(v, index);
  return value == missingBits ? nullBits : retained(value);
}

int64_t frt_match_arity(Context *ctx, Bits v) noexcept {
  (void)ctx;
  if (!isObject(v))
    return isPtr(v) ? 1 : 0;
  Shape *shape = asObject(v)->shape;
  int64_t n = shape && shape->fields > 0 ? shape->fields : 0;
  while (positional(v, n) != missingBits)
    ++n;
  return n;
}

void frt_match_check(Context *ctx, Bits subject, void *armNames,
                     int64_t n) noexcept {
  TypeRecord *record = adtRecord(*ctx, subject);
  if (!record)
    return;
  auto *arms = static_cast<const Bits *>(armNames);
  for (Bits variant : record->variants) {
    bool found = false;
    for (int64_t i = 0; i < n && !found; ++i)
      found = textOf(arms[i]) == textOf(variant);
    if (!found) {
      raise(*ctx, "non-exhaustive match: missing variant '%'", variant);
      return;
    }
  }
}

void frt_match_none(Context *ctx, Bits subject) noexcept {
  switch (typeOf(subject)) {
  case Type::Ok:
  case Type::Err:
  case Type::Some:
  case Type::None:
    break;
  case Type::Object:
    if (objectHas(subject, "__type__") && objectHas(subject, "__variant__"))
      break;
    return;
  default:
    return;
  }
  raise(*ctx, "non-exhaustive match");
}

} // extern "C"
