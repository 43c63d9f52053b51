//===- Shape.cpp - hidden classes of objects ------------------------------===//

#include "Shape.h"

#include "Text.h"

#include <algorithm>
#include <new>

using namespace forge::rt;

/// Objects used as dictionaries would grow the tree without end. Beyond these
/// limits they get a table of their own instead of a new shape.
static constexpr size_t maxChildren = 64;
static constexpr uint32_t maxShapes = 20000;

template <typename Matches>
static inline int32_t search(const Shape &shape, uint64_t hash,
                             Matches matches) {
  auto low = static_cast<uint32_t>(hash);
  for (uint32_t i = 0; i < shape.size; ++i)
    if (shape.hashes[i] == low && matches(shape.keys[i]))
      return static_cast<int32_t>(i);
  return -1;
}

int32_t Shape::find(std::string_view text, uint64_t hash) const {
  return search(*this, hash, [=](Bits key) { return textOf(key) == text; });
}

int32_t Shape::find(const String *key) const {
  // Names in the program are mostly the very strings the shape was made from.
  return search(*this, hashOf(key), [=](Bits other) {
    return other == boxPtr(key) || sameText(objectOf<String>(other), key);
  });
}

/// Prepares a shape without keys or, if there is memory for them, with some.
static void initShape(Shape &shape, uint32_t size, Bits *keys,
                      uint32_t *hashes) {
  shape.size = size;
  shape.typeSlot = -1;
  shape.fields = -1;
  shape.keys = keys;
  shape.hashes = hashes;
}

static Shape *allocateShape(ShapeTree &tree, uint32_t size) {
  auto *shape = new (allocateBytes(sizeof(Shape))) Shape;
  initShape(*shape, size,
            static_cast<Bits *>(allocateBytes(size * sizeof(Bits))),
            static_cast<uint32_t *>(allocateBytes(size * 4)));
  ++tree.shapes;
  return shape;
}

/// True for the key `_n`.
static bool isFieldName(std::string_view key, int n) {
  char name[24] = "_";
  return key == std::string_view(name, 1 + formatInt(n, name + 1));
}

/// Notes what the last key of `child` says about values of that shape.
static void classify(const Shape &parent, Shape &child) {
  std::string_view key = textOf(child.keys[parent.size]);
  child.typeSlot =
      key == "__type__" ? static_cast<int16_t>(parent.size) : parent.typeSlot;
  if (child.size == 2 && child.typeSlot == 0 && key == "__variant__")
    child.fields = 0;
  else if (parent.fields >= 0 && parent.size == adtFieldSlot + parent.fields &&
           isFieldName(key, parent.fields))
    child.fields = static_cast<int16_t>(parent.fields + 1);
  else
    child.fields = parent.fields;
}

ShapeTree::ShapeTree() { initShape(root, 0, nullptr, nullptr); }

void forge::rt::releaseShapes(Context &ctx, ShapeTree &tree) {
  // The depth of the tree is bounded by the number of keys, but a list is as
  // simple as recursion.
  Buffer<Shape *> pending;
  auto addChildren = [&](const Shape &shape) {
    pending.append(shape.children.data(), shape.children.size());
  };
  addChildren(tree.root);
  while (!pending.empty()) {
    Shape *shape = pending.pop();
    addChildren(*shape);
    release(ctx, shape->keys[shape->size - 1]);
    freeBytes(shape->keys);
    freeBytes(shape->hashes);
    shape->~Shape();
    freeBytes(shape);
  }
  tree.~ShapeTree();
  new (&tree) ShapeTree;
}

Shape *forge::rt::shapeWith(Context &ctx, Shape *shape, Bits key,
                            bool isNamed) {
  auto *name = objectOf<String>(key);
  uint64_t hash = hashOf(name);
  auto low = static_cast<uint32_t>(hash);
  uint32_t last = shape->size;
  for (Shape *child : shape->children)
    if (child->hashes[last] == low &&
        (child->keys[last] == key || textOf(child->keys[last]) == textOf(key)))
      return child;
  ShapeTree &tree = *runtime(ctx).shapes;
  bool isFull =
      shape->children.size() >= maxChildren || tree.shapes >= maxShapes;
  if (shape->size == maxShapeKeys || (isFull && !isNamed))
    return nullptr;
  Shape *child = allocateShape(tree, shape->size + 1);
  std::copy_n(shape->keys, shape->size, child->keys);
  std::copy_n(shape->hashes, shape->size, child->hashes);
  child->keys[last] = retained(key);
  child->hashes[last] = low;
  classify(*shape, *child);
  shape->children.push(child);
  return child;
}
