//===- StringHash.h - hash of string contents -----------------------------===//
//
// The hash that Strings cache. The compiler includes this file to store it in
// static strings, so that their lookups never compute it. The body is that of
// MurmurHash3 (Austin Appleby, public domain) on 8-byte words, the final mix is
// its 64-bit finalizer.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_RT_STRINGHASH_H
#define FORGE_RT_STRINGHASH_H

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace forge::rt {

/// 64-bit finalizer: every input bit reaches every output bit.
inline uint64_t mixHash(uint64_t h) {
  h ^= h >> 33;
  h *= 0xFF51AFD7ED558CCD;
  h ^= h >> 33;
  h *= 0xC4CEB9FE1A85EC53;
  h ^= h >> 33;
  return h;
}

/// Never 0, which marks a hash that is not computed yet.
inline uint64_t hashBytes(const char *data, size_t size) {
  auto rotate = [](uint64_t x, int n) { return (x << n) | (x >> (64 - n)); };
  uint64_t h = 0x9E3779B97F4A7C15 ^ size;
  auto add = [&](uint64_t word) {
    word *= 0x87C37B91114253D5;
    word = rotate(word, 31);
    word *= 0x4CF5AD432745937F;
    h ^= word;
    h = rotate(h, 27) * 5 + 0x52DCE729;
  };
  uint64_t word;
  for (; size >= 8; data += 8, size -= 8) {
    std::memcpy(&word, data, 8);
    add(word);
  }
  if (size) {
    word = 0;
    std::memcpy(&word, data, size);
    add(word);
  }
  h = mixHash(h);
  return h ? h : 1;
}

} // namespace forge::rt

#endif // FORGE_RT_STRINGHASH_H
