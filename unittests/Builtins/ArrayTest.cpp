//===- ArrayTest.cpp - builtins, section 5 --------------------------------===//

#include "BuiltinHarness.h"

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>

using namespace forge::unittest;

static constexpr int64_t maxInt = std::numeric_limits<int64_t>::max();
static constexpr int64_t minInt = std::numeric_limits<int64_t>::min();

TEST_CASE("range counts up, down and by steps") {
  World w;
  CHECK(w.run("range", 3) == "[0, 1, 2]");
  CHECK(w.run("range", 0) == "[]");
  CHECK(w.run("range", -2) == "[]");
  CHECK(w.run("range", 2, 5) == "[2, 3, 4]");
  CHECK(w.run("range", 5, 2) == "[]");
  CHECK(w.run("range", 0, 5, 2) == "[0, 2, 4]");
  CHECK(w.run("range", 5, 0, -2) == "[5, 3, 1]");
  CHECK(w.run("range", 0, 5, -1) == "[]");
  CHECK(w.run("range", w.integer(maxInt - 1), w.integer(maxInt)) ==
        "[9223372036854775806]");
  CHECK(
      w.run("range", w.integer(minInt), w.integer(maxInt), w.integer(maxInt)) ==
      "[-9223372036854775808, -1, 9223372036854775806]");
  CHECK(w.run("range", 0, 1, 0) == "error: range() step must not be zero");
  CHECK(w.run("range", 1.5) == "error: range() requires integer arguments");
  CHECK(w.run("range") == "error: range() requires integer arguments");
}

TEST_CASE("push and pop as plain functions") {
  World w;
  CHECK(w.run("push", w.list(1), "x") == "[1, x]");
  CHECK(w.run("push", w.ints({1}), "x") == "[1, x]");
  CHECK(w.run("push", w.frozen(w.list(1)), 2) == "[1, 2]");
  CHECK(w.run("push", w.list()) == "error: push() requires array and value");
  CHECK(w.run("push", w.list(), 1, 2) ==
        "error: push() requires array and value");
  CHECK(w.run("push", w.tuple(1), 2) ==
        "error: push() first argument must be array");
  CHECK(w.run("pop", w.list(1, "x")) == "x");
  CHECK(w.run("pop", w.list()) == "null");
  CHECK(w.run("pop", "x") == "error: pop() requires array");
}

TEST_CASE("push leaves a shared argument alone") {
  World w;
  Bits array = w.list(1);
  CHECK(w.run("push", retained(array), 2) == "[1, 2]");
  CHECK(w.run("str", array) == "[1]");
}

TEST_CASE("building and taking apart") {
  World w;
  CHECK(w.run("enumerate", w.list("a")) ==
        "[{ \"index\": 0, \"value\": \"a\" }]");
  CHECK(w.run("enumerate", "a") == "error: enumerate() requires array");
  CHECK(w.run("zip", w.list(1, 2, 3), w.list("a", "b")) == "[[1, a], [2, b]]");
  CHECK(w.run("zip", w.list(1)) == "error: zip() requires two arrays");
  CHECK(w.run("flatten", w.list(1, w.list(2, w.list(3)), w.tuple(4))) ==
        "[1, 2, [3], (4)]");
  CHECK(w.run("flatten") == "error: flatten() requires an array");
  CHECK(w.run("chunk", w.list(1, 2, 3), 2) == "[[1, 2], [3]]");
  CHECK(w.run("chunk", w.list(), 2) == "[]");
  CHECK(w.run("chunk", w.list(1), w.integer(maxInt)) == "[[1]]");
  CHECK(w.run("chunk", w.list(1), 0) == "error: chunk() size must be positive");
  CHECK(w.run("chunk", w.list(1)) == "error: chunk() requires (array, size)");
}

TEST_CASE("slice of arrays and strings") {
  World w;
  CHECK(w.run("slice", w.list(1, 2, 3, 4), 1, 3) == "[2, 3]");
  CHECK(w.run("slice", w.list(1, 2, 3), -2) == "[2, 3]");
  CHECK(w.run("slice", w.list(1, 2, 3), -9, 99) == "[1, 2, 3]");
  CHECK(w.run("slice", w.list(1, 2, 3), 2, 1) == "[]");
  CHECK(w.run("slice", w.list(1, 2, 3), "x") == "[1, 2, 3]");
  CHECK(w.run("slice", "añbc", 1, -1) == "ñb");
  CHECK(w.run("slice", w.tuple(1)) ==
        "error: slice() requires an array or string as first argument");
}

TEST_CASE("searching and thinning") {
  World w;
  CHECK(w.run("frequencies", w.list("b", 1, "b", "1")) ==
        "{ \"b\": 2, \"1\": 2 }");
  CHECK(w.run("unique", w.list(1, "1", 1.0, w.list(2), w.list(2))) ==
        "[1, 1, [2]]");
  CHECK(w.run("compact", w.list(0, nullptr, "", false, noneBits, w.list())) ==
        "[0, , []]");
  CHECK(w.run("index_of", w.list(1, 2.5, "x"), 2.5) == "1");
  CHECK(w.run("index_of", w.list(1), "1") == "-1");
  CHECK(w.run("index_of", w.list(NAN), NAN) == "-1");
  CHECK(w.run("index_of", w.list(1)) ==
        "error: index_of() requires 2 arguments");
  CHECK(w.run("index_of", 5, 5) ==
        "error: index_of() requires a string or array as first argument");
  CHECK(w.run("first", w.list(4, 5)) == "4");
  CHECK(w.run("first", w.list()) == "null");
  CHECK(w.run("last", w.list(4, 5)) == "5");
  CHECK(w.run("last", w.list()) == "null");
  CHECK(w.run("last", "ab") == "error: last() requires an array");
}

