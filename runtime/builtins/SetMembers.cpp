//===- SetMembers.cpp - sets ----------------------------------------------===//
//
// Specification: builtins, section 8. The updating forms of `add` and `remove`
// are place updates of the core; these are the pure ones.
//
//===----------------------------------------------------------------------===//

#include "Arguments.h"
#include "core/Errors.h"
#include "core/SetMap.h"
#include "forge/rt/Prototypes.h"

using namespace forge::rt;

Bits forge::rt::frt_set(Context *context, Bits x, Bits more) noexcept {
  if (!isMissing(more))
    return raise(*context, "set() takes 0 or 1 argument");
  if (isMissing(x))
    return makeSet(*context);
  if (isSet(x))
    return thawed(*context, x);
  if (!isSequence(x))
    return raise(*context, "set() requires an array or tuple");
  Owned result(*context, makeSet(*context, arraySize(x)));
  for (int64_t i = 0; i < arraySize(x); ++i)
    result.reset(setAdd(*context, result.take(), itemAt(x, i)));
  return result.take();
}

Bits forge::rt::frt_set_has(Context *context, Bits receiver, Bits x,
                            Bits more) noexcept {
  if (isMissing(x) || !isMissing(more))
    return raise(*context, "has() requires one argument");
  return makeBool(setHas(receiver, x));
}

Bits forge::rt::frt_set_add(Context *context, Bits receiver, Bits x,
                            Bits more) noexcept {
  if (isMissing(x) || !isMissing(more))
    return raise(*context, "add() requires one argument");
  if (isFrozen(receiver))
    return raise(*context, "cannot add to a frozen set");
  return setAdd(*context, retained(receiver), retained(x));
}

Bits forge::rt::frt_set_remove(Context *context, Bits receiver, Bits x,
                               Bits more) noexcept {
  if (isMissing(x) || !isMissing(more))
    return raise(*context, "remove() requires one argument");
  if (isFrozen(receiver))
    return raise(*context, "cannot remove from a frozen set");
  return setRemove(*context, retained(receiver), x);
}

/// The elements of `set` whose membership in `other` is as wanted.
static Bits selected(Context &ctx, Bits set, Bits other, bool wanted) {
  Owned result(ctx, makeSet(ctx));
  TableCursor cursor(tableOf(set));
  while (const OrderedTable::Entry *entry = cursor.next())
    if (setHas(other, entry->key) == wanted)
      result.reset(setAdd(ctx, result.take(), retained(entry->key)));
  return result.take();
}

/// Raises unless the arguments of a set operation are one Set.
static bool checkOperand(Context &ctx, Bits t, Bits more, const char *count) {
  if (isMissing(t) || !isMissing(more))
    raise(ctx, count);
  else if (!isSet(t))
    raise(ctx, "set operation requires a set argument");
  return !failed(ctx);
}

Bits forge::rt::frt_set_union(Context *context, Bits receiver, Bits t,
                              Bits more) noexcept {
  if (!checkOperand(*context, t, more, "union() requires one argument"))
    return nullBits;
  Owned result(*context, thawed(*context, receiver));
  TableCursor cursor(tableOf(t));
  while (const OrderedTable::Entry *entry = cursor.next())
    result.reset(setAdd(*context, result.take(), retained(entry->key)));
  return result.take();
}

Bits forge::rt::frt_set_intersect(Context *context, Bits receiver, Bits t,
                                  Bits more) noexcept {
  if (!checkOperand(*context, t, more, "intersect() requires one argument"))
    return nullBits;
  return selected(*context, receiver, t, true);
}

Bits forge::rt::frt_set_diff(Context *context, Bits receiver, Bits t,
                             Bits more) noexcept {
  if (!checkOperand(*context, t, more, "diff() requires one argument"))
    return nullBits;
  return selected(*context, receiver, t, false);
}

Bits forge::rt::frt_set_to_array(Context *context, Bits receiver) noexcept {
  ArrayBuilder result(*context, tableSize(receiver));
  TableCursor cursor(tableOf(receiver));
  while (const OrderedTable::Entry *entry = cursor.next())
    result.push(retained(entry->key));
  return result.finish();
}
