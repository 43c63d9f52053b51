//===- ErrorHints.cpp - advice for parse errors ---------------------------===//
//
// The messages of parse errors are fixed by the language; what was probably
// meant is said in hints, which depend on the tokens around the error. Some
// come with a fix that tools can apply.
//
//===----------------------------------------------------------------------===//

#include "ParserImpl.h"
#include "forge/Syntax/ForeignWords.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/ADT/Twine.h"

using namespace forge;

llvm::StringRef forge::foreignWordHint(llvm::StringRef word) {
  return llvm::StringSwitch<llvm::StringRef>(word)
      .Cases({"def", "func", "function"}, "functions are defined by 'fn'")
      .Cases({"var", "const"}, "variables are declared by 'let' or 'let mut'")
      .Cases({"print", "println"}, "write 'say e' or 'println(e)'")
      .Cases({"elif", "elsif", "elseif"}, "write 'else if'")
      .Cases({"and", "or", "not"},
             "this file uses the word as a name; write '&&', '||' or '!'")
      .Case("new", "structs are constructed by 'Name { .. }'")
      .Case("class", "types are defined by 'struct' and 'impl'")
      .Case("this", "methods name their receiver 'it'")
      .Case("nil", "write 'null'")
      .Cases({"then", "end"}, "blocks are written in braces")
      .Case("as", "imports cannot be renamed")
      .Default("");
}

/// Advice about a token where a certain other one was expected.
static llvm::StringRef hintForExpected(llvm::StringRef expected,
                                       const Token &token,
                                       const Token &previous) {
  switch (token.kind) {
  case TokenKind::Equal:
    if (expected == "'{'")
      return "a comparison is written '=='";
    return expected == "keyword 'to'" ? "'set' and 'change' are followed by "
                                        "'to'; '=' belongs to 'let'"
                                      : "";
  case TokenKind::KwTo:
    return expected == "'='" ? "'let' is followed by '='; 'to' belongs to "
                               "'set' and 'change'"
                             : "";
  case TokenKind::EqualEqual:
    return expected == "'='" ? "'==' compares; a declaration has '='" : "";
  case TokenKind::FatArrow:
    return expected == "'{'" ? "the body of a function is a block in braces"
                             : "";
  case TokenKind::Bar:
    return expected == "'=>'" ? "alternatives are arms of their own" : "";
  case TokenKind::KwIf:
    return expected == "'=>'" ? "patterns have no conditions; 'when' compares "
                                "by operators"
                              : "";
  case TokenKind::Comma:
    if (expected == "'='")
      return "several names are declared by 'let (a, b) = ..'";
    return expected == "']'" ? "parts of arrays are taken by 'slice'" : "";
  case TokenKind::Colon:
    return expected == "']'" ? "parts of arrays are taken by 'slice'" : "";
  case TokenKind::LeftBrace:
    return expected == "'('" && isBindingName(previous.kind)
               ? "a function without parameters has '()' behind its name"
               : "";
  default:
    return "";
  }
}

/// Advice about a token where a name was expected.
static std::string hintForName(const Token &token, const Token &previous) {
  if (token.is(TokenKind::LeftParen) &&
      previous.isAny(TokenKind::KwFor, TokenKind::KwEach))
    return "the names of 'for' stand without parentheses";
  if (token.is(TokenKind::Ellipsis))
    return "functions have a fixed number of parameters";
  if (token.isAny(TokenKind::Int, TokenKind::Float) &&
      previous.is(TokenKind::Dot))
    return "elements are taken by 't[0]'";
  if (isKeyword(token.kind))
    return ("'" + token.text + "' is a word of the language and no name").str();
  return "";
}

/// Advice about a colon that belongs to nothing; `around` is the index of the
/// bracket around it plus one, or 0.
static llvm::StringRef hintForColon(llvm::ArrayRef<Token> tokens,
                                    size_t position, size_t around) {
  if (around && tokens[around - 1].is(TokenKind::LeftParen))
    return "arguments have no names";
  bool isFirst =
      around && around + tokens[around].is(TokenKind::Newline) == position - 1;
  if (isFirst && tokens[around - 1].is(TokenKind::LeftBrace))
    return "braces are a block here; an object needs braces of its own inside";
  size_t first = position - std::min<size_t>(position, 16);
  for (const Token &token : tokens.slice(first, position - first))
    if (token.is(TokenKind::Question))
      return "a choice is written 'if a { b } else { c }'";
  return "";
}

/// Advice about a token where an operand or a statement was expected.
static llvm::StringRef hintForUnexpected(const Token &token,
                                         const Token &previous) {
  switch (token.kind) {
  case TokenKind::Equal:
    return "assignments are statements; a comparison is written '=='";
  case TokenKind::Plus:
    return previous.is(TokenKind::Plus) && previous.span.end == token.span.begin
               ? "write 'x += 1'"
               : "";
  case TokenKind::Ampersand:
    return "write '&&'";
  case TokenKind::KwElse:
  case TokenKind::KwOtherwise:
  case TokenKind::KwNah:
    return "it follows the '}' of an 'if'";
  case TokenKind::KwCatch:
    return "it follows the '}' of a 'try'";
  case TokenKind::Comma:
    return previous.is(TokenKind::Comma) ? "an element is missing" : "";
  default:
    return "";
  }
}

void Parser::addHints(Diagnostic &diagnostic,
                      llvm::ArrayRef<std::string> arguments) {
  const Token &token = tokens[position];
  const Token &previous = tokens[position - 1];
  std::string hint;
  switch (diagnostic.code) {
  case DiagCode::ExpectedToken:
    hint = hintForExpected(arguments[0], token, previous).str();
    break;
  case DiagCode::ExpectedIdentifier:
    hint = hintForName(token, previous);
    break;
  case DiagCode::UnexpectedToken:
    hint = (token.is(TokenKind::Colon)
                ? hintForColon(tokens, position, enclosing[position])
                : hintForUnexpected(token, previous))
               .str();
    break;
  default:
    break;
  }
  // `def f(x) -> Int { .. }` only fails at the arrow.
  size_t first = position;
  for (unsigned i = 0; i < 16 && !tokens[first - 1].is(TokenKind::Newline); ++i)
    --first;
  if (hint.empty() && tokens[first].is(TokenKind::Identifier) &&
      first < position)
    hint = foreignWordHint(tokens[first].text).str();
  if (!hint.empty())
    diagnostic.hints.push_back(hint);

  if (diagnostic.code != DiagCode::ExpectedToken)
    return;
  bool isComparison = token.is(TokenKind::Equal) && arguments[0] == "'{'";
  bool isWrongSpelling =
      (token.is(TokenKind::Equal) && arguments[0] == "keyword 'to'") ||
      (token.isAny(TokenKind::KwTo, TokenKind::EqualEqual) &&
       arguments[0] == "'='");
  if (isComparison)
    diagnostic.fix = Fix{token.span, "=="};
  else if (isWrongSpelling)
    diagnostic.fix = Fix{token.span, token.is(TokenKind::Equal) ? "to" : "="};
}
