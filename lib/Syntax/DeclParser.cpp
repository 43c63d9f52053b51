//===- DeclParser.cpp - functions, structs, interfaces, methods, types ----===//
//
// Spec: syntax 3.4 to 3.8.
//
//===----------------------------------------------------------------------===//

#include "ParserImpl.h"

using namespace forge;
using namespace forge::ast;

//===----------------------------------------------------------------------===//
// Functions
//===----------------------------------------------------------------------===//

/// Whether the token at an index starts a function definition; `fn (` is a
/// lambda.
bool Parser::startsFunction(size_t index) const {
  const Token &token = tokenAt(index);
  if (token.is(TokenKind::KwFn))
    return !tokenAt(index + 1).is(TokenKind::LeftParen);
  return token.isAny(TokenKind::KwDefine, TokenKind::KwAsync,
                     TokenKind::KwForge);
}

const FunctionStmt *Parser::parseFunction(llvm::ArrayRef<Decorator> decorators,
                                          size_t start) {
  auto *stmt = make<FunctionStmt>(Span());
  stmt->decorators = decorators;
  stmt->isAsync = atAny(TokenKind::KwAsync, TokenKind::KwForge);
  advance();
  if (stmt->isAsync && atAny(TokenKind::KwFn, TokenKind::KwDefine))
    advance();
  stmt->name = parseName();
  stmt->typeParams = parseTypeParams();
  stmt->function.params = parseParams();
  if (accept(TokenKind::Arrow) || accept(TokenKind::Colon))
    stmt->function.result = parseType();
  stmt->function.body = parseBlock();
  stmt->span = spanFrom(start);
  return stmt;
}

/// `<A, B>` behind the name of a function or struct, or nothing.
llvm::ArrayRef<Name> Parser::parseTypeParams() {
  if (!accept(TokenKind::Less))
    return {};
  llvm::SmallVector<Name, 2> names;
  do {
    skipNewlines();
    names.push_back(parseName());
    skipNewlines();
  } while (accept(TokenKind::Comma) && !panic);
  expect(TokenKind::Greater);
  return copy(names);
}

llvm::ArrayRef<Param> Parser::parseParams() {
  if (!expect(TokenKind::LeftParen))
    return {};
  llvm::SmallVector<Param, 4> params;
  parseList(TokenKind::RightParen, [&] {
    size_t start = position;
    Param param;
    param.name = parseName();
    if (accept(TokenKind::Colon)) {
      skipNewlines();
      param.type = parseType();
    }
    if (accept(TokenKind::Equal)) {
      skipNewlines();
      param.defaultValue = parseExpr();
    }
    param.span = spanFrom(start);
    params.push_back(param);
  });
  return copy(params);
}

//===----------------------------------------------------------------------===//
// Structs, interfaces, methods
//===----------------------------------------------------------------------===//

const Stmt *Parser::parseStruct() {
  size_t start = position;
  advance();
  auto *stmt = make<StructStmt>(Span());
  stmt->name = parseName();
  stmt->typeParams = parseTypeParams();
  llvm::SmallVector<StructStmt::Member, 8> members;
  llvm::SmallVector<const FunctionStmt *, 4> methods;
  parseMembers([&] {
    const Token &next = tokenAt(position + 1);
    bool isMethod =
        atAny(TokenKind::KwFn, TokenKind::KwDefine) && isBindingName(next.kind);
    if (isMethod) {
      methods.push_back(parseFunction({}, position));
      return;
    }
    StructStmt::Member member;
    member.embedded = atIdentifier("has") && !next.is(TokenKind::Colon);
    if (member.embedded)
      advance();
    member.name = parseName();
    expect(TokenKind::Colon);
    skipNewlines();
    member.type = parseType();
    member.defaultValue = nullptr;
    if (accept(TokenKind::Equal)) {
      skipNewlines();
      member.defaultValue = parseExpr();
    }
    members.push_back(member);
  });
  stmt->members = copy(members);
  stmt->methods = copy(methods);
  stmt->span = spanFrom(start);
  return stmt;
}

const Stmt *Parser::parseInterface() {
  size_t start = position;
  advance();
  auto *stmt = make<InterfaceStmt>(Span());
  stmt->name = parseName();
  skipTypeParams();
  llvm::SmallVector<InterfaceStmt::Signature, 8> signatures;
  parseMembers([&] {
    if (!accept(TokenKind::KwFn))
      accept(TokenKind::KwDefine);
    InterfaceStmt::Signature signature;
    signature.name = parseName();
    signature.params = parseParams();
    signature.result = nullptr;
    if (accept(TokenKind::Arrow) || accept(TokenKind::Colon))
      signature.result = parseType();
    signatures.push_back(signature);
  });
  stmt->signatures = copy(signatures);
  stmt->span = spanFrom(start);
  return stmt;
}

