//===- FloatTextTest.cpp - texts of floats --------------------------------===//

#include "core/Text.h"

#include <catch2/catch.hpp>

#include <bit>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <random>
#include <string>

using namespace forge::rt;

static std::string text(double d) {
  char out[maxFloatText];
  return std::string(out, formatFloat(d, out));
}

TEST_CASE("floats print as in the table of semantics 2.2", "[float]") {
  CHECK(text(1.0) == "1");
  CHECK(text(2.50) == "2.5");
  CHECK(text(0.1 + 0.2) == "0.30000000000000004");
  CHECK(text(-0.0) == "-0");
  CHECK(text(0.0) == "0");
  CHECK(text(1.0 / 3) == "0.3333333333333333");
  CHECK(text(1e21) == "1000000000000000000000");
  CHECK(text(9223372036854775808.0) == "9223372036854776000");
  CHECK(text(0.0000001) == "0.0000001");
  CHECK(text(std::numeric_limits<double>::quiet_NaN()) == "NaN");
  CHECK(text(HUGE_VAL) == "inf");
  CHECK(text(-HUGE_VAL) == "-inf");
  CHECK(text(-12.75) == "-12.75");
}

TEST_CASE("the extremes fit into the buffer", "[float]") {
  std::string smallest = text(5e-324);
  CHECK(smallest == "0." + std::string(323, '0') + "5");
  CHECK(text(-std::numeric_limits<double>::max()).size() == 310);
  CHECK(text(-2.2250738585072014e-308).size() <= maxFloatText);
}

/// Reads back as `d`, and with one digit less nothing would: the shortest text.
static void checkShortest(double d) {
  std::string s = text(d);
  CAPTURE(s);
  REQUIRE(std::strtod(s.c_str(), nullptr) == d);
  REQUIRE(s.find_first_not_of("-0123456789.") == std::string::npos);
  // %.*e with n digits gives the nearest n-digit decimal; if some shorter one
  // read back, the nearest of that length would.
  std::string digits;
  for (char c : s)
    if (c >= '0' && c <= '9')
      digits += c;
  digits.erase(0, digits.find_first_not_of('0'));
  digits.erase(digits.find_last_not_of('0') + 1);
  if (digits.size() > 1) {
    char shorter[64];
    std::snprintf(shorter, sizeof(shorter), "%.*e",
                  static_cast<int>(digits.size()) - 2, d);
    REQUIRE(std::strtod(shorter, nullptr) != d);
  }
}

TEST_CASE("texts of floats are the shortest that read back", "[float]") {
  std::mt19937_64 random(20261121);
  for (int i = 0; i < 50000; ++i) {
    double d = std::bit_cast<double>(random());
    if (std::isfinite(d) && d != 0)
      checkShortest(d);
  }
  for (int i = 1; i < 5000; ++i) {
    checkShortest(i * 0.01);
    checkShortest(i * 1e17);
    checkShortest(std::ldexp(1.0, i % 2000 - 1000));
  }
}
