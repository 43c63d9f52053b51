//===- NumberText.cpp - reading numbers from text -------------------------===//

#include "NumberText.h"

#include "core/Buffer.h"

#include <cmath>
#include <cstdlib>
#include <limits>

using namespace forge::rt;

static bool isDigit(char c) { return c >= '0' && c <= '9'; }

static char lowerAscii(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
}

/// Value of a digit in bases up to 36, or 36.
static int digitValue(char c) {
  c = lowerAscii(c);
  if (isDigit(c))
    return c - '0';
  return c >= 'a' && c <= 'z' ? c - 'a' + 10 : 36;
}

std::optional<int64_t> forge::rt::parseInt(std::string_view text, int base) {
  bool negative = !text.empty() && text[0] == '-';
  if (negative || (!text.empty() && text[0] == '+'))
    text.remove_prefix(1);
  if (text.empty())
    return std::nullopt;
  // Counting down reaches the minimum, which has no positive counterpart.
  int64_t value = 0;
  for (char c : text) {
    int digit = digitValue(c);
    if (digit >= base || __builtin_mul_overflow(value, base, &value) ||
        __builtin_sub_overflow(value, digit, &value))
      return std::nullopt;
  }
  if (negative)
    return value;
  if (value == std::numeric_limits<int64_t>::min())
    return std::nullopt;
  return -value;
}

static bool equalsIgnoringCase(std::string_view text, std::string_view lower) {
  if (text.size() != lower.size())
    return false;
  for (size_t i = 0; i < text.size(); ++i)
    if (lowerAscii(text[i]) != lower[i])
      return false;
  return true;
}

/// Whether the text is digits with an optional point and exponent.
static bool isDecimal(std::string_view text) {
  size_t i = 0, digits = 0;
  auto skipDigits = [&] {
    size_t start = i;
    while (i < text.size() && isDigit(text[i]))
      ++i;
    return i - start;
  };
  digits = skipDigits();
  if (i < text.size() && text[i] == '.') {
    ++i;
    digits += skipDigits();
  }
  if (digits == 0)
    return false;
  if (i < text.size() && lowerAscii(text[i]) == 'e') {
    ++i;
    if (i < text.size() && (text[i] == '+' || text[i] == '-'))
      ++i;
    if (skipDigits() == 0)
      return false;
  }
  return i == text.size();
}

std::optional<double> forge::rt::parseFloat(std::string_view text) {
  std::string_view unsignedText = text;
  if (!text.empty() && (text[0] == '-' || text[0] == '+'))
    unsignedText.remove_prefix(1);
  double sign = !text.empty() && text[0] == '-' ? -1.0 : 1.0;
  if (equalsIgnoringCase(unsignedText, "inf") ||
      equalsIgnoringCase(unsignedText, "infinity"))
    return sign * HUGE_VAL;
  if (equalsIgnoringCase(unsignedText, "nan"))
    return std::numeric_limits<double>::quiet_NaN();
  if (!isDecimal(unsignedText))
    return std::nullopt;
  // strtod rounds correctly and takes what isDecimal admits; the process never
  // leaves the "C" locale. It wants a terminated copy.
  Buffer<char, 64> copy;
  copy.append(unsignedText.data(), unsignedText.size());
  copy.push('\0');
  return sign * std::strtod(copy.data(), nullptr);
}

int64_t forge::rt::saturatedInt(double value) {
  if (value != value)
    return 0;
  // 2 to the 63 is exact; every double at or above it is out of range.
  constexpr double limit = 9223372036854775808.0;
  if (value >= limit)
    return std::numeric_limits<int64_t>::max();
  if (value < -limit)
    return std::numeric_limits<int64_t>::min();
  return static_cast<int64_t>(value);
}
