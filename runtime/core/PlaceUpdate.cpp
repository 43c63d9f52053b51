//===- PlaceUpdate.cpp - assignments and updating calls -------------------===//
//
// Semantics 3.3 and 3.4: `place = v`, `place op= v`, and `push`, `pop`, `add`,
// `remove`, `set` on a place.
//
//===----------------------------------------------------------------------===//

#include "Place.h"

#include "Arithmetic.h"
#include "ArrayObject.h"
#include "Errors.h"
#include "ObjectObject.h"
#include "SetMap.h"
#include "StringObject.h"
#include "forge/rt/Prototypes.h"

using namespace forge::rt;

/// Applies a compound assignment to `*slot`, which keeps its value on errors.
/// Consumes nothing.
static void applyCompound(Context &ctx, PlaceOp op, Bits *slot, Bits operand) {
  auto arithmeticOp = static_cast<ArithmeticOp>(op);
  if (isString(*slot) && op == PlaceOp::Add) {
    // Appending cannot fail: the String may move through without a second
    // reference, which lets it grow in place.
    Bits old = std::exchange(*slot, nullBits);
    *slot = arithmetic(ctx, arithmeticOp, old, operand);
    return;
  }
  Bits result = arithmetic(ctx, arithmeticOp, retained(*slot), operand);
  if (!failed(ctx))
    release(ctx, std::exchange(*slot, result));
}

/// The value to store over `current`: the operand itself, or combined with it.
/// Owned; the operand is borrowed.
static Bits newValue(Context &ctx, PlaceOp op, Bits current, Bits operand) {
  if (op == PlaceOp::Set)
    return retained(operand);
  return arithmetic(ctx, static_cast<ArithmeticOp>(op), retained(current),
                    operand);
}

static void storeField(Context &ctx, PlaceOp op, Bits *slot, Bits name,
                       Bits operand) {
  if (!isObject(*slot)) {
    raise(ctx, "cannot set field '%' on %", name, typeName(*slot));
    return;
  }
  *slot = uniqueObject(ctx, *slot);
  Bits *own = objectSlot(asObject(*slot), objectOf<String>(name));
  if (own && op != PlaceOp::Set)
    return applyCompound(ctx, op, own, operand);
  Bits value;
  if (own || op == PlaceOp::Set) {
    value = retained(operand);
  } else {
    // Reading delegates to an embedded struct or raises; storing does not.
    FieldCache cache{};
    Owned current(ctx, frt_field_get(&ctx, *slot, name, &cache));
    if (failed(ctx))
      return;
    value = newValue(ctx, op, current, operand);
    if (failed(ctx))
      return;
  }
  *slot = objectPut(ctx, *slot, name, value);
}

static void storeItem(Context &ctx, PlaceOp op, Bits *slot, Bits key,
                      Bits operand) {
  int64_t size = arraySize(*slot), i = asInt(key);
  int64_t at = i < 0 ? i + size : i;
  if (at < 0 || at >= size) {
    raise(ctx, "index out of bounds: index % on array of length %", i, size);
    return;
  }
  *slot = uniqueArray(ctx, *slot);
  auto *a = objectOf<Array>(*slot);
  if (op != PlaceOp::Set && elementOf(a) == Element::Box)
    return applyCompound(ctx, op, &a->data[at], operand);
  Owned current(ctx, op == PlaceOp::Set ? nullBits : itemAt(a, at));
  Bits value = newValue(ctx, op, current, operand);
  if (!failed(ctx))
    *slot = arraySet(ctx, *slot, at, value);
}

static void storeEntry(Context &ctx, PlaceOp op, Bits *slot, Bits key,
                       Bits operand) {
  *slot = uniqueObject(ctx, *slot);
  Bits *entry = objectSlot(asObject(*slot), objectOf<String>(key));
  if (entry && op != PlaceOp::Set)
    return applyCompound(ctx, op, entry, operand);
  if (entry) {
    release(ctx, std::exchange(*entry, retained(operand)));
    return;
  }
  Bits value = newValue(ctx, op, nullBits, operand);
  if (!failed(ctx))
    *slot = objectAdd(ctx, *slot, key, value);
}

static void storeIndex(Context &ctx, PlaceOp op, Bits *slot, Bits key,
                       Bits operand) {
  if (isArray(*slot) && isInt(key))
    return storeItem(ctx, op, slot, key, operand);
  if (isObject(*slot) && isString(key))
    return storeEntry(ctx, op, slot, key, operand);
  if (isTuple(*slot))
    raise(ctx, "cannot mutate a tuple");
  else if (isSet(*slot))
    raise(ctx, "cannot index-assign a set; use .add() and .remove()");
  else if (isMap(*slot))
    raise(ctx, "cannot index-assign a map; use .set() and .remove()");
  else
    raise(ctx, "invalid index operation");
}

/// Raises if an updating call lacks arguments.
static bool checkArguments(Context &ctx, PlaceOp op, int64_t argc) {
  switch (op) {
  case PlaceOp::Push:
    if (argc < 1)
      raise(ctx, "push() requires array and value");
    break;
  case PlaceOp::SetAdd:
    if (argc < 1)
      raise(ctx, "add() requires one argument");
    break;
  case PlaceOp::Remove:
    if (argc < 1)
      raise(ctx, "remove() requires one argument");
    break;
  case PlaceOp::MapSet:
    if (argc < 2)
      raise(ctx, "set() requires (key, value)");
    break;
  default:
    break;
  }
  return !failed(ctx);
}

