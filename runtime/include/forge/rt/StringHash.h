//===- StringHash.h - hash of string contents -----------------------------===//
//
// The hash that Strings cache. The compiler includes this file to store it in
// static strings, so that their lookups never compute it. Every step takes in
// 16 bytes with two independent multiplications; the rest at the end is read
// with loads that overlap what was read before, so that no byte is handled
// alone. The multipliers are odd constants of high entropy.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_RT_STRINGHASH_H
#define FORGE_RT_STRINGHASH_H

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace forge::rt {

/// 64-bit finalizer of MurmurHash3 (Austin Appleby, public domain): every input
/// bit reaches every output bit.
inline uint64_t mixHash(uint64_t h) {
  h ^= h >> 33;
  h *= 0xFF51AFD7ED558CCD;
  h ^= h >> 33;
  h *= 0xC4CEB9FE1A85EC53;
  h ^= h >> 33;
  return h;
}

/// The state of a hash of bytes.
class ByteHash {
public:
  constexpr explicit ByteHash(size_t size)
      : h(0x9E3779B97F4A7C15 ^ (uint64_t(size) * 0xD6E8FEB86659FD93)) {}
  constexpr void add(uint64_t a, uint64_t b) {
    uint64_t x = (a ^ h) * 0x87C37B91114253D5;
    uint64_t y = (rotate(b, 29) ^ h) * 0x4CF5AD432745937F;
    h = (x ^ (x >> 32)) + rotate(y ^ (y >> 29), 23);
  }
  /// Never 0, which marks a hash that is not computed yet.
  constexpr uint64_t finish() const {
    uint64_t r = h ^ (h >> 32);
    r *= 0xC4CEB9FE1A85EC53;
    r ^= r >> 29;
    return r ? r : 1;
  }

private:
  static constexpr uint64_t rotate(uint64_t x, int n) {
    return (x << n) | (x >> (64 - n));
  }
  uint64_t h;
};

/// Hash of the text of one byte.
constexpr uint64_t hashByte(unsigned char c) {
  ByteHash hash(1);
  hash.add(uint64_t(c) * 0x010101, 0);
  return hash.finish();
}

inline uint64_t hashBytes(const char *data, size_t size) {
  auto load8 = [](const char *from) {
    uint64_t word;
    std::memcpy(&word, from, 8);
    return word;
  };
  auto load4 = [](const char *from) {
    uint32_t word;
    std::memcpy(&word, from, 4);
    return uint64_t(word);
  };
  auto byte = [data](size_t i) {
    return uint64_t(static_cast<unsigned char>(data[i]));
  };
  ByteHash hash(size);
  if (size > 16) {
    const char *last = data + size - 16;
    for (; data < last; data += 16)
      hash.add(load8(data), load8(data + 8));
    hash.add(load8(last), load8(last + 8));
  } else if (size >= 8) {
    hash.add(load8(data), load8(data + size - 8));
  } else if (size >= 4) {
    hash.add(load4(data), load4(data + size - 4));
  } else if (size) {
    hash.add(byte(0) | byte(size / 2) << 8 | byte(size - 1) << 16, 0);
  }
  return hash.finish();
}

} // namespace forge::rt

#endif // FORGE_RT_STRINGHASH_H
