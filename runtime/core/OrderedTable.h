//===- OrderedTable.h - insertion-ordered hash table of boxes -------------===//
//
// The one hash table of the runtime: behind Sets, Maps and large Objects.
// Entries lie in insertion order in one array; an open-addressing index of
// entry numbers finds them. Removal leaves a hole in the entries, closed when
// the table is rebuilt. Keys are compared by container equality (semantics
// 1.7), which for the Strings of an Object is equality of content.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_RT_CORE_ORDEREDTABLE_H
#define FORGE_RT_CORE_ORDEREDTABLE_H

#include "Memory.h"

#include <string_view>

namespace forge::rt {

struct OrderedTable {
  struct Entry {
    Bits key;   ///< unboundBits: removed
    Bits value; ///< nullBits in Sets
    uint64_t hash;
  };

  Entry *entries;
  uint32_t *index;   ///< entry number + 1 and bits of the hash; 0 is free
  uint32_t used;     ///< entries in use, removed ones included
  uint32_t capacity; ///< room in `entries`
  uint32_t live;     ///< entries not removed
  uint32_t mask;     ///< size of `index` minus one, or 0 without index

  void init();
  /// Frees the memory; the entries must have been released.
  void dispose();
  /// Takes a copy of `other`, retaining everything.
  void copyFrom(const OrderedTable &other);
  void reserve(uint32_t count);

  const Entry *find(Bits key) const;
  const Entry *find(Bits key, uint64_t hash) const;
  const Entry *findText(std::string_view text, uint64_t hash) const;
  const Entry *findText(const String *text) const;
  /// First entry with that hash, whatever its key; says if there are others.
  const Entry *findOnly(uint64_t hash, bool &several) const;
  Entry *find(Bits key) {
    return const_cast<Entry *>(std::as_const(*this).find(key));
  }
  /// Adds an entry known to be absent; takes over both references.
  void add(Bits key, Bits value, uint64_t hash);
  /// Removes an entry of this table; the caller releases key and value first.
  void remove(Entry *entry);

private:
  void rebuild(uint32_t count);
  void link(uint32_t number, uint64_t hash);
};

/// Walks the entries of a table that does not change meanwhile.
class TableCursor {
public:
  explicit TableCursor(const OrderedTable &table) : table(&table) {}
  /// Next entry or null.
  const OrderedTable::Entry *next() {
    while (position < table->used) {
      const OrderedTable::Entry &e = table->entries[position++];
      if (e.key != unboundBits)
        return &e;
    }
    return nullptr;
  }

private:
  const OrderedTable *table;
  uint32_t position = 0;
};

} // namespace forge::rt

#endif // FORGE_RT_CORE_ORDEREDTABLE_H
