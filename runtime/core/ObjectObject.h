//===- ObjectObject.h - objects -------------------------------------------===//
//
// An Object is in one of two forms: a Shape plus one slot per key, or a hash
// table of its own: with more than 32 keys, or with more than 8 when the
// program adds computed keys, as to a dictionary. Key order is insertion order
// in both. Functions that consume an object update it in place when it is
// unique and copy it otherwise; the result is not frozen.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_RT_CORE_OBJECTOBJECT_H
#define FORGE_RT_CORE_OBJECTOBJECT_H

#include "OrderedTable.h"
#include "Shape.h"

#include <string_view>

namespace forge::rt {

struct Object {
  Header header;
  Shape *shape; ///< null: the table form
  union alignas(8) {
    uint64_t capacity; ///< shape form: room in `slots`
    OrderedTable table;
  };
  /// Shape form: the values, behind `capacity`.
  Bits *slots() { return &capacity + 1; }
  const Bits *slots() const { return &capacity + 1; }
};

static_assert(offsetof(Object, shape) == offsetof(ObjectHead, shape));
static_assert(offsetof(Object, capacity) == offsetof(ObjectHead, capacity));
static_assert(sizeof(Object) <=
              offsetof(ObjectHead, slots) + minObjectSlots * sizeof(Bits));

inline Object *asObject(Bits v) { return objectOf<Object>(v); }
inline int64_t objectSize(const Object *o) {
  return o->shape ? o->shape->size : o->table.live;
}
inline int64_t objectSize(Bits v) { return objectSize(asObject(v)); }

/// Size of an object's memory, without that of the table form's tables.
size_t objectBytes(const Object *o);

/// Object without entries and room for `capacity` of them.
Bits makeObject(Context &ctx, int64_t capacity = 0);
/// Object of a shape; takes over one value per key.
Bits makeShaped(Context &ctx, Shape *shape, const Bits *values,
                uint16_t record = 0);
/// New object with the entries of another one.
Bits copyObject(Context &ctx, Bits v);
/// Makes an object (consumed) unique and not frozen.
Bits uniqueObject(Context &ctx, Bits v);

/// Borrowed value of a key, or missingBits.
Bits objectGet(const Object *o, std::string_view key);
Bits objectGet(const Object *o, const String *key);
inline Bits objectGet(Bits v, std::string_view key) {
  return objectGet(asObject(v), key);
}
/// Place of the value of a key in a unique object, or null.
Bits *objectSlot(Object *o, const String *key);
inline bool objectHas(Bits v, std::string_view key) {
  return objectGet(v, key) != missingBits;
}
inline bool objectHas(Bits v, const String *key) {
  return objectGet(asObject(v), key) != missingBits;
}

/// Inserts or replaces; consumes object and value, borrows the key (a String).
Bits objectPut(Context &ctx, Bits object, Bits key, Bits value);
/// Same with a key that is no String object yet.
Bits objectPut(Context &ctx, Bits object, std::string_view key, Bits value);
/// Inserts under a key that the unique object lacks and that the program has
/// computed; consumes object and value.
Bits objectAdd(Context &ctx, Bits object, Bits key, Bits value);
/// Consumes the object.
Bits objectRemove(Context &ctx, Bits object, std::string_view key);

/// Walks the entries of an object that does not change meanwhile, in order.
class ObjectCursor {
public:
  explicit ObjectCursor(const Object *o) : object(o) {}
  explicit ObjectCursor(Bits v) : object(asObject(v)) {}
  /// Next entry, borrowed; false at the end. `key` is a String.
  bool next(Bits &key, Bits &value) {
    if (object->shape) {
      if (position >= object->shape->size)
        return false;
      key = object->shape->keys[position];
      value = object->slots()[position++];
      return true;
    }
    while (position < object->table.used) {
      const OrderedTable::Entry &e = object->table.entries[position++];
      if (e.key == unboundBits)
        continue;
      key = e.key;
      value = e.value;
      return true;
    }
    return false;
  }

private:
  const Object *object;
  uint32_t position = 0;
};

} // namespace forge::rt

#endif // FORGE_RT_CORE_OBJECTOBJECT_H
