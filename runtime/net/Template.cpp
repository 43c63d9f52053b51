//===- Template.cpp - the state that every request starts from ------------===//

#include "Template.h"

#include "core/Children.h"
#include "core/Cycles.h"
#include "core/Wrappers.h"

#include <cstring>

using namespace forge::rt;

/// An object of the template while it is examined.
struct Template::Node {
  Header *object;
  std::vector<uint32_t> parents;
  bool reachesCell = false;
};

/// Whether forks may have the object in common without counting references to
/// it: the language cannot change it in place unless it is unique.
static bool isPlain(const Header *object) {
  switch (object->kind) {
  case Kind::Int:
  case Kind::String:
  case Kind::Array:
  case Kind::Tuple:
  case Kind::Object:
  case Kind::Set:
  case Kind::Map:
  case Kind::Ok:
  case Kind::Err:
  case Kind::Some:
  case Kind::Function:
  case Kind::Builtin:
    return true;
  default:
    return false; // channels, tasks and the like: all forks share them
  }
}

/// All objects that are not static, with what refers to them.
void Template::collect(std::vector<Node> &nodes) {
  auto add = [&](Bits value, uint32_t parent) {
    if (!isPtr(value) || headerOf(value)->count < 0)
      return;
    Header *object = headerOf(value);
    if (!isPlain(object) && object->kind != Kind::Cell)
      return;
    auto [it, isNew] = numbers.try_emplace(object, uint32_t(nodes.size()));
    if (isNew)
      nodes.push_back({object, {}});
    if (parent != UINT32_MAX)
      nodes[it->second].parents.push_back(parent);
  };
  for (Bits value : values)
    add(value, UINT32_MAX);
  for (uint32_t i = 0; i < nodes.size(); ++i)
    forEachChild(nodes[i].object, [&](Bits child) { add(child, i); });
}

Template::Template(Context &ctx, const Bits *globals, int64_t count,
                   const std::vector<Bits> &others)
    : count(count), values(globals, globals + count) {
  values.insert(values.end(), others.begin(), others.end());
  std::vector<Node> nodes;
  collect(nodes);
  std::vector<uint32_t> worklist;
  for (uint32_t i = 0; i < nodes.size(); ++i)
    if (nodes[i].object->kind == Kind::Cell) {
      nodes[i].reachesCell = true;
      worklist.push_back(i);
    }
  while (!worklist.empty()) {
    uint32_t number = worklist.back();
    worklist.pop_back();
    for (uint32_t parent : nodes[number].parents)
      if (!std::exchange(nodes[parent].reachesCell, true))
        worklist.push_back(parent);
  }
  numbers.clear();
  for (const Node &node : nodes) {
    if (node.reachesCell) {
      numbers[node.object] = uint32_t(copied.size());
      copied.push_back(node.object);
    } else {
      counts.push_back({node.object, node.object->count});
      node.object->count = immortalCount;
    }
  }
}

Template::~Template() {
  for (const Count &saved : counts)
    saved.object->count = saved.count;
}

/// A copy that refers to what the original does.
Bits Template::shallowCopy(Context &ctx, Header *object) const {
  Bits value = boxPtr(object);
  switch (object->kind) {
  case Kind::Array:
  case Kind::Tuple: {
    auto *array = reinterpret_cast<Array *>(object);
    Bits copy = copyArray(ctx, array);
    headerOf(copy)->kind = object->kind;
    headerOf(copy)->flags = object->flags;
    return copy;
  }
  case Kind::Object: {
    Bits copy = copyObject(ctx, value);
    headerOf(copy)->flags = object->flags;
    return copy;
  }
  case Kind::Set:
  case Kind::Map: {
    Bits copy = object->kind == Kind::Set ? makeSet(ctx) : makeMap(ctx);
    tableOf(copy).dispose();
    tableOf(copy).copyFrom(tableOf(value));
    headerOf(copy)->flags = object->flags;
    return copy;
  }
  case Kind::Ok:
  case Kind::Err:
  case Kind::Some:
    return makeWrapper(ctx, object->kind, retained(wrapped(value)));
  case Kind::Cell:
    return boxPtr(headerOf(
        makeCell(ctx, retained(reinterpret_cast<Cell *>(object)->value))));
  default: { // a function with its captures
    auto *closure = reinterpret_cast<Closure *>(object);
    size_t size =
        offsetof(Closure, captures) + size_t(closure->size) * sizeof(Bits);
    auto *copy = allocateObject<Closure>(ctx, object->kind, size);
    Header header = copy->header;
    std::memcpy(static_cast<void *>(copy), closure, size);
    copy->header = header;
    copy->header.flags = object->flags;
    copy->header.aux = object->aux;
    for (int64_t i = 0; i < copy->size; ++i)
      retain(copy->captures[i]);
    return boxPtr(copy);
  }
  }
}

/// Makes a copy refer to the copies of what it refers to.
void Template::redirect(Context &ctx, Bits copy,
                        const std::vector<Bits> &copies) const {
  auto visit = [&](Bits &child) {
    if (!isPtr(child))
      return;
    auto it = numbers.find(headerOf(child));
    if (it == numbers.end())
      return;
    Bits original = std::exchange(child, retained(copies[it->second]));
    release(ctx, original);
  };
  auto visitAll = [&](Bits *children, int64_t n) {
    for (int64_t i = 0; i < n; ++i)
      visit(children[i]);
  };
  auto visitTable = [&](OrderedTable &table) {
    // Functions as keys stay what they are: they are equal by identity.
    for (uint32_t i = 0; i < table.used; ++i)
      if (table.entries[i].key != unboundBits)
        visit(table.entries[i].value);
  };
  Header *object = headerOf(copy);
  switch (object->kind) {
  case Kind::Array:
  case Kind::Tuple:
    return visitAll(objectOf<Array>(copy)->data, objectOf<Array>(copy)->size);
  case Kind::Object:
    if (asObject(copy)->shape)
      return visitAll(asObject(copy)->slots(), asObject(copy)->shape->size);
    return visitTable(asObject(copy)->table);
  case Kind::Set:
  case Kind::Map:
    return visitTable(tableOf(copy));
  case Kind::Ok:
  case Kind::Err:
  case Kind::Some:
    return visit(objectOf<Wrapper>(copy)->value);
  case Kind::Cell:
    return visit(objectOf<Cell>(copy)->value);
  default:
    return visitAll(objectOf<Closure>(copy)->captures,
                    objectOf<Closure>(copy)->size);
  }
}

void Template::fork(Context &ctx, Bits *globals, Bits *others) const {
  std::vector<Bits> copies;
  copies.reserve(copied.size());
  for (Header *object : copied)
    copies.push_back(shallowCopy(ctx, object));
  for (Bits copy : copies)
    redirect(ctx, copy, copies);
  for (size_t i = 0; i < values.size(); ++i) {
    Bits &place = i < size_t(count) ? globals[i] : others[i - size_t(count)];
    Bits value = values[i];
    if (!copied.empty() && isPtr(value))
      if (auto it = numbers.find(headerOf(value)); it != numbers.end())
        value = copies[it->second];
    place = retained(value);
  }
  for (Bits copy : copies)
    release(ctx, copy);
}
