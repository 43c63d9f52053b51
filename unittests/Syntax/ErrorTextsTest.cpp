//===- ErrorTextsTest.cpp - messages and positions of common mistakes -----===//
//
// Spec: syntax 11.2 to 11.4, with readable token names. Rows of 11.3 that this
// project accepts are in AcceptedFormsTest.cpp.
//
//===----------------------------------------------------------------------===//

#include "ParseText.h"
#include <catch2/catch.hpp>

using namespace forge;
using namespace forge::test;

namespace {
struct Mistake {
  const char *source;
  const char *error; ///< `line:column message` of the first error
};
} // namespace

static const Mistake commonMistakes[] = {
    {"let = 3", "1:5 expected identifier, got '='"},
    {"let x 3", "1:7 expected '=', got number 3"},
    {"let x", "1:6 expected '=', got end of file"},
    {"let a, b = 1", "1:6 expected '=', got ','"},
    {"let x to 3", "1:7 expected '=', got keyword 'to'"},
    {"set x = 3", "1:7 expected keyword 'to', got '='"},
    {"let fn = 1", "1:5 expected identifier, got keyword 'fn'"},
    {"change x = 5", "1:10 expected keyword 'to', got '='"},
    {"x = y = z", "1:7 unexpected token: '='"},
    {"x +", "1:4 unexpected token: end of file"},
    {"let x = * 3", "1:9 unexpected token: '*'"},
    {"x++", "1:3 unexpected token: '+'"},
    {"a ? b : c", "1:7 unexpected token: ':'"},
    {"f(a: 1)", "1:4 unexpected token: ':'"},
    {"[1,,2]", "1:4 unexpected token: ','"},
    {"()", "1:2 unexpected token: ')'"},
    {"f(1, 2", "1:7 unexpected token: end of file"},
    {"[1, 2", "1:6 unexpected token: end of file"},
    {"[1, 2)", "1:6 unexpected token: ')'"},
    {"a[1, 2]", "1:4 expected ']', got ','"},
    {"{ a: 1", "1:7 expected identifier, got end of file"},
    {"let o = { a: 1, b 2 }", "1:19 expected ':', got number 2"},
    {"fn f() {", "1:9 unexpected token: end of file"},
    {"}", "1:1 unexpected token: '}'"},
    {"else { }", "1:1 unexpected token: keyword 'else'"},
    {"fn f { }", "1:6 expected '(', got '{'"},
    {"fn f(x) => x", "1:9 expected '{', got '=>'"},
    {"fn f(...a) { }", "1:6 expected identifier, got '...'"},
    {"if x = 1 { }", "1:6 expected '{', got '='"},
    {"if (x) y", "1:8 expected '{', got identifier 'y'"},
    {"if { }", "1:7 expected '{', got end of file"},
    {"for x xs { }", "1:7 expected keyword 'in', got identifier 'xs'"},
    {"for (k, v) in o { }", "1:5 expected identifier, got '('"},
    {"try { a }", "1:10 expected keyword 'catch', got end of file"},
    {"import 5",
     "1:8 expected module name or string path after 'import'. Examples: import "
     "\"utils.fg\" or import math"},
    {"import limit",
     "1:8 expected module name or string path after 'import'. Examples: import "
     "\"utils.fg\" or import math"},
    {"unpack a from b", "1:8 expected {, [, or ( after 'unpack'"},
    {"thing A { x Int }", "1:13 expected ':', got keyword 'Int'"},
    {"say", "1:4 unexpected token: end of file"},
    {"say \nlet a = 1", "1:5 unexpected token: end of line"},
    {"say \"a\", \"b\"", "1:8 unexpected token: ','"},
    {"t.0", "1:3 expected identifier, got number 0"},
    {"xs where 1 > 2", "1:10 expected identifier, got number 1"},
    {"xs where a", "1:11 expected comparison operator after query field"},
    {"xs >> keep a", "1:12 expected keyword 'where', got identifier 'a'"},
};

TEST_CASE("common mistakes have the texts and places of the language",
          "[errors]") {
  for (const Mistake &mistake : commonMistakes) {
    INFO(mistake.source);
    Parsed parsed(mistake.source);
    CHECK(parsed.firstError() == mistake.error);
    CHECK(parsed.errors().size() == 1u);
  }
}

static const Mistake lexicalMistakes[] = {
    {"let a = $", "1:9 unexpected character: '$'"},
    {"say 'x'", "1:5 unexpected character: '''"},
    {"#", "1:1 unexpected character: '#'"},
    {"say \"a\nb", "1:7 unterminated string (newline in string literal)"},
    {"say \"a", "1:7 unterminated string"},
    {"say \"a\\", "1:8 unexpected end of string"},
    {"say \"\\q\"", "1:6 unknown escape: \\q"},
    {"say \"\"\"a\nb", "2:2 unterminated triple-quoted string"},
    {"say 9223372036854775808", "1:5 invalid integer literal"},
    {"say 1 /* never closed", "1:7 unterminated block comment"},
};

