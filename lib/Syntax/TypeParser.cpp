//===- TypeParser.cpp - type annotations ----------------------------------===//
//
// Spec: syntax 7.2 and 5.5: in types `>>` and `>=` are split.
//
//===----------------------------------------------------------------------===//

#include "ParserImpl.h"

using namespace forge;
using namespace forge::ast;

TypeExpr *Parser::makeType(TypeExpr::Form form, size_t start) {
  auto *type = make<TypeExpr>();
  type->form = form;
  type->span = spanFrom(start);
  return type;
}

/// A type and the `?` behind it.
const TypeExpr *Parser::parseType() {
  NestingGuard guard(*this);
  size_t start = position;
  if (!guard)
    return makeType(TypeExpr::Form::Simple, start);
  const TypeExpr *type = parseTypeWithoutSuffix();
  if (accept(TokenKind::Question)) {
    llvm::SmallVector<const TypeExpr *, 1> items = {type};
    TypeExpr *optional = makeType(TypeExpr::Form::Optional, start);
    optional->items = copy(items);
    return optional;
  }
  return type;
}

const TypeExpr *Parser::parseTypeWithoutSuffix() {
  size_t start = position;
  llvm::SmallVector<const TypeExpr *, 4> items;
  auto parseItem = [&] { items.push_back(parseType()); };
  auto finish = [&](TypeExpr::Form form) {
    TypeExpr *type = makeType(form, start);
    type->items = copy(items);
    return type;
  };

  if (accept(TokenKind::LeftBracket)) {
    skipNewlines();
    parseItem();
    skipNewlines();
    expect(TokenKind::RightBracket, start);
    return finish(TypeExpr::Form::Array);
  }
  if (accept(TokenKind::Question)) {
    parseItem();
    return finish(TypeExpr::Form::Optional);
  }
  if (accept(TokenKind::LeftParen)) {
    parseList(TokenKind::RightParen, parseItem);
    return finish(TypeExpr::Form::Tuple);
  }
  if (accept(TokenKind::KwFn)) {
    if (expect(TokenKind::LeftParen))
      parseList(TokenKind::RightParen, parseItem);
    const TypeExpr *result = accept(TokenKind::Arrow) ? parseType() : nullptr;
    TypeExpr *type = finish(TypeExpr::Form::Function);
    type->result = result;
    return type;
  }

  const Token name = current();
  bool isPlain = isBindingName(name.kind);
  if (!isPlain && !name.isAny(TokenKind::TypeInt, TokenKind::TypeFloat,
                              TokenKind::TypeString, TokenKind::TypeBool,
                              TokenKind::TypeJson, TokenKind::KwNull)) {
    error(DiagCode::ExpectedType, name.span, {describe(name)});
    return makeType(TypeExpr::Form::Simple, start);
  }
  advance();
  TypeExpr::Form form = TypeExpr::Form::Simple;
  if (isPlain && accept(TokenKind::Less)) {
    form = TypeExpr::Form::Generic;
    skipNewlines();
    while (!atTypeClose() && !panic) {
      parseItem();
      skipNewlines();
      if (accept(TokenKind::Comma))
        skipNewlines();
    }
    expectTypeClose();
  }
  TypeExpr *type = finish(form);
  type->name = name.is(TokenKind::KwNull) ? "Null" : name.text;
  return type;
}

bool Parser::atTypeClose() const {
  return atAny(TokenKind::Greater, TokenKind::GreaterGreater,
               TokenKind::GreaterEqual);
}

/// Consumes the `>` that ends type arguments. Of a longer token only the first
/// character goes; what is left takes its place.
void Parser::expectTypeClose() {
  if (!atAny(TokenKind::GreaterGreater, TokenKind::GreaterEqual)) {
    expect(TokenKind::Greater);
    return;
  }
  Token &token = tokens[position];
  token.kind = token.is(TokenKind::GreaterGreater) ? TokenKind::Greater
                                                   : TokenKind::Equal;
  token.text = token.text.drop_front();
  lastEnd = ++token.span.begin;
}
