//===- OrderedTable.cpp - insertion-ordered hash table of boxes -----------===//

#include "OrderedTable.h"

#include "Equality.h"
#include "StringObject.h"

#include <algorithm>
#include <bit>
#include <cstring>

using namespace forge::rt;

/// Tables of at most this many entries are searched without an index.
static constexpr uint32_t smallTable = 8;

void OrderedTable::init() { *this = OrderedTable{}; }

void OrderedTable::dispose() {
  freeBytes(entries);
  freeBytes(index);
}

/// What an index word keeps of a hash: the bits that numbers of entries do not
/// need. An entry is looked at only if they agree, which saves most accesses to
/// the entries of other keys.
static uint32_t hashMark(uint64_t hash, uint32_t mask) {
  return static_cast<uint32_t>(hash >> 32) & ~mask;
}

void OrderedTable::link(uint32_t number, uint64_t hash) {
  uint32_t at = static_cast<uint32_t>(hash) & mask;
  while (index[at])
    at = (at + 1) & mask;
  index[at] = (number + 1) | hashMark(hash, mask);
}

/// Closes the holes and makes room for `count` entries.
void OrderedTable::rebuild(uint32_t count) {
  count = std::max(count, uint32_t(4));
  if (live != used) {
    uint32_t kept = 0;
    for (uint32_t i = 0; i < used; ++i)
      if (entries[i].key != unboundBits)
        entries[kept++] = entries[i];
    used = kept;
  }
  entries = static_cast<Entry *>(
      reallocateBytes(entries, size_t(count) * sizeof(Entry)));
  capacity = count;
  freeBytes(index);
  index = nullptr;
  mask = 0;
  if (count <= smallTable)
    return;
  uint32_t size = std::bit_ceil(count) * 2;
  index = static_cast<uint32_t *>(allocateBytes(size_t(size) * 4));
  std::memset(index, 0, size_t(size) * 4);
  mask = size - 1;
  for (uint32_t i = 0; i < used; ++i)
    link(i, entries[i].hash);
}

void OrderedTable::reserve(uint32_t count) {
  if (count > capacity)
    rebuild(count);
}

void OrderedTable::copyFrom(const OrderedTable &other) {
  init();
  if (!other.live)
    return;
  rebuild(other.live);
  TableCursor cursor(other);
  while (const Entry *e = cursor.next())
    add(retained(e->key), retained(e->value), e->hash);
}

template <typename Matches>
static inline const OrderedTable::Entry *
search(const OrderedTable &table, uint64_t hash, Matches matches) {
  if (!table.mask) {
    for (uint32_t i = 0; i < table.used; ++i) {
      const OrderedTable::Entry &e = table.entries[i];
      if (e.hash == hash && e.key != unboundBits && matches(e.key))
        return &e;
    }
    return nullptr;
  }
  const uint32_t mask = table.mask, mark = hashMark(hash, mask);
  uint32_t at = static_cast<uint32_t>(hash) & mask;
  while (uint32_t word = table.index[at]) {
    if ((word & ~mask) == mark) {
      const OrderedTable::Entry &e = table.entries[(word & mask) - 1];
      if (e.hash == hash && e.key != unboundBits && matches(e.key))
        return &e;
    }
    at = (at + 1) & mask;
  }
  return nullptr;
}

/// Equality of a key with a String.
static inline bool isText(Bits key, const String *text) {
  return key == boxPtr(text) ||
         (isString(key) && sameText(objectOf<String>(key), text));
}

const OrderedTable::Entry *OrderedTable::findText(const String *text) const {
  return search(*this, hashOf(text),
                [text](Bits other) { return isText(other, text); });
}

const OrderedTable::Entry *OrderedTable::find(Bits key, uint64_t hash) const {
  if (isString(key)) {
    auto *text = objectOf<String>(key);
    return search(*this, hash,
                  [text](Bits other) { return isText(other, text); });
  }
  return search(*this, hash, [key](Bits other) {
    return other == key || containerEquals(other, key);
  });
}

const OrderedTable::Entry *OrderedTable::find(Bits key) const {
  if (!live)
    return nullptr;
  return find(key, hashValue(key));
}

const OrderedTable::Entry *OrderedTable::findText(std::string_view text,
                                                  uint64_t hash) const {
  return search(*this, hash, [text](Bits other) {
    return isString(other) && textOf(other) == text;
  });
}

const OrderedTable::Entry *OrderedTable::findOnly(uint64_t hash,
                                                  bool &several) const {
  int seen = 0;
  several = search(*this, hash, [&seen](Bits) { return ++seen == 2; });
  return seen ? search(*this, hash, [](Bits) { return true; }) : nullptr;
}

void OrderedTable::add(Bits key, Bits value, uint64_t hash) {
  if (used == capacity)
    rebuild(live * 2);
  entries[used] = {key, value, hash};
  if (mask)
    link(used, hash);
  ++used;
  ++live;
}

void OrderedTable::remove(Entry *entry) {
  entry->key = unboundBits;
  entry->value = nullBits;
  if (--live)
    return;
  used = 0;
  if (mask)
    std::memset(index, 0, (size_t(mask) + 1) * 4);
}
