//===- Buffer.h - growable array of trivial elements ----------------------===//
//
// The runtime's vector: malloc memory, trivially copyable elements, a few of
// them inline so that most uses never allocate.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_RT_CORE_BUFFER_H
#define FORGE_RT_CORE_BUFFER_H

#include "Memory.h"

#include <cstring>
#include <type_traits>

namespace forge::rt {

template <typename T, size_t inlineCount = 16> class Buffer {
  static_assert(std::is_trivially_copyable_v<T>);

public:
  Buffer() : items(reinterpret_cast<T *>(storage)) {}
  Buffer(const Buffer &) = delete;
  Buffer &operator=(const Buffer &) = delete;
  ~Buffer() {
    if (!isInline())
      freeBytes(items);
  }

  size_t size() const { return count; }
  bool empty() const { return count == 0; }
  T *data() { return items; }
  const T *data() const { return items; }
  T &operator[](size_t i) { return items[i]; }
  const T &operator[](size_t i) const { return items[i]; }
  T &back() { return items[count - 1]; }
  T *begin() { return items; }
  T *end() { return items + count; }
  const T *begin() const { return items; }
  const T *end() const { return items + count; }

  void push(const T &value) {
    T copy = value;
    if (count == room)
      reserve(room * 2);
    items[count++] = copy;
  }
  T pop() { return items[--count]; }
  void clear() { count = 0; }
  /// New elements are indeterminate.
  void resize(size_t size) {
    if (size > room)
      reserve(size);
    count = size;
  }
  void append(const T *from, size_t n) {
    if (count + n > room)
      reserve(count + n > room * 2 ? count + n : room * 2);
    if (n)
      std::memcpy(items + count, from, n * sizeof(T));
    count += n;
  }
  void reserve(size_t size) {
    if (size <= room)
      return;
    if (isInline()) {
      T *grown = static_cast<T *>(allocateBytes(size * sizeof(T)));
      std::memcpy(static_cast<void *>(grown), items, count * sizeof(T));
      items = grown;
    } else {
      items = static_cast<T *>(reallocateBytes(items, size * sizeof(T)));
    }
    room = size;
  }

private:
  bool isInline() const {
    return items == reinterpret_cast<const T *>(storage);
  }

  T *items;
  size_t count = 0;
  size_t room = inlineCount;
  alignas(T) char storage[inlineCount * sizeof(T)];
};

} // namespace forge::rt

#endif // FORGE_RT_CORE_BUFFER_H
