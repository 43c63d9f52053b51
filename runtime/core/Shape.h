//===- Shape.h - hidden classes of objects --------------------------------===//
//
// Objects with the same keys in the same order share a Shape, so that a field
// access can remember the slot it found. Shapes form a tree owned by the
// runtime: each node adds one key to its parent. Nodes are never removed; the
// numbers of keys per shape and of shapes are bounded.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_RT_CORE_SHAPE_H
#define FORGE_RT_CORE_SHAPE_H

#include "Buffer.h"
#include "StringObject.h"

#include <string_view>

namespace forge::rt {

/// Objects with more keys keep a hash table of their own.
inline constexpr uint32_t maxShapeKeys = 32;

struct Shape : ShapeHead {
  Bits *keys;       ///< `size` Strings, owned by the tree
  uint32_t *hashes; ///< low halves of the keys' hashes
  Buffer<Shape *, 2> children;

  /// Slot of a key, or -1.
  int32_t find(std::string_view text, uint64_t hash) const;
  int32_t find(const String *key) const;
};

struct ShapeTree {
  ShapeTree();

  Shape root;          ///< without keys
  uint32_t shapes = 1; ///< nodes in the tree
};

/// Frees all shapes but the root.
void releaseShapes(Context &ctx, ShapeTree &tree);
/// The shape with `key` (a String, borrowed) added behind the keys of `shape`.
/// The key must be absent. Null if there are too many keys, or too many shapes
/// for one that the program does not name.
Shape *shapeWith(Context &ctx, Shape *shape, Bits key, bool isNamed = false);

} // namespace forge::rt

#endif // FORGE_RT_CORE_SHAPE_H
