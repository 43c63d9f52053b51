//===- Diff.cpp - the difference of two values ----------------------------===//
//
// Specification: builtins, section 4. Keys that start with `__` do not count,
// at any level of nested Objects.
//
//===----------------------------------------------------------------------===//

#include "core/Buffer.h"
#include "core/Equality.h"
#include "core/Errors.h"
#include "core/ObjectObject.h"
#include "forge/rt/Prototypes.h"

using namespace forge::rt;

static bool isHidden(Bits key) { return textOf(key).substr(0, 2) == "__"; }

namespace {
struct Pair {
  Bits a, b;
};
} // namespace

static int64_t visibleKeys(Bits object) {
  int64_t count = 0;
  ObjectCursor cursor(object);
  for (Bits key, value; cursor.next(key, value);)
    count += !isHidden(key);
  return count;
}

/// `==` that overlooks hidden keys of Objects inside Objects. Keeps the pairs
/// that are still to be compared in a list, so that depth needs no stack.
static bool sameVisible(Bits a, Bits b) {
  Buffer<Pair> open;
  open.push({a, b});
  while (!open.empty()) {
    Pair pair = open.pop();
    if (!isObject(pair.a) || !isObject(pair.b)) {
      if (!equals(pair.a, pair.b))
        return false;
      continue;
    }
    if (visibleKeys(pair.a) != visibleKeys(pair.b))
      return false;
    ObjectCursor cursor(pair.a);
    for (Bits key, value; cursor.next(key, value);) {
      if (isHidden(key))
        continue;
      Bits other = objectGet(asObject(pair.b), objectOf<String>(key));
      if (isMissing(other))
        return false;
      open.push({value, other});
    }
  }
  return true;
}

static Bits change(Context &ctx, Bits from, Bits to) {
  Bits result = makeObject(ctx, 2);
  result = objectPut(ctx, result, "from", retained(from));
  return objectPut(ctx, result, "to", retained(to));
}

Bits forge::rt::frt_diff(Context *context, Bits a, Bits b) noexcept {
  if (isMissing(a) || isMissing(b))
    return raise(*context, "diff() requires two values to compare");
  if (equals(a, b))
    return nullBits;
  if (!isObject(a) || !isObject(b))
    return change(*context, a, b);
  Owned result(*context, makeObject(*context));
  auto put = [&](Bits key, Bits entry) {
    result.reset(objectPut(*context, result.take(), key, entry));
  };
  ObjectCursor before(a);
  for (Bits key, value; before.next(key, value);) {
    if (isHidden(key))
      continue;
    Bits other = objectGet(asObject(b), objectOf<String>(key));
    if (isMissing(other))
      put(key, objectPut(*context, makeObject(*context, 1), "removed",
                         retained(value)));
    else if (!sameVisible(value, other))
      put(key, change(*context, value, other));
  }
  ObjectCursor after(b);
  for (Bits key, value; after.next(key, value);)
    if (!isHidden(key) &&
        isMissing(objectGet(asObject(a), objectOf<String>(key))))
      put(key, objectPut(*context, makeObject(*context, 1), "added",
                         retained(value)));
  return objectSize(result) == 0 ? nullBits : result.take();
}
