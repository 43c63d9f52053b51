//===- ShortBytes.h - copying and comparing few bytes ---------------------===//
//
// Most texts that programs append, compare and look up are a few bytes long,
// for which a call of memcpy or memcmp costs more than the work. Sizes of up to
// 16 bytes are done with two loads that may overlap.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_RT_CORE_SHORTBYTES_H
#define FORGE_RT_CORE_SHORTBYTES_H

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace forge::rt {

template <typename Word> Word loadWord(const char *from) {
  Word word;
  std::memcpy(&word, from, sizeof(Word));
  return word;
}

/// Copies sizeof(Word) to 2 * sizeof(Word) bytes.
template <typename Word>
void copyTwoWords(char *to, const char *from, size_t size) {
  Word first = loadWord<Word>(from);
  Word last = loadWord<Word>(from + size - sizeof(Word));
  std::memcpy(to, &first, sizeof(Word));
  std::memcpy(to + size - sizeof(Word), &last, sizeof(Word));
}

/// Copies at most 16 bytes.
inline void copyShort(char *to, const char *from, size_t size) {
  if (size >= 8)
    copyTwoWords<uint64_t>(to, from, size);
  else if (size >= 4)
    copyTwoWords<uint32_t>(to, from, size);
  else if (size >= 2)
    copyTwoWords<uint16_t>(to, from, size);
  else if (size)
    *to = *from;
}

/// memcpy for sizes that are usually small.
inline void copyBytes(char *to, const char *from, size_t size) {
  if (size > 16)
    std::memcpy(to, from, size);
  else
    copyShort(to, from, size);
}

/// Compares sizeof(Word) to 2 * sizeof(Word) bytes.
template <typename Word>
bool sameTwoWords(const char *a, const char *b, size_t size) {
  size_t last = size - sizeof(Word);
  return ((loadWord<Word>(a) ^ loadWord<Word>(b)) |
          (loadWord<Word>(a + last) ^ loadWord<Word>(b + last))) == 0;
}

/// Equality of two texts that are usually short.
inline bool sameBytes(const char *a, const char *b, size_t size) {
  if (size > 16)
    return std::memcmp(a, b, size) == 0;
  if (size >= 8)
    return sameTwoWords<uint64_t>(a, b, size);
  if (size >= 4)
    return sameTwoWords<uint32_t>(a, b, size);
  if (size >= 2)
    return sameTwoWords<uint16_t>(a, b, size);
  return size == 0 || *a == *b;
}

} // namespace forge::rt

#endif // FORGE_RT_CORE_SHORTBYTES_H
