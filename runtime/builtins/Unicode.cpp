//===- Unicode.cpp - case mapping and properties of code points -----------===//
//
// All tables are sorted ranges, searched by bisection; ASCII never reaches
// them.
//
//===----------------------------------------------------------------------===//

#include "Unicode.h"

#include <algorithm>
#include <iterator>

using namespace forge::rt;

namespace {

/// Code points first to last.
struct CodeRange {
  uint32_t first, last;
};

/// Every `stride`-th code point from first to last maps to itself plus delta.
struct CaseRange {
  uint32_t first, last;
  int32_t stride, delta;
};

/// Mapping to several code points; the unused ones are 0.
struct CaseExpansion {
  uint32_t from;
  uint32_t to[3];
};

#include "forge/rt/UnicodeTables.inc"

/// The range that ends at or behind a code point, or null.
template <typename Range, size_t n>
const Range *findRange(const Range (&table)[n], uint32_t codePoint) {
  const Range *found = std::lower_bound(
      std::begin(table), std::end(table), codePoint,
      [](const Range &range, uint32_t code) { return range.last < code; });
  if (found == std::end(table) || codePoint < found->first)
    return nullptr;
  return found;
}

template <size_t n>
uint32_t mapped(const CaseRange (&table)[n], uint32_t codePoint) {
  const CaseRange *range = findRange(table, codePoint);
  if (!range || (codePoint - range->first) % range->stride != 0)
    return codePoint;
  return codePoint + range->delta;
}

template <size_t n>
bool appendExpansion(StringBuilder &out, const CaseExpansion (&table)[n],
                     uint32_t codePoint) {
  const CaseExpansion *found =
      std::lower_bound(std::begin(table), std::end(table), codePoint,
                       [](const CaseExpansion &entry, uint32_t code) {
                         return entry.from < code;
                       });
  if (found == std::end(table) || found->from != codePoint)
    return false;
  for (uint32_t target : found->to)
    if (target)
      out.appendCodePoint(target);
  return true;
}

bool isCased(uint32_t codePoint) { return findRange(casedRanges, codePoint); }

bool isCaseIgnorable(uint32_t codePoint) {
  return findRange(caseIgnorableRanges, codePoint);
}

/// Reads the code point that ends at `end`, a boundary above 0.
uint32_t codePointBefore(std::string_view text, size_t &end) {
  do
    --end;
  while (end > 0 && !startsCodePoint(text[end]));
  size_t offset = end;
  return decodeCodePoint(text, offset);
}

/// Whether a sigma in [start, end) is the last letter of a word (Unicode,
/// section 3.13, Final_Sigma).
bool isFinalSigma(std::string_view text, size_t start, size_t end) {
  bool casedBefore = false;
  while (start > 0) {
    uint32_t codePoint = codePointBefore(text, start);
    if (!isCaseIgnorable(codePoint)) {
      casedBefore = isCased(codePoint);
      break;
    }
  }
  if (!casedBefore)
    return false;
  while (end < text.size()) {
    uint32_t codePoint = decodeCodePoint(text, end);
    if (!isCaseIgnorable(codePoint))
      return !isCased(codePoint);
  }
  return true;
}

constexpr uint32_t capitalSigma = 0x3A3;
constexpr uint32_t finalSigma = 0x3C2;

} // namespace

bool forge::rt::isWhiteSpace(uint32_t c) {
  if (c < 0x80)
    return c == ' ' || (c >= 9 && c <= 13);
  return c == 0x85 || c == 0xA0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 ||
         c == 0x202F || c == 0x205F || c == 0x3000;
}

bool forge::rt::isAlphabetic(uint32_t c) {
  if (c < 0x80)
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
  return findRange(alphabeticRanges, c);
}

bool forge::rt::isNumeric(uint32_t c) {
  if (c < 0x80)
    return c >= '0' && c <= '9';
  return findRange(numericRanges, c);
}

bool forge::rt::isUpperCase(uint32_t c) {
  if (c < 0x80)
    return c >= 'A' && c <= 'Z';
  return findRange(uppercaseRanges, c);
}

bool forge::rt::isLowerCase(uint32_t c) {
  if (c < 0x80)
    return c >= 'a' && c <= 'z';
  return isCased(c) && !isUpperCase(c) && mapped(lowerRanges, c) == c;
}

void forge::rt::appendUpper(StringBuilder &out, uint32_t c) {
  if (c < 0x80)
    out.append(static_cast<char>(c >= 'a' && c <= 'z' ? c - 32 : c));
  else if (!appendExpansion(out, upperExpansions, c))
    out.appendCodePoint(mapped(upperRanges, c));
}

