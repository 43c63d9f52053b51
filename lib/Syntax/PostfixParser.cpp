//===- PostfixParser.cpp - operands and what follows them -----------------===//
//
// Spec: syntax 1.5 (words as operands), 2.3 (primary, postfix), 5.3, 6.4
// to 6.8.
//
//===----------------------------------------------------------------------===//

#include "Literals.h"
#include "ParserImpl.h"
#include "llvm/ADT/StringExtras.h"

using namespace forge;
using namespace forge::ast;

const Expr *Parser::parsePostfix() {
  ChainGuard chain(*this);
  size_t start = position;
  const Expr *expr = parsePrimary();
  while (!panic) {
    switch (tokenAfterLineBreak().kind) {
    case TokenKind::LeftParen: {
      if (!chain.extend())
        return expr;
      llvm::ArrayRef<const Expr *> arguments = parseArguments();
      expr = make<CallExpr>(spanFrom(start), expr, arguments);
      break;
    }
    case TokenKind::Dot: {
      if (!chain.extend())
        return expr;
      acceptAfterLineBreak();
      Name field = parseMember();
      expr = make<FieldExpr>(spanFrom(start), expr, field);
      break;
    }
    case TokenKind::LeftBracket: {
      if (!chain.extend())
        return expr;
      size_t opener = position;
      llvm::SaveAndRestore restore(context, Context{.ignoreNewlines = true});
      advance();
      const Expr *index = parseExpr();
      context = restore.get();
      expect(TokenKind::RightBracket, opener);
      expr = make<IndexExpr>(spanFrom(start), expr, index);
      break;
    }
    case TokenKind::Question:
      if (!chain.extend())
        return expr;
      advance();
      expr = make<PropagateExpr>(spanFrom(start), expr);
      break;
    default:
      return expr;
    }
  }
  return expr;
}

const Expr *Parser::parsePrimary() {
  const Token &token = current();
  switch (token.kind) {
  case TokenKind::Error:
    advance();
    return make<ErrorExpr>(token.span);
  case TokenKind::Int:
  case TokenKind::Float:
    return parseNumber();
  case TokenKind::String:
  case TokenKind::RawString:
    return parseString();
  case TokenKind::KwTrue:
  case TokenKind::KwFalse:
    advance();
    return make<BoolExpr>(token.span, token.is(TokenKind::KwTrue));
  case TokenKind::KwNull:
    advance();
    return make<NullExpr>(token.span);
  case TokenKind::LeftParen:
    return startsArrowLambda() ? parseArrowLambda() : parseParenthesis();
  case TokenKind::LeftBracket:
    return parseArray();
  case TokenKind::LeftBrace:
    return parseBraceOperand();
  case TokenKind::KwFn:
    return parseLambda();
  default:
    break;
  }
  if (startsWordOperand())
    return parseWordOperand();
  if (isBindingName(token.kind))
    return parseNameOperand();
  unexpected();
  return make<ErrorExpr>(token.span);
}

/// The lexer has reported numbers without a value.
const Expr *Parser::parseNumber() {
  const Token token = current();
  advance();
  if (token.is(TokenKind::Float))
    return make<FloatExpr>(token.span, floatValue(token.text).value_or(0));
  return make<IntExpr>(token.span, integerValue(token.text).value_or(0));
}

/// A name, or a struct literal if a brace follows an upper-case one (5.1).
const Expr *Parser::parseNameOperand() {
  size_t start = position;
  const Token &token = current();
  if (token.is(TokenKind::Identifier) && llvm::isUpper(token.text.front()) &&
      peek().is(TokenKind::LeftBrace) && startsStructInit(position + 1))
    return parseStructInit(start);
  advance();
  return make<NameExpr>(token.span, token.text);
}

//===----------------------------------------------------------------------===//
// Words that start an operand
//===----------------------------------------------------------------------===//

