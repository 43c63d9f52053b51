//===- MergeSort.h - stable sort ------------------------------------------===//
//
// Insertion sort of short runs, then bottom-up merging into a buffer of the
// same size. Unlike std::stable_sort it needs nothing of the C++ library at
// link time. Runs that are in order already are not merged, so sorted input is
// linear.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_RT_BUILTINS_MERGESORT_H
#define FORGE_RT_BUILTINS_MERGESORT_H

#include "core/Memory.h"

#include <algorithm>
#include <cstring>
#include <type_traits>

namespace forge::rt {

template <typename T, typename Less>
void insertionSort(T *items, int64_t count, Less less) {
  for (int64_t i = 1; i < count; ++i) {
    T item = items[i];
    int64_t hole = i;
    for (; hole > 0 && less(item, items[hole - 1]); --hole)
      items[hole] = items[hole - 1];
    items[hole] = item;
  }
}

/// Merges [left, middle) and [middle, right) into `out`.
template <typename T, typename Less>
void mergeRuns(const T *left, const T *middle, const T *right, T *out,
               Less less) {
  const T *a = left, *b = middle;
  while (a < middle && b < right)
    *out++ = less(*b, *a) ? *b++ : *a++;
  std::memcpy(static_cast<void *>(out), a, (middle - a) * sizeof(T));
  out += middle - a;
  std::memcpy(static_cast<void *>(out), b, (right - b) * sizeof(T));
}

/// Sorts trivially copyable items, keeping the order of equal ones. `less` may
/// be inconsistent; the result then is some permutation.
template <typename T, typename Less>
void mergeSort(T *items, int64_t count, Less less) {
  static_assert(std::is_trivially_copyable_v<T>);
  constexpr int64_t runLength = 16;
  for (int64_t i = 0; i < count; i += runLength)
    insertionSort(items + i, std::min(runLength, count - i), less);
  if (count <= runLength)
    return;
  T *buffer = static_cast<T *>(allocateBytes(count * sizeof(T)));
  T *from = items, *to = buffer;
  for (int64_t width = runLength; width < count; width *= 2) {
    for (int64_t start = 0; start < count; start += 2 * width) {
      int64_t middle = std::min(start + width, count);
      int64_t end = std::min(middle + width, count);
      if (middle == end || !less(from[middle], from[middle - 1]))
        std::memcpy(static_cast<void *>(to + start), from + start,
                    (end - start) * sizeof(T));
      else
        mergeRuns(from + start, from + middle, from + end, to + start, less);
    }
    std::swap(from, to);
  }
  if (from != items)
    std::memcpy(static_cast<void *>(items), from, count * sizeof(T));
  freeBytes(buffer);
}

} // namespace forge::rt

#endif // FORGE_RT_BUILTINS_MERGESORT_H