void forge::rt::appendLower(StringBuilder &out, uint32_t c) {
  if (c < 0x80)
    out.append(static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c));
  else if (!appendExpansion(out, lowerExpansions, c))
    out.appendCodePoint(mapped(lowerRanges, c));
}

/// Bytes from an offset on that are ASCII.
static std::string_view asciiRun(std::string_view text, size_t offset) {
  size_t end = offset;
  while (end < text.size() && static_cast<unsigned char>(text[end]) < 0x80)
    ++end;
  return text.substr(offset, end - offset);
}

/// Appends ASCII text with the letters from `first` on in the other case.
static void appendSwapped(StringBuilder &out, std::string_view text,
                          char first) {
  char *to = out.extend(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    bool swap = static_cast<unsigned char>(text[i] - first) < 26;
    to[i] = static_cast<char>(text[i] ^ (swap ? 0x20 : 0));
  }
}

void forge::rt::appendUpper(StringBuilder &out, std::string_view text) {
  for (size_t offset = 0; offset < text.size();) {
    std::string_view run = asciiRun(text, offset);
    appendSwapped(out, run, 'a');
    offset += run.size();
    if (offset < text.size())
      appendUpper(out, decodeCodePoint(text, offset));
  }
}

void forge::rt::appendLower(StringBuilder &out, std::string_view text) {
  for (size_t offset = 0; offset < text.size();) {
    std::string_view run = asciiRun(text, offset);
    appendSwapped(out, run, 'A');
    offset += run.size();
    if (offset == text.size())
      return;
    size_t start = offset;
    uint32_t codePoint = decodeCodePoint(text, offset);
    if (codePoint == capitalSigma && isFinalSigma(text, start, offset))
      out.appendCodePoint(finalSigma);
    else
      appendLower(out, codePoint);
  }
}

void forge::rt::appendCapitalized(StringBuilder &out, std::string_view text) {
  if (text.empty())
    return;
  size_t offset = 0;
  appendUpper(out, decodeCodePoint(text, offset));
  appendLower(out, text.substr(offset));
}

/// Bytes of the longest start of a sequence at the front of `text`; `complete`
/// tells whether it is a whole one.
static size_t sequenceSize(std::string_view text, bool &complete) {
  auto byte = [&](size_t i) { return static_cast<unsigned char>(text[i]); };
  unsigned lead = byte(0);
  size_t wanted = lead < 0x80   ? 1
                  : lead < 0xC2 ? 0
                  : lead < 0xE0 ? 2
                  : lead < 0xF0 ? 3
                  : lead < 0xF5 ? 4
                                : 0;
  // The second byte also excludes overlong forms, surrogates and numbers above
  // U+10FFFF.
  unsigned low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  unsigned high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  size_t size = 1;
  while (size < wanted && size < text.size() && byte(size) >= low &&
         byte(size) <= high) {
    ++size;
    low = 0x80;
    high = 0xBF;
  }
  complete = size == wanted;
  return size;
}

void forge::rt::appendValid(StringBuilder &out, std::string_view bytes) {
  while (!bytes.empty()) {
    bool complete;
    size_t size = sequenceSize(bytes, complete);
    if (complete)
      out.append(bytes.substr(0, size));
    else
      out.appendCodePoint(0xFFFD);
    bytes.remove_prefix(size);
  }
}

std::string_view forge::rt::trimStart(std::string_view text) {
  size_t offset = 0;
  while (offset < text.size()) {
    size_t next = offset;
    if (!isWhiteSpace(decodeCodePoint(text, next)))
      break;
    offset = next;
  }
  return text.substr(offset);
}

std::string_view forge::rt::trimEnd(std::string_view text) {
  size_t end = text.size();
  while (end > 0) {
    size_t start = end;
    if (!isWhiteSpace(codePointBefore(text, start)))
      break;
    end = start;
  }
  return text.substr(0, end);
}

std::string_view forge::rt::trim(std::string_view text) {
  return trimEnd(trimStart(text));
}

bool forge::rt::nextWord(std::string_view &rest, std::string_view &word) {
  rest = trimStart(rest);
  if (rest.empty())
    return false;
  size_t end = 0;
  while (end < rest.size()) {
    size_t next = end;
    if (isWhiteSpace(decodeCodePoint(rest, next)))
      break;
    end = next;
  }
  word = rest.substr(0, end);
  rest = rest.substr(end);
  return true;
}
