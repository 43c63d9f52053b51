//===- SetMap.h - sets and maps -------------------------------------------===//
//
// Functions that consume a container update it in place when it is unique and
// copy it otherwise; they return the container to use from then on, not frozen.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_RT_CORE_SETMAP_H
#define FORGE_RT_CORE_SETMAP_H

#include "OrderedTable.h"

namespace forge::rt {

/// Layout of Kind::Set and Kind::Map.
struct TableObject {
  Header header;
  OrderedTable table;
};

/// Entries of a Set (values null) or Map.
inline OrderedTable &tableOf(Bits v) { return objectOf<TableObject>(v)->table; }
inline int64_t tableSize(Bits v) { return tableOf(v).live; }

Bits makeSet(Context &ctx, int64_t capacity = 0);
Bits makeMap(Context &ctx, int64_t capacity = 0);
/// Makes a Set or Map (consumed) unique and not frozen.
Bits uniqueTable(Context &ctx, Bits v);

bool setHas(Bits set, Bits item);
/// Consumes both. An element already present stays.
Bits setAdd(Context &ctx, Bits set, Bits item);
/// Consumes the set.
Bits setRemove(Context &ctx, Bits set, Bits item);

/// Borrowed value for a key, or missingBits.
Bits mapGet(Bits map, Bits key);
/// Consumes all three. A key already present keeps its place and spelling.
Bits mapPut(Context &ctx, Bits map, Bits key, Bits value);
/// Consumes the map.
Bits mapRemove(Context &ctx, Bits map, Bits key);

} // namespace forge::rt

#endif // FORGE_RT_CORE_SETMAP_H