bool Parser::startsWordOperand() const {
  switch (current().kind) {
  case TokenKind::KwIf:
  case TokenKind::KwWhen:
  case TokenKind::KwTry:
  case TokenKind::KwSpawn:
  case TokenKind::KwSquad:
  case TokenKind::KwSay:
  case TokenKind::KwYell:
  case TokenKind::KwWhisper:
  case TokenKind::KwWait:
    return true;
  case TokenKind::KwMatch:
  case TokenKind::KwCrawl:
    return canStartOperand(peek());
  case TokenKind::KwCraft:
    return isBindingName(peek().kind);
  case TokenKind::KwSafe:
    return peekPastNewline().is(TokenKind::LeftBrace);
  default:
    return false;
  }
}

/// The block that an operand of one statement stands for (6.7).
const Expr *Parser::blockOf(const Stmt *stmt) {
  return make<BlockExpr>(stmt->span, blockOfOne(stmt));
}

const Expr *Parser::parseWordOperand() {
  NestingGuard guard(*this);
  if (!guard)
    return make<ErrorExpr>(current().span);
  size_t start = position;
  // The header position of a statement around does not extend into this form's
  // own blocks, which all are in brackets.
  switch (current().kind) {
  case TokenKind::KwIf:
    return blockOf(parseIf(/*isOperand=*/true));
  case TokenKind::KwWhen:
    return blockOf(parseWhen());
  case TokenKind::KwMatch:
    return blockOf(parseMatch());
  case TokenKind::KwTry:
    return blockOf(parseTry());
  case TokenKind::KwSafe:
    return blockOf(parseBlockStatement<SafeStmt>());
  case TokenKind::KwSquad: {
    advance();
    Block body = parseBlock();
    return make<SquadExpr>(spanFrom(start), body);
  }
  case TokenKind::KwSpawn: {
    Block body = parseSpawnBody();
    return make<SpawnExpr>(spanFrom(start), body);
  }
  case TokenKind::KwCraft:
    advance();
    return parseStructInit(start);
  case TokenKind::KwCrawl:
    return parseCrawlCall();
  default:
    break;
  }
  const Token word = current();
  if (canStartOperand(peek()))
    return word.is(TokenKind::KwWait) ? parseWaitCall() : parseSayCall();
  advance();
  return make<NameExpr>(word.span, word.text);
}

//===----------------------------------------------------------------------===//
// Lambdas
//===----------------------------------------------------------------------===//

const Expr *Parser::parseLambda() {
  size_t start = position;
  expect(TokenKind::KwFn);
  FunctionCore function;
  function.params = parseParams();
  if (accept(TokenKind::Arrow))
    function.result = parseType();
  function.body = parseBlock();
  return make<LambdaExpr>(spanFrom(start), function);
}

/// Whether `(` starts `(params) =>`. The value of a `when` arm is followed by
/// an arrow as well.
bool Parser::startsArrowLambda() const {
  if (context.isArmValue || panic)
    return false;
  uint32_t close = matches[position];
  if (!close || !tokens[close + 1].is(TokenKind::FatArrow))
    return false;
  const Token &first = peekPastNewline();
  return first.is(TokenKind::RightParen) || isBindingName(first.kind);
}

const Expr *Parser::parseArrowLambda() {
  size_t start = position;
  FunctionCore function;
  function.params = parseParams();
  expect(TokenKind::FatArrow);
  skipNewlines();
  function.body = parseArrowBody();
  return make<LambdaExpr>(spanFrom(start), function);
}

/// A block, or an expression as the only statement of one. Braces that read as
/// an object are one, but `{}` is the empty block.
Block Parser::parseArrowBody() {
  bool isBlock =
      at(TokenKind::LeftBrace) &&
      (!startsObject(position) || peekPastNewline().is(TokenKind::RightBrace));
  if (isBlock)
    return parseBlock();
  const Expr *expr = parseExpr();
  auto *value = make<ExpressionStmt>(expr->span);
  value->expr = expr;
  return blockOfOne(value);
}
