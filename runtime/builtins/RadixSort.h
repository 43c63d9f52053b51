//===- RadixSort.h - stable sort by 64-bit keys ---------------------------===//
//
// Sorting by digits of the keys, the least significant first. Only as many
// digits as the range of the keys has are looked at. Few items are merged
// instead.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_RT_BUILTINS_RADIXSORT_H
#define FORGE_RT_BUILTINS_RADIXSORT_H

#include "MergeSort.h"

#include <bit>
#include <cstdint>
#include <utility>

namespace forge::rt {

/// Key that orders integers by value.
inline uint64_t orderedKey(int64_t value) {
  return static_cast<uint64_t>(value) ^ (uint64_t(1) << 63);
}
/// Key that orders doubles by value; they are no NaN, and -0.0 counts as less
/// than 0.0.
inline uint64_t orderedKey(double value) {
  auto bits = std::bit_cast<uint64_t>(value);
  return bits >> 63 ? ~bits : bits | (uint64_t(1) << 63);
}

/// Moves the items into `to`, ordered by one digit of `keyOf(item) - base`.
template <unsigned digitBits, typename T, typename KeyOf>
void distribute(const T *from, T *to, int64_t count, uint64_t base,
                unsigned shift, KeyOf keyOf) {
  constexpr size_t digits = size_t(1) << digitBits;
  int64_t starts[digits] = {};
  auto digitOf = [&](const T &item) {
    return ((keyOf(item) - base) >> shift) & (digits - 1);
  };
  for (int64_t i = 0; i < count; ++i)
    ++starts[digitOf(from[i])];
  int64_t start = 0;
  for (int64_t &entry : starts)
    start += std::exchange(entry, start);
  for (int64_t i = 0; i < count; ++i)
    to[starts[digitOf(from[i])]++] = from[i];
}

/// Sorts trivially copyable items by key, keeping the order of equal ones.
template <typename T, typename KeyOf>
void radixSort(T *items, int64_t count, KeyOf keyOf) {
  constexpr int64_t few = 512;
  if (count < few)
    return mergeSort(items, count, [&](const T &a, const T &b) {
      return keyOf(a) < keyOf(b);
    });
  uint64_t low = keyOf(items[0]), high = low, last = low;
  bool sorted = true;
  for (int64_t i = 1; i < count; ++i) {
    uint64_t key = keyOf(items[i]);
    sorted &= last <= key;
    low = std::min(low, key);
    high = std::max(high, key);
    last = key;
  }
  if (sorted)
    return;
  constexpr unsigned digitBits = 11;
  T *buffer =
      static_cast<T *>(allocateBytes(static_cast<size_t>(count) * sizeof(T)));
  T *from = items, *to = buffer;
  auto width = static_cast<unsigned>(std::bit_width(high - low));
  for (unsigned shift = 0; shift < width; shift += digitBits) {
    distribute<digitBits>(from, to, count, low, shift, keyOf);
    std::swap(from, to);
  }
  if (from != items)
    std::memcpy(static_cast<void *>(items), from,
                static_cast<size_t>(count) * sizeof(T));
  freeBytes(buffer);
}

} // namespace forge::rt

#endif // FORGE_RT_BUILTINS_RADIXSORT_H