TEST_CASE("take_n and skip clamp") {
  World w;
  CHECK(w.run("take_n", w.list(1, 2, 3), 2) == "[1, 2]");
  CHECK(w.run("take_n", w.list(1, 2, 3), -1) == "[]");
  CHECK(w.run("take_n", w.list(1, 2, 3), 9) == "[1, 2, 3]");
  CHECK(w.run("take_n", w.list(1)) == "error: take() requires (array, count)");
  CHECK(w.run("skip", w.list(1, 2, 3), 2) == "[3]");
  CHECK(w.run("skip", w.list(1, 2, 3), -1) == "[1, 2, 3]");
  CHECK(w.run("skip", w.list(1, 2, 3), 9) == "[]");
  CHECK(w.run("skip", 1, 1) == "error: skip() requires (array, count)");
}

TEST_CASE("sum") {
  World w;
  CHECK(w.run("sum", w.list()) == "0");
  CHECK(w.run("sum", w.ints({1, 2, 3})) == "6");
  CHECK(w.run("sum", w.list(1, 0.5)) == "1.5");
  CHECK(w.callInner("typeof", {w.list(0.5)}) == "\"Array\"");
  CHECK(w.run("sum", w.ints({maxInt, 1})) ==
        "error: integer overflow: 9223372036854775807 + 1");
  CHECK(w.run("sum", w.list(1, "x")) ==
        "error: sum() requires array of numbers");
  CHECK(w.run("sum", "x") == "error: sum() requires an array");
}

TEST_CASE("min_of and max_of") {
  World w;
  CHECK(w.run("min_of", w.list(3, 1, 2)) == "1");
  CHECK(w.run("max_of", w.list(1, 2.5, 3)) == "3");
  CHECK(w.run("max_of", w.list(NAN, 1.0)) == "1");
  CHECK(w.run("min_of", w.list(1.0, NAN)) == "1");
  CHECK(w.run("min_of", w.list(NAN)) == "NaN");
  CHECK(w.run("min_of", w.list()) ==
        "error: min_of() requires a non-empty array");
  CHECK(w.run("max_of", w.list("a")) ==
        "error: max_of() requires array of numbers");
  CHECK(w.run("max_of", 1) == "error: max_of() requires an array");
}

TEST_CASE("default order") {
  World w;
  CHECK(w.run("__sort", w.list(3, 1.5, 2)) == "[1.5, 2, 3]");
  CHECK(w.run("__sort", w.ints({3, -1, 2})) == "[-1, 2, 3]");
  CHECK(w.run("__sort", w.floats({NAN, 2, -1})) == "[-1, 2, NaN]");
  CHECK(w.run("__sort", w.list("b", true, "a", NAN, 2, false)) ==
        "[2, NaN, a, b, true, false]");
  CHECK(w.run("__sort", w.list("é", "z", "a")) == "[a, z, é]");
  CHECK(w.run("__sort", w.frozen(w.list(2, 1))) == "[1, 2]");
}

TEST_CASE("sorting is stable and keeps every element") {
  World w;
  // Keys repeat, so that only a stable sort keeps the payloads in order.
  std::string expected = "[";
  ArrayBuilder items(w.context()), keys(w.context());
  constexpr int count = 200, groups = 7;
  for (int i = 0; i < count; ++i) {
    items.push(w.box(i));
    keys.push(w.box(i % groups));
  }
  for (int group = 0; group < groups; ++group)
    for (int i = group; i < count; i += groups)
      expected += (expected.size() > 1 ? ", " : "") + std::to_string(i);
  CHECK(w.call("__sort_by", {items.finish(), keys.finish()}) == expected + "]");
}

TEST_CASE("reverse, shuffle, sample") {
  World w;
  CHECK(w.run("reverse", w.list(1, "a")) == "[a, 1]");
  CHECK(w.run("reverse", w.ints({1, 2, 3})) == "[3, 2, 1]");
  CHECK(w.run("reverse", "añb") == "bña");
  CHECK(w.run("reverse", 5) == "error: reverse() requires an array or string");
  CHECK(w.run("shuffle", w.list(1, 1, 1)) == "[1, 1, 1]");
  CHECK(w.run("shuffle", "x") == "error: shuffle() requires an array");
  CHECK(w.run("sample", w.list()) == "[]");
  CHECK(w.run("sample", w.list(), 3) == "[]");
  CHECK(w.run("sample", w.list(7)) == "7");
  CHECK(w.run("sample", w.list(7), 1) == "7");
  CHECK(w.run("sample", w.list(7), 3) == "[7, 7, 7]");
  CHECK(w.run("sample", w.list(7), 0) == "[]");
  CHECK(w.run("sample", w.list(7), -1) ==
        "error: sample() count must be non-negative");
}

TEST_CASE("grouping keeps the order of first appearance") {
  World w;
  CHECK(w.run("__group_by", w.list(1, 2, 3), w.list("odd", 2, "odd")) ==
        "{ \"odd\": [1, 3], \"2\": [2] }");
}
