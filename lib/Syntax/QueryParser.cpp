//===- QueryParser.cpp - `where` and `>>` chains --------------------------===//
//
// Spec: syntax 6.10.
//
//===----------------------------------------------------------------------===//

#include "ParserImpl.h"

using namespace forge;
using namespace forge::ast;

/// `where field op value` behind its source.
const Expr *Parser::parseWhere(const Expr *source) {
  advance();
  Name field = parseName();
  std::optional<BinaryOp> op = parseCompareOp();
  if (!op) {
    error(DiagCode::ExpectedComparison, current().span);
    return make<ErrorExpr>(spanFrom(source->span));
  }
  const Expr *value = parseWhereValue();
  return make<WhereExpr>(spanFrom(source->span), source, field, *op, value);
}

/// The value extends over `&&` and `||`, which is rarely meant.
const Expr *Parser::parseWhereValue() {
  skipNewlines();
  const Expr *value = parsePipeline();
  auto *logic = llvm::dyn_cast<BinaryExpr>(value);
  if (logic && (logic->op == BinaryOp::And || logic->op == BinaryOp::Or)) {
    llvm::StringRef op = logic->op == BinaryOp::And ? "&&" : "||";
    warn(DiagCode::WhereTakesLogic, value->span, {op.str()});
  }
  return value;
}

const Expr *Parser::parseChain(const Expr *source) {
  ChainGuard chain(*this);
  llvm::SmallVector<ChainStep, 4> steps;
  while (tokenAfterLineBreak().is(TokenKind::GreaterGreater) &&
         chain.extend()) {
    acceptAfterLineBreak();
    steps.push_back(parseChainStep());
  }
  return make<ChainExpr>(spanFrom(source->span), source, copy(steps));
}

ChainStep Parser::parseChainStep() {
  size_t start = position;
  auto finish = [&](ChainStep::Form form, Name field, const Expr *operand) {
    return ChainStep{form, spanFrom(start), field, operand};
  };
  if (at(TokenKind::KwKeep) &&
      (peek().is(TokenKind::KwWhere) || canStartOperand(peek()))) {
    advance();
    expect(TokenKind::KwWhere);
    return finish(ChainStep::Form::Keep, {}, parseKeepCondition());
  }
  // `sort(..)` is a call whose value takes the source (13, row 50).
  if (atIdentifier("sort") && !peek().is(TokenKind::LeftParen)) {
    advance();
    Name field;
    if (accept(TokenKind::KwBy))
      field = parseName();
    return finish(ChainStep::Form::Sort, field, nullptr);
  }
  if (at(TokenKind::KwOrder) && peek().is(TokenKind::KwBy)) {
    advance();
    advance();
    return finish(ChainStep::Form::Sort, parseName(), nullptr);
  }
  if (atAny(TokenKind::KwTake, TokenKind::KwLimit) && canStartOperand(peek())) {
    advance();
    const Expr *count = parsePipeline();
    return finish(ChainStep::Form::Take, {}, count);
  }
  const Expr *function = parsePipeline();
  return finish(ChainStep::Form::Apply, {}, function);
}

/// `field [op value]` as a lambda of `it`.
const Expr *Parser::parseKeepCondition() {
  size_t start = position;
  Name field = parseName();
  const Expr *item = make<NameExpr>(field.span, "it");
  const Expr *condition = make<FieldExpr>(field.span, item, field);
  if (std::optional<BinaryOp> op = parseCompareOp()) {
    const Expr *value = parseWhereValue();
    condition = make<BinaryExpr>(spanFrom(start), *op, condition, value);
  }
  auto *result = make<ExpressionStmt>(condition->span);
  result->expr = condition;
  llvm::SmallVector<Param, 1> params(1);
  params[0].name = {"it", field.span};
  params[0].span = field.span;
  FunctionCore function;
  function.params = copy(params);
  function.body = blockOfOne(result);
  return make<LambdaExpr>(condition->span, function);
}
