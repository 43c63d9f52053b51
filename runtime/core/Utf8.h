//===- Utf8.h - code points of UTF-8 text ---------------------------------===//
//
// Strings of the language are valid UTF-8; on invalid bytes these functions
// still terminate and advance.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_RT_CORE_UTF8_H
#define FORGE_RT_CORE_UTF8_H

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace forge::rt {

/// True for the first byte of a code point.
inline bool startsCodePoint(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
}
/// Bytes of the code point at `offset`; at least 1, never beyond the end.
size_t codePointSize(std::string_view text, size_t offset);
/// Code point at `offset`; advances `offset` past it.
uint32_t decodeCodePoint(std::string_view text, size_t &offset);
/// Writes at most 4 bytes, returns how many.
size_t encodeCodePoint(uint32_t codePoint, char *out);
/// Number of code points.
int64_t countCodePoints(std::string_view text);
/// Byte offset of code point number `index`, or the size of the text.
size_t offsetOfCodePoint(std::string_view text, int64_t index);

} // namespace forge::rt

#endif // FORGE_RT_CORE_UTF8_H
