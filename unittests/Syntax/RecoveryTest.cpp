//===- RecoveryTest.cpp - several independent errors per file -------------===//

#include "ParseText.h"
#include <catch2/catch.hpp>

using namespace forge;
using namespace forge::test;

using Errors = std::vector<std::string>;

TEST_CASE("each wrong line is reported once", "[recovery]") {
  CHECK(Parsed("let = 1\nlet ok = 2\nlet x 3\nsay )").errors() ==
        Errors{"1:5 expected identifier, got '='",
               "3:7 expected '=', got number 3", "4:5 unexpected token: ')'"});
}

TEST_CASE("errors inside blocks do not end the block", "[recovery]") {
  Parsed parsed("fn f() {\n  let = 1\n  let y = 2\n  if c {\n    say +\n  }\n"
                "}\nlet z 4");
  CHECK(parsed.errors() == Errors{"2:7 expected identifier, got '='",
                                  "5:9 unexpected token: '+'",
                                  "8:7 expected '=', got number 4"});
  CHECK(parsed.dump() ==
        "(Function f (Body (Declare y (Int 2)) (If (Name c) (Then)))) "
        "(Declare z (Error))");
}

TEST_CASE("arms and members recover on their own", "[recovery]") {
  CHECK(Parsed("match x {\n  1 | 2 => a\n  3 => b\n  + => c\n}\nsay )")
            .errors() == Errors{"2:5 expected '=>', got '|'",
                                "4:3 expected pattern",
                                "6:5 unexpected token: ')'"});
  CHECK(Parsed("struct P {\n  x Int\n  y: Int\n  z: 5\n}").errors() ==
        Errors{"2:5 expected ':', got keyword 'Int'",
               "4:6 expected type, got number 5"});
  CHECK(Parsed("impl P {\n  let a = 1\n  fn f() { say }\n}").errors() ==
        Errors{"2:3 expected 'fn' or 'define'", "3:16 unexpected token: '}'"});
}

TEST_CASE("a failed header skips its block", "[recovery]") {
  CHECK(Parsed("if x = 1 {\n  say )\n}\nelse {\n}\nsay )").errors() ==
        Errors{"1:6 expected '{', got '='",
               "4:1 unexpected token: keyword 'else'",
               "6:5 unexpected token: ')'"});
}

TEST_CASE("an error in a list skips the list", "[recovery]") {
  CHECK(Parsed("f(1,\n  2 3 = 4,\n  5)\nlet ok = 1\nsay )").errors() ==
        Errors{"2:7 unexpected token: '='", "5:5 unexpected token: ')'"});
}

TEST_CASE("errors in lambdas inside lists are independent", "[recovery]") {
  CHECK(Parsed("xs.map(fn(x) {\n  let = 1\n  let y 2\n})\nsay )").errors() ==
        Errors{"2:7 expected identifier, got '='",
               "3:9 expected '=', got number 2", "5:5 unexpected token: ')'"});
}

TEST_CASE("a bracket that is not closed spoils one statement", "[recovery]") {
  CHECK(Parsed("f(1, 2\nlet a = 1\nlet b 2").errors() ==
        Errors{"2:1 unexpected token: keyword 'let'",
               "3:7 expected '=', got number 2"});
}

TEST_CASE("lexical errors keep the rest of the file", "[recovery]") {
  CHECK(Parsed("let a = \"x\nlet b = 'y'\nlet c 3").errors() ==
        Errors{"1:11 unterminated string (newline in string literal)",
               "2:9 unexpected character: '''",
               "3:7 expected '=', got number 3"});
}

TEST_CASE("an unterminated string says nothing about open blocks",
          "[recovery]") {
  CHECK(Parsed("fn f() {\n  say \"\"\"abc\n}").errors() ==
        Errors{"3:2 unterminated triple-quoted string"});
  CHECK(Parsed("fn f() {\n  /* abc\n}").errors() ==
        Errors{"2:3 unterminated block comment"});
}

TEST_CASE("a tree knows whether something could not be read", "[recovery]") {
  CHECK(Parsed("let = 1").tree->hasErrors());
  CHECK(Parsed("say 'x'").tree->hasErrors());
  CHECK(Parsed("say \"{}\"").tree->hasErrors());
  CHECK(Parsed("\xFF").tree->hasErrors());
  CHECK_FALSE(Parsed("say x y").tree->hasErrors());
  CHECK_FALSE(Parsed("let a = [5x]").tree->hasErrors());
}

TEST_CASE("a broken declaration keeps its name", "[recovery]") {
  CHECK(Parsed("let product w * h").dump() == "(Declare product (Error))");
  CHECK(Parsed("fn f(x) { let = 1 }").dump() ==
        "(Function f (Param x) (Body))");
  CHECK(Parsed("if x = 1 { }").dump() == "");
}
