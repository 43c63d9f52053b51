//===- Types.cpp - table of user types and their methods ------------------===//

#include "Types.h"

#include "Call.h"
#include "StringObject.h"
#include "forge/rt/StringHash.h"

#include <new>

using namespace forge::rt;

void forge::rt::releaseTypes(Context &ctx, TypeTable &types) {
  for (TypeRecord *record : types.records) {
    release(ctx, record->name);
    release(ctx, record->defaults);
    release(ctx, record->methods);
    releaseAll(ctx, record->embedded.data(),
               static_cast<int64_t>(record->embedded.size()));
    releaseAll(ctx, record->variants.data(),
               static_cast<int64_t>(record->variants.size()));
    record->~TypeRecord();
    freeBytes(record);
  }
  types.numbers.dispose(); // its keys belong to the records
  types.~TypeTable();
  new (&types) TypeTable;
}

static TypeRecord *findType(Context &ctx, std::string_view name,
                            uint64_t hash) {
  TypeTable &types = *runtime(ctx).types;
  const OrderedTable::Entry *e = types.numbers.findText(name, hash);
  return e ? types.records[static_cast<size_t>(asInt(e->value))] : nullptr;
}

TypeRecord *forge::rt::findType(Context &ctx, std::string_view name) {
  return ::findType(ctx, name, hashBytes(name.data(), name.size()));
}

TypeRecord *forge::rt::findType(Context &ctx, Bits name) {
  return ::findType(ctx, textOf(name), hashOf(objectOf<String>(name)));
}

/// Drops what was concluded from the definitions so far.
static void forget(TypeTable &types) {
  types.methods.clear();
  for (ObjectLayout *layout : types.direct)
    layout->direct.ptr = nullptr;
  types.direct.clear();
}

TypeRecord &forge::rt::typeNamed(Context &ctx, Bits name) {
  forget(*runtime(ctx).types);
  if (TypeRecord *record = findType(ctx, name))
    return *record;
  TypeTable &types = *runtime(ctx).types;
  auto *record = new (allocateBytes(sizeof(TypeRecord))) TypeRecord;
  record->name = retained(name);
  record->defaults = makeObject(ctx);
  record->methods = makeObject(ctx);
  types.numbers.add(name, makeInt(static_cast<int64_t>(types.records.size())),
                    hashOf(objectOf<String>(name)));
  types.records.push(record);
  return *record;
}

Bits forge::rt::typeEntry(Bits object) {
  Object *o = asObject(object);
  Bits type;
  if (!o->shape)
    type = objectGet(o, "__type__");
  else if (o->shape->typeSlot < 0)
    return missingBits;
  else
    type = o->slots()[o->shape->typeSlot];
  return type != missingBits && isString(type) ? type : missingBits;
}

Bits forge::rt::embeddedEntry(Context &ctx, Bits object, const String *name,
                              Bits *holder) {
  Bits type = typeEntry(object);
  TypeRecord *record = type == missingBits ? nullptr : findType(ctx, type);
  if (!record)
    return missingBits;
  for (size_t i = 0; i < record->embedded.size(); i += 2) {
    Bits field = record->embedded[i];
    Bits inner = objectGet(asObject(object), objectOf<String>(field));
    if (inner == missingBits || !isObject(inner))
      continue;
    Bits value = objectGet(asObject(inner), name);
    if (value == missingBits)
      continue;
    if (holder)
      *holder = field;
    return value;
  }
  return missingBits;
}

static Bits ownMethod(const TypeRecord *record, std::string_view name) {
  return record ? objectGet(record->methods, name) : missingBits;
}

Bits forge::rt::findMethod(Context &ctx, std::string_view typeName,
                           std::string_view name) {
  return ownMethod(findType(ctx, typeName), name);
}

bool forge::rt::typeHasMethod(Context &ctx, std::string_view typeName,
                              std::string_view method) {
  TypeRecord *record = findType(ctx, typeName);
  if (ownMethod(record, method) != missingBits)
    return true;
  if (record)
    for (size_t i = 0; i < record->embedded.size(); i += 2)
      if (findMethod(ctx, textOf(record->embedded[i + 1]), method) !=
          missingBits)
        return true;
  return false;
}
