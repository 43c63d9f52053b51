//===- StringTests.cpp - what a string consists of, URI escapes -----------===//
//
// Specification: builtins, section 7.
//
//===----------------------------------------------------------------------===//

#include "Unicode.h"
#include "forge/rt/Prototypes.h"

using namespace forge::rt;

/// Whether the String is not empty and every code point passes the test.
template <typename Test> static Bits everyCodePoint(Bits string, Test test) {
  std::string_view text = textOf(string);
  for (size_t offset = 0; offset < text.size();)
    if (!test(decodeCodePoint(text, offset)))
      return falseBits;
  return makeBool(!text.empty());
}

Bits forge::rt::frt_string_len(Context *context, Bits receiver) noexcept {
  return makeInt(codePoints(objectOf<String>(receiver)));
}

Bits forge::rt::frt_string_is_empty(Context *context, Bits receiver) noexcept {
  return makeBool(textOf(receiver).empty());
}

Bits forge::rt::frt_string_is_numeric(Context *context,
                                      Bits receiver) noexcept {
  return everyCodePoint(receiver, [](uint32_t c) {
    return (c >= '0' && c <= '9') || c == '.' || c == '-';
  });
}

Bits forge::rt::frt_string_is_alpha(Context *context, Bits receiver) noexcept {
  return everyCodePoint(receiver, isAlphabetic);
}

Bits forge::rt::frt_string_is_alphanumeric(Context *context,
                                           Bits receiver) noexcept {
  return everyCodePoint(
      receiver, [](uint32_t c) { return isAlphabetic(c) || isNumeric(c); });
}

static bool isUnreserved(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
         (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.' || c == '~';
}

Bits forge::rt::frt_string_encode_uri(Context *context,
                                      Bits receiver) noexcept {
  static constexpr char digits[] = "0123456789ABCDEF";
  StringBuilder out(textOf(receiver).size());
  for (char c : textOf(receiver)) {
    if (isUnreserved(c)) {
      out.append(c);
      continue;
    }
    unsigned char byte = static_cast<unsigned char>(c);
    out.append('%');
    out.append(digits[byte >> 4]);
    out.append(digits[byte & 15]);
  }
  return out.finish(*context);
}

/// Value of a hexadecimal digit, or -1.
static int hexValue(char c) {
  if (c >= '0' && c <= '9')
    return c - '0';
  c = static_cast<char>(c | 0x20);
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

Bits forge::rt::frt_string_decode_uri(Context *context,
                                      Bits receiver) noexcept {
  std::string_view text = textOf(receiver);
  StringBuilder bytes(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    int high = i + 2 < text.size() ? hexValue(text[i + 1]) : -1;
    int low = i + 2 < text.size() ? hexValue(text[i + 2]) : -1;
    if (text[i] == '%' && high >= 0 && low >= 0) {
      bytes.append(static_cast<char>(high * 16 + low));
      i += 2;
    } else
      bytes.append(text[i] == '+' ? ' ' : text[i]);
  }
  StringBuilder out(bytes.size());
  appendValid(out, bytes.view());
  return out.finish(*context);
}
