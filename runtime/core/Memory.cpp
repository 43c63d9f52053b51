//===- Memory.cpp - allocation and iterative freeing ----------------------===//

#include "Memory.h"

#include "Buffer.h"
#include "Children.h"
#include "Cycles.h"
#include "ObjectCheck.h"
#include "Output.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#if defined(__linux__)
#include <sys/mman.h>
#endif

using namespace forge::rt;

[[gnu::cold, noreturn]] static void outOfMemory() {
  writeDirectly(2, "forge: out of memory\n");
  std::_Exit(70);
}

/// Asks for large pages for big blocks: in a table of millions of entries most
/// accesses would miss the processor's cache of small pages.
static void useLargePages(void *memory, size_t size) {
#if defined(__linux__)
  constexpr size_t big = size_t(4) << 20;
  constexpr uintptr_t page = 4096;
  if (size < big) [[likely]]
    return;
  uintptr_t from =
      (reinterpret_cast<uintptr_t>(memory) + page - 1) & ~(page - 1);
  uintptr_t to = (reinterpret_cast<uintptr_t>(memory) + size) & ~(page - 1);
  madvise(reinterpret_cast<void *>(from), to - from, MADV_HUGEPAGE);
#else
  (void)memory;
  (void)size;
#endif
}

void *forge::rt::allocateBytes(size_t size) {
  void *memory = std::malloc(size);
  if (!memory) [[unlikely]]
    outOfMemory();
  useLargePages(memory, size);
  return memory;
}

void *forge::rt::reallocateBytes(void *memory, size_t size) {
  memory = std::realloc(memory, size);
  if (!memory) [[unlikely]]
    outOfMemory();
  useLargePages(memory, size);
  return memory;
}

void forge::rt::freeBytes(void *memory) { std::free(memory); }

/// The sanitizer sees uses of freed objects only if they are really freed.
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define FORGE_RT_SMALL_BLOCKS 0
#endif
#endif
#ifndef FORGE_RT_SMALL_BLOCKS
#define FORGE_RT_SMALL_BLOCKS 1
#endif

/// The first chunk is small, for small programs; each is twice the one before.
static constexpr size_t firstChunk = size_t(16) << 10;
static constexpr size_t lastChunk = size_t(1) << 20;
/// The link to the previous chunk takes a whole step, which keeps blocks
/// aligned.
static constexpr size_t chunkHead = blockStep;

/// Takes a new chunk to cut blocks from.
static void addChunk(TaskContext &t) {
  SmallBlocks &blocks = t.blocks;
  // What is left of the old chunk is smaller than the largest block.
  if (blocks.rest.ptr != blocks.end.ptr) {
    auto left = static_cast<size_t>(blocks.end.ptr - blocks.rest.ptr);
    *reinterpret_cast<void **>(blocks.rest.ptr) =
        blocks.first[blockList(left)].ptr;
    blocks.first[blockList(left)].ptr = blocks.rest.ptr;
  }
  Runtime &rt = *t.runtime;
  if (!rt.parts.checkObjects.isNeeded())
    expectObjects(t);
  rt.chunkSize =
      rt.chunkSize ? std::min(rt.chunkSize * 2, lastChunk) : firstChunk;
  auto *chunk = static_cast<char *>(allocateBytes(rt.chunkSize));
  *reinterpret_cast<void **>(chunk) = std::exchange(rt.chunks, chunk);
  blocks.rest.ptr = chunk + chunkHead;
  blocks.end.ptr = chunk + rt.chunkSize;
}

void *forge::rt::allocateBlock(TaskContext &t, size_t size) {
  size_t list = blockList(size);
  if (!FORGE_RT_SMALL_BLOCKS || list >= SmallBlocks::lists) {
    if (!t.runtime->parts.checkObjects.isNeeded()) [[unlikely]]
      expectObjects(t);
    return allocateBytes(size);
  }
  if (void *block = t.blocks.first[list].ptr) {
    t.blocks.first[list].ptr = *static_cast<void **>(block);
    return block;
  }
  if (static_cast<size_t>(t.blocks.end.ptr - t.blocks.rest.ptr) < size)
      [[unlikely]]
    addChunk(t);
  return std::exchange(t.blocks.rest.ptr, t.blocks.rest.ptr + size);
}

void forge::rt::freeBlock(TaskContext &t, void *block, size_t size) {
  size_t list = blockList(blockSize(size));
  if (!FORGE_RT_SMALL_BLOCKS || list >= SmallBlocks::lists) {
    freeBytes(block);
    return;
  }
  *static_cast<void **>(block) = t.blocks.first[list].ptr;
  t.blocks.first[list].ptr = block;
}

void *forge::rt::resizeBlock(TaskContext &t, void *block, size_t from,
                             size_t to) {
  if (!FORGE_RT_SMALL_BLOCKS ||
      (from > SmallBlocks::maxSize && to > SmallBlocks::maxSize))
    return reallocateBytes(block, to);
  if (from == to)
    return block;
  void *moved = allocateBlock(t, to);
  std::memcpy(moved, block, std::min(from, to));
  freeBlock(t, block, from);
  return moved;
}

void forge::rt::freeChunks(Context &ctx) {
  void *&last = runtime(ctx).chunks;
  while (last) {
    void *chunk = last;
    last = *static_cast<void **>(chunk);
    freeBytes(chunk);
  }
}

static size_t stringSize(const Header *h) {
  auto *s = reinterpret_cast<const String *>(h);
  return offsetof(String, data) + static_cast<size_t>(s->capacity);
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
      if (child->count > 0) {
        --child->count;
      } else if (child->count == 0) {
        // Strings have no children; they need not wait.
        if (child->kind == Kind::String)
          freeObject(t, child);
        else
          pending.push(child);
      }
    });
    freeObject(t, h);
  }

  TaskContext &t;
  Buffer<Header *, 64> pending;
};

} // namespace

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
  case Kind::Task:
  case Kind::Channel:
  case Kind::Atomic:
  case Kind::Mutex:
  case Kind::WaitGroup:
    return reinterpret_cast<Reference *>(h)->ops.ptr->dispose(t, h);
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
  // Mostly the content of a Result needs no destruction.
  if (object->kind == Kind::Ok || object->kind == Kind::Err ||
      object->kind == Kind::Some) {
    Bits value = reinterpret_cast<Wrapper *>(object)->value;
    if (!isPtr(value) || headerOf(value)->count != 0) {
      release(ctx, value);
      --task(ctx).counters.live;
      freeBlock(task(ctx), object, sizeof(Wrapper));
      return;
    }
  }
  Destroyer(ctx).run(object);
}

void forge::rt::releaseAll(Context &ctx, const Bits *values, int64_t n) {
  for (int64_t i = 0; i < n; ++i)
    release(ctx, values[i]);
}
