//===- Utf8.cpp - decoding and encoding of code points --------------------===//
//
// Well-formedness is that of the Unicode standard, table 3-7: no overlong
// forms, no surrogates, nothing above U+10FFFF.
//
//===----------------------------------------------------------------------===//

#include "forge/Source/Utf8.h"
#include <algorithm>
#include <iterator>

using namespace forge;

namespace {
struct Range {
  uint32_t first;
  uint32_t last;
};

#include "UnicodeWords.inc"
} // namespace

CodePoint forge::decodeUtf8(llvm::StringRef text) {
  auto byte = [&](size_t i) -> unsigned {
    return static_cast<unsigned char>(text[i]);
  };
  auto isInner = [&](size_t i, unsigned low = 0x80, unsigned high = 0xBF) {
    return i < text.size() && byte(i) >= low && byte(i) <= high;
  };
  unsigned first = byte(0);
  if (first < 0x80)
    return {first, 1, false};
  if (first >= 0xC2 && first <= 0xDF && isInner(1))
    return {(first & 0x1F) << 6 | (byte(1) & 0x3F), 2, false};
  if (first >= 0xE0 && first <= 0xEF) {
    unsigned low = first == 0xE0 ? 0xA0 : 0x80;
    unsigned high = first == 0xED ? 0x9F : 0xBF;
    if (isInner(1, low, high) && isInner(2))
      return {(first & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F),
              3, false};
  }
  if (first >= 0xF0 && first <= 0xF4) {
    unsigned low = first == 0xF0 ? 0x90 : 0x80;
    unsigned high = first == 0xF4 ? 0x8F : 0xBF;
    if (isInner(1, low, high) && isInner(2) && isInner(3))
      return {(first & 0x07) << 18 | (byte(1) & 0x3F) << 12 |
                  (byte(2) & 0x3F) << 6 | (byte(3) & 0x3F),
              4, false};
  }
  return {first, 1, true};
}

void forge::appendUtf8(uint32_t value, llvm::SmallVectorImpl<char> &out) {
  auto push = [&](uint32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (value < 0x80) {
    push(value);
    return;
  }
  if (value < 0x800) {
    push(0xC0 | value >> 6);
  } else {
    if (value < 0x10000) {
      push(0xE0 | value >> 12);
    } else {
      push(0xF0 | value >> 18);
      push(0x80 | (value >> 12 & 0x3F));
    }
    push(0x80 | (value >> 6 & 0x3F));
  }
  push(0x80 | (value & 0x3F));
}

size_t forge::findInvalidUtf8(llvm::StringRef text) {
  for (size_t i = 0; i < text.size();) {
    if (static_cast<unsigned char>(text[i]) < 0x80) {
      ++i;
      continue;
    }
    CodePoint point = decodeUtf8(text.substr(i));
    if (point.invalid)
      return i;
    i += point.length;
  }
  return llvm::StringRef::npos;
}

/// Whether a sorted table of ranges contains the value.
template <size_t N>
static bool contains(const Range (&ranges)[N], uint32_t value) {
  auto it = std::upper_bound(
      std::begin(ranges), std::end(ranges), value,
      [](uint32_t value, const Range &range) { return value < range.first; });
  return it != std::begin(ranges) && value <= std::prev(it)->last;
}

bool forge::isWordStart(uint32_t value) {
  if (value < 0x80)
    return (value | 0x20) - 'a' < 26u || value == '_';
  return contains(letterRanges, value);
}

bool forge::isWordPart(uint32_t value) {
  if (value < 0x80)
    return isWordStart(value) || value - '0' < 10u;
  return contains(wordRanges, value);
}