/// Checks the kind of the receiver of an updating call, and that it is not
/// frozen.
static bool checkTarget(Context &ctx, PlaceOp op, Bits target) {
  Type type = typeOf(target);
  const char *frozen = nullptr;
  switch (op) {
  case PlaceOp::Push:
    if (type != Type::Array)
      raise(ctx, "push() first argument must be array");
    frozen = "cannot push to a frozen array";
    break;
  case PlaceOp::Pop:
    if (type != Type::Array)
      raise(ctx, "pop() requires array");
    frozen = "cannot pop from a frozen array";
    break;
  case PlaceOp::SetAdd:
    if (type != Type::Set)
      raise(ctx, "cannot call 'add' on %", typeName(target));
    frozen = "cannot add to a frozen set";
    break;
  case PlaceOp::Remove:
    if (type != Type::Set && type != Type::Map)
      raise(ctx, "cannot call 'remove' on %", typeName(target));
    frozen = type == Type::Set ? "cannot remove from a frozen set"
                               : "cannot mutate a frozen map";
    break;
  default:
    if (type != Type::Map)
      raise(ctx, "cannot call 'set' on %", typeName(target));
    frozen = "cannot mutate a frozen map";
    break;
  }
  if (!failed(ctx) && isFrozen(target))
    raise(ctx, frozen);
  return !failed(ctx);
}

/// An updating call on `*slot`; returns what the call returns, owned.
static Bits updateTarget(Context &ctx, PlaceOp op, Bits *slot, const Bits *args,
                         int64_t argc) {
  if (!checkArguments(ctx, op, argc) || !checkTarget(ctx, op, *slot))
    return nullBits;
  switch (op) {
  case PlaceOp::Push:
    *slot = arrayPush(ctx, *slot, retained(args[0]));
    break;
  case PlaceOp::Pop: {
    Bits item = nullBits;
    if (arraySize(*slot))
      *slot = arrayPop(ctx, *slot, item);
    return item;
  }
  case PlaceOp::SetAdd:
    *slot = setAdd(ctx, *slot, retained(args[0]));
    break;
  case PlaceOp::Remove:
    *slot = isSet(*slot) ? setRemove(ctx, *slot, args[0])
                         : mapRemove(ctx, *slot, args[0]);
    break;
  default:
    *slot = mapPut(ctx, *slot, retained(args[0]), retained(args[1]));
    break;
  }
  return nullBits;
}

static Bits updatePlace(Context &ctx, Bits *root, const PlaceStep *steps,
                        int64_t n, int64_t flags, const Bits *args,
                        int64_t argc, Bits rootName) {
  auto op = static_cast<PlaceOp>(flags & ~placeResultUnused);
  PlaceWalk walk(ctx, root, steps, n, rootName);
  if (op >= PlaceOp::Push) {
    Bits *slot = walk.follow(n);
    if (!slot)
      return nullBits;
    Bits result = updateTarget(ctx, op, slot, args, argc);
    if (failed(ctx))
      return nullBits;
    if (flags & placeResultUnused) {
      release(ctx, result);
      return nullBits;
    }
    return op == PlaceOp::Pop ? result : retained(*slot);
  }
  if (n == 0) {
    if (op == PlaceOp::Set)
      release(ctx, std::exchange(*root, retained(args[0])));
    else
      applyCompound(ctx, op, root, args[0]);
    return nullBits;
  }
  Bits *slot = walk.follow(n - 1);
  if (!slot || !walk.checkFrozen(*slot))
    return nullBits;
  const PlaceStep &last = steps[n - 1];
  if (last.isField)
    storeField(ctx, op, slot, last.key, args[0]);
  else
    storeIndex(ctx, op, slot, last.key, args[0]);
  return nullBits;
}

/// `root[key] = value` on a container that may be changed in place and has the
/// key, the usual step of a loop; consumes the value. False if it is anything
/// else, with nothing done.
static inline bool storeInPlace(Context &ctx, Bits container, Bits key,
                                Bits value) {
  if (!isUnique(container) || isFrozen(container))
    return false;
  Kind kind = headerOf(container)->kind;
  if (kind == Kind::Object && isString(key)) {
    Bits *slot = objectSlot(asObject(container), objectOf<String>(key));
    if (slot)
      release(ctx, std::exchange(*slot, value));
    return slot != nullptr;
  }
  if (kind != Kind::Array || !isSmallInt(key))
    return false;
  auto *a = objectOf<Array>(container);
  int64_t at = asInt(key);
  at = at < 0 ? at + a->size : at;
  if (at < 0 || at >= a->size)
    return false;
  switch (elementOf(a)) {
  case Element::Box:
    release(ctx, std::exchange(a->data[at], value));
    return true;
  case Element::Int:
    if (isSmallInt(value))
      intsOf(a)[at] = asInt(value);
    return isSmallInt(value);
  case Element::Float:
    if (isFloat(value))
      floatsOf(a)[at] = asFloat(value);
    return isFloat(value);
  case Element::Bool:
    if (isBool(value))
      boolsOf(a)[at] = asBool(value);
    return isBool(value);
  }
  return false;
}

extern "C" Bits frt_place_update(Context *ctx, void *root, void *steps,
                                 int64_t n, int64_t op, void *args,
                                 int64_t argc, Bits rootName) noexcept {
  auto *values = static_cast<const Bits *>(args);
  auto *only = static_cast<const PlaceStep *>(steps);
  if (n == 1 &&
      (op & ~placeResultUnused) == static_cast<int64_t>(PlaceOp::Set) &&
      !only->isField &&
      storeInPlace(*ctx, *static_cast<Bits *>(root), only->key, values[0])) {
    releaseAll(*ctx, values + 1, argc - 1);
    return nullBits;
  }
  Bits result = updatePlace(*ctx, static_cast<Bits *>(root),
                            static_cast<const PlaceStep *>(steps), n, op,
                            values, argc, rootName);
  // Stored values were retained; the argument references end here.
  releaseAll(*ctx, values, argc);
  return result;
}
