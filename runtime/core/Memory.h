//===- Memory.h - allocation and reference counting -----------------------===//
//
// Small heap objects are cut from chunks and their blocks reused by size, large
// ones live in malloc memory. A count of 0 means one reference; a negative
// count is never changed. Freeing is iterative, however deep the data.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_RT_CORE_MEMORY_H
#define FORGE_RT_CORE_MEMORY_H

#include "Value.h"

#include <utility>

namespace forge::rt {

/// Uncounted memory; ends the process when there is none.
void *allocateBytes(size_t size);
void *reallocateBytes(void *memory, size_t size);
void freeBytes(void *memory);

/// Memory for a small object when the list of its size is empty, or for a large
/// one; `size` is a multiple of the block step.
void *allocateBlock(TaskContext &t, size_t size);
/// Gives a block of that size (before rounding) back.
void freeBlock(TaskContext &t, void *block, size_t size);
/// Moves an object's memory into a block of another size; both sizes are
/// multiples of the block step.
void *resizeBlock(TaskContext &t, void *block, size_t from, size_t to);
/// Gives the chunks back; no object may be left.
void freeChunks(Context &ctx);

/// New object of `size` bytes with a count of one reference, flags and aux 0.
inline Header *allocateHeader(Context &ctx, Kind kind, size_t size) {
  TaskContext &t = task(ctx);
  size = blockSize(size);
  size_t list = blockList(size);
  void *block;
  if (list < SmallBlocks::lists && t.blocks.first[list].ptr) [[likely]] {
    block = t.blocks.first[list].ptr;
    t.blocks.first[list].ptr = *static_cast<void **>(block);
    __builtin_prefetch(t.blocks.first[list].ptr,
                       1); // read by the next allocation
  } else {
    block = allocateBlock(t, size);
  }
  auto *h = static_cast<Header *>(block);
  *h = Header{0, kind, 0, 0};
  ++t.counters.live;
  ++t.counters.allocs;
  return h;
}
template <typename T> T *allocateObject(Context &ctx, Kind kind, size_t size) {
  return reinterpret_cast<T *>(allocateHeader(ctx, kind, size));
}
/// Grows or shrinks a unique object of `from` bytes; it may move.
template <typename T>
T *resizeObject(Context &ctx, T *object, size_t from, size_t to) {
  return static_cast<T *>(
      resizeBlock(task(ctx), object, blockSize(from), blockSize(to)));
}

inline void retainObject(Header *h) {
  if (h->count >= 0)
    ++h->count;
}
inline void retain(Bits v) {
  if (isPtr(v))
    retainObject(headerOf(v));
}
inline Bits retained(Bits v) {
  retain(v);
  return v;
}

/// Frees an object whose count is 0, and what only it refers to.
void destroy(Context &ctx, Header *object);

inline void releaseObject(Context &ctx, Header *h) {
  if (h->count > 0)
    --h->count;
  else if (h->count == 0)
    destroy(ctx, h);
}
inline void release(Context &ctx, Bits v) {
  if (isPtr(v))
    releaseObject(ctx, headerOf(v));
}
/// Releases `n` values.
void releaseAll(Context &ctx, const Bits *values, int64_t n);

/// True when the caller's reference is the only one: updating in place cannot
/// be observed.
inline bool isUnique(const Header *h) { return h->count == 0; }
inline bool isUnique(Bits v) { return isPtr(v) && isUnique(headerOf(v)); }

/// An owned reference that is released at the end of the scope.
class Owned {
public:
  Owned(Context &ctx, Bits bits) : ctx(&ctx), bits(bits) {}
  Owned(Owned &&other) : ctx(other.ctx), bits(other.take()) {}
  Owned(const Owned &) = delete;
  Owned &operator=(const Owned &) = delete;
  Owned &operator=(Owned &&other) {
    reset(other.take());
    return *this;
  }
  ~Owned() { release(*ctx, bits); }

  Bits get() const { return bits; }
  operator Bits() const { return bits; }
  /// Gives the reference away.
  Bits take() { return std::exchange(bits, nullBits); }
  /// Releases the current value and takes `value` over.
  void reset(Bits value) { release(*ctx, std::exchange(bits, value)); }

private:
  Context *ctx;
  Bits bits;
};

} // namespace forge::rt

#endif // FORGE_RT_CORE_MEMORY_H
