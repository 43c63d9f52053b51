//===- MatchParser.cpp - match and when -----------------------------------===//
//
// Spec: syntax 4.11 and 4.12.
//
//===----------------------------------------------------------------------===//

#include "ParserImpl.h"

using namespace forge;
using namespace forge::ast;

const Stmt *Parser::parseMatch() {
  size_t start = position;
  advance();
  auto *stmt = make<MatchStmt>(Span());
  stmt->subject = parseExprInHeader();
  llvm::SmallVector<MatchStmt::Arm, 8> arms;
  parseMembers([&] { arms.push_back(parseMatchArm()); });
  stmt->arms = copy(arms);
  stmt->span = spanFrom(start);
  return stmt;
}

MatchStmt::Arm Parser::parseMatchArm() {
  size_t start = position;
  MatchStmt::Arm arm;
  arm.pattern = parsePattern();
  if (!accept(TokenKind::Arrow))
    expect(TokenKind::FatArrow);
  // On the arrow's line braces are a block unless they read as an object that
  // is not empty; on a later line they start an expression.
  bool isBlock =
      at(TokenKind::LeftBrace) &&
      (!startsObject(position) || peekPastNewline().is(TokenKind::RightBrace));
  if (isBlock) {
    arm.body = parseBlock();
  } else {
    skipNewlines();
    llvm::SmallVector<const Stmt *, 1> body;
    size_t bodyStart = position;
    parseStatement(body);
    arm.body = {spanFrom(bodyStart), copy(body)};
  }
  arm.span = spanFrom(start);
  return arm;
}

const Stmt *Parser::parseWhen() {
  size_t start = position;
  advance();
  auto *stmt = make<WhenStmt>(Span());
  stmt->subject = parseExprInHeader();
  llvm::SmallVector<WhenStmt::Arm, 8> arms;
  llvm::StringRef elseWord;
  parseMembers([&] {
    if (!elseWord.empty())
      warn(DiagCode::ArmAfterElse, current().span, {elseWord.str()});
    llvm::StringRef word = current().text;
    arms.push_back(parseWhenArm());
    if (arms.back().isElse)
      elseWord = word;
  });
  stmt->arms = copy(arms);
  stmt->span = spanFrom(start);
  return stmt;
}

WhenStmt::Arm Parser::parseWhenArm() {
  size_t start = position;
  WhenStmt::Arm arm;
  arm.value = nullptr;
  arm.isElse =
      atAny(TokenKind::KwElse, TokenKind::KwOtherwise, TokenKind::KwNah);
  if (arm.isElse) {
    advance();
  } else {
    if ((arm.op = parseCompareOp()))
      skipNewlines();
    llvm::SaveAndRestore restore(context, Context{.isArmValue = true});
    arm.value = parseExpr();
  }
  Span afterValue = current().span;
  bool hasArrow = accept(TokenKind::Arrow) || accept(TokenKind::FatArrow);
  if (hasArrow)
    skipNewlines();
  arm.result = parseWhenResult();
  if (!hasArrow)
    warn(DiagCode::MissingArrow, afterValue);
  arm.span = spanFrom(start);
  return arm;
}

/// An expression or assignment if an operand can start here, else a statement.
Block Parser::parseWhenResult() {
  size_t start = position;
  llvm::SmallVector<const Stmt *, 1> result;
  bool isExpr = canStartOperand(current());
  switch (current().kind) {
  case TokenKind::KwSay:
  case TokenKind::KwYell:
  case TokenKind::KwWhisper:
  case TokenKind::KwWait:
    isExpr = false; // the statements have more forms
    break;
  case TokenKind::KwAgent:
  case TokenKind::KwCheck:
  case TokenKind::KwCrawl:
  case TokenKind::KwDownload:
  case TokenKind::KwGive:
  case TokenKind::KwImport:
  case TokenKind::KwPower:
  case TokenKind::KwPrompt:
  case TokenKind::KwRetry:
  case TokenKind::KwSchedule:
  case TokenKind::KwSet:
  case TokenKind::KwThing:
  case TokenKind::KwTimeout:
  case TokenKind::KwType:
  case TokenKind::KwWatch:
    isExpr = !startsSoftStatement();
    break;
  default:
    break;
  }
  if (isExpr || panic)
    result.push_back(parseExprStatement());
  else
    parseStatement(result);
  return {spanFrom(start), copy(result)};
}
