//===- ModuleParser.cpp - import, decorators, prompt, agent ---------------===//
//
// Spec: syntax 3.9, 8, 9.
//
//===----------------------------------------------------------------------===//

#include "ParserImpl.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/Twine.h"

using namespace forge;
using namespace forge::ast;

//===----------------------------------------------------------------------===//
// Imports
//===----------------------------------------------------------------------===//

const Stmt *Parser::parseImport() {
  size_t start = position;
  advance();
  auto *stmt = make<ImportStmt>(Span());
  const Token token = current();
  stmt->path = nameOf(token);
  if (token.isAny(TokenKind::String, TokenKind::RawString)) {
    stmt->path.text = parseLiteralText();
  } else if (token.is(TokenKind::Identifier)) {
    stmt->isBareName = true;
    advance();
  } else if (accept(TokenKind::LeftBrace)) {
    llvm::SmallVector<Name, 4> names;
    parseList(TokenKind::RightBrace, [&] { names.push_back(parseName()); });
    stmt->names = copy(names);
    expect(TokenKind::KwFrom);
    stmt->path = nameOf(current());
    if (atAny(TokenKind::String, TokenKind::RawString)) {
      stmt->path.text = parseLiteralText();
    } else if (at(TokenKind::Identifier)) {
      stmt->isBareName = true;
      advance();
    } else {
      error(DiagCode::ExpectedImportPath, current().span);
    }
  } else {
    error(DiagCode::ExpectedImport, token.span);
  }
  stmt->span = spanFrom(start);
  return stmt;
}

/// `from "path" import a, b`.
const Stmt *Parser::parseFromImport() {
  size_t start = position;
  advance();
  auto *stmt = make<ImportStmt>(Span());
  stmt->path = nameOf(current());
  stmt->path.text = parseLiteralText();
  expect(TokenKind::KwImport);
  llvm::SmallVector<Name, 4> names;
  do {
    skipNewlines();
    names.push_back(parseName());
  } while (accept(TokenKind::Comma) && !panic);
  stmt->names = copy(names);
  stmt->span = spanFrom(start);
  return stmt;
}

//===----------------------------------------------------------------------===//
// Decorators
//===----------------------------------------------------------------------===//

Decorator Parser::parseDecorator() {
  size_t start = position;
  expect(TokenKind::At);
  Decorator decorator;
  decorator.name = parseName();
  llvm::SmallVector<Decorator::Argument, 4> arguments;
  if (accept(TokenKind::LeftParen))
    parseList(TokenKind::RightParen, [&] {
      Decorator::Argument argument;
      argument.key = {"", current().span};
      if (isWord(current().kind) && peek().is(TokenKind::Colon)) {
        argument.key = parseMember();
        expect(TokenKind::Colon);
        skipNewlines();
      }
      argument.value = parseExpr();
      arguments.push_back(argument);
    });
  decorator.arguments = copy(arguments);
  decorator.span = spanFrom(start);
  return decorator;
}

static constexpr llvm::StringLiteral knownDecorators[] = {
    "server",  "get", "post", "put",  "delete", "patch",  "head",
    "options", "any", "ws",   "test", "skip",   "before", "after"};

static bool isKnownDecorator(llvm::StringRef name) {
  return llvm::is_contained(knownDecorators, name);
}

void Parser::warnAboutUnknownDecorator(const Decorator &decorator) {
  if (panic)
    return;
  llvm::StringRef name = decorator.name.text;
  Diagnostic &diagnostic = diagnostics.report(
      DiagCode::UnknownDecorator, decorator.name.span, {name.str()});
  for (llvm::StringRef known : knownDecorators)
    if (name.size() > 2 && name.edit_distance(known, true, 2) <= 2)
      diagnostic.hints.push_back(("did you mean '@" + known + "'?").str());
}

