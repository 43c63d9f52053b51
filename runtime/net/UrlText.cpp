//===- UrlText.cpp - percent-encoded texts --------------------------------===//

#include "UrlText.h"

#include <algorithm>
#include <cstdint>

using namespace forge::net;

static int hexDigit(char c) {
  if (c >= '0' && c <= '9')
    return c - '0';
  c |= 32;
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

std::string forge::net::percentDecode(std::string_view text, bool plusIsBlank) {
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '%' && i + 2 < text.size()) {
      int high = hexDigit(text[i + 1]), low = hexDigit(text[i + 2]);
      if (high >= 0 && low >= 0) {
        out += char(high << 4 | low);
        i += 2;
        continue;
      }
    }
    out += c == '+' && plusIsBlank ? ' ' : c;
  }
  return out;
}

bool forge::net::nextPair(std::string_view &rest, std::string &key,
                          std::string &value) {
  while (!rest.empty()) {
    size_t end = rest.find('&');
    std::string_view pair = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view()
                                         : rest.substr(end + 1);
    if (pair.empty())
      continue;
    size_t equals = pair.find('=');
    key = percentDecode(pair.substr(0, equals), true);
    value = equals == std::string_view::npos
                ? std::string()
                : percentDecode(pair.substr(equals + 1), true);
    return true;
  }
  return false;
}

bool forge::net::isUtf8(std::string_view text) {
  auto *p = reinterpret_cast<const unsigned char *>(text.data());
  auto *end = p + text.size();
  while (p != end) {
    unsigned char c = *p++;
    if (c < 0x80)
      continue;
    int more;
    uint32_t least, point;
    if (c >= 0xC2 && c <= 0xDF) {
      more = 1, least = 0x80, point = c & 0x1F;
    } else if (c >= 0xE0 && c <= 0xEF) {
      more = 2, least = 0x800, point = c & 0x0F;
    } else if (c >= 0xF0 && c <= 0xF4) {
      more = 3, least = 0x10000, point = c & 0x07;
    } else {
      return false;
    }
    for (; more; --more) {
      if (p == end || (*p & 0xC0) != 0x80)
        return false;
      point = point << 6 | (*p++ & 0x3F);
    }
    if (point < least || point > 0x10FFFF ||
        (point >= 0xD800 && point <= 0xDFFF))
      return false;
  }
  return true;
}

std::string forge::net::base64(std::string_view text) {
  static constexpr char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopq"
                                   "rstuvwxyz0123456789+/";
  std::string out;
  for (size_t i = 0; i < text.size(); i += 3) {
    uint32_t group = 0;
    size_t rest = std::min<size_t>(3, text.size() - i);
    for (size_t j = 0; j < 3; ++j)
      group = group << 8 |
              (j < rest ? static_cast<unsigned char>(text[i + j]) : 0u);
    for (size_t j = 0; j < 4; ++j)
      out += j <= rest ? digits[group >> (18 - 6 * j) & 63] : '=';
  }
  return out;
}
