//===- Types.h - table of user types and their methods --------------------===//
//
// Program-wide, keyed by type name (semantics 7.3). A record appears when a
// type is defined or when methods are given to a name.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_RT_CORE_TYPES_H
#define FORGE_RT_CORE_TYPES_H

#include "Buffer.h"
#include "ObjectObject.h"
#include "OrderedTable.h"

#include <cstring>
#include <string_view>

namespace forge::rt {

struct TypeRecord {
  Bits name;                ///< String
  Bits defaults;            ///< Object: default values of a struct
  Bits methods;             ///< Object: method name to function
  Buffer<Bits, 4> embedded; ///< pairs of field name and type name
  Buffer<Bits, 4> variants; ///< names, for ADTs
};

/// Remembers which method a call means. Names and types are compared by
/// address, so only static strings take part: others may be freed and their
/// addresses used again.
struct MethodCache {
  MethodEntry entries[methodEntries] = {};

  void clear() { std::memset(entries, 0, sizeof(entries)); }
  MethodEntry &entryFor(const Shape *shape, Bits type, Bits name) {
    return entries[methodEntryIndex(boxPtr(shape), type, name)];
  }
};

struct TypeTable {
  OrderedTable numbers = {}; ///< type name to index in `records`
  Buffer<TypeRecord *> records;
  MethodCache methods; ///< cleared whenever a definition executes
  /// Layouts whose `direct` belongs to a struct; same.
  Buffer<ObjectLayout *> direct;
};

/// Empties the table.
void releaseTypes(Context &ctx, TypeTable &types);

/// Null if nothing is known about that name.
TypeRecord *findType(Context &ctx, std::string_view name);
/// Same for a String, whose hash is cached.
TypeRecord *findType(Context &ctx, Bits name);
/// Found or made, to be changed: what calls remember is forgotten.
TypeRecord &typeNamed(Context &ctx, Bits name);

/// The `__type__` entry of an Object if it is a String, else missingBits.
Bits typeEntry(Bits object);

/// Value of the first embedded field (declaration order) of a struct instance
/// that is an Object having entry `name`; borrowed, missingBits if none.
/// `holder`, if given, receives the name of that field.
Bits embeddedEntry(Context &ctx, Bits object, const String *name,
                   Bits *holder = nullptr);

} // namespace forge::rt

#endif // FORGE_RT_CORE_TYPES_H
