//===- ExprParser.cpp - pipelines, operators, prefix forms ----------------===//
//
// Spec: syntax 2.3 and 2.5. Binary operators are parsed by precedence climbing.
//
//===----------------------------------------------------------------------===//

#include "ParserImpl.h"

using namespace forge;
using namespace forge::ast;

/// An operand may not start with these words even where words may (1.5).
static bool isTrailingWord(TokenKind kind) {
  switch (kind) {
  case TokenKind::KwTo:
  case TokenKind::KwWhere:
  case TokenKind::KwTimes:
  case TokenKind::KwSeconds:
  case TokenKind::KwIn:
  case TokenKind::KwBy:
    return true;
  default:
    return false;
  }
}

/// Whether an operand that follows a word on its line can start with the token.
bool Parser::canStartOperand(const Token &token) const {
  if (isTrailingWord(token.kind))
    return false;
  if (isBindingName(token.kind))
    return true;
  switch (token.kind) {
  case TokenKind::Error:
  case TokenKind::Int:
  case TokenKind::Float:
  case TokenKind::String:
  case TokenKind::RawString:
  case TokenKind::KwTrue:
  case TokenKind::KwFalse:
  case TokenKind::KwNull:
  case TokenKind::LeftParen:
  case TokenKind::LeftBracket:
  case TokenKind::LeftBrace:
  case TokenKind::Minus:
  case TokenKind::Bang:
  case TokenKind::Ellipsis:
  case TokenKind::KwFn:
  case TokenKind::KwIf:
  case TokenKind::KwWhen:
  case TokenKind::KwTry:
  case TokenKind::KwSpawn:
  case TokenKind::KwSquad:
  case TokenKind::KwAwait:
  case TokenKind::KwHold:
  case TokenKind::KwSay:
  case TokenKind::KwYell:
  case TokenKind::KwWhisper:
  case TokenKind::KwWait:
    return true;
  default:
    return false;
  }
}

const Expr *Parser::parseExpr() {
  NestingGuard guard(*this);
  if (!guard)
    return make<ErrorExpr>(current().span);
  // `from` in front of a query says nothing (6.10).
  if (at(TokenKind::KwFrom) && canStartOperand(peek()) &&
      !peek().isAny(TokenKind::LeftParen, TokenKind::LeftBracket,
                    TokenKind::LeftBrace, TokenKind::Minus, TokenKind::Bang))
    advance();

  ChainGuard chain(*this);
  const Expr *expr = parsePipeline();
  while (at(TokenKind::KwWhere) && chain.extend())
    expr = parseWhere(expr);
  if (tokenAfterLineBreak().is(TokenKind::GreaterGreater))
    expr = parseChain(expr);
  return expr;
}

/// An expression that is followed by the block of its statement.
const Expr *Parser::parseExprInHeader() {
  Context header;
  header.ignoreNewlines = context.ignoreNewlines;
  header.isHeader = true;
  llvm::SaveAndRestore restore(context, header);
  return parseExpr();
}

const Expr *Parser::parsePipeline() {
  ChainGuard chain(*this);
  size_t start = position;
  const Expr *value = parseBinary(0);
  while (tokenAfterLineBreak().is(TokenKind::PipeGreater) && chain.extend()) {
    acceptAfterLineBreak();
    const Expr *function = parseBinary(0);
    value = make<PipeExpr>(spanFrom(start), value, function);
  }
  return value;
}

//===----------------------------------------------------------------------===//
// Binary operators
//===----------------------------------------------------------------------===//

/// The current token or, at the end of a line, the first of the next one if it
/// continues the expression (1.8, L2).
const Token &Parser::tokenAfterLineBreak() const {
  if (!at(TokenKind::Newline))
    return current();
  const Token &next = tokenAt(position + 1);
  return next.isAny(TokenKind::Dot, TokenKind::PipeGreater,
                    TokenKind::GreaterGreater, TokenKind::AndAnd,
                    TokenKind::OrOr)
             ? next
             : current();
}

/// Consumes an operator that may stand on the next line, and the line ends
/// behind it (L1).
void Parser::acceptAfterLineBreak() {
  skipNewlines();
  advance();
  skipNewlines();
}

/// Whether the token is `and`, `or` or `not` meant as an operator (2.5).
bool Parser::isLogicWord(const Token &token, llvm::StringRef word) const {
  if (!token.is(TokenKind::Identifier) || token.text != word)
    return false;
  if (word == "not")
    return !bindsNot && canStartOperand(peek()) &&
           !peek().is(TokenKind::LeftParen);
  if (word == "and" && context.isLowerBound)
    return false;
  return !(word == "and" ? bindsAnd : bindsOr) && canStartOperand(peek());
}

namespace {
enum Level : unsigned { Or, And, Equality, Comparison, Range, Sum, Product };
} // namespace