TEST_CASE("lexical errors do not bring parse errors with them", "[errors]") {
  for (const Mistake &mistake : lexicalMistakes) {
    INFO(mistake.source);
    Parsed parsed(mistake.source);
    REQUIRE(parsed.errors().size() == 1u);
    CHECK(parsed.firstError() == mistake.error);
    for (const std::string &error : parsed.errors()) {
      CHECK(error.find(", got ") == std::string::npos);
      CHECK(error.find("token") == std::string::npos);
    }
  }
}

static const Mistake fixedTexts[] = {
    {"impl T { let a = 1 }", "1:10 expected 'fn' or 'define'"},
    {"give T { x }", "1:10 expected 'fn' or 'define'"},
    {"give T the P { }", "1:12 expected 'power' after 'the'"},
    {"import { a } from 5", "1:19 expected string path after 'from'"},
    {"match x { + => 1 }", "1:11 expected pattern"},
    {"agent a() { 5: 1 }", "1:13 expected agent field name"},
    {"agent a() { speed: 1 }", "1:13 unknown field in agent definition"},
    {"agent a() { tools: [5] }", "1:21 agent tools must be string literals"},
    {"agent a() { goal: 5 }", "1:19 agent goal must be a string literal"},
    {"agent a() { max_steps: -1 }",
     "1:24 agent max_steps must be a non-negative integer"},
    {"prompt p() { 5: \"a\" }", "1:14 expected prompt field name"},
    {"prompt p() { user: 5 }", "1:20 prompt fields must be string literals"},
    {"say \"{}\"", "1:6 empty interpolation expression"},
    {"say \"{ f(}\"",
     "1:10 invalid interpolation expression '{f(}': unexpected token: end of "
     "file"},
    {"say \"a { b {} c\"", "1:8 unterminated interpolation expression"},
    {"say \"a } {b}\"", "1:8 unexpected '}' in string literal"},
    {"say \"{a b}\"",
     "1:9 invalid interpolation expression '{a b}': trailing tokens"},
    {"say \"{x:2}\"",
     "1:8 invalid interpolation expression '{x:2}': trailing tokens"},
    {"say \"{let a = 1}\"",
     "1:7 invalid interpolation expression '{let a = 1}': unexpected token: "
     "keyword 'let'"},
    {"1 + 2 = x", "1:1 invalid assignment target"},
    {"change f() to 1", "1:8 invalid assignment target"},
};

TEST_CASE("fixed texts", "[errors]") {
  for (const Mistake &mistake : fixedTexts) {
    INFO(mistake.source);
    Parsed parsed(mistake.source);
    CHECK(parsed.firstError() == mistake.error);
    CHECK(parsed.errors().size() == 1u);
  }
}

TEST_CASE("errors inside an interpolation point into the file", "[errors]") {
  // Escapes make the parsed text shorter than that of the file.
  CHECK(Parsed("say \"\\n\\t{ f(\\\"a\\\" }\"").firstError() ==
        "1:19 invalid interpolation expression '{f(\"a\"}': unexpected token: "
        "end of file");
  CHECK(Parsed("let a = 1\nsay \"äö {a +* 2}\"").firstError() ==
        "2:13 invalid interpolation expression '{a +* 2}': unexpected token: "
        "'*'");
}

/// Texts that must stay errors (spec: syntax 14).
static const char *const rejected[] = {
    "let x == 1",
    "f(a: 1)",
    "[1,,2]",
    "()",
    "x = y = z",
    "a[1, 2]",
    "if x = 1 { }",
    "t.0",
    "catch",
    "else { }",
    "say \"{}\"",
    "say \"{a b}\"",
    "\"a } {b}\"",
    "'x'",
    "\"\\q\"",
    "let a, b = 1",
    "fn f(...a) { }",
    "9223372036854775808",
    "when x { is P(v) -> v }",
    "match x { 1 | 2 => 3 }",
};

TEST_CASE("what the language rejects stays rejected", "[errors]") {
  for (const char *source : rejected) {
    INFO(source);
    CHECK(Parsed(source).diagnostics.hasErrors());
  }
}

TEST_CASE("an error shows the bracket that was never closed", "[errors]") {
  Parsed parsed("f(1,\nlet y = 2");
  REQUIRE(parsed.diagnostics.errorCount() == 1u);
  const Diagnostic &diagnostic = parsed.diagnostics.diagnostics()[0];
  REQUIRE(diagnostic.labels.size() == 1u);
  CHECK(diagnostic.labels[0].span.begin == 1);
}