/// A group of decorators and the function that follows, if any. `@server` and
/// the decorators of no function are statements of their own.
void Parser::parseDecorated(Statements &out) {
  size_t start = position;
  llvm::SmallVector<Decorator, 4> attached;
  auto addStatement = [&](const Decorator &decorator) {
    auto *stmt = make<DecoratorStmt>(decorator.span);
    stmt->decorator = decorator;
    out.push_back(stmt);
  };
  while (true) {
    Decorator decorator = parseDecorator();
    llvm::StringRef name = decorator.name.text;
    if (name == "server")
      addStatement(decorator);
    else
      attached.push_back(decorator);
    if (!isKnownDecorator(name))
      warnAboutUnknownDecorator(decorator);
    if (!pastNewline().is(TokenKind::At))
      break;
    skipNewlines();
  }
  size_t next = position + at(TokenKind::Newline);
  next += tokenAt(next).is(TokenKind::KwPub);
  if (!attached.empty() && startsFunction(next)) {
    skipNewlines();
    accept(TokenKind::KwPub);
    out.push_back(parseFunction(copy(attached), start));
    return;
  }
  for (const Decorator &decorator : attached) {
    addStatement(decorator);
    if (isKnownDecorator(decorator.name.text))
      warn(DiagCode::DetachedDecorator, decorator.span,
           {decorator.name.text.str()});
  }
}

//===----------------------------------------------------------------------===//
// Prompts and agents
//===----------------------------------------------------------------------===//

const Stmt *Parser::parsePrompt() {
  size_t start = position;
  advance();
  auto *stmt = make<PromptStmt>(Span());
  stmt->name = parseName();
  stmt->params = parseParams();
  parseMembers([&] {
    const Token field = current();
    if (!field.is(TokenKind::Identifier)) {
      error(DiagCode::ExpectedPromptField, field.span);
      return;
    }
    advance();
    expect(TokenKind::Colon);
    skipNewlines();
    if (!atAny(TokenKind::String, TokenKind::RawString)) {
      error(DiagCode::PromptFieldNotText, current().span);
      return;
    }
    llvm::StringRef text = parseLiteralText();
    if (field.text == "system")
      stmt->system = text;
    else if (field.text == "user")
      stmt->user = text;
    else if (field.text == "returns")
      stmt->returns = text;
    else
      warn(DiagCode::UnknownPromptField, field.span, {field.text.str()});
  });
  stmt->span = spanFrom(start);
  return stmt;
}

const Stmt *Parser::parseAgent() {
  size_t start = position;
  advance();
  auto *stmt = make<AgentStmt>(Span());
  stmt->name = parseName();
  stmt->params = parseParams();
  parseMembers([&] {
    const Token field = current();
    if (!field.is(TokenKind::Identifier)) {
      error(DiagCode::ExpectedAgentField, field.span);
      return;
    }
    if (field.text != "tools" && field.text != "goal" &&
        field.text != "max_steps") {
      error(DiagCode::UnknownAgentField, field.span);
      return;
    }
    advance();
    expect(TokenKind::Colon);
    skipNewlines();
    if (field.text == "tools") {
      stmt->tools = parseToolNames();
    } else if (field.text == "goal") {
      if (atAny(TokenKind::String, TokenKind::RawString))
        stmt->goal = parseLiteralText();
      else
        error(DiagCode::AgentGoalNotText, current().span);
    } else if (at(TokenKind::Int)) {
      stmt->maxSteps = llvm::cast<IntExpr>(parseNumber())->value;
    } else {
      error(DiagCode::AgentStepsNotInt, current().span);
    }
  });
  stmt->span = spanFrom(start);
  return stmt;
}

llvm::ArrayRef<llvm::StringRef> Parser::parseToolNames() {
  llvm::SmallVector<llvm::StringRef, 4> names;
  if (expect(TokenKind::LeftBracket))
    parseList(TokenKind::RightBracket, [&] {
      if (atAny(TokenKind::String, TokenKind::RawString))
        names.push_back(parseLiteralText());
      else
        error(DiagCode::AgentToolNotText, current().span);
    });
  return copy(names);
}
