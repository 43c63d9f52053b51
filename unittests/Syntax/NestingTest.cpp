//===- NestingTest.cpp - deep and long texts ------------------------------===//
//
// Trees are bounded in depth, so that no stage overflows its stack; everything
// the parser does is linear. Each text here is far beyond any limit.
//
//===----------------------------------------------------------------------===//

#include "ParseText.h"
#include <catch2/catch.hpp>
#include <chrono>

using namespace forge;
using namespace forge::test;

static std::string times(size_t count, const std::string &text) {
  std::string result;
  for (size_t i = 0; i < count; ++i)
    result += text;
  return result;
}

TEST_CASE("nesting too deep is one error", "[nesting]") {
  for (std::string opening : {"(",
                              "[",
                              "{",
                              "-",
                              "!",
                              "a[",
                              "f(",
                              "{ a: ",
                              "if a { ",
                              "fn f() { ",
                              "not ",
                              "await ",
                              "must ",
                              "x = fn() { ",
                              "while a { ",
                              "match a { b => ",
                              "when a { 1 -> ",
                              "a where b == ",
                              "a >> ",
                              "a |> ",
                              "P { a: ",
                              "spawn ",
                              "\"{",
                              "(a) => ",
                              "if a { } else if a ",
                              "a + (",
                              "1..(",
                              "let a: [",
                              "let a: Map<",
                              "let a: fn(",
                              "match a { B(",
                              "say ",
                              "a + ",
                              "a && ",
                              "a < "}) {
    INFO(opening);
    Parsed parsed(times(100000, opening));
    REQUIRE(parsed.diagnostics.hasErrors());
    // Some of the texts are wrong before they are deep.
    CHECK(parsed.errors().size() <= 2u);
  }
}

TEST_CASE("long chains work up to a limit and fail cleanly above",
          "[nesting]") {
  auto chain = [](size_t terms) { return "let x = a" + times(terms, " + a"); };
  CHECK(treeOf(chain(900)).find("(Declare x (Binary +") == 0u);
  Parsed parsed(chain(100000));
  REQUIRE(parsed.errors().size() == 1u);
  CHECK(parsed.firstError().find("nesting too deep") != std::string::npos);
}

TEST_CASE("postfixes and else-branches are chains too", "[nesting]") {
  for (std::string link : {"?", "()", ".b", "[0]", " where b == c", " |> f"}) {
    INFO(link);
    CHECK_FALSE(Parsed("a" + times(900, link)).diagnostics.hasErrors());
    CHECK(Parsed("a" + times(100000, link)).errors().size() == 1u);
  }
  auto branches = [](size_t count) {
    return "if a { }" + times(count, " else if b { }");
  };
  CHECK_FALSE(Parsed(branches(900)).diagnostics.hasErrors());
  CHECK(Parsed(branches(100000)).errors().size() == 1u);
}

TEST_CASE("200 levels of brackets are allowed", "[nesting]") {
  CHECK(treeOf(times(200, "(") + "1" + times(200, ")")) == "(Int 1)");
  CHECK(treeOf(times(200, "[") + times(200, "]")).find("(Array") == 0u);
  CHECK_FALSE(
      Parsed(times(200, "if a { ") + times(200, "}")).diagnostics.hasErrors());
}

TEST_CASE("wide texts take linear time", "[nesting]") {
  auto start = std::chrono::steady_clock::now();
  for (std::string unit : {"let a = 1\n", "= (\n",
                           "}\n",         ")\n",
                           "f(1,\n",      "\"{\" \"}\"\n",
                           "a b ",        "if a { }\nelse\n",
                           "\n",          "@a\n",
                           "x = = y\n",   "match x { 1 | 2 }\n",
                           "\"{a +}\"\n", "and not or ",
                           "1x ",         "/* */",
                           "'",           "$ ",
                           "\\",          "\xFF "}) {
    INFO(unit);
    Parsed parsed(times(100000, unit));
    CHECK(parsed.tree->statements().size() <= 200000u);
  }
  // Half a second is usual. A quadratic step would take minutes.
  std::chrono::duration<double> seconds =
      std::chrono::steady_clock::now() - start;
  CHECK(seconds.count() < 60);
}
