//===- ControlParser.cpp - if, loops, try, safe, spawn, squad -------------===//
//
// Spec: syntax 4.3 to 4.7.
//
//===----------------------------------------------------------------------===//

#include "ParserImpl.h"

using namespace forge;
using namespace forge::ast;

static bool isElseWord(const Token &token) {
  return token.isAny(TokenKind::KwElse, TokenKind::KwOtherwise,
                     TokenKind::KwNah);
}

/// A chain of `else if` is parsed in a loop and linked from its end. Line ends
/// are skipped only if an else-word follows them.
const IfStmt *Parser::parseIf(bool isOperand) {
  ChainGuard chain(*this);
  llvm::SmallVector<IfStmt *, 4> links;
  std::optional<Block> last;
  while (true) {
    auto *link = make<IfStmt>(current().span);
    links.push_back(link);
    expect(TokenKind::KwIf);
    link->condition = parseExprInHeader();
    link->thenBlock = parseBlock();
    link->span = spanFrom(link->span);
    if (!isElseWord(pastNewline()))
      break;
    skipNewlines();
    advance();
    if (!pastNewline().is(TokenKind::KwIf)) {
      last = parseBlock();
      break;
    }
    skipNewlines();
    if (!chain.extend())
      break;
  }
  for (IfStmt *link : llvm::reverse(links)) {
    link->span = spanFrom(link->span);
    link->elseBlock = last;
    last = blockOfOne(link);
  }
  return links.front();
}

const Stmt *Parser::parseWhile() {
  size_t start = position;
  advance();
  auto *stmt = make<WhileStmt>(Span());
  stmt->condition = parseExprInHeader();
  stmt->body = parseBlock();
  stmt->span = spanFrom(start);
  return stmt;
}

const Stmt *Parser::parseLoop() { return parseBlockStatement<LoopStmt>(); }

const Stmt *Parser::parseFor() {
  size_t start = position;
  advance();
  accept(TokenKind::KwEach);
  auto *stmt = make<ForStmt>(Span());
  stmt->first = parseName();
  if (accept(TokenKind::Comma))
    stmt->second = parseName();
  expect(TokenKind::KwIn);
  stmt->iterable = parseExprInHeader();
  stmt->body = parseBlock();
  stmt->span = spanFrom(start);
  return stmt;
}

/// `repeat n times` counts with a variable `_`, or that behind `as`.
const Stmt *Parser::parseRepeat() {
  size_t start = position;
  Span word = current().span;
  advance();
  auto *stmt = make<ForStmt>(Span());
  stmt->first = {"_", word};
  llvm::SmallVector<const Expr *, 1> count = {parseExprInHeader()};
  auto *call = make<CallExpr>(count[0]->span, make<NameExpr>(word, "range"),
                              copy(count));
  call->isBuiltinCall = true;
  stmt->iterable = call;
  accept(TokenKind::KwTimes);
  if (acceptIdentifier("as"))
    stmt->first = parseName();
  stmt->body = parseBlock();
  stmt->span = spanFrom(start);
  return stmt;
}

const Stmt *Parser::parseTry() {
  size_t start = position;
  advance();
  auto *stmt = make<TryStmt>(Span());
  stmt->body = parseBlock();
  if (pastNewline().is(TokenKind::KwCatch))
    skipNewlines();
  expect(TokenKind::KwCatch);
  if (at(TokenKind::LeftParen)) {
    size_t opener = position;
    advance();
    stmt->variable = parseName();
    expect(TokenKind::RightParen, opener);
  } else if (!pastNewline().is(TokenKind::LeftBrace)) {
    stmt->variable = parseName();
  }
  stmt->handler = parseBlock();
  stmt->span = spanFrom(start);
  return stmt;
}

template <typename T> const Stmt *Parser::parseBlockStatement() {
  size_t start = position;
  advance();
  auto *stmt = make<T>(Span());
  stmt->body = parseBlock();
  stmt->span = spanFrom(start);
  return stmt;
}

template const Stmt *Parser::parseBlockStatement<SafeStmt>();
template const Stmt *Parser::parseBlockStatement<SquadStmt>();

const Stmt *Parser::parseSpawn() {
  size_t start = position;
  auto *stmt = make<SpawnStmt>(Span());
  stmt->function.body = parseSpawnBody();
  stmt->span = spanFrom(start);
  return stmt;
}

/// The block behind `spawn`, or one made of a single call.
Block Parser::parseSpawnBody() {
  advance();
  if (!canStartOperand(current()) || at(TokenKind::LeftBrace))
    return parseBlock();
  const Expr *expr = parsePostfix();
  auto *stmt = make<ExpressionStmt>(expr->span);
  stmt->expr = expr;
  return blockOfOne(stmt);
}
