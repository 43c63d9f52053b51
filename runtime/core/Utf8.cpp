//===- Utf8.cpp - code points of UTF-8 text -------------------------------===//

#include "Utf8.h"

#include <cstring>

using namespace forge::rt;

size_t forge::rt::codePointSize(std::string_view text, size_t offset) {
  size_t end = offset + 1;
  while (end < text.size() && !startsCodePoint(text[end]))
    ++end;
  return end - offset;
}

uint32_t forge::rt::decodeCodePoint(std::string_view text, size_t &offset) {
  auto first = static_cast<unsigned char>(text[offset++]);
  if (first < 0x80)
    return first;
  int more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : first >= 0xC0 ? 1 : 0;
  if (!more)
    return 0xFFFD;
  uint32_t codePoint = first & (0x3F >> more);
  for (; more > 0; --more) {
    if (offset >= text.size() || startsCodePoint(text[offset]))
      return 0xFFFD;
    codePoint = (codePoint << 6) | (text[offset++] & 0x3F);
  }
  return codePoint;
}

size_t forge::rt::encodeCodePoint(uint32_t c, char *out) {
  if (c < 0x80) {
    out[0] = static_cast<char>(c);
    return 1;
  }
  if (c < 0x800) {
    out[0] = static_cast<char>(0xC0 | (c >> 6));
    out[1] = static_cast<char>(0x80 | (c & 0x3F));
    return 2;
  }
  if (c < 0x10000) {
    out[0] = static_cast<char>(0xE0 | (c >> 12));
    out[1] = static_cast<char>(0x80 | ((c >> 6) & 0x3F));
    out[2] = static_cast<char>(0x80 | (c & 0x3F));
    return 3;
  }
  out[0] = static_cast<char>(0xF0 | (c >> 18));
  out[1] = static_cast<char>(0x80 | ((c >> 12) & 0x3F));
  out[2] = static_cast<char>(0x80 | ((c >> 6) & 0x3F));
  out[3] = static_cast<char>(0x80 | (c & 0x3F));
  return 4;
}

int64_t forge::rt::countCodePoints(std::string_view text) {
  // Continuation bytes are 10xxxxxx: eight at a time, bit 7 set and bit 6 not.
  size_t continuations = 0;
  const char *p = text.data();
  size_t n = text.size();
  for (; n >= 8; p += 8, n -= 8) {
    uint64_t word;
    std::memcpy(&word, p, 8);
    uint64_t marks = (word >> 7) & ~(word >> 6) & 0x0101010101010101;
    continuations += (marks * 0x0101010101010101) >> 56;
  }
  for (; n; ++p, --n)
    continuations += !startsCodePoint(*p);
  return static_cast<int64_t>(text.size() - continuations);
}

size_t forge::rt::offsetOfCodePoint(std::string_view text, int64_t index) {
  size_t offset = 0;
  for (; index > 0 && offset < text.size(); --index)
    offset += codePointSize(text, offset);
  return offset;
}
