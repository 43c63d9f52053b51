//===- ArrayQuery.cpp - searching and thinning arrays ---------------------===//
//
// Specification: builtins, section 5.2: the functions without a callback.
//
//===----------------------------------------------------------------------===//

#include "Arguments.h"
#include "core/Errors.h"
#include "core/ObjectObject.h"
#include "core/SetMap.h"
#include "core/Text.h"
#include "forge/rt/Prototypes.h"

using namespace forge::rt;

Bits forge::rt::frt_frequencies(Context *context, Bits a) noexcept {
  if (!isArray(a))
    return raise(*context, "frequencies() requires an array");
  Owned result(*context, makeObject(*context));
  for (int64_t i = 0; i < arraySize(a); ++i) {
    Owned item(*context, itemAt(a, i));
    Owned key(*context, displayText(*context, item));
    if (Bits *count = objectSlot(asObject(result), objectOf<String>(key)))
      *count = makeInt(asInt(*count) + 1);
    else
      result.reset(objectPut(*context, result.take(), key.get(), makeInt(1)));
  }
  return result.take();
}

Bits forge::rt::frt_internal_group_by(Context *context, Bits a,
                                      Bits keys) noexcept {
  int64_t size = std::min(arraySize(a), arraySize(keys));
  Owned result(*context, makeObject(*context));
  for (int64_t i = 0; i < size; ++i) {
    Owned key(*context, itemAt(keys, i));
    Owned name(*context, displayText(*context, key));
    if (Bits *group = objectSlot(asObject(result), objectOf<String>(name)))
      *group = arrayPush(*context, *group, itemAt(a, i));
    else {
      Bits first = itemAt(a, i);
      result.reset(objectPut(*context, result.take(), name.get(),
                             makeArrayOf(*context, {&first, 1})));
    }
  }
  return result.take();
}

Bits forge::rt::frt_unique(Context *context, Bits a) noexcept {
  if (!isArray(a))
    return raise(*context, "unique() requires an array");
  Owned seen(*context, makeSet(*context));
  for (int64_t i = 0; i < arraySize(a); ++i)
    seen.reset(setAdd(*context, seen.take(), itemAt(a, i)));
  return frt_set_to_array(context, seen);
}

Bits forge::rt::frt_compact(Context *context, Bits a) noexcept {
  if (!isArray(a))
    return raise(*context, "compact() requires an array");
  ArrayBuilder result(*context, arraySize(a));
  for (int64_t i = 0; i < arraySize(a); ++i) {
    Bits item = itemAt(a, i);
    if (!isNull(item) && !isNone(item) && item != falseBits)
      result.push(item);
  }
  return result.finish();
}

Bits forge::rt::frt_first(Context *context, Bits a) noexcept {
  if (!isArray(a))
    return raise(*context, "first() requires an array");
  return arraySize(a) == 0 ? nullBits : itemAt(a, 0);
}

Bits forge::rt::frt_last(Context *context, Bits a) noexcept {
  if (!isArray(a))
    return raise(*context, "last() requires an array");
  return arraySize(a) == 0 ? nullBits : itemAt(a, arraySize(a) - 1);
}

Bits forge::rt::frt_take_n(Context *context, Bits a, Bits n) noexcept {
  if (!isArray(a) || !isInt(n))
    return raise(*context, "take() requires (array, count)");
  return sliceArray(*context, objectOf<Array>(a), 0,
                    clampPosition(asInt(n), arraySize(a)));
}

Bits forge::rt::frt_skip(Context *context, Bits a, Bits n) noexcept {
  if (!isArray(a) || !isInt(n))
    return raise(*context, "skip() requires (array, count)");
  return sliceArray(*context, objectOf<Array>(a),
                    clampPosition(asInt(n), arraySize(a)), arraySize(a));
}
