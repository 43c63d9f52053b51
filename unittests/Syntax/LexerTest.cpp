//===- LexerTest.cpp - characters to tokens -------------------------------===//
//
// Spec: syntax 1.
//
//===----------------------------------------------------------------------===//

#include "Lexer.h"
#include "ParseText.h"
#include <catch2/catch.hpp>

using namespace forge;
using namespace forge::test;

/// Texts of the tokens, without the end of the file.
static std::vector<std::string> tokensOf(const std::string &text) {
  std::vector<std::string> result;
  for (const Token &token : lex(text, 0, {}, [](LexMessage) {}))
    if (!token.is(TokenKind::Eof))
      result.push_back(token.text.str());
  return result;
}

using Texts = std::vector<std::string>;

TEST_CASE("longest match", "[lexer]") {
  CHECK(tokensOf("a...b..c.d") == Texts{"a", "...", "b", "..", "c", ".", "d"});
  CHECK(tokensOf(">>=") == Texts{">>", "="});
  CHECK(tokensOf("a|>b|c||d") == Texts{"a", "|>", "b", "|", "c", "||", "d"});
  CHECK(tokensOf("=>==->-=") == Texts{"=>", "==", "->", "-="});
}

TEST_CASE("numbers end where their digits end", "[lexer]") {
  CHECK(tokensOf("1_000 1__0 7_ 007") == Texts{"1_000", "1__0", "7_", "007"});
  CHECK(tokensOf("3.abs") == Texts{"3", ".", "abs"});
  CHECK(tokensOf("1..4") == Texts{"1", "..", "4"});
  CHECK(tokensOf("1.2.3") == Texts{"1.2", ".", "3"});
  CHECK(tokensOf("5seconds") == Texts{"5", "seconds"});
  CHECK(tokensOf("1e5 1e+5 1e x") == Texts{"1e5", "1e+5", "1", "e", "x"});
  CHECK(tokensOf("0xFF 0xg") == Texts{"0xFF", "0", "xg"});
  CHECK(treeOf("1_0.2_5") == "(Float 10.25)");
  CHECK(treeOf("9223372036854775807") == "(Int 9223372036854775807)");
  CHECK(treeOf("007") == "(Int 7)");
}

TEST_CASE("words", "[lexer]") {
  CHECK(tokensOf("gr\u00F6\u00DFe _x a1") ==
        Texts{"gr\u00F6\u00DFe", "_x", "a1"});
  CHECK(keywordKind("let") == TokenKind::KwLet);
  CHECK(keywordKind("Let") == TokenKind::Identifier);
  unsigned keywords = 0, soft = 0;
#define FORGE_KEYWORD(NAME, TEXT)                                              \
  ++keywords;                                                                  \
  soft += isSoftKeyword(TokenKind::NAME);
#include "forge/Syntax/Token.def"
  CHECK(keywords == 86u);
  CHECK(soft == 36u);
}

TEST_CASE("escapes", "[lexer]") {
  CHECK(treeOf(R"("\n\t\r\\\"\{\}")") == R"((Text "\n\t\r\\\"{}"))");
  CHECK(treeOf(R"("\u{41}\u{1F600}")") == "(Text \"A\U0001F600\")");
  CHECK(treeOf(R"("\0\e")") == R"((Text "\u{0}\u{1b}"))");
  for (const char *text : {R"("\u{}")", R"("\u{D800}")", R"("\u{110000}")",
                           R"("\u41")", R"("\x41")", R"("\u{1)"})
    CHECK(Parsed(text).diagnostics.hasErrors());
}

TEST_CASE("raw strings", "[lexer]") {
  CHECK(treeOf("\"\"\"{a}\\n\"b.\"\"\"") == R"((Text "{a}\\n\"b."))");
  CHECK(treeOf("\"\"\"\na\n\"\"\"") == R"((Text "a\n"))");
  CHECK(treeOf("\"\"\"\r\na\"\"\"") == R"((Text "a"))");
  CHECK(treeOf("\"\"\"\"\"\"") == R"((Text ""))");
}

TEST_CASE("interpolation", "[lexer]") {
  CHECK(treeOf("\"{\"") == "(Text \"{\")");
  CHECK(treeOf("\"a } b\"") == "(Text \"a } b\")");
  CHECK(treeOf(R"("\{x\}")") == "(Text \"{x}\")");
  CHECK(treeOf(R"("a {b} c")") ==
        R"((Interpolation (Text "a ") (Name b) (Text " c")))");
  CHECK(treeOf(R"("{f(\"}\")}")") ==
        R"((Interpolation (Call (Name f) (Text "}"))))");
  CHECK(treeOf(R"("{{ a: 1 }.a}")") ==
        R"((Interpolation (Field a (Object (Entry "a" (Int 1))))))");
  CHECK(treeOf(R"("{ \"<{x}>\" }")") ==
        R"((Interpolation (Interpolation (Text "<") (Name x) (Text ">"))))");
  CHECK(treeOf(R"("\{{x}\}")") ==
        R"((Interpolation (Text "{") (Name x) (Text "}")))");
  CHECK(treeOf("\"{a // rest}\"") == "(Interpolation (Name a))");
}

TEST_CASE("strings that are never interpolated", "[lexer]") {
  CHECK(treeOf("{ \"{a}\": 1 }") == "(Object (Entry \"{a}\" (Int 1)))");
  CHECK(treeOf("match x { \"{a}\" => 1 }") ==
        "(Match (Name x) (Arm \"{a}\" (Body (Int 1))))");
  CHECK(treeOf("import \"{a}\"") == "(Import \"{a}\" *)");
  CHECK(treeOf("prompt p() { user: \"{a}\" }") ==
        "(Prompt p (System \"\") (User \"{a}\"))");
}

TEST_CASE("tokens and the blanks between them reproduce the file", "[lexer]") {
  std::string text = "\xEF\xBB\xBF// one\nlet  a = \"{b}\" /* two\n */ ; $ \t"
                     "\"\"\"x\n\"\"\"\r\n'q' \xFF end";
  Parsed parsed(text);
  std::string rebuilt;
  uint32_t last = 0;
  for (const Token &token : parsed.tree->tokens()) {
    REQUIRE(token.span.begin >= last);
    std::string gap = text.substr(last, token.span.begin - last);
    if (last)
      CHECK(gap.find_first_not_of(" \t\r") == std::string::npos);
    rebuilt += gap + token.text.str();
    last = token.span.end;
  }
  CHECK(rebuilt == text);
}

TEST_CASE("a float beyond the largest one is an error", "[lexer]") {
  // The largest Float is about 1.797e308 (spec: tools 4.2).
  std::string zeros(308, '0');
  CHECK(Parsed("say 1" + zeros + ".0").firstError().empty());
  CHECK(Parsed("say 2" + zeros + ".0").firstError() ==
        "1:5 invalid float literal");
}

TEST_CASE("ill-formed UTF-8 is an error", "[lexer]") {
  for (std::string text : {"\xFF", "say \"\x80\"", "// \xC0\xAF",
                           "\xED\xA0\x80", "a\xF5\x80\x80\x80", "\xE2\x82"}) {
    Parsed parsed(text);
    REQUIRE(parsed.diagnostics.hasErrors());
    bool isReported = false;
    for (const std::string &error : parsed.errors())
      isReported |=
          error.find("the file is not valid UTF-8") != std::string::npos;
    CHECK(isReported);
  }
}
