//===- UserTypes.cpp - structs, methods, ADTs, interfaces -----------------===//
//
// Semantics 7: what definitions of types do when they execute, and how their
// values are made.
//
//===----------------------------------------------------------------------===//

#include "ArrayObject.h"
#include "Call.h"
#include "Errors.h"
#include "StringObject.h"
#include "Text.h"
#include "Types.h"
#include "forge/rt/Prototypes.h"

#include <algorithm>
#include <cstring>

using namespace forge::rt;

/// What the info of type values and constructors says; their names are among
/// the captures.
static constexpr FunctionInfo unnamed{
    Slot<const char>{""}, Slot<const char>{nullptr}, 0, 0, 0, 0};

static Bits makeBuiltin(Context &ctx, BuiltinForm form, Entry entry,
                        std::initializer_list<Bits> captures) {
  auto *c = allocateObject<Closure>(ctx, Kind::Builtin,
                                    offsetof(Closure, captures) +
                                        captures.size() * sizeof(Bits));
  c->header.aux = static_cast<uint16_t>(form);
  c->entry.ptr = entry;
  c->info.ptr = &unnamed;
  c->size = static_cast<int64_t>(captures.size());
  size_t i = 0;
  for (Bits capture : captures)
    c->captures[i++] = capture;
  return boxPtr(c);
}

/// Type names are values for static calls only.
static Bits callTypeValue(Context *ctx, Closure *self, Bits *args,
                          int64_t count) {
  bool isStruct =
      self->header.aux == static_cast<uint16_t>(BuiltinForm::Struct);
  raise(*ctx, "unknown builtin: %:%", isStruct ? "struct" : "type",
        self->captures[0]);
  releaseAll(*ctx, args, count);
  return nullBits;
}

/// Captures: type, variant, number of fields, an Object with the final keys.
static Bits constructVariant(Context *ctx, Closure *self, Bits *args,
                             int64_t count) {
  int64_t fields = asInt(self->captures[2]);
  if (count != fields) {
    raise(*ctx, "%() expects % argument(s), got %", self->captures[1], fields,
          count);
    releaseAll(*ctx, args, count);
    return nullBits;
  }
  Bits prototype = self->captures[3];
  if (Shape *shape = asObject(prototype)->shape) {
    Bits values[maxShapeKeys] = {retained(self->captures[0]),
                                 retained(self->captures[1])};
    std::memcpy(values + 2, args, static_cast<size_t>(count) * sizeof(Bits));
    return makeShaped(*ctx, shape, values);
  }
  Bits o = uniqueObject(*ctx, retained(prototype));
  for (int64_t i = 0; i < count; ++i) {
    char key[24] = "_";
    size_t size = 1 + formatInt(i, key + 1);
    o = objectPut(*ctx, o, {key, size}, args[i]);
  }
  return o;
}

static Bits makeVariant(Context &ctx, Bits type, Bits variant) {
  Bits o = makeObject(ctx, 4);
  o = objectPut(ctx, o, "__type__", retained(type));
  return objectPut(ctx, o, "__variant__", retained(variant));
}

/// Replaces the contents of a list of owned values by `n` retained ones.
static void assign(Context &ctx, Buffer<Bits, 4> &list, const Bits *values,
                   int64_t n) {
  for (int64_t i = 0; i < n; ++i)
    retain(values[i]);
  releaseAll(ctx, list.data(), static_cast<int64_t>(list.size()));
  list.clear();
  list.append(values, static_cast<size_t>(n));
}

/// Finds the slots of the given fields in the shape remembered for them. False
/// if an instance would not have exactly that shape now: the defaults of the
/// type have changed, or the layout also serves another type or a plain object.
static bool placeFields(const Shape *shape, const Shape *defaults,
                        const ObjectLayout *given, uint8_t *slots) {
  if (!shape || !defaults || defaults->size >= shape->size ||
      shape->typeSlot != static_cast<int>(shape->size - 1) ||
      !std::equal(defaults->keys, defaults->keys + defaults->size, shape->keys))
    return false;
  uint32_t expected = defaults->size + 1;
  for (int64_t i = 0; i < given->size; ++i) {
    int32_t slot = defaults->size ? shape->find(given->keys.ptr[i])
                                  : static_cast<int32_t>(i);
    slots[i] = static_cast<uint8_t>(slot);
    expected += slot >= static_cast<int32_t>(defaults->size);
  }
  return expected == shape->size;
}

