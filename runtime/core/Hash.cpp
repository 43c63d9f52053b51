//===- Hash.cpp - hashes that agree with container equality ---------------===//
//
// Numbers hash by their value as a Float, since 1 and 1.0 are the same key.
// Parts of Objects, Sets and Maps are added up, because their order does not
// matter. Containers nested deeper than a few levels all hash alike, which
// bounds the recursion and keeps hashing of big keys cheap.
//
//===----------------------------------------------------------------------===//

#include "ArrayObject.h"
#include "Equality.h"
#include "ObjectObject.h"
#include "SetMap.h"
#include "StringObject.h"
#include "forge/rt/StringHash.h"

using namespace forge::rt;

static constexpr int maxHashDepth = 6;

static uint64_t hashDouble(double d) {
  if (d == 0)
    d = 0; // -0.0 is the same key
  return mixHash(makeFloat(d) + 0x9E3779B97F4A7C15);
}

static uint64_t hashAt(Bits v, int depth);

static uint64_t hashItems(const Array *a, int depth) {
  uint64_t h = static_cast<uint64_t>(a->header.kind) + 1;
  for (int64_t i = 0; i < a->size; ++i) {
    uint64_t item = 0;
    switch (elementOf(a)) {
    case Element::Box:
      item = hashAt(a->data[i], depth);
      break;
    case Element::Int:
      item = hashDouble(static_cast<double>(intsOf(a)[i]));
      break;
    case Element::Float:
      item = hashDouble(floatsOf(a)[i]);
      break;
    case Element::Bool:
      item = hashAt(makeBool(boolsOf(a)[i]), depth);
      break;
    }
    h = mixHash(h * 31 + item);
  }
  return h;
}

static uint64_t hashFunction(const Closure *c) {
  if (c->header.kind == Kind::Function)
    return mixHash(boxPtr(c));
  const FunctionInfo *info = c->info.ptr;
  uint64_t h = hashBytes(info->name.ptr, static_cast<size_t>(info->nameSize));
  for (int64_t i = 0; i < c->size; ++i)
    if (isString(c->captures[i]))
      h = mixHash(h + hashOf(objectOf<String>(c->captures[i])));
  return h;
}

static uint64_t hashAt(Bits v, int depth) {
  if (isFloat(v))
    return hashDouble(asFloat(v));
  if (isSmallInt(v))
    return hashDouble(static_cast<double>(asInt(v)));
  if (!isPtr(v))
    return mixHash(v);
  Kind kind = headerOf(v)->kind;
  if (kind == Kind::String)
    return hashOf(objectOf<String>(v));
  if (kind == Kind::Int)
    return hashDouble(static_cast<double>(asInt(v)));
  uint64_t h = mixHash(static_cast<uint64_t>(kind) + 0x51ED27);
  if (depth == maxHashDepth)
    return h;
  switch (kind) {
  case Kind::Array:
  case Kind::Tuple:
    return hashItems(objectOf<Array>(v), depth + 1);
  case Kind::Object: {
    ObjectCursor cursor(v);
    Bits key, value;
    while (cursor.next(key, value))
      h += mixHash(hashOf(objectOf<String>(key)) ^
                   (hashAt(value, depth + 1) * 3));
    return mixHash(h);
  }
  case Kind::Set:
  case Kind::Map: {
    // A Set's values are all null, so they add the same to every element.
    TableCursor cursor(tableOf(v));
    while (const OrderedTable::Entry *e = cursor.next())
      h += mixHash(e->hash ^ (hashAt(e->value, depth + 1) * 3));
    return mixHash(h);
  }
  case Kind::Ok:
  case Kind::Err:
  case Kind::Some:
    return mixHash(h + hashAt(objectOf<Wrapper>(v)->value, depth + 1));
  case Kind::Function:
  case Kind::Builtin:
    return hashFunction(objectOf<Closure>(v));
  default:
    return mixHash(v);
  }
}

uint64_t forge::rt::hashValue(Bits v) {
  if (isSmallInt(v))
    return hashDouble(static_cast<double>(asInt(v)));
  return hashAt(v, 0);
}
