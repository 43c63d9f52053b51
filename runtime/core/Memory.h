//===- Memory.h - allocation and reference counting -----------------------===//
//
// Heap objects live in malloc memory. A count of 0 means one reference; a
// negative count is never changed. Freeing is iterative, however deep the data.
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

/// New object of `size` bytes with a count of one reference, flags and aux 0.
Header *allocateHeader(Context &ctx, Kind kind, size_t size);
template <typename T> T *allocateObject(Context &ctx, Kind kind, size_t size) {
  return reinterpret_cast<T *>(allocateHeader(ctx, kind, size));
}
/// Memory blocks of objects have sizes in steps of 16 bytes, so that a block
/// freed by one object fits the next one of about its size.
inline constexpr size_t blockStep = 16;
inline constexpr size_t blockSize(size_t size) {
  return (size + blockStep - 1) & ~(blockStep - 1);
}
/// Grows or shrinks a unique object; it may move.
template <typename T> T *resizeObject(T *object, size_t size) {
  return static_cast<T *>(reallocateBytes(object, blockSize(size)));
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

/// Gives the blocks kept for later objects back.
void freeBlocks(Context &ctx);

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
