//===- StringSplit.cpp - split, join, replace, count, lines ---------------===//
//
// Specification: builtins, section 6: the functions that cut and paste.
//
//===----------------------------------------------------------------------===//

#include "Unicode.h"
#include "core/ArrayObject.h"
#include "core/Equality.h"
#include "core/Errors.h"
#include "core/Text.h"
#include "forge/rt/Prototypes.h"

#include <algorithm>

using namespace forge::rt;

static constexpr size_t npos = std::string_view::npos;

/// Position of a pattern, which is not empty. One character is looked for in
/// place as long as it comes soon: calling memchr for every short part would
/// cost more than the search.
static size_t findIn(std::string_view text, std::string_view pattern) {
  if (pattern.size() != 1)
    return text.find(pattern);
  constexpr size_t soon = 16;
  size_t near = std::min(text.size(), soon);
  for (size_t i = 0; i < near; ++i)
    if (text[i] == pattern[0])
      return i;
  return text.find(pattern[0], near);
}

/// Array of the code points as Strings.
static Bits codePointArray(Context &ctx, const String *string) {
  std::string_view text = textOf(string);
  BoxArrayBuilder result(ctx, codePoints(string));
  for (size_t offset = 0; offset < text.size();) {
    size_t size = codePointSize(text, offset);
    result.push(makeString(ctx, text.substr(offset, size)));
    offset += size;
  }
  return result.finish();
}

Bits forge::rt::frt_split(Context *context, Bits s, Bits sep) noexcept {
  if (!isString(s) || !isString(sep))
    return raise(*context, "split() requires (string, delimiter_string)");
  std::string_view rest = textOf(s), separator = textOf(sep);
  if (separator.empty())
    return codePointArray(*context, objectOf<String>(s));
  // Parts of ASCII text are ASCII: their code points need not be counted.
  auto make = isAscii(objectOf<String>(s)) ? makeAscii : makeString;
  BoxArrayBuilder result(*context);
  for (size_t at; (at = findIn(rest, separator)) != npos;) {
    result.push(make(*context, rest.substr(0, at)));
    rest.remove_prefix(at + separator.size());
  }
  result.push(make(*context, rest));
  return result.finish();
}

Bits forge::rt::frt_string_chars(Context *context, Bits receiver) noexcept {
  return codePointArray(*context, objectOf<String>(receiver));
}

/// Size of the joined text if all elements are Strings, else a lower bound.
static size_t joinedSize(const Array *array, size_t separator) {
  if (elementOf(array) != Element::Box || array->size == 0)
    return 0;
  size_t size = separator * static_cast<size_t>(array->size - 1);
  for (int64_t i = 0; i < array->size && isString(array->data[i]); ++i)
    size += textOf(array->data[i]).size();
  return size;
}

Bits forge::rt::frt_join(Context *context, Bits a, Bits sep) noexcept {
  if (!isArray(a) || (!isMissing(sep) && !isString(sep)))
    return raise(*context, "join() requires (array[, separator_string])");
  std::string_view separator = isString(sep) ? textOf(sep) : "";
  auto *array = objectOf<Array>(a);
  StringBuilder out(joinedSize(array, separator.size()));
  for (int64_t i = 0; i < array->size; ++i) {
    if (i)
      out.append(separator);
    if (elementOf(array) == Element::Box) {
      appendDisplay(out, array->data[i]);
    } else {
      Owned item(*context, itemAt(array, i));
      appendDisplay(out, item);
    }
  }
  return out.finish(*context);
}

/// `to` before every code point and at the end.
static void appendInterleaved(StringBuilder &out, std::string_view text,
                              std::string_view to) {
  for (size_t offset = 0; offset < text.size();) {
    size_t size = codePointSize(text, offset);
    out.append(to);
    out.append(text.substr(offset, size));
    offset += size;
  }
  out.append(to);
}

