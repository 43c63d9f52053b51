//===- WarningTest.cpp - valid texts that are probably not meant ----------===//
//
// Spec: syntax 1.6, 1.7, 3.2, 3.9, 4.8, 4.12, 6.6, 8, 11.5, 13.
//
//===----------------------------------------------------------------------===//

#include "ParseText.h"
#include <catch2/catch.hpp>

using namespace forge;
using namespace forge::test;

/// Codes of everything that is reported, in order, joined by blanks.
static std::string codesOf(const std::string &text) {
  Parsed parsed(text);
  std::string codes;
  for (const Diagnostic &diagnostic : parsed.diagnostics.diagnostics())
    codes += (codes.empty() ? "" : " ") + codeName(diagnostic.code).str();
  return codes;
}

TEST_CASE("expression statements without a point", "[warnings]") {
  for (const char *text : {"say x y", "print \"a\"", "var x = 1", "a ?? b",
                           "x = 1 y", "import \"m\" as y", "x 5", "type x"}) {
    INFO(text);
    CHECK(codesOf(text) == "FG0701");
  }
  CHECK(codesOf("def f(x) { x }") == "FG0701");
  CHECK(codesOf("p { x: 1 }") == "FG0714");
  CHECK(codesOf("while a { break 5 }") == "FG0717");
  CHECK(codesOf("let a = 1 let b = 2 say a + b") == "");
  CHECK(codesOf("let f = fn(x) { log(x)  x }") == "");
  CHECK(codesOf("let f = fn(x) { let y = x  y }") == "");
  CHECK(codesOf("let f = fn(x) { say x y }") == "FG0701");
  CHECK(codesOf("a\nb\n5") == "");
}

TEST_CASE("foreign words get a hint", "[warnings]") {
  Parsed parsed("var x = 1");
  REQUIRE(parsed.diagnostics.diagnostics().size() == 1u);
  REQUIRE(parsed.diagnostics.diagnostics()[0].hints.size() == 1u);
  CHECK(parsed.diagnostics.diagnostics()[0].hints[0].find("'let'") !=
        std::string::npos);
}

TEST_CASE("numbers and strings that touch words", "[warnings]") {
  CHECK(codesOf("let a = [5x]") == "FG0702");
  CHECK(codesOf("let a = [1e]") == "FG0702");
  CHECK(codesOf("wait 5seconds\nrepeat 3times { }\nwait 2minutes") == "");
  CHECK(codesOf("let a = [\"x {\"b\"} c\"]") == "FG0703");
  CHECK(codesOf("let a = [\"{\", \"}\"]") == "");
}

TEST_CASE("patterns", "[warnings]") {
  CHECK(codesOf("unpack [a, ...r, b] from c") == "FG0704");
  CHECK(codesOf("unpack [a, ...q, ...r] from c") == "FG0705");
  CHECK(codesOf("unpack [a, ...r] from c") == "");
}

TEST_CASE("forms that read differently than they look", "[warnings]") {
  CHECK(codesOf("prompt p() { tone: \"x\" }") == "FG0706");
  CHECK(codesOf("check e is valid") == "FG0707");
  CHECK(codesOf("when x { < 3 \"a\" }") == "FG0708");
  CHECK(codesOf("when x { else -> 1, 2 -> 3 }") == "FG0709");
  CHECK(codesOf("let x = ...a") == "FG0710");
  CHECK(codesOf("let x = [...a, f(...b), { ...c }]") == "");
  CHECK(codesOf("say (a, b)") == "FG0711");
  CHECK(codesOf("f(a\n-b)") == "FG0712");
  CHECK(codesOf("f(a,\n-b)") == "");
  CHECK(codesOf("fn f() {\nreturn\nx\n}") == "FG0713");
  CHECK(codesOf("fn f() {\nreturn\n}") == "");
  CHECK(codesOf("let c = a < b < d") == "FG0715");
  CHECK(codesOf("let c = (a < b) == d") == "");
  CHECK(codesOf("let c = xs where a > 1 && b") == "FG0716");
}

TEST_CASE("decorators without effect", "[warnings]") {
  CHECK(codesOf("@cached\nfn f() { }") == "FG0601");
  CHECK(codesOf("@get(\"/\")\nlet a = 1") == "FG0602");
  CHECK(codesOf("@server(port: 80)\n@get(\"/\")\nfn f() { }") == "");
}

TEST_CASE("a comment suppresses a warning", "[warnings]") {
  CHECK(codesOf("say x y // forge: allow(FG0701)") == "");
  CHECK(codesOf("// forge: allow(FG0704, FG0701)\nsay x y") == "");
  CHECK(codesOf("// forge: allow(FG0702)\nsay x y") == "FG0701");
  // Errors stay.
  CHECK(codesOf("let = 1 // forge: allow(FG0103)") == "FG0103");
}