/// Builds a struct instance key by key; remembers its shape in the layout of
/// the given fields if every later instance will have the same one.
static Bits buildStruct(Context &ctx, Bits typeName, Bits defaults,
                        ObjectLayout *given, const Bits *values) {
  int64_t expected = objectSize(defaults);
  Bits o = copyObject(ctx, defaults);
  for (int64_t i = 0; i < given->size; ++i) {
    Bits key = boxPtr(given->keys.ptr[i]);
    expected += !objectHas(defaults, textOf(key));
    o = objectPut(ctx, o, key, values[i]);
  }
  o = objectPut(ctx, o, "__type__", retained(typeName));
  // A repeated or given `__type__` key makes the object smaller than expected.
  if (asObject(o)->shape && objectSize(o) == expected + 1)
    given->shape.ptr = asObject(o)->shape;
  return o;
}

/// Whether the values are those of all slots in order.
static bool isDirect(const ObjectLayout *given, const Shape *shape,
                     const uint8_t *places) {
  if (shape->size != given->size + 1)
    return false;
  for (int64_t i = 0; i < given->size; ++i)
    if (places[i] != i)
      return false;
  return true;
}

/// An instance of a struct whose keys only the program's text decides about.
static Bits newRecord(Context &ctx, Bits typeName, ObjectLayout *given,
                      const Bits *values) {
  auto *shape =
      const_cast<Shape *>(static_cast<const Shape *>(given->direct.ptr));
  if (!shape) {
    shape = &runtime(ctx).shapes->root;
    for (int64_t i = 0; i < given->size; ++i)
      shape = shapeWith(ctx, shape, boxPtr(given->keys.ptr[i]), true);
    Owned key(ctx, makeString(ctx, "__type__"));
    shape = shapeWith(ctx, shape, key, true);
    given->direct.ptr = shape;
  }
  Bits slots[maxShapeKeys];
  std::memcpy(slots, values, static_cast<size_t>(given->size) * sizeof(Bits));
  slots[given->size] = retained(typeName);
  return makeShaped(ctx, shape, slots, static_cast<uint16_t>(given->record));
}

static Bits newStruct(Context &ctx, Bits typeName, ObjectLayout *given,
                      const Bits *values) {
  if (given->record)
    return newRecord(ctx, typeName, given, values);
  TypeRecord *record = findType(ctx, typeName);
  Owned none(ctx, record ? nullBits : makeObject(ctx));
  Bits defaults = record ? record->defaults : none.get();
  auto *shape =
      const_cast<Shape *>(static_cast<const Shape *>(given->shape.ptr));
  Shape *prefix = asObject(defaults)->shape;
  uint8_t places[maxShapeKeys];
  if (!placeFields(shape, prefix, given, places))
    return buildStruct(ctx, typeName, defaults, given, values);

  if (!given->direct.ptr && isDirect(given, shape, places)) {
    given->direct.ptr = shape;
    runtime(ctx).types->direct.push(given);
  }

  Bits slots[maxShapeKeys];
  uint32_t last = shape->size - 1;
  for (uint32_t i = 0; i < prefix->size; ++i)
    slots[i] = retained(asObject(defaults)->slots()[i]);
  for (uint32_t i = prefix->size; i < last; ++i)
    slots[i] = nullBits;
  for (int64_t i = 0; i < given->size; ++i)
    release(ctx, std::exchange(slots[places[i]], values[i]));
  slots[last] = retained(typeName);
  return makeShaped(ctx, shape, slots);
}

