//===- ConversionTest.cpp - builtins, section 3 ---------------------------===//

#include "BuiltinHarness.h"

#include <catch2/catch.hpp>

#include <cmath>

using namespace forge::unittest;

TEST_CASE("typeof names every kind") {
  World w;
  CHECK(w.run("typeof", 1) == "Int");
  CHECK(w.run("typeof", w.integer(int64_t(1) << 60)) == "Int");
  CHECK(w.run("typeof", 1.0) == "Float");
  CHECK(w.run("typeof", "") == "String");
  CHECK(w.run("typeof", true) == "Bool");
  CHECK(w.run("typeof", nullptr) == "Null");
  CHECK(w.run("type", w.list()) == "Array");
  CHECK(w.run("typeof", w.tuple(1)) == "Tuple");
  CHECK(w.run("typeof", w.object()) == "Object");
  CHECK(w.run("typeof", w.frozen(w.list())) == "Array");
  CHECK(w.run("typeof", w.ok(nullBits)) == "Result");
  CHECK(w.run("typeof", noneBits) == "Option");
  CHECK(w.run("typeof", boxPtr(findSymbol("frt_builtin_len"))) == "BuiltIn");
  CHECK(w.run("typeof") == "error: typeof() requires an argument");
}

TEST_CASE("str and the names of builtins") {
  World w;
  CHECK(w.run("str") == "");
  CHECK(w.run("str", 2.5) == "2.5");
  CHECK(w.run("str", boxPtr(findSymbol("frt_builtin_len"))) == "<builtin len>");
  CHECK(w.run("str", boxPtr(findSymbol("frt_builtin_math_sqrt"))) ==
        "<builtin math.sqrt>");
}

TEST_CASE("int") {
  World w;
  CHECK(w.run("int", 5) == "5");
  CHECK(w.run("int", -2.9) == "-2");
  CHECK(w.run("int", 1e300) == "9223372036854775807");
  CHECK(w.run("int", -HUGE_VAL) == "-9223372036854775808");
  CHECK(w.run("int", NAN) == "0");
  CHECK(w.run("int", true) == "1");
  CHECK(w.run("int", "-07") == "-7");
  CHECK(w.run("int", "+9223372036854775807") == "9223372036854775807");
  CHECK(w.run("int", "-9223372036854775808") == "-9223372036854775808");
  CHECK(w.run("int", "9223372036854775808") ==
        "error: cannot convert '9223372036854775808' to Int");
  for (const char *text : {"4.0", "", "-", " 1", "1_0", "0x1", "1e3"})
    CHECK(w.run("int", text) ==
          "error: cannot convert '" + std::string(text) + "' to Int");
  CHECK(w.run("int", nullptr) ==
        "error: int() requires number, bool, or string");
  CHECK(w.run("int") == "error: int() requires number, bool, or string");
  CHECK(w.run("int", "ff", 16) == "255");
  CHECK(w.run("parse_int", "12") == "Some(12)");
  CHECK(w.run("parse_int", "x") == "None");
}

TEST_CASE("float") {
  World w;
  CHECK(w.run("float", 2) == "2");
  CHECK(w.run("float", "1e3") == "1000");
  CHECK(w.run("float", "5.") == "5");
  CHECK(w.run("float", "-.5") == "-0.5");
  CHECK(w.run("float", "-Infinity") == "-inf");
  CHECK(w.run("float", "NAN") == "NaN");
  CHECK(w.run("float", "1e999") == "inf");
  for (const char *text : {"", ".", "e5", "1e", "1 ", "0x1p3", "1_0", "+-1"})
    CHECK(w.run("float", text) ==
          "error: cannot convert '" + std::string(text) + "' to Float");
  CHECK(w.run("float", true) == "error: float() requires number or string");
  CHECK(w.run("parse_float", "0.25") == "Some(0.25)");
  CHECK(w.run("parse_float", "") == "None");
}

TEST_CASE("len") {
  World w;
  CHECK(w.run("len", "añb") == "3");
  CHECK(w.run("len", w.list(1, 2)) == "2");
  CHECK(w.run("len", w.tuple(1, 2)) == "2");
  CHECK(w.run("len", w.object("a", 1)) == "1");
  CHECK(w.run("len", w.frozen(w.list(1))) == "1");
  CHECK(w.run("len", 42) ==
        "error: len() requires string, array, tuple, set, map, or object");
}
