//===- Call.cpp - calls of values and methods -----------------------------===//
//
// Method calls follow semantics 5.8, steps 2 to 10; step 1, the updating call,
// is decided by generated code.
//
//===----------------------------------------------------------------------===//

#include "Call.h"

#include "ArrayObject.h"
#include "Buffer.h"
#include "Errors.h"
#include "Hooks.h"
#include "ObjectObject.h"
#include "Types.h"
#include "forge/rt/Prototypes.h"

using namespace forge::rt;

std::string_view forge::rt::callableName(Bits v) {
  const FunctionInfo *info = objectOf<Closure>(v)->info.ptr;
  return {info->name.ptr, static_cast<size_t>(info->nameSize)};
}

Bits forge::rt::call(Context &ctx, Bits callee, Bits *args, int64_t count) {
  if (isCallable(callee)) [[likely]] {
    auto *c = objectOf<Closure>(callee);
    // The entry borrows the closure, which must outlive the call even if the
    // callee drops the last variable holding it.
    retain(callee);
    Bits result = c->entry.ptr(&ctx, c, args, count);
    release(ctx, callee);
    return result;
  }
  // `time()` means `time.now()`; no other Object can be called (5.3).
  if (isObject(callee) && (headerOf(callee)->flags & flagCallable)) {
    Bits now = objectGet(callee, "now");
    if (now != missingBits)
      return call(ctx, now, args, count);
  }
  raise(ctx, "cannot call %", typeName(callee));
  releaseAll(ctx, args, count);
  return nullBits;
}

/// Calls `callee` (retained) without the receiver in args[0].
static Bits callWithoutReceiver(Context &ctx, Bits callee, Bits *args,
                                int64_t count) {
  Owned kept(ctx, retained(callee));
  release(ctx, args[0]);
  return call(ctx, kept, args + 1, count - 1);
}

static Bits callStatic(Context &ctx, Bits *args, int64_t count,
                       Bits methodName) {
  auto *type = objectOf<Closure>(args[0]);
  Bits method = findMethod(ctx, textOf(type->captures[0]), textOf(methodName));
  if (isCallable(method) &&
      (objectOf<Closure>(method)->info.ptr->flags & functionIsStatic))
    return callWithoutReceiver(ctx, method, args, count);
  raise(ctx, "no static method '%' on %", methodName, type->captures[0]);
  releaseAll(ctx, args, count);
  return nullBits;
}

/// Steps 4 and 5: own and embedded methods of a struct or ADT value. May
/// replace the receiver by an embedded value. missingBits if there is none.
static Bits findUserMethod(Context &ctx, Bits *args, const String *name) {
  Bits type = typeEntry(args[0]);
  if (type == missingBits)
    return missingBits;
  TypeRecord *record = findType(ctx, type);
  if (!record)
    return missingBits;
  Bits own = objectGet(asObject(record->methods), name);
  if (own != missingBits)
    return own;
  for (size_t i = 0; i < record->embedded.size(); i += 2) {
    TypeRecord *other = findType(ctx, record->embedded[i + 1]);
    Bits method =
        other ? objectGet(asObject(other->methods), name) : missingBits;
    if (method == missingBits)
      continue;
    Bits inner =
        objectGet(asObject(args[0]), objectOf<String>(record->embedded[i]));
    if (inner == missingBits)
      continue;
    retain(inner);
    release(ctx, args[0]);
    args[0] = inner;
    return method;
  }
  return missingBits;
}

/// The place in the cache for a call of `name`, with method 0 if it holds
/// something else; null if such calls cannot be remembered.
static MethodEntry *cachedMethod(Context &ctx, Bits receiver, Bits name,
                                 Bits &type) {
  Object *o = asObject(receiver);
  if (!o->shape || o->shape->typeSlot < 0)
    return nullptr;
  type = o->slots()[o->shape->typeSlot];
  if (!isString(type) || headerOf(type)->count != immortalCount ||
      headerOf(name)->count != immortalCount)
    return nullptr;
  MethodEntry &entry =
      runtime(ctx).types->methods.entryFor(o->shape, type, name);
  if (entry.shape.ptr != o->shape || entry.type != type || entry.name != name)
    entry = {};
  return &entry;
}