extern "C" {

void frt_struct_define(Context *ctx, Bits typeName, void *defaults,
                       void *values, void *embedded, int64_t pairs) noexcept {
  TypeRecord &record = typeNamed(*ctx, typeName);
  release(*ctx, std::exchange(record.defaults,
                              frt_object_new(ctx, defaults, values)));
  assign(*ctx, record.embedded, static_cast<const Bits *>(embedded), pairs * 2);
}

Bits frt_struct_new(Context *ctx, Bits typeName, void *given,
                    void *values) noexcept {
  return newStruct(*ctx, typeName, static_cast<ObjectLayout *>(given),
                   static_cast<const Bits *>(values));
}

void frt_method_define(Context *ctx, Bits typeName, Bits methodName,
                       Bits function) noexcept {
  TypeRecord &record = typeNamed(*ctx, typeName);
  record.methods = objectPut(*ctx, record.methods, methodName, function);
}

void frt_type_define(Context *ctx, Bits typeName, void *variantNames,
                     void *fieldCounts, int64_t n) noexcept {
  (void)fieldCounts;
  assign(*ctx, typeNamed(*ctx, typeName).variants,
         static_cast<const Bits *>(variantNames), n);
}

Bits frt_variant_unit(Context *ctx, Bits type, Bits variant) noexcept {
  return makeVariant(*ctx, type, variant);
}

Bits frt_variant_constructor(Context *ctx, Bits type, Bits variant,
                             int64_t fields) noexcept {
  Bits prototype = makeVariant(*ctx, type, variant);
  for (int64_t i = 0; i < fields; ++i) {
    char key[24] = "_";
    size_t size = 1 + formatInt(i, key + 1);
    prototype = objectPut(*ctx, prototype, {key, size}, nullBits);
  }
  return makeBuiltin(
      *ctx, BuiltinForm::Constructor, constructVariant,
      {retained(type), retained(variant), makeInt(fields), prototype});
}

Bits frt_type_value(Context *ctx, int64_t isStruct, Bits name) noexcept {
  return makeBuiltin(*ctx, isStruct ? BuiltinForm::Struct : BuiltinForm::Type,
                     callTypeValue, {retained(name)});
}

Bits frt_interface_new(Context *ctx, Bits name, void *methodNames,
                       void *paramCounts, void *returnTypes,
                       int64_t n) noexcept {
  auto *names = static_cast<const Bits *>(methodNames);
  auto *counts = static_cast<const int64_t *>(paramCounts);
  auto *results = static_cast<const Bits *>(returnTypes);
  ArrayBuilder methods(*ctx, n);
  for (int64_t i = 0; i < n; ++i) {
    Bits method = makeObject(*ctx, 3);
    method = objectPut(*ctx, method, "name", retained(names[i]));
    method = objectPut(*ctx, method, "param_count", makeInt(counts[i]));
    if (!isNull(results[i]))
      method = objectPut(*ctx, method, "return_type", retained(results[i]));
    methods.push(method);
  }
  Bits o = makeObject(*ctx, 3);
  o = objectPut(*ctx, o, "__kind__", makeString(*ctx, "interface"));
  o = objectPut(*ctx, o, "name", retained(name));
  return objectPut(*ctx, o, "methods", methods.finish());
}

void frt_implements(Context *ctx, Bits typeName, Bits interface,
                    Bits interfaceName) noexcept {
  Bits methods = missingBits;
  if (isObject(interface)) {
    Bits kind = objectGet(interface, "__kind__");
    if (kind != missingBits && isString(kind) && textOf(kind) == "interface")
      methods = objectGet(interface, "methods");
  }
  if (methods == missingBits || !isArray(methods)) {
    raise(*ctx, "unknown power '%'", interfaceName);
    return;
  }
  for (int64_t i = 0; i < arraySize(methods); ++i) {
    Owned method(*ctx, itemAt(methods, i));
    Bits name = isObject(method) ? objectGet(method, "name") : missingBits;
    if (name == missingBits || !isString(name) ||
        typeHasMethod(*ctx, textOf(typeName), textOf(name)))
      continue;
    raise(*ctx, "'%' does not implement '%' required by power '%'", typeName,
          name, interfaceName);
    return;
  }
}

} // extern "C"
