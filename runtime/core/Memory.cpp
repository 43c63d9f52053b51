//===- Memory.cpp - allocation and iterative freeing ----------------------===//

#include "Memory.h"

#include "Buffer.h"
#include "Children.h"
#include "Cycles.h"

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
    free(first);
    while (!pending.empty())
      free(pending.pop());
  }

private:
  void free(Header *h) {
    forEachChild(h, [&](Bits v) {
      if (!isPtr(v))
        return;
      Header *child = headerOf(v);
      if (child->count > 0)
        --child->count;
      else if (child->count == 0)
        pending.push(child);
    });
    freeObject(t, h);
  }

  TaskContext &t;
  Buffer<Header *, 64> pending;
};

} // namespace

static size_t stringSize(const Header *h) {
  auto *s = reinterpret_cast<const String *>(h);
  return offsetof(String, data) + static_cast<size_t>(s->capacity);
}

/// Gives back what an object has beside its block; returns the block's size.
static size_t disposeBody(TaskContext &t, Header *h) {
  switch (h->kind) {
  case Kind::Int:
  case Kind::Module:
    return sizeof(BigInt);
  case Kind::String:
    return stringSize(h);
  case Kind::Array:
  case Kind::Tuple: {
    auto *a = reinterpret_cast<Array *>(h);
    return arrayBytes(elementOf(a), a->capacity);
  }
  case Kind::Object: {
    auto *o = reinterpret_cast<Object *>(h);
    size_t size = objectBytes(o);
    if (!o->shape)
      o->table.dispose();
    return size;
  }
  case Kind::Set:
  case Kind::Map:
    reinterpret_cast<TableObject *>(h)->table.dispose();
    return sizeof(TableObject);
  case Kind::Ok:
  case Kind::Err:
  case Kind::Some:
    return sizeof(Wrapper);
  case Kind::Cell:
    unlistCell(t, reinterpret_cast<ListedCell *>(h));
    return sizeof(ListedCell);
  case Kind::Function:
  case Kind::Builtin:
    return offsetof(Closure, captures) +
           static_cast<size_t>(reinterpret_cast<Closure *>(h)->size) *
               sizeof(Bits);
  case Kind::Error:
    return sizeof(ErrorObject);
  }
  return sizeof(Header);
}

void forge::rt::freeObject(TaskContext &t, Header *h) {
  size_t size = disposeBody(t, h);
  // Wide integers come from entries without a context: they are not counted.
  if (h->kind == Kind::Int) {
    freeBytes(h);
    return;
  }
  --t.counters.live;
  freeBlock(t, h, size);
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
