//===- BindingParser.cpp - let, set, change, unpack, grab -----------------===//
//
// Spec: syntax 3.1 to 3.3, 4.10.
//
//===----------------------------------------------------------------------===//

#include "ParserImpl.h"

using namespace forge;
using namespace forge::ast;

const Stmt *Parser::parseLet() {
  size_t start = position;
  advance();
  bool isMutable = accept(TokenKind::KwMut);
  if (atAny(TokenKind::LeftParen, TokenKind::LeftBrace, TokenKind::LeftBracket))
    return parseDestructure(start, isMutable, TokenKind::Equal);
  auto *stmt = make<DeclareStmt>(Span());
  stmt->isMutable = isMutable;
  stmt->name = parseName();
  if (accept(TokenKind::Colon)) {
    skipNewlines();
    stmt->type = parseType();
  }
  expect(TokenKind::Equal);
  skipNewlines();
  stmt->value = parseExpr();
  stmt->span = spanFrom(start);
  return stmt;
}

const Stmt *Parser::parseSet() {
  size_t start = position;
  advance();
  bool isMutable = accept(TokenKind::KwMut);
  if (atAny(TokenKind::LeftParen, TokenKind::LeftBrace, TokenKind::LeftBracket))
    return parseDestructure(start, isMutable, TokenKind::KwTo);
  auto *stmt = make<DeclareStmt>(Span());
  stmt->spelling = Spelling::Natural;
  stmt->isMutable = isMutable;
  stmt->name = parseName();
  if (accept(TokenKind::Colon)) {
    skipNewlines();
    stmt->type = parseType();
  }
  expect(TokenKind::KwTo);
  skipNewlines();
  stmt->value = parseExpr();
  stmt->span = spanFrom(start);
  return stmt;
}

const Stmt *Parser::parseUnpack() {
  size_t start = position;
  advance();
  if (!atAny(TokenKind::LeftParen, TokenKind::LeftBrace,
             TokenKind::LeftBracket))
    error(DiagCode::ExpectedUnpackPattern, current().span);
  return parseDestructure(start, /*isMutable=*/false, TokenKind::KwFrom);
}

/// A flat list of names in brackets, the separator, the value.
const Stmt *Parser::parseDestructure(size_t start, bool isMutable,
                                     TokenKind separator) {
  auto *stmt = make<DestructureStmt>(Span());
  stmt->isMutable = isMutable;
  TokenKind opener = current().kind;
  TokenKind closer = TokenKind::RightBrace;
  if (opener == TokenKind::LeftBracket) {
    stmt->form = DestructureStmt::Form::Array;
    closer = TokenKind::RightBracket;
  } else if (opener == TokenKind::LeftParen) {
    stmt->form = DestructureStmt::Form::Tuple;
    closer = TokenKind::RightParen;
  }
  advance();
  llvm::SmallVector<Name, 4> names;
  bool isRestLast = true;
  parseList(closer, [&] {
    bool isArray = stmt->form == DestructureStmt::Form::Array;
    Span dots = current().span;
    if (!isArray || !accept(TokenKind::Ellipsis)) {
      names.push_back(parseName());
      isRestLast = false;
      return;
    }
    if (stmt->rest)
      warn(DiagCode::RestRepeated, dots);
    stmt->rest = parseName();
    isRestLast = true;
  });
  if (stmt->rest && !isRestLast)
    warn(DiagCode::RestNotLast, stmt->rest->span, {stmt->rest->text.str()});
  stmt->names = copy(names);
  expect(separator);
  skipNewlines();
  stmt->value = parseExpr();
  stmt->span = spanFrom(start);
  return stmt;
}

/// Reports a target that is no place: not a name, field or element.
bool Parser::checkAssignable(const Expr *target) {
  const Expr *root = target;
  while (true) {
    if (auto *field = llvm::dyn_cast<FieldExpr>(root))
      root = field->object;
    else if (auto *index = llvm::dyn_cast<IndexExpr>(root))
      root = index->object;
    else
      break;
  }
  if (llvm::isa<NameExpr, ErrorExpr>(root))
    return true;
  error(DiagCode::InvalidAssignmentTarget, target->span);
  return false;
}

const Stmt *Parser::parseChange() {
  size_t start = position;
  advance();
  auto *stmt = make<AssignStmt>(Span());
  stmt->spelling = Spelling::Natural;
  stmt->target = parseExpr();
  if (at(TokenKind::KwTo) && !checkAssignable(stmt->target)) {
    stmt->value = make<ErrorExpr>(stmt->target->span);
    return stmt;
  }
  expect(TokenKind::KwTo);
  skipNewlines();
  stmt->value = parseExpr();
  stmt->span = spanFrom(start);
  return stmt;
}

/// `grab r from u [with o]` declares r as the result of `fetch`.
const Stmt *Parser::parseGrab() {
  size_t start = position;
  Span word = current().span;
  advance();
  auto *stmt = make<DeclareStmt>(Span());
  stmt->spelling = Spelling::Natural;
  stmt->name = parseName();
  expect(TokenKind::KwFrom);
  size_t firstArgument = position;
  llvm::SmallVector<const Expr *, 2> arguments = {parseExpr()};
  if (acceptIdentifier("with"))
    arguments.push_back(parseExpr());
  stmt->value = make<CallExpr>(spanFrom(firstArgument),
                               make<NameExpr>(word, "fetch"), copy(arguments));
  stmt->span = spanFrom(start);
  return stmt;
}
