//===- Memory.cpp - allocation and iterative freeing ----------------------===//

#include "Memory.h"

#include "ArrayObject.h"
#include "Buffer.h"
#include "ErrorObject.h"
#include "ObjectObject.h"
#include "SetMap.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>

using namespace forge::rt;

[[gnu::cold, noreturn]] static void outOfMemory() {
  std::fputs("forge: out of memory\n", stderr);
  std::_Exit(70);
}

void *forge::rt::allocateBytes(size_t size) {
  void *memory = std::malloc(size);
  if (!memory) [[unlikely]]
    outOfMemory();
  return memory;
}

void *forge::rt::reallocateBytes(void *memory, size_t size) {
  memory = std::realloc(memory, size);
  if (!memory) [[unlikely]]
    outOfMemory();
  return memory;
}

void forge::rt::freeBytes(void *memory) { std::free(memory); }

/// The sanitizer sees uses of freed objects only if they are really freed.
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define FORGE_RT_FREE_BLOCKS 0
#endif
#endif
#ifndef FORGE_RT_FREE_BLOCKS
#define FORGE_RT_FREE_BLOCKS 1
#endif

/// List for blocks of a size in steps, or one that does not exist.
static size_t listFor(size_t size) { return size / blockStep - 1; }

Header *forge::rt::allocateHeader(Context &ctx, Kind kind, size_t size) {
  TaskContext &t = task(ctx);
  size = blockSize(size);
  size_t list = listFor(size);
  void *block;
  if (FORGE_RT_FREE_BLOCKS && list < FreeBlocks::lists &&
      t.blocks.first[list]) {
    block = t.blocks.first[list];
    std::memcpy(&t.blocks.first[list], block, sizeof(void *));
    --t.blocks.count[list];
  } else {
    block = allocateBytes(size);
  }
  auto *h = static_cast<Header *>(block);
  *h = Header{0, kind, 0, 0};
  ++t.counters.live;
  ++t.counters.allocs;
  return h;
}

/// Gives a block of that size (before rounding) back.
static void freeBlock(TaskContext &t, void *block, size_t size) {
  size_t list = listFor(blockSize(size));
  if (!FORGE_RT_FREE_BLOCKS || list >= FreeBlocks::lists ||
      t.blocks.count[list] == FreeBlocks::maxCount) {
    freeBytes(block);
    return;
  }
  std::memcpy(block, &t.blocks.first[list], sizeof(void *));
  t.blocks.first[list] = block;
  ++t.blocks.count[list];
}

void forge::rt::freeBlocks(Context &ctx) {
  for (void *&first : task(ctx).blocks.first)
    while (first) {
      void *block = first;
      std::memcpy(&first, block, sizeof(void *));
      freeBytes(block);
    }
}

namespace {

/// Frees objects one after the other; what they refer to waits in a list, so
/// that the native stack does not grow with the depth of the data.
class Destroyer {
public:
  explicit Destroyer(Context &ctx) : t(task(ctx)) {}

  void run(Header *first) {
    freeObject(first);
    while (!pending.empty())
      freeObject(pending.pop());
  }

private:
  void drop(Bits v) {
    if (!isPtr(v))
      return;
    Header *h = headerOf(v);
    if (h->count > 0)
      --h->count;
    else if (h->count == 0)
      pending.push(h);
  }
  void dropAll(const Bits *values, int64_t n) {
    for (int64_t i = 0; i < n; ++i)
      drop(values[i]);
  }
  void dropTable(OrderedTable &table) {
    TableCursor cursor(table);
    while (const OrderedTable::Entry *e = cursor.next()) {
      drop(e->key);
      drop(e->value);
    }
    table.dispose();
  }
  /// Drops what the object refers to; returns the object's size.
  size_t dropChildren(Header *h);
  void freeObject(Header *h) {
    size_t size = dropChildren(h);
    // Wide integers come from entries without a context: they are not counted.
    if (h->kind == Kind::Int) {
      freeBytes(h);
      return;
    }
    --t.counters.live;
    freeBlock(t, h, size);
  }

  TaskContext &t;
  Buffer<Header *, 64> pending;
};

} // namespace

static size_t stringSize(const Header *h) {
  auto *s = reinterpret_cast<const String *>(h);
  return offsetof(String, data) + static_cast<size_t>(s->capacity);
}

size_t Destroyer::dropChildren(Header *h) {
  switch (h->kind) {
  case Kind::Int:
  case Kind::Module:
    return sizeof(BigInt);
  case Kind::String:
    return stringSize(h);
  case Kind::Array:
  case Kind::Tuple: {
    auto *a = reinterpret_cast<Array *>(h);
    if (elementOf(a) == Element::Box)
      dropAll(a->data, a->size);
    return arrayBytes(elementOf(a), a->capacity);
  }
  case Kind::Object: {
    auto *o = reinterpret_cast<Object *>(h);
    size_t size = objectBytes(o);
    if (o->shape)
      dropAll(o->slots(), o->shape->size);
    else
      dropTable(o->table);
    return size;
  }
  case Kind::Set:
  case Kind::Map:
    dropTable(reinterpret_cast<TableObject *>(h)->table);
    return sizeof(TableObject);
  case Kind::Ok:
  case Kind::Err:
  case Kind::Some:
    drop(reinterpret_cast<Wrapper *>(h)->value);
    return sizeof(Wrapper);
  case Kind::Cell:
    drop(reinterpret_cast<Cell *>(h)->value);
    return sizeof(Cell);
  case Kind::Function:
  case Kind::Builtin: {
    auto *c = reinterpret_cast<Closure *>(h);
    dropAll(c->captures, c->size);
    return offsetof(Closure, captures) +
           static_cast<size_t>(c->size) * sizeof(Bits);
  }
  case Kind::Error: {
    auto *e = reinterpret_cast<ErrorObject *>(h);
    for (ErrorArg &arg : e->args)
      drop(arg.value);
    drop(e->message);
    drop(e->hint);
    return sizeof(ErrorObject);
  }
  }
  return sizeof(Header);
}

void forge::rt::destroy(Context &ctx, Header *object) {
  if (object->kind == Kind::String) [[likely]] {
    --task(ctx).counters.live;
    freeBlock(task(ctx), object, stringSize(object));
    return;
  }
  if (object->kind == Kind::Int) {
    freeBytes(object);
    return;
  }
  Destroyer(ctx).run(object);
}

void forge::rt::releaseAll(Context &ctx, const Bits *values, int64_t n) {
  for (int64_t i = 0; i < n; ++i)
    release(ctx, values[i]);
}
