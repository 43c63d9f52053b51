//===- PatternParser.cpp - patterns of match arms -------------------------===//
//
// Spec: syntax 7.1.
//
//===----------------------------------------------------------------------===//

#include "ParserImpl.h"

using namespace forge;
using namespace forge::ast;

const Pattern *Parser::parsePattern() {
  NestingGuard guard(*this);
  size_t start = position;
  auto *pattern = make<Pattern>();
  pattern->form = Pattern::Form::Wildcard;
  pattern->span = current().span;
  if (!guard)
    return pattern;
  const Token token = current();
  if (token.is(TokenKind::Identifier) && token.text == "_") {
    advance();
    return pattern;
  }
  if (isBindingName(token.kind)) {
    pattern->form = Pattern::Form::Binding;
    pattern->name = parseName();
    if (accept(TokenKind::LeftParen)) {
      pattern->form = Pattern::Form::Constructor;
      llvm::SmallVector<const Pattern *, 4> items;
      parseList(TokenKind::RightParen,
                [&] { items.push_back(parsePattern()); });
      pattern->items = copy(items);
    }
  } else {
    pattern->form = Pattern::Form::Literal;
    pattern->literal = parseLiteralPattern();
  }
  pattern->span = spanFrom(start);
  return pattern;
}

/// Strings are taken verbatim, numbers may be negative.
const Expr *Parser::parseLiteralPattern() {
  const Token token = current();
  switch (token.kind) {
  case TokenKind::Int:
  case TokenKind::Float:
    return parseNumber();
  case TokenKind::String:
  case TokenKind::RawString: {
    llvm::StringRef text = parseLiteralText();
    return make<TextExpr>(token.span, text);
  }
  case TokenKind::KwTrue:
  case TokenKind::KwFalse:
  case TokenKind::KwNull:
    return parsePrimary();
  case TokenKind::Minus: {
    size_t start = position;
    if (!peek().isAny(TokenKind::Int, TokenKind::Float))
      break;
    advance();
    const Expr *number = parseNumber();
    if (auto *integer = llvm::dyn_cast<IntExpr>(number))
      return make<IntExpr>(spanFrom(start), -integer->value);
    return make<FloatExpr>(spanFrom(start),
                           -llvm::cast<FloatExpr>(number)->value);
  }
  default:
    break;
  }
  error(DiagCode::ExpectedPattern, current().span);
  return make<ErrorExpr>(current().span);
}