/// Methods between braces; decorators are read and dropped.
llvm::ArrayRef<const FunctionStmt *> Parser::parseMethods() {
  llvm::SmallVector<const FunctionStmt *, 8> methods;
  parseMembers([&] {
    size_t start = position;
    llvm::SmallVector<Decorator, 1> decorators;
    while (at(TokenKind::At)) {
      decorators.push_back(parseDecorator());
      skipNewlines();
    }
    if (!atAny(TokenKind::KwFn, TokenKind::KwDefine, TokenKind::KwAsync,
               TokenKind::KwForge)) {
      error(DiagCode::ExpectedMethod, current().span);
      return;
    }
    methods.push_back(parseFunction(copy(decorators), start));
  });
  return copy(methods);
}

/// `impl T { .. }`, `impl P for T { .. }`.
const Stmt *Parser::parseImpl() {
  size_t start = position;
  advance();
  auto *stmt = make<MethodsStmt>(Span());
  stmt->type = parseName();
  skipTypeParams();
  if (accept(TokenKind::KwFor)) {
    stmt->interface = stmt->type;
    stmt->type = parseName();
    skipTypeParams();
  }
  stmt->methods = parseMethods();
  stmt->span = spanFrom(start);
  return stmt;
}

/// `give T { .. }`, `give T the power P { .. }`.
const Stmt *Parser::parseGive() {
  size_t start = position;
  advance();
  auto *stmt = make<MethodsStmt>(Span());
  stmt->type = parseName();
  skipTypeParams();
  if (accept(TokenKind::KwThe)) {
    if (!accept(TokenKind::KwPower))
      error(DiagCode::ExpectedPower, current().span);
    stmt->interface = parseName();
    skipTypeParams();
  }
  stmt->methods = parseMethods();
  stmt->span = spanFrom(start);
  return stmt;
}

//===----------------------------------------------------------------------===//
// Algebraic types
//===----------------------------------------------------------------------===//

/// `type Name =`, or `type Name {` followed by what can only be variants.
bool Parser::startsTypeDefinition() const {
  if (!tokenAt(position + 1).is(TokenKind::Identifier))
    return false;
  size_t next = position + 2;
  if (tokenAt(next).is(TokenKind::Less) &&
      tokenAt(next + 1).is(TokenKind::Identifier) &&
      tokenAt(next + 2).is(TokenKind::Greater))
    next += 3;
  if (tokenAt(next).is(TokenKind::Equal))
    return true;
  if (!tokenAt(next).is(TokenKind::LeftBrace))
    return false;
  size_t variant = next + 1;
  if (tokenAt(variant).is(TokenKind::Newline))
    ++variant;
  const Token &after = tokenAt(variant + 1);
  return isBindingName(tokenAt(variant).kind) &&
         (isBindingName(after.kind) ||
          after.isAny(TokenKind::LeftParen, TokenKind::Comma, TokenKind::Bar,
                      TokenKind::Newline));
}

const Stmt *Parser::parseTypeDefinition() {
  size_t start = position;
  advance();
  auto *stmt = make<AlgebraicStmt>(Span());
  stmt->name = parseName();
  skipTypeParams();
  llvm::SmallVector<AlgebraicStmt::Variant, 8> variants;
  if (at(TokenKind::LeftBrace)) {
    parseMembers([&] {
      accept(TokenKind::Bar);
      variants.push_back(parseVariant());
    });
  } else {
    expect(TokenKind::Equal);
    skipNewlines();
    if (accept(TokenKind::Bar))
      skipNewlines();
    variants.push_back(parseVariant());
    while (pastNewline().is(TokenKind::Bar) && !panic) {
      skipNewlines();
      advance();
      skipNewlines();
      variants.push_back(parseVariant());
    }
  }
  stmt->variants = copy(variants);
  stmt->span = spanFrom(start);
  return stmt;
}

AlgebraicStmt::Variant Parser::parseVariant() {
  AlgebraicStmt::Variant variant;
  const Token name = current();
  if (name.isAny(TokenKind::TypeInt, TokenKind::TypeFloat,
                 TokenKind::TypeString, TokenKind::TypeBool,
                 TokenKind::KwNull)) {
    advance();
    variant.name = nameOf(name);
    if (name.is(TokenKind::KwNull))
      variant.name.text = "Null";
  } else {
    variant.name = parseName();
  }
  variant.hasFields = accept(TokenKind::LeftParen);
  if (!variant.hasFields)
    return variant;
  llvm::SmallVector<const TypeExpr *, 4> fields;
  parseList(TokenKind::RightParen, [&] {
    // Names of fields are documentation.
    if (isBindingName(current().kind) && peek().is(TokenKind::Colon)) {
      advance();
      advance();
      skipNewlines();
    }
    fields.push_back(parseType());
  });
  variant.fields = copy(fields);
  return variant;
}
