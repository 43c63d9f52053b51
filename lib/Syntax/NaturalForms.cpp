//===- NaturalForms.cpp - say, wait, check, timeout and the like ----------===//
//
// Spec: syntax 4.2, 4.8 to 4.10.
//
//===----------------------------------------------------------------------===//

#include "ParserImpl.h"
#include "llvm/ADT/StringSwitch.h"

using namespace forge;
using namespace forge::ast;

static ExpressionStmt *inStatement(ExpressionStmt *stmt, const Expr *expr) {
  stmt->expr = expr;
  stmt->span = expr->span;
  return stmt;
}

//===----------------------------------------------------------------------===//
// Calls
//===----------------------------------------------------------------------===//

const Stmt *Parser::parseSay() {
  return inStatement(make<ExpressionStmt>(Span()), parseSayCall());
}

const Stmt *Parser::parseWait() {
  return inStatement(make<ExpressionStmt>(Span()), parseWaitCall());
}

const Stmt *Parser::parseCrawl() {
  return inStatement(make<ExpressionStmt>(Span()), parseCrawlCall());
}

/// `say e`, `yell e`, `whisper e`: calls of the builtin of that name.
const Expr *Parser::parseSayCall() {
  size_t start = position;
  const Token word = current();
  advance();
  bool hasParen = at(TokenKind::LeftParen);
  const Expr *value = parseExpr();
  if (hasParen && llvm::isa<TupleExpr>(value))
    warn(DiagCode::TupleToSay, value->span, {word.text.str()});
  llvm::SmallVector<const Expr *, 1> arguments = {value};
  return make<CallExpr>(spanFrom(start), make<NameExpr>(word.span, word.text),
                        copy(arguments));
}

/// `wait e [unit]`: the call takes seconds.
const Expr *Parser::parseWaitCall() {
  size_t start = position;
  const Token word = current();
  advance();
  const Expr *amount = parseExpr();
  Span unit = current().span;
  int64_t milliseconds = acceptUnit().value_or(1000);
  if (milliseconds != 1000) {
    const Expr *factor = nullptr;
    if (milliseconds % 1000 == 0)
      factor = make<IntExpr>(unit, milliseconds / 1000);
    else
      factor = make<FloatExpr>(unit, milliseconds / 1000.0);
    amount =
        make<BinaryExpr>(amount->span.to(unit), BinaryOp::Mul, amount, factor);
  }
  llvm::SmallVector<const Expr *, 1> arguments = {amount};
  return make<CallExpr>(spanFrom(start), make<NameExpr>(word.span, word.text),
                        copy(arguments));
}

/// A call of `http.download` or `http.crawl`.
const Expr *Parser::httpCall(const Token &word,
                             llvm::ArrayRef<const Expr *> arguments) {
  const Expr *module = make<NameExpr>(word.span, "http");
  const Expr *callee = make<FieldExpr>(word.span, module, nameOf(word));
  return make<CallExpr>(spanFrom(word.span), callee, arguments.copy(arena));
}

const Expr *Parser::parseCrawlCall() {
  const Token word = current();
  advance();
  const Expr *address = parseExpr();
  return httpCall(word, address);
}

const Stmt *Parser::parseDownload() {
  const Token word = current();
  advance();
  llvm::SmallVector<const Expr *, 2> arguments = {parseExpr()};
  if (accept(TokenKind::KwTo)) {
    skipNewlines();
    arguments.push_back(parseExpr());
  }
  return inStatement(make<ExpressionStmt>(Span()), httpCall(word, arguments));
}

//===----------------------------------------------------------------------===//
// Check
//===----------------------------------------------------------------------===//

const Stmt *Parser::parseCheck() {
  size_t start = position;
  advance();
  auto *stmt = make<CheckStmt>(Span());
  stmt->value = parseExpr();
  auto finishBetween = [&] {
    advance();
    stmt->form = CheckStmt::Form::Between;
    {
      Context bound = context;
      bound.isLowerBound = true;
      llvm::SaveAndRestore restore(context, bound);
      stmt->low = parseExpr();
    }
    acceptIdentifier("and");
    stmt->high = parseExpr();
  };
  if (atIdentifier("between")) {
    finishBetween();
  } else if (acceptIdentifier("contains")) {
    stmt->form = CheckStmt::Form::Contains;
    stmt->low = parseExpr();
  } else if (atIdentifier("is")) {
    Span word = current().span;
    advance();
    bool isNegated = atIdentifier("not") || at(TokenKind::Bang);
    const Token &kind = isNegated ? peek() : current();
    if (kind.is(TokenKind::Identifier) && kind.text == "empty") {
      if (isNegated)
        advance();
      advance();
      stmt->form =
          isNegated ? CheckStmt::Form::NotEmpty : CheckStmt::Form::Empty;
    } else if (atIdentifier("between")) {
      finishBetween();
    } else {
      warn(DiagCode::OnlyTruthChecked, word);
      if (isNegated)
        advance();
    }
  }
  stmt->span = spanFrom(start);
  return stmt;
}

//===----------------------------------------------------------------------===//
// Time
//===----------------------------------------------------------------------===//

std::optional<int64_t> Parser::acceptUnit() {
  if (!atAny(TokenKind::Identifier, TokenKind::KwSeconds))
    return std::nullopt;
  int64_t milliseconds = llvm::StringSwitch<int64_t>(current().text)
                             .Cases({"seconds", "second"}, 1000)
                             .Cases({"minutes", "minute"}, 60 * 1000)
                             .Cases({"hours", "hour"}, 60 * 60 * 1000)
                             .Cases({"milliseconds", "millisecond", "ms"}, 1)
                             .Default(0);
  if (!milliseconds)
    return std::nullopt;
  advance();
  return milliseconds;
}

const Stmt *Parser::parseTimeout() {
  size_t start = position;
  advance();
  auto *stmt = make<TimeoutStmt>(Span());
  stmt->amount = parseExprInHeader();
  stmt->unitMilliseconds = acceptUnit().value_or(1000);
  stmt->body = parseBlock();
  stmt->span = spanFrom(start);
  return stmt;
}

const Stmt *Parser::parseRetry() {
  size_t start = position;
  advance();
  auto *stmt = make<RetryStmt>(Span());
  stmt->count = parseExprInHeader();
  accept(TokenKind::KwTimes);
  stmt->body = parseBlock();
  stmt->span = spanFrom(start);
  return stmt;
}

const Stmt *Parser::parseSchedule() {
  size_t start = position;
  advance();
  accept(TokenKind::KwEvery);
  auto *stmt = make<ScheduleStmt>(Span());
  stmt->amount = parseExprInHeader();
  stmt->unitMilliseconds = acceptUnit().value_or(1000);
  stmt->function.body = parseBlock();
  stmt->span = spanFrom(start);
  return stmt;
}

const Stmt *Parser::parseWatch() {
  size_t start = position;
  advance();
  auto *stmt = make<WatchStmt>(Span());
  stmt->path = parseExprInHeader();
  stmt->function.body = parseBlock();
  stmt->span = spanFrom(start);
  return stmt;
}