/// The binary operator at the current token and its level.
std::optional<BinaryOp> Parser::binaryOpAhead(unsigned &level) const {
  auto found = [&](unsigned at, BinaryOp op) {
    level = at;
    return op;
  };
  const Token &token = tokenAfterLineBreak();
  switch (token.kind) {
  case TokenKind::OrOr:
    return found(Or, BinaryOp::Or);
  case TokenKind::AndAnd:
    return found(And, BinaryOp::And);
  case TokenKind::EqualEqual:
    return found(Equality, BinaryOp::Equal);
  case TokenKind::NotEqual:
    return found(Equality, BinaryOp::NotEqual);
  case TokenKind::Less:
    return found(Comparison, BinaryOp::Less);
  case TokenKind::Greater:
    return found(Comparison, BinaryOp::Greater);
  case TokenKind::LessEqual:
    return found(Comparison, BinaryOp::LessEqual);
  case TokenKind::GreaterEqual:
    return found(Comparison, BinaryOp::GreaterEqual);
  case TokenKind::Plus:
    return found(Sum, BinaryOp::Add);
  case TokenKind::Minus:
    return found(Sum, BinaryOp::Sub);
  case TokenKind::Star:
    return found(Product, BinaryOp::Mul);
  case TokenKind::Slash:
    return found(Product, BinaryOp::Div);
  case TokenKind::Percent:
    return found(Product, BinaryOp::Rem);
  case TokenKind::Identifier:
    if (isLogicWord(token, "and"))
      return found(And, BinaryOp::And);
    if (isLogicWord(token, "or"))
      return found(Or, BinaryOp::Or);
    return std::nullopt;
  default:
    return std::nullopt;
  }
}

/// Parses operators of at least the given level.
const Expr *Parser::parseBinary(unsigned minLevel) {
  ChainGuard chain(*this);
  size_t start = position;
  const Expr *left = parseUnary();
  std::optional<BinaryOp> comparison; ///< of `left`, if it has no parentheses
  bool isRange = false;
  while (true) {
    unsigned level = 0;
    std::optional<BinaryOp> op = binaryOpAhead(level);
    if (!op && minLevel <= Range && at(TokenKind::DotDot) && !isRange) {
      if (!chain.extend())
        break;
      Name range{"range", current().span};
      acceptAfterLineBreak();
      const Expr *last = parseBinary(Sum);
      const Expr *bounds[] = {left, last};
      auto *call = make<CallExpr>(
          spanFrom(start), make<NameExpr>(range.span, range.text),
          llvm::ArrayRef<const Expr *>(bounds).copy(arena));
      call->isBuiltinCall = true;
      left = call;
      isRange = true;
      continue;
    }
    if (!op || level < minLevel || !chain.extend())
      break;
    acceptAfterLineBreak();
    const Expr *right = parseBinary(level + 1);
    left = make<BinaryExpr>(spanFrom(start), *op, left, right);
    if (level == Comparison && comparison)
      warnAboutChainedComparison(left->span, *comparison, *op);
    comparison = level == Comparison ? op : std::nullopt;
  }
  return left;
}

static llvm::StringRef spellingOf(BinaryOp op) {
  switch (op) {
  case BinaryOp::Less:
    return "<";
  case BinaryOp::Greater:
    return ">";
  case BinaryOp::LessEqual:
    return "<=";
  case BinaryOp::GreaterEqual:
    return ">=";
  default:
    return "";
  }
}

void Parser::warnAboutChainedComparison(Span span, BinaryOp first,
                                        BinaryOp second) {
  warn(DiagCode::ChainedComparison, span,
       {spellingOf(first).str(), spellingOf(second).str()});
}

/// Consumes a comparison operator, if there is one.
std::optional<BinaryOp> Parser::parseCompareOp() {
  unsigned level = 0;
  if (at(TokenKind::Newline))
    return std::nullopt;
  std::optional<BinaryOp> op = binaryOpAhead(level);
  if (!op || (level != Equality && level != Comparison))
    return std::nullopt;
  advance();
  return op;
}

//===----------------------------------------------------------------------===//
// Prefix forms
//===----------------------------------------------------------------------===//

/// An element or argument: the only places where `...` spreads.
const Expr *Parser::parseSpreadable() {
  if (!at(TokenKind::Ellipsis))
    return parseExpr();
  size_t start = position;
  advance();
  skipNewlines();
  const Expr *operand = parseUnary();
  return make<SpreadExpr>(spanFrom(start), operand);
}

const Expr *Parser::parseUnary() {
  size_t start = position;
  const Token word = current();
  auto operand = [&]() -> const Expr * {
    advance();
    NestingGuard guard(*this);
    if (!guard)
      return make<ErrorExpr>(word.span);
    if (word.isAny(TokenKind::Minus, TokenKind::Bang))
      skipNewlines();
    return parseUnary();
  };
  auto prefixed = [&]<typename T>(T *) -> const Expr * {
    const Expr *inner = operand();
    return make<T>(spanFrom(start), inner);
  };
  auto unary = [&](UnaryOp op) -> const Expr * {
    const Expr *inner = operand();
    return make<UnaryExpr>(spanFrom(start), op, inner);
  };

  switch (word.kind) {
  case TokenKind::Minus:
    return unary(UnaryOp::Negate);
  case TokenKind::Bang:
    return unary(UnaryOp::Not);
  case TokenKind::Ellipsis:
    warn(DiagCode::SpreadOutsideList, word.span);
    return prefixed(static_cast<SpreadExpr *>(nullptr));
  case TokenKind::KwAwait:
  case TokenKind::KwHold:
    return prefixed(static_cast<AwaitExpr *>(nullptr));
  case TokenKind::KwMust:
    if (canStartOperand(peek()))
      return prefixed(static_cast<MustExpr *>(nullptr));
    break;
  case TokenKind::KwFreeze:
    if (canStartOperand(peek()))
      return prefixed(static_cast<FreezeExpr *>(nullptr));
    break;
  case TokenKind::KwAsk:
    if (canStartOperand(peek()))
      return prefixed(static_cast<AskExpr *>(nullptr));
    break;
  case TokenKind::Identifier:
    if (isLogicWord(word, "not"))
      return unary(UnaryOp::Not);
    break;
  default:
    break;
  }
  return parsePostfix();
}