static void raiseNoMethod(Context &ctx, Bits receiver, Bits name) {
  if (!isObject(receiver)) {
    raise(ctx, "cannot call '%' on %", name, typeName(receiver));
    return;
  }
  Bits type = typeEntry(receiver);
  if (type == missingBits)
    raise(ctx, "no method '%' on object", name);
  else
    raise(ctx, "no method '%' on %", name, type);
}

Bits forge::rt::callMethod(Context &ctx, Bits *args, int64_t count, Bits name,
                           Bits fallback) {
  Bits receiver = args[0];
  if (isObject(receiver)) {
    Bits type;
    MethodEntry *known = cachedMethod(ctx, receiver, name, type);
    if (known && known->method) [[likely]]
      return call(ctx, known->method, args, count);
    Bits entry = objectGet(asObject(receiver), objectOf<String>(name));
    if (entry != missingBits)
      return callWithoutReceiver(ctx, entry, args, count);
    Bits method = findUserMethod(ctx, args, objectOf<String>(name));
    if (method != missingBits) {
      // An embedded method, which replaces the receiver, is not remembered.
      if (known && args[0] == receiver)
        *known = {{asObject(receiver)->shape}, type, name, method};
      return call(ctx, method, args, count);
    }
  } else if (isKind(receiver, Kind::Builtin)) {
    auto form = static_cast<BuiltinForm>(headerOf(receiver)->aux);
    if (form == BuiltinForm::Struct || form == BuiltinForm::Type)
      return callStatic(ctx, args, count, name);
  }
  bool found = false;
  Bits result = nativeMethod(ctx, textOf(name), args, count, found);
  if (found) {
    releaseAll(ctx, args, count);
    return result;
  }
  if (!isNull(fallback))
    return call(ctx, fallback, args, count);
  raiseNoMethod(ctx, args[0], name);
  releaseAll(ctx, args, count);
  return nullBits;
}

/// Copies the elements of an array (consumed) behind what `args` has.
static void spread(Context &ctx, Buffer<Bits> &args, Bits array) {
  auto *a = objectOf<Array>(array);
  for (int64_t i = 0; i < a->size; ++i)
    args.push(itemAt(a, i));
  release(ctx, array);
}

extern "C" {

Bits frt_call(Context *ctx, Bits callee, void *args, int64_t n) noexcept {
  return call(*ctx, callee, static_cast<Bits *>(args), n);
}

Bits frt_call_method(Context *ctx, void *args, int64_t n, Bits name,
                     Bits fallback) noexcept {
  return callMethod(*ctx, static_cast<Bits *>(args), n, name, fallback);
}

bool frt_finds_method(Context *, Bits v, Bits type, Bits method,
                      void *cache) noexcept {
  if (!isObject(v))
    return false;
  Bits own = typeEntry(v);
  Object *o = asObject(v);
  if (own == missingBits || !isString(own) ||
      !sameText(objectOf<String>(own), objectOf<String>(type)) ||
      objectGet(o, objectOf<String>(method)) != missingBits)
    return false;
  if (o->shape)
    static_cast<FieldCache *>(cache)->shape.ptr = o->shape;
  return true;
}

Bits frt_call_spread(Context *ctx, Bits callee, Bits array) noexcept {
  Buffer<Bits> args;
  spread(*ctx, args, array);
  return call(*ctx, callee, args.data(), static_cast<int64_t>(args.size()));
}

Bits frt_call_method_spread(Context *ctx, Bits receiver, Bits array, Bits name,
                            Bits fallback) noexcept {
  Buffer<Bits> args;
  args.push(receiver);
  spread(*ctx, args, array);
  return callMethod(*ctx, args.data(), static_cast<int64_t>(args.size()), name,
                    fallback);
}

Bits frt_module(Context *ctx, Bits name) noexcept {
  Bits module = nativeModule(*ctx, textOf(name));
  if (module != missingBits)
    return module;
  raise(*ctx, "undefined variable: '%'", name);
  setHint(*ctx, "make sure the variable is defined before use");
  return nullBits;
}

} // extern "C"
