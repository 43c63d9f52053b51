//===- HintTest.cpp - advice for parse errors -----------------------------===//
//
// Spec: tools 4.2, the list of hints.
//
//===----------------------------------------------------------------------===//

#include "ParseText.h"
#include <catch2/catch.hpp>

using namespace forge;
using namespace forge::test;

/// The text with the fix of its first finding applied.
static std::string fixed(const std::string &text) {
  Parsed parsed(text);
  const Diagnostic &first = parsed.diagnostics.diagnostics().front();
  if (!first.fix)
    return "";
  return text.substr(0, first.fix->span.begin) + first.fix->replacement +
         text.substr(first.fix->span.end);
}

TEST_CASE("fixes lead to texts that parse", "[hints]") {
  CHECK(fixed("if x = 1 { }") == "if x == 1 { }");
  CHECK(fixed("while a = b { }") == "while a == b { }");
  CHECK(fixed("let x to 3") == "let x = 3");
  CHECK(fixed("set x = 3") == "set x to 3");
  CHECK(fixed("change x = 3") == "change x to 3");
  CHECK(fixed("let x == 3") == "let x = 3");
  for (const char *text : {"if x = 1 { }", "let x to 3", "set x = 3"})
    CHECK_FALSE(Parsed(fixed(text)).diagnostics.hasErrors());
}

TEST_CASE("mistakes from other languages have a hint", "[hints]") {
  for (const char *text : {"f(a: 1)",
                           "a ? b : c",
                           "x++",
                           "x = y = z",
                           "else { }",
                           "catch",
                           "for (k, v) in o { }",
                           "fn f(...a) { }",
                           "t.0",
                           "let fn = 1",
                           "match x { 1 | 2 => 3 }",
                           "match x { n if n > 1 => 3 }",
                           "a[1, 2]",
                           "a[1:2]",
                           "fn f { }",
                           "fn f(x) => x",
                           "let a, b = 1",
                           "a & b",
                           "def f(x) -> Int { }",
                           "fn f() { a: 1 }",
                           "'x'",
                           "say \"{}\"",
                           "say \"\\q\""}) {
    INFO(text);
    Parsed parsed(text);
    REQUIRE(parsed.diagnostics.hasErrors());
    CHECK_FALSE(parsed.diagnostics.diagnostics().front().hints.empty());
  }
}
