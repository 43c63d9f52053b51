//===- Iterate.cpp - `for` loops over values ------------------------------===//
//
// Semantics 6.2. The sequence of a loop is a reference to the iterated value,
// which keeps anybody from changing it in place. The position starts at 0 and
// is the runtime's alone: the index of an element, the raw number of an entry,
// or the byte offset in a String. Where a loop also counts rounds, the count is
// in the upper half.
//
//===----------------------------------------------------------------------===//

#include "ArrayObject.h"
#include "Errors.h"
#include "ObjectObject.h"
#include "SetMap.h"
#include "StringObject.h"
#include "forge/rt/Prototypes.h"

using namespace forge::rt;

static constexpr int countShift = 32;
static constexpr int64_t offsetMask = (int64_t(1) << countShift) - 1;

/// The entry at or behind `position`, which moves past it; null at the end.
static const OrderedTable::Entry *nextEntry(const OrderedTable &table,
                                            int64_t &position) {
  while (position < table.used) {
    const OrderedTable::Entry &e = table.entries[position++];
    if (e.key != unboundBits)
      return &e;
  }
  return nullptr;
}

/// Starts to load an element of a later round, which counting its reference
/// would wait for.
static void fetchAhead(const Array *a, int64_t position) {
  constexpr int64_t rounds = 8;
  if (elementOf(a) == Element::Box && position + rounds < a->size)
    __builtin_prefetch(objectOf<void>(a->data[position + rounds]), 1);
}

/// Borrowed key and value of the next entry of an Object.
static bool nextObjectEntry(const Object *o, int64_t &position, Bits &key,
                            Bits &value) {
  if (o->shape) {
    if (position >= o->shape->size)
      return false;
    key = o->shape->keys[position];
    value = o->slots()[position++];
    return true;
  }
  const OrderedTable::Entry *e = nextEntry(o->table, position);
  if (!e)
    return false;
  key = e->key;
  value = e->value;
  return true;
}

/// Splits an element of a two-variable loop; false if it is no pair.
static bool splitPair(Bits item, Bits &a, Bits &b) {
  if (isSequence(item) && arraySize(item) == 2) {
    a = itemAt(item, 0);
    b = itemAt(item, 1);
    return true;
  }
  if (!isObject(item) || objectSize(item) != 2)
    return false;
  Bits index = objectGet(item, "index");
  Bits value = objectGet(item, "value");
  if (index == missingBits || value == missingBits)
    return false;
  a = retained(index);
  b = retained(value);
  return true;
}

/// Sets the two variables from an element (consumed) and its number.
static void setPair(Context &ctx, Bits item, int64_t number, Bits &a, Bits &b) {
  if (splitPair(item, a, b)) {
    release(ctx, item);
    return;
  }
  a = makeInt(number);
  b = item;
}

extern "C" {

Bits frt_iter_begin(Context *ctx, Bits v) noexcept {
  switch (typeOf(v)) {
  case Type::Array:
  case Type::Tuple:
  case Type::Object:
  case Type::Set:
  case Type::Map:
  case Type::String:
  case Type::Channel:
    return retained(v);
  default:
    return raise(*ctx, "can only iterate over arrays, objects, or channels");
  }
}

int64_t frt_expect_int(Context *ctx, Bits v, Bits message) noexcept {
  if (isInt(v))
    return asInt(v);
  raise(*ctx, "%", message);
  return 0;
}

void frt_iter_pair(Context *ctx, Bits item, int64_t number, void *outA,
                   void *outB) noexcept {
  setPair(*ctx, item, number, *static_cast<Bits *>(outA),
          *static_cast<Bits *>(outB));
}

bool frt_iter_next(Context *ctx, Bits seq, void *position, void *out) noexcept {
  auto &pos = *static_cast<int64_t *>(position);
  auto &item = *static_cast<Bits *>(out);
  Bits key, value;
  item = nullBits; // what the caller finds, and releases, at the end
  switch (headerOf(seq)->kind) {
  case Kind::Array:
  case Kind::Tuple:
    if (pos >= arraySize(seq))
      return false;
    fetchAhead(objectOf<Array>(seq), pos);
    item = itemAt(seq, pos++);
    return true;
  case Kind::Object:
    if (!nextObjectEntry(asObject(seq), pos, key, value))
      return false;
    item = retained(key);
    return true;
  case Kind::Set:
  case Kind::Map: {
    const OrderedTable::Entry *e = nextEntry(tableOf(seq), pos);
    if (!e)
      return false;
    item = isSet(seq) ? retained(e->key)
                      : makePair(*ctx, retained(e->key), retained(e->value));
    return true;
  }
  case Kind::Channel: // frt_channel_next, which may wait, is for these
    return false;
  default: {
    std::string_view text = textOf(seq);
    auto offset = static_cast<size_t>(pos);
    if (offset >= text.size())
      return false;
    size_t size = codePointSize(text, offset);
    item = makeString(*ctx, text.substr(offset, size));
    pos += static_cast<int64_t>(size);
    return true;
  }
  }
}

bool frt_iter_next2(Context *ctx, Bits seq, void *position, void *outA,
                    void *outB) noexcept {
  auto &pos = *static_cast<int64_t *>(position);
  auto &a = *static_cast<Bits *>(outA);
  auto &b = *static_cast<Bits *>(outB);
  a = b = nullBits;
  int64_t number = pos >> countShift, offset = pos & offsetMask;
  Bits key, value;
  switch (headerOf(seq)->kind) {
  case Kind::Array:
  case Kind::Tuple:
    if (pos >= arraySize(seq))
      return false;
    setPair(*ctx, itemAt(seq, pos), pos, a, b);
    ++pos;
    return true;
  case Kind::Object:
    if (!nextObjectEntry(asObject(seq), pos, key, value))
      return false;
    a = retained(key);
    b = retained(value);
    return true;
  case Kind::Map: {
    const OrderedTable::Entry *e = nextEntry(tableOf(seq), pos);
    if (!e)
      return false;
    a = retained(e->key);
    b = retained(e->value);
    return true;
  }
  case Kind::Set: {
    const OrderedTable::Entry *e = nextEntry(tableOf(seq), offset);
    if (!e)
      return false;
    setPair(*ctx, retained(e->key), number, a, b);
    break;
  }
  case Kind::Channel:
    return false;
  default: {
    std::string_view text = textOf(seq);
    if (static_cast<size_t>(offset) >= text.size())
      return false;
    size_t size = codePointSize(text, static_cast<size_t>(offset));
    a = makeInt(number);
    b = makeString(*ctx, text.substr(static_cast<size_t>(offset), size));
    offset += static_cast<int64_t>(size);
    break;
  }
  }
  pos = ((number + 1) << countShift) | offset;
  return true;
}

} // extern "C"
