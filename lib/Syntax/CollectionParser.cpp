//===- CollectionParser.cpp - groups, tuples, arrays, objects -------------===//
//
// Spec: syntax 5.1 to 5.4, 6.2, 6.3.
//
//===----------------------------------------------------------------------===//

#include "ParserImpl.h"

using namespace forge;
using namespace forge::ast;

/// `(e)`, or a tuple if a comma follows the first expression. Line ends are
/// ignored up to that comma (1.8, L3).
const Expr *Parser::parseParenthesis() {
  size_t opener = position;
  llvm::SaveAndRestore restore(context, Context{.ignoreNewlines = true});
  advance();
  const Expr *first = parseExpr();
  if (!at(TokenKind::Comma)) {
    context = restore.get();
    expect(TokenKind::RightParen, opener);
    return first;
  }
  context = Context();
  advance();
  llvm::SmallVector<const Expr *, 4> items = {first};
  skipNewlines();
  while (!panic && !at(TokenKind::RightParen)) {
    items.push_back(parseExpr());
    skipNewlines();
    if (accept(TokenKind::Comma))
      skipNewlines();
  }
  context = restore.get();
  expect(TokenKind::RightParen, opener);
  return make<TupleExpr>(spanFrom(opener), copy(items));
}

const Expr *Parser::parseArray() {
  size_t start = position;
  advance();
  llvm::SmallVector<const Expr *, 8> items;
  parseList(TokenKind::RightBracket,
            [&] { items.push_back(parseSpreadable()); });
  return make<ArrayExpr>(spanFrom(start), copy(items));
}

llvm::ArrayRef<const Expr *> Parser::parseArguments() {
  llvm::SmallVector<const Expr *, 4> arguments;
  advance();
  parseList(TokenKind::RightParen, [&] {
    bool isSeparated = arguments.empty() || !atLineStart() ||
                       tokens[position - 2].is(TokenKind::Comma);
    if (at(TokenKind::Minus) && !isSeparated)
      warn(DiagCode::MinusStartsArgument, current().span);
    arguments.push_back(parseSpreadable());
  });
  return copy(arguments);
}

//===----------------------------------------------------------------------===//
// Braces
//===----------------------------------------------------------------------===//

/// Whether the brace at an index starts an object literal (5.2).
bool Parser::startsObject(size_t brace) const {
  size_t index = brace + 1;
  if (tokenAt(index).is(TokenKind::Newline))
    ++index;
  const Token &first = tokenAt(index);
  const Token &second = tokenAt(index + 1);
  if (first.isAny(TokenKind::RightBrace, TokenKind::Ellipsis))
    return true;
  if (second.is(TokenKind::Colon))
    return isWord(first.kind) ||
           first.isAny(TokenKind::String, TokenKind::RawString);
  return second.is(TokenKind::Comma) && isBindingName(first.kind);
}

/// Whether the brace at an index, behind an upper-case name, starts a struct
/// literal (5.1).
bool Parser::startsStructInit(size_t brace) const {
  if (!context.isHeader)
    return true;
  size_t index = brace + 1;
  if (tokenAt(index).is(TokenKind::Newline))
    ++index;
  if (isWord(tokenAt(index).kind))
    return tokenAt(index + 1).is(TokenKind::Colon);
  if (!tokenAt(index).is(TokenKind::RightBrace))
    return false;
  ++index;
  if (tokenAt(index).is(TokenKind::Newline))
    ++index;
  return tokenAt(index).is(TokenKind::LeftBrace);
}

const Expr *Parser::parseBraceOperand() {
  if (startsObject(position))
    return parseObject();
  size_t start = position;
  Block block = parseBlock();
  return make<BlockExpr>(spanFrom(start), block);
}

const Expr *Parser::parseObject() {
  size_t start = position;
  advance();
  llvm::SmallVector<Entry, 8> entries;
  parseList(TokenKind::RightBrace,
            [&] { parseEntry(entries, /*isObject=*/true); });
  return make<ObjectExpr>(spanFrom(start), copy(entries));
}

/// `Name { .. }`; for `craft name { .. }` the word is consumed already.
const Expr *Parser::parseStructInit(size_t start) {
  Name type = parseName();
  skipNewlines();
  llvm::SmallVector<Entry, 8> entries;
  if (expect(TokenKind::LeftBrace))
    parseList(TokenKind::RightBrace,
              [&] { parseEntry(entries, /*isObject=*/false); });
  return make<StructInitExpr>(spanFrom(start), type, copy(entries));
}

/// `key: value`, `...value` or the shorthand `name`.
void Parser::parseEntry(llvm::SmallVectorImpl<Entry> &entries, bool isObject) {
  const Token key = current();
  if (key.is(TokenKind::Ellipsis)) {
    const Expr *spread = parseSpreadable();
    entries.push_back({Name{"", key.span}, spread});
    return;
  }
  Name name{key.text, key.span};
  bool isText = isObject && key.isAny(TokenKind::String, TokenKind::RawString);
  if (isText) {
    name.text = literalText(key);
    advance();
  } else {
    bool hasColon = tokenAt(position + 1).is(TokenKind::Colon);
    if (!hasColon && isBindingName(key.kind) &&
        tokenAt(position + 1)
            .isAny(TokenKind::Comma, TokenKind::RightBrace,
                   TokenKind::Newline)) {
      advance();
      entries.push_back({name, make<NameExpr>(key.span, key.text)});
      return;
    }
    parseMember();
  }
  if (!expect(TokenKind::Colon))
    return;
  skipNewlines();
  const Expr *value = parseExpr();
  entries.push_back({name, value});
}