Bits forge::rt::frt_replace(Context *context, Bits s, Bits from,
                            Bits to) noexcept {
  if (!isString(s) || !isString(from) || !isString(to))
    return raise(*context,
                 "replace() requires (string, from_string, to_string)");
  std::string_view rest = textOf(s), pattern = textOf(from);
  StringBuilder out(rest.size());
  if (pattern.empty()) {
    appendInterleaved(out, rest, textOf(to));
    return out.finish(*context);
  }
  size_t at = findIn(rest, pattern);
  if (at == npos)
    return retained(s);
  for (; at != npos; at = findIn(rest, pattern)) {
    out.append(rest.substr(0, at));
    out.append(textOf(to));
    rest.remove_prefix(at + pattern.size());
  }
  out.append(rest);
  return out.finish(*context);
}

Bits forge::rt::frt_starts_with(Context *context, Bits s,
                                Bits prefix) noexcept {
  if (!isString(s) || !isString(prefix))
    return raise(*context, "starts_with() requires (string, prefix_string)");
  return makeBool(textOf(s).starts_with(textOf(prefix)));
}

Bits forge::rt::frt_ends_with(Context *context, Bits s, Bits suffix) noexcept {
  if (!isString(s) || !isString(suffix))
    return raise(*context, "ends_with() requires (string, suffix_string)");
  return makeBool(textOf(s).ends_with(textOf(suffix)));
}

static int64_t countItems(Context &ctx, Bits array, Bits item) {
  int64_t count = 0;
  for (int64_t i = 0; i < arraySize(array); ++i) {
    Owned element(ctx, itemAt(array, i));
    count += equals(element, item);
  }
  return count;
}

Bits forge::rt::frt_count(Context *context, Bits s, Bits sub) noexcept {
  if (isArray(s) && !isMissing(sub))
    return makeInt(countItems(*context, s, sub));
  if (!isString(s) || !isString(sub))
    return raise(*context, "count() requires (string, substring)");
  std::string_view rest = textOf(s), pattern = textOf(sub);
  if (pattern.empty())
    return makeInt(codePoints(objectOf<String>(s)) + 1);
  int64_t count = 0;
  for (size_t at; (at = findIn(rest, pattern)) != npos; ++count)
    rest.remove_prefix(at + pattern.size());
  return makeInt(count);
}

Bits forge::rt::frt_lines(Context *context, Bits s) noexcept {
  if (!isString(s))
    return raise(*context, "lines() requires a string");
  auto make = isAscii(objectOf<String>(s)) ? makeAscii : makeString;
  BoxArrayBuilder result(*context);
  for (std::string_view rest = textOf(s); !rest.empty();) {
    size_t end = rest.find('\n');
    std::string_view line = rest.substr(0, end);
    // A carriage return belongs to the line end only in front of a line feed.
    if (end != npos && line.ends_with('\r'))
      line.remove_suffix(1);
    result.push(make(*context, line));
    rest.remove_prefix(end == npos ? rest.size() : end + 1);
  }
  return result.finish();
}

Bits forge::rt::frt_string_lines(Context *context, Bits receiver) noexcept {
  return frt_lines(context, receiver);
}

Bits forge::rt::frt_string_words(Context *context, Bits receiver) noexcept {
  auto make = isAscii(objectOf<String>(receiver)) ? makeAscii : makeString;
  BoxArrayBuilder result(*context);
  std::string_view rest = textOf(receiver);
  for (std::string_view word; nextWord(rest, word);)
    result.push(make(*context, word));
  return result.finish();
}

Bits forge::rt::frt_string_bytes(Context *context, Bits receiver) noexcept {
  std::string_view text = textOf(receiver);
  int64_t size = static_cast<int64_t>(text.size());
  Bits result = makeArray(*context, size, Element::Int);
  Array *array = objectOf<Array>(result);
  for (int64_t i = 0; i < size; ++i)
    intsOf(array)[i] = static_cast<unsigned char>(text[i]);
  array->size = size;
  return result;
}
