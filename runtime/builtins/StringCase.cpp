//===- StringCase.cpp - letter case and words -----------------------------===//
//
// Specification: builtins, section 6: everything that looks at letters.
//
//===----------------------------------------------------------------------===//

#include "Unicode.h"
#include "core/Buffer.h"
#include "core/Errors.h"
#include "forge/rt/Prototypes.h"

using namespace forge::rt;

Bits forge::rt::frt_string_upper(Context *context, Bits receiver) noexcept {
  StringBuilder out(textOf(receiver).size());
  appendUpper(out, textOf(receiver));
  return out.finish(*context);
}

Bits forge::rt::frt_string_lower(Context *context, Bits receiver) noexcept {
  StringBuilder out(textOf(receiver).size());
  appendLower(out, textOf(receiver));
  return out.finish(*context);
}

/// A part of a String as an owned String; the String itself if it is all of it.
static Bits partOf(Context &ctx, Bits string, std::string_view part) {
  if (part.size() == textOf(string).size())
    return retained(string);
  auto *whole = objectOf<String>(string);
  return whole->chars == whole->size ? makeAscii(ctx, part)
                                     : makeString(ctx, part);
}

Bits forge::rt::frt_string_trim(Context *context, Bits receiver) noexcept {
  return partOf(*context, receiver, trim(textOf(receiver)));
}

Bits forge::rt::frt_string_trim_start(Context *context,
                                      Bits receiver) noexcept {
  return partOf(*context, receiver, trimStart(textOf(receiver)));
}

Bits forge::rt::frt_string_trim_end(Context *context, Bits receiver) noexcept {
  return partOf(*context, receiver, trimEnd(textOf(receiver)));
}

Bits forge::rt::frt_upper(Context *context, Bits s) noexcept {
  if (!isString(s))
    return raise(*context, "upper() requires a string");
  return frt_string_upper(context, s);
}

Bits forge::rt::frt_lower(Context *context, Bits s) noexcept {
  if (!isString(s))
    return raise(*context, "lower() requires a string");
  return frt_string_lower(context, s);
}

Bits forge::rt::frt_trim(Context *context, Bits s) noexcept {
  if (!isString(s))
    return raise(*context, "trim() requires a string");
  return frt_string_trim(context, s);
}

Bits forge::rt::frt_capitalize(Context *context, Bits s) noexcept {
  if (!isString(s))
    return raise(*context, "capitalize() requires a string");
  StringBuilder out(textOf(s).size());
  appendCapitalized(out, textOf(s));
  return out.finish(*context);
}

Bits forge::rt::frt_title(Context *context, Bits s) noexcept {
  if (!isString(s))
    return raise(*context, "title() requires a string");
  StringBuilder out(textOf(s).size());
  std::string_view rest = textOf(s);
  bool first = true;
  for (std::string_view word; nextWord(rest, word); first = false) {
    if (!first)
      out.append(' ');
    appendCapitalized(out, word);
  }
  return out.finish(*context);
}

Bits forge::rt::frt_slugify(Context *context, Bits s) noexcept {
  if (!isString(s))
    return raise(*context, "slugify() requires a string");
  StringBuilder lower, out;
  appendLower(lower, textOf(s));
  bool gap = false;
  std::string_view text = lower.view();
  for (size_t offset = 0; offset < text.size();) {
    uint32_t codePoint = decodeCodePoint(text, offset);
    if (!isAlphabetic(codePoint) && !isNumeric(codePoint)) {
      gap = true;
      continue;
    }
    if (gap && out.size() > 0)
      out.append('-');
    gap = false;
    out.appendCodePoint(codePoint);
  }
  return out.finish(*context);
}

/// Whether a word starts at the upper-case code point `current`: behind a small
/// letter or a digit, and at the last capital of a row of capitals.
static bool startsWord(uint32_t previous, uint32_t current, uint32_t next) {
  if (!isUpperCase(current))
    return false;
  return isLowerCase(previous) || isNumeric(previous) ||
         (isUpperCase(previous) && isLowerCase(next));
}

/// Code point at an offset, 0 at the end of the text.
static uint32_t peek(std::string_view text, size_t offset) {
  return offset < text.size() ? decodeCodePoint(text, offset) : 0;
}

Bits forge::rt::frt_snake_case(Context *context, Bits s) noexcept {
  if (!isString(s))
    return raise(*context, "snake_case() requires a string");
  std::string_view text = textOf(s);
  StringBuilder out(text.size());
  uint32_t previous = 0;
  for (size_t offset = 0; offset < text.size();) {
    uint32_t codePoint = decodeCodePoint(text, offset);
    if (startsWord(previous, codePoint, peek(text, offset)))
      out.append('_');
    if (isUpperCase(codePoint))
      appendLower(out, codePoint);
    else if (codePoint == ' ' || codePoint == '-')
      out.append('_');
    else
      out.appendCodePoint(codePoint);
    previous = codePoint;
  }
  return out.finish(*context);
}

Bits forge::rt::frt_camel_case(Context *context, Bits s) noexcept {
  if (!isString(s))
    return raise(*context, "camel_case() requires a string");
  std::string_view text = textOf(s);
  StringBuilder out(text.size());
  size_t wordStart = 0;
  auto endWord = [&](size_t end) {
    std::string_view word = text.substr(wordStart, end - wordStart);
    if (out.size() == 0)
      appendLower(out, word);
    else
      appendCapitalized(out, word);
  };
  uint32_t previous = 0;
  for (size_t offset = 0; offset < text.size();) {
    size_t start = offset;
    uint32_t codePoint = decodeCodePoint(text, offset);
    if (codePoint == '_' || codePoint == ' ' || codePoint == '-') {
      endWord(start);
      wordStart = offset;
    } else if (startsWord(previous, codePoint, peek(text, offset))) {
      endWord(start);
      wordStart = start;
    }
    previous = codePoint;
  }
  endWord(text.size());
  return out.finish(*context);
}
