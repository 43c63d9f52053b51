//===- MathTest.cpp - library, sections 15 and 21 -------------------------===//

#include "BuiltinHarness.h"

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>

using namespace forge::unittest;

static constexpr int64_t maxInt = std::numeric_limits<int64_t>::max();
static constexpr int64_t minInt = std::numeric_limits<int64_t>::min();

TEST_CASE("powers and absolute values") {
  World w;
  CHECK(w.run("math.sqrt", 16) == "4");
  CHECK(w.run("math.sqrt", -1) == "NaN");
  CHECK(w.run("math.sqrt", "4") == "error: math.sqrt() requires a number");
  CHECK(w.run("math.pow", 2, 62) == "4611686018427387904");
  CHECK(w.run("math.pow", 2, 63) == "error: integer overflow: math.pow(2, 63)");
  CHECK(w.run("math.pow", -2, 63) == "-9223372036854775808");
  CHECK(w.run("math.pow", 0, 0) == "1");
  CHECK(w.run("math.pow", -1, w.integer(maxInt)) == "-1");
  CHECK(w.run("math.pow", 2, -1) == "0.5");
  CHECK(w.run("math.pow", 2.0, 3) == "8");
  CHECK(w.run("math.pow", 2) == "error: math.pow() requires two numbers");
  CHECK(w.run("math.cbrt", 27) == "3");
  CHECK(w.run("math.cbrt", -0.0) == "-0");
  CHECK(w.run("math.abs", -3) == "3");
  CHECK(w.run("math.abs", -2.5) == "2.5");
  CHECK(w.run("math.abs", w.integer(minInt)) ==
        "error: integer overflow: math.abs(-9223372036854775808)");
}

TEST_CASE("rounding gives Ints") {
  World w;
  CHECK(w.run("math.floor", -2.5) == "-3");
  CHECK(w.run("math.ceil", -2.5) == "-2");
  CHECK(w.run("math.round", -2.5) == "-3");
  CHECK(w.run("math.round", 2.5) == "3");
  CHECK(w.run("math.round", 0.49999999999999994) == "0");
  CHECK(w.run("math.floor", NAN) == "0");
  CHECK(w.run("math.ceil", 1e300) == "9223372036854775807");
  CHECK(w.run("math.floor", w.integer(maxInt)) == "9223372036854775807");
  CHECK(w.run("typeof", makeInt(0)) == "Int");
  CHECK(w.run("math.floor", nullptr) ==
        "error: math.floor() requires a number");
}

TEST_CASE("minimum, maximum, clamp") {
  World w;
  CHECK(w.run("math.max", 1, 2.5) == "2.5");
  CHECK(w.run("math.min", 1, 2) == "1");
  CHECK(w.run("math.max", NAN, 1) == "1");
  CHECK(w.run("math.min", 1) == "error: math.min() requires two numbers");
  CHECK(w.run("math.clamp", 15, 0, 10) == "10");
  CHECK(w.run("math.clamp", -1.5, 0, 10) == "0");
  CHECK(w.run("math.clamp", 5, 9, 1) == "1");
  CHECK(w.run("math.clamp", 5, 9) ==
        "error: math.clamp() requires (value, min, max) numbers");
}

TEST_CASE("wrapping and checked arithmetic") {
  World w;
  CHECK(w.run("math.wrapping_add", w.integer(maxInt), 1) ==
        "-9223372036854775808");
  CHECK(w.run("math.wrapping_sub", w.integer(minInt), 1) ==
        "9223372036854775807");
  CHECK(w.run("math.wrapping_mul", w.integer(minInt), -1) ==
        "-9223372036854775808");
  CHECK(w.run("math.wrapping_add", 1.0, 1) ==
        "error: math.wrapping_add() requires two integers");
  CHECK(w.run("math.checked_add", w.integer(maxInt), 1) == "None");
  CHECK(w.run("math.checked_mul", 3, 4) == "Some(12)");
  CHECK(w.run("math.checked_sub", 3) ==
        "error: math.checked_sub() requires two integers");
  CHECK(w.run("math.gcd", 12, -18) == "6");
  CHECK(w.run("math.gcd", 0, 0) == "0");
}

TEST_CASE("random numbers stay in their range") {
  World w;
  CHECK(w.run("math.random_int", 4, 4) == "4");
  for (int i = 0; i < 100; ++i) {
    std::string drawn = w.run("math.random_int", -1, 1);
    CHECK((drawn == "-1" || drawn == "0" || drawn == "1"));
    double unit = std::stod(w.run("math.random"));
    CHECK((unit >= 0 && unit < 1));
  }
  CHECK(w.run("math.random_int", w.integer(minInt), w.integer(maxInt))
            .substr(0, 6) != "error:");
  CHECK(w.run("math.random_int", 2, 1) ==
        "error: math.random_int() requires min <= max, got 2 > 1");
  CHECK(w.run("math.random_int", 1) ==
        "error: math.random_int() requires two integers (min, max)");
}

TEST_CASE("times since 1970") {
  World w;
  CHECK(w.run("time.from_unix", 0) ==
        "{ \"iso\": \"1970-01-01T00:00:00+00:00\", \"unix\": 0, "
        "\"unix_ms\": 0, \"year\": 1970, \"month\": 1, \"day\": 1, "
        "\"hour\": 0, \"minute\": 0, \"second\": 0, "
        "\"weekday\": \"Thursday\", \"weekday_short\": \"Thu\", "
        "\"day_of_year\": 1, \"timezone\": \"UTC\" }");
  // Leap day, the end of a leap year, and a time before 1970.
  CHECK(w.run("time.from_unix", 951827696) ==
        "{ \"iso\": \"2000-02-29T12:34:56+00:00\", \"unix\": 951827696, "
        "\"unix_ms\": 951827696000, \"year\": 2000, \"month\": 2, "
        "\"day\": 29, \"hour\": 12, \"minute\": 34, \"second\": 56, "
        "\"weekday\": \"Tuesday\", \"weekday_short\": \"Tue\", "
        "\"day_of_year\": 60, \"timezone\": \"UTC\" }");
  CHECK(w.run("time.from_unix", 978307199).find("\"day_of_year\": 366") !=
        std::string::npos);
  CHECK(w.run("time.from_unix", -1)
            .starts_with("{ \"iso\": \"1969-12-31T23:59:59+00:00\""));
  CHECK(w.run("time.from_unix", "x") ==
        "error: time.from_unix() requires an integer timestamp");
  CHECK(w.run("time.from_unix", w.integer(maxInt)) ==
        "error: invalid unix timestamp: 9223372036854775807");
  CHECK(w.run("time.now", "Mars/Base") ==
        "error: unknown timezone: 'Mars/Base'. Use time.zones() to list "
        "available zones");
}
