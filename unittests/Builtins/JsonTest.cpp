//===- JsonTest.cpp - library, sections 1.3 and 14 ------------------------===//

#include "BuiltinHarness.h"

#include <catch2/catch.hpp>

#include <cmath>

using namespace forge::unittest;

TEST_CASE("json.stringify") {
  World w;
  CHECK(w.run("json.stringify",
              w.object("n", 1.0, "t", w.tuple("x", nullptr), "s", "q\"")) ==
        "{\"n\": 1, \"t\": [\"x\", null], \"s\": \"q\\\"\"}");
  CHECK(w.run("json.stringify", w.list()) == "[]");
  CHECK(w.run("json.stringify", w.object()) == "{}");
  CHECK(w.run("json.stringify", "a\n\x01ñ") == "\"a\\n\\u0001ñ\"");
  CHECK(w.run("json.stringify", w.list(NAN, HUGE_VAL, noneBits, true)) ==
        "[null, null, null, true]");
  CHECK(w.run("json.stringify", w.some(w.ok(w.box(1)))) == "{\"Ok\": 1}");
  CHECK(w.run("json.stringify", w.ints({1, int64_t(1) << 60})) ==
        "[1, 1152921504606846976]");
  CHECK(w.run("json.stringify", mapPut(w.context(), makeMap(w.context()),
                                       w.box("k"), w.list(1))) ==
        "{\"k\": [1]}");
  CHECK(w.run("json.stringify",
              mapPut(w.context(), makeMap(w.context()), w.box(1), w.box(2))) ==
        "error: json: cannot serialize map with non-string key (Int)");
  CHECK(w.run("json.stringify") == "error: json.stringify() requires a value");
}

TEST_CASE("json.pretty") {
  World w;
  CHECK(w.run("json.pretty", w.object("a", w.list(1), "e", w.object()), 1) ==
        "{\n \"a\": [\n  1\n ],\n \"e\": {}\n}");
  CHECK(w.run("json.pretty", w.list(1, 2)) == "[\n  1,\n  2\n]");
  CHECK(w.run("json.pretty", w.list(1), -5) == "[\n1\n]");
  CHECK(w.run("json.pretty") == "error: json.pretty() requires a value");
}

TEST_CASE("json.parse reads values") {
  World w;
  auto parse = [&](const char *text) {
    return w.callInner("json.parse", {w.box(text)});
  };
  CHECK(parse(" [1, -2.5e1, true, null, \"x\"] ") ==
        "[1, -25, true, null, \"x\"]");
  CHECK(parse("{\"b\": 1, \"a\": [{}, []], \"b\": 2}") ==
        "{ \"b\": 2, \"a\": [{  }, []] }");
  CHECK(parse("\"\\u00f1\\ud83d\\ude00\\/\\n\"") == "\"ñ😀/\\n\"");
  CHECK(parse("-0") == "-0");
  CHECK(parse("9223372036854775807") == "9223372036854775807");
  CHECK(parse("9223372036854775808") == "9223372036854776000");
  CHECK(parse("{\"a\": {\"b\": [[1], {\"c\": null}]}}") ==
        "{ \"a\": { \"b\": [[1], { \"c\": null }] } }");
}

TEST_CASE("json.parse rejects everything else") {
  World w;
  for (const char *text : {"",
                           " ",
                           "[1,]",
                           "[1",
                           "{\"a\"}",
                           "{\"a\":}",
                           "{\"a\": 1,}",
                           "{a: 1}",
                           "[1 2]",
                           "01",
                           "1.",
                           ".5",
                           "+1",
                           "1e",
                           "-",
                           "NaN",
                           "nul",
                           "\"a",
                           "\"\\x\"",
                           "\"\\ud800\"",
                           "\"\\udc00\"",
                           "\"\\u+123\"",
                           "\"\t\"",
                           "1 2",
                           "1e999",
                           "[1}",
                           "\xEF\xBB\xBF"
                           "1",
                           "// c\n1"}) {
    INFO(text);
    CHECK(w.run("json.parse", text).starts_with("error: JSON parse error: "));
    CHECK(w.run("json.valid", text) == "false");
  }
  CHECK(w.run("json.parse", "[1,\n 2 x]") ==
        "error: JSON parse error: expected `,` or `]` at line 2 column 4");
  CHECK(w.run("json.parse", 1) == "error: json.parse() requires a string");
  CHECK(w.run("json.valid", 1) == "false");
  CHECK(w.run("json.valid", "[1]") == "true");
}

TEST_CASE("json nesting is limited, but not below 512 levels") {
  World w;
  auto nested = [&](size_t depth) {
    return std::string(depth, '[') + std::string(depth, ']');
  };
  CHECK(w.run("json.valid", std::string_view(nested(512))) == "true");
  CHECK(w.run("json.valid", std::string_view(nested(100000))) == "false");
}

TEST_CASE("json.stringify writes deep data") {
  World w;
  Bits deep = w.list();
  for (int i = 0; i < 100000; ++i)
    deep = makeArrayOf(w.context(), {&deep, 1});
  CHECK(w.run("json.stringify", deep).size() == 200002);
}

TEST_CASE("json.merge") {
  World w;
  CHECK(w.run("json.merge",
              w.object("a", w.object("x", 1, "y", 2), "b", w.list(1)),
              w.object("b", w.list(2), "a", w.object("x", 3), "c", 4)) ==
        "{ \"a\": { \"x\": 3, \"y\": 2 }, \"b\": [2], \"c\": 4 }");
  CHECK(w.run("json.merge", w.object(), 1) ==
        "error: json.merge() requires two objects");
}
