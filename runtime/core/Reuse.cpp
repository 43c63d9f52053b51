//===- Reuse.cpp - memory of what dies for what is made of it -------------===//
//
// A `match` that makes a new variant of the parts of one that nobody needs any
// more moves the parts out and puts the new values into the same memory. The
// compiler knows that the value dies; whether somebody else holds it as well is
// found here.
//
//===----------------------------------------------------------------------===//

#include "ObjectObject.h"
#include "forge/rt/Prototypes.h"

#include <algorithm>
#include <utility>

using namespace forge::rt;

/// The object, if nobody else can look at it, else null.
static Object *onlyHeld(Bits v) {
  return isObject(v) && isUnique(v) && !isFrozen(v) ? asObject(v) : nullptr;
}

extern "C" {

Bits frt_match_take(Context *ctx, Bits v, int64_t index) noexcept {
  Object *o = onlyHeld(v);
  if (!o || !o->shape || index >= o->shape->fields)
    return frt_match_payload(ctx, v, index);
  Bits &slot = o->slots()[adtFieldSlot + index];
  return std::exchange(slot, nullBits);
}

Bits frt_object_renew(Context *ctx, Bits old, void *layoutPointer,
                      void *items) noexcept {
  auto *layout = static_cast<ObjectLayout *>(layoutPointer);
  auto *shape = static_cast<const Shape *>(layout->direct.ptr);
  auto *entries = static_cast<const Bits *>(items);
  Object *o = shape ? onlyHeld(old) : nullptr;
  if (!o || !o->shape || o->capacity < shape->size) {
    release(*ctx, old);
    return frt_object_new(ctx, layoutPointer, items);
  }
  // What is freed may have others freed and looked at; the object is whole all
  // the time.
  Bits *slots = o->slots();
  uint32_t held = o->shape->size, both = std::min(held, shape->size);
  for (uint32_t i = 0; i < held; ++i)
    release(*ctx, std::exchange(slots[i], i < both ? entries[i] : nullBits));
  std::copy(entries + both, entries + shape->size, slots + both);
  o->shape = const_cast<Shape *>(shape);
  o->header.aux = static_cast<uint16_t>(layout->record);
  return old;
}

} // extern "C"
