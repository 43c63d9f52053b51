//===- StmtParser.cpp - statement dispatch and simple statements ----------===//
//
// Spec: syntax 1.5 rule 4, 2.2, 4.1, 4.5.
//
//===----------------------------------------------------------------------===//

#include "ParserImpl.h"
#include "forge/Syntax/ForeignWords.h"

using namespace forge;
using namespace forge::ast;

//===----------------------------------------------------------------------===//
// Blocks
//===----------------------------------------------------------------------===//

/// `{ statements }`, also on the next line.
Block Parser::parseBlock() {
  skipNewlines();
  size_t start = position;
  if (!expect(TokenKind::LeftBrace))
    return {current().span, {}};
  NestingGuard guard(*this);
  if (!guard)
    return {current().span, {}};
  llvm::SmallVector<const Stmt *, 8> statements;
  {
    llvm::SaveAndRestore restore(context, Context());
    parseStatements(statements, /*isFile=*/false);
  }
  if (!accept(TokenKind::RightBrace))
    unexpected();
  return {spanFrom(start), copy(statements)};
}

Block Parser::blockOfOne(const Stmt *stmt) {
  llvm::SmallVector<const Stmt *, 1> statements = {stmt};
  return {stmt->span, copy(statements)};
}

/// Whether the statement declares something under a name.
static bool bindsName(const Stmt *stmt) {
  auto hasName = [](const Name &name) { return !name.text.empty(); };
  switch (stmt->kind) {
  case StmtKind::Declare:
    return hasName(llvm::cast<DeclareStmt>(stmt)->name);
  case StmtKind::Function:
    return hasName(llvm::cast<FunctionStmt>(stmt)->name);
  case StmtKind::Struct:
    return hasName(llvm::cast<StructStmt>(stmt)->name);
  case StmtKind::Interface:
    return hasName(llvm::cast<InterfaceStmt>(stmt)->name);
  case StmtKind::Algebraic:
    return hasName(llvm::cast<AlgebraicStmt>(stmt)->name);
  default:
    return false;
  }
}

void Parser::parseStatements(Statements &out, bool isFile) {
  size_t lineBegin = out.size();
  while (true) {
    if (at(TokenKind::Newline) || (at(TokenKind::Eof) && !panic)) {
      warnAboutUselessExpressions(out, lineBegin, isFile);
      lineBegin = out.size();
    }
    skipNewlines();
    if (at(TokenKind::Eof) || (!isFile && at(TokenKind::RightBrace)))
      break;
    size_t start = position;
    llvm::SaveAndRestore restore(recoveryStart, start);
    size_t before = out.size();
    parseStatement(out);
    if (panic) {
      recover(start);
      // What is left of the line says nothing about the rest. Declarations
      // stay, so that their names are known.
      if (out.size() > before && !bindsName(out.back()))
        out.truncate(before);
      lineBegin = out.size();
    } else if (before) {
      warnAboutReturnLineBreak(out[before - 1], out[before]);
    }
  }
  if (!at(TokenKind::Eof))
    warnAboutUselessExpressions(out, lineBegin, isFile);
}

/// `return` with its value on the next line returns nothing.
void Parser::warnAboutReturnLineBreak(const Stmt *stmt, const Stmt *next) {
  auto *returned = llvm::dyn_cast<ReturnStmt>(stmt);
  if (returned && !returned->value && llvm::isa<ExpressionStmt>(next))
    warn(DiagCode::ReturnLineBreak, next->span);
}

/// Whether evaluating the expression statement cannot have been the point.
static const Expr *bareExpression(const Stmt *stmt) {
  auto *statement = llvm::dyn_cast<ExpressionStmt>(stmt);
  if (!statement)
    return nullptr;
  switch (statement->expr->kind) {
  case ExprKind::Int:
  case ExprKind::Float:
  case ExprKind::Bool:
  case ExprKind::Null:
  case ExprKind::Text:
  case ExprKind::Interpolation:
  case ExprKind::Name:
    return statement->expr;
  default:
    return nullptr;
  }
}

/// Whether a value may follow the statement on its line, as in
/// `{ let y = f(x)  y }`: it is no expression, or one that ends by a bracket.
bool Parser::isClearlyOver(const Stmt *stmt) const {
  char last = diagnostics.sourceManager().text(stmt->span).back();
  return !llvm::isa<ExpressionStmt, CheckStmt, BreakStmt, ContinueStmt>(stmt) ||
         llvm::StringRef(")]}").contains(last);
}

/// Warns about bare names and literals that share their line with another
/// statement (11.5), once per line. The value at the end of a block may follow
/// a statement that visibly ended by a bracket.
void Parser::warnAboutUselessExpressions(llvm::ArrayRef<const Stmt *> all,
                                         size_t first, bool isFile) {
  llvm::ArrayRef<const Stmt *> line = all.drop_front(first);
  if (line.size() < 2)
    return;
  for (size_t i = 0; i < line.size(); ++i) {
    const Expr *bare = bareExpression(line[i]);
    if (!bare)
      continue;
    bool isLast = i + 1 == line.size();
    if (isLast && !isFile && !at(TokenKind::Newline) &&
        isClearlyOver(line[i - 1]))
      return;
    // What is left of a `check` that was not understood has its own warning.
    if (i && llvm::isa<CheckStmt>(line[i - 1]))
      return;
    auto *name = llvm::dyn_cast<NameExpr>(bare);
    const Expr *next = nullptr;
    if (i + 1 < line.size())
      if (auto *statement = llvm::dyn_cast<ExpressionStmt>(line[i + 1]))
        next = statement->expr;
    if (name && next && llvm::isa<ObjectExpr>(next)) {
      warn(DiagCode::NameThenObject, bare->span, {name->text.str()});
      return;
    }
    if (i && llvm::isa<BreakStmt, ContinueStmt>(line[i - 1])) {
      bool isBreak = llvm::isa<BreakStmt>(line[i - 1]);
      warn(DiagCode::ValueAfterJump, bare->span,
           {isBreak ? "break" : "continue"});
      return;
    }
    llvm::StringRef text = diagnostics.sourceManager().text(bare->span);
    Diagnostic &diagnostic = diagnostics.report(
        DiagCode::UselessExpression, bare->span, {text.take_front(60).str()});
    llvm::StringRef hint = name ? foreignWordHint(name->text) : "";
    if (!hint.empty())
      diagnostic.hints.push_back(hint.str());
    return;
  }
}

//===----------------------------------------------------------------------===//
// Dispatch
//===----------------------------------------------------------------------===//

/// Parses one statement; decorators may make several of it.
void Parser::parseStatement(Statements &out) {
  if (at(TokenKind::At))
    return parseDecorated(out);
  size_t start = position;
  const Stmt *stmt = parseSimpleStatement();
  if (at(TokenKind::KwUnless)) {
    advance();
    const Expr *condition = parseExpr();
    auto *result = make<IfStmt>(spanFrom(start));
    result->condition =
        make<UnaryExpr>(condition->span, UnaryOp::Not, condition);
    result->thenBlock = blockOfOne(stmt);
    stmt = result;
  }
  out.push_back(stmt);
}

/// Whether a soft keyword at the start of a statement starts its construct.
bool Parser::startsSoftStatement() const {
  const Token &next = tokenAt(position + 1);
  switch (next.kind) {
  case TokenKind::Newline:
    return at(TokenKind::KwSafe) &&
           tokenAt(position + 2).is(TokenKind::LeftBrace);
  case TokenKind::Eof:
  case TokenKind::Equal:
  case TokenKind::PlusEqual:
  case TokenKind::MinusEqual:
  case TokenKind::StarEqual:
  case TokenKind::SlashEqual:
  case TokenKind::PercentEqual:
  case TokenKind::Dot:
  case TokenKind::Question:
  case TokenKind::Plus:
  case TokenKind::Star:
  case TokenKind::Slash:
  case TokenKind::Percent:
  case TokenKind::EqualEqual:
  case TokenKind::NotEqual:
  case TokenKind::Less:
  case TokenKind::Greater:
  case TokenKind::LessEqual:
  case TokenKind::GreaterEqual:
  case TokenKind::AndAnd:
  case TokenKind::OrOr:
  case TokenKind::PipeGreater:
  case TokenKind::GreaterGreater:
  case TokenKind::DotDot:
  case TokenKind::Comma:
  case TokenKind::RightParen:
  case TokenKind::RightBracket:
  case TokenKind::RightBrace:
    return false;
  default:
    break;
  }
  switch (current().kind) {
  case TokenKind::KwSet:
    // `set(..)` and `set[..]` use the name, unless a destructuring follows.
    if (next.isAny(TokenKind::LeftParen, TokenKind::LeftBracket)) {
      uint32_t close = matches[position + 1];
      return close && tokenAt(close + 1).is(TokenKind::KwTo);
    }
    return true;
  case TokenKind::KwType:
    return startsTypeDefinition();
  case TokenKind::KwPrompt:
  case TokenKind::KwAgent:
  case TokenKind::KwThing:
  case TokenKind::KwPower:
  case TokenKind::KwGive:
  case TokenKind::KwImport:
    return !next.is(TokenKind::LeftParen);
  default:
    return true;
  }
}

const Stmt *Parser::parseSimpleStatement() {
  switch (current().kind) {
  case TokenKind::KwAgent:
  case TokenKind::KwCheck:
  case TokenKind::KwCrawl:
  case TokenKind::KwDownload:
  case TokenKind::KwGive:
  case TokenKind::KwImport:
  case TokenKind::KwMatch:
  case TokenKind::KwPower:
  case TokenKind::KwPrompt:
  case TokenKind::KwRetry:
  case TokenKind::KwSafe:
  case TokenKind::KwSchedule:
  case TokenKind::KwSet:
  case TokenKind::KwThing:
  case TokenKind::KwTimeout:
  case TokenKind::KwType:
  case TokenKind::KwWatch:
    return startsSoftStatement() ? parseKeywordStatement()
                                 : parseExprStatement();
  case TokenKind::KwFrom:
    if (tokenAt(position + 1).is(TokenKind::String) &&
        tokenAt(position + 2).is(TokenKind::KwImport))
      return parseFromImport();
    return parseExprStatement();
  case TokenKind::KwFn:
  case TokenKind::KwDefine:
  case TokenKind::KwAsync:
  case TokenKind::KwForge:
    if (startsFunction(position))
      return parseFunction({}, position);
    return parseExprStatement();
  case TokenKind::KwPub:
    advance();
    if (at(TokenKind::KwPub)) {
      unexpected();
      return make<BreakStmt>(current().span);
    }
    return parseSimpleStatement();
  default:
    return parseKeywordStatement();
  }
}

const Stmt *Parser::parseKeywordStatement() {
  switch (current().kind) {
  case TokenKind::KwLet:
    return parseLet();
  case TokenKind::KwSet:
    return parseSet();
  case TokenKind::KwChange:
    return parseChange();
  case TokenKind::KwUnpack:
    return parseUnpack();
  case TokenKind::KwGrab:
    return parseGrab();
  case TokenKind::KwIf:
    return parseIf(/*isOperand=*/false);
  case TokenKind::KwMatch:
    return parseMatch();
  case TokenKind::KwWhen:
    return parseWhen();
  case TokenKind::KwFor:
    return parseFor();
  case TokenKind::KwWhile:
    return parseWhile();
  case TokenKind::KwLoop:
    return parseLoop();
  case TokenKind::KwRepeat:
    return parseRepeat();
  case TokenKind::KwBreak:
    return parseJump<BreakStmt>();
  case TokenKind::KwContinue:
    return parseJump<ContinueStmt>();
  case TokenKind::KwReturn:
    return parseReturn();
  case TokenKind::KwYield:
  case TokenKind::KwEmit:
    return parseYield();
  case TokenKind::KwTry:
    return parseTry();
  case TokenKind::KwSafe:
    return parseBlockStatement<SafeStmt>();
  case TokenKind::KwSquad:
    return parseBlockStatement<SquadStmt>();
  case TokenKind::KwSpawn:
    return parseSpawn();
  case TokenKind::KwCheck:
    return parseCheck();
  case TokenKind::KwTimeout:
    return parseTimeout();
  case TokenKind::KwRetry:
    return parseRetry();
  case TokenKind::KwSchedule:
    return parseSchedule();
  case TokenKind::KwWatch:
    return parseWatch();
  case TokenKind::KwSay:
  case TokenKind::KwYell:
  case TokenKind::KwWhisper:
    return parseSay();
  case TokenKind::KwWait:
    return parseWait();
  case TokenKind::KwDownload:
    return parseDownload();
  case TokenKind::KwCrawl:
    return parseCrawl();
  case TokenKind::KwImport:
    return parseImport();
  case TokenKind::KwStruct:
  case TokenKind::KwThing:
    return parseStruct();
  case TokenKind::KwInterface:
  case TokenKind::KwPower:
    return parseInterface();
  case TokenKind::KwImpl:
    return parseImpl();
  case TokenKind::KwGive:
    return parseGive();
  case TokenKind::KwType:
    return parseTypeDefinition();
  case TokenKind::KwPrompt:
    return parsePrompt();
  case TokenKind::KwAgent:
    return parseAgent();
  default:
    return parseExprStatement();
  }
}

//===----------------------------------------------------------------------===//
// Simple statements
//===----------------------------------------------------------------------===//

const Stmt *Parser::parseExprStatement() {
  size_t start = position;
  return finishAssignment(start, parseExpr());
}

/// An expression statement, or an assignment if an operator follows.
const Stmt *Parser::finishAssignment(size_t start, const Expr *target) {
  std::optional<BinaryOp> op;
  switch (current().kind) {
  case TokenKind::Equal:
    break;
  case TokenKind::PlusEqual:
    op = BinaryOp::Add;
    break;
  case TokenKind::MinusEqual:
    op = BinaryOp::Sub;
    break;
  case TokenKind::StarEqual:
    op = BinaryOp::Mul;
    break;
  case TokenKind::SlashEqual:
    op = BinaryOp::Div;
    break;
  case TokenKind::PercentEqual:
    op = BinaryOp::Rem;
    break;
  default: {
    auto *stmt = make<ExpressionStmt>(spanFrom(start));
    stmt->expr = target;
    return stmt;
  }
  }
  auto *stmt = make<AssignStmt>(Span());
  if (checkAssignable(target)) {
    advance();
    skipNewlines();
    stmt->value = parseExpr();
  } else {
    stmt->value = make<ErrorExpr>(current().span);
  }
  stmt->span = spanFrom(start);
  stmt->target = target;
  stmt->op = op;
  return stmt;
}

template <typename T> const Stmt *Parser::parseJump() {
  Span span = current().span;
  advance();
  return make<T>(span);
}

const Stmt *Parser::parseReturn() {
  size_t start = position;
  advance();
  auto *stmt = make<ReturnStmt>(Span());
  if (!atAny(TokenKind::Newline, TokenKind::RightBrace, TokenKind::Eof,
             TokenKind::KwUnless))
    stmt->value = parseExpr();
  stmt->span = spanFrom(start);
  return stmt;
}

const Stmt *Parser::parseYield() {
  size_t start = position;
  advance();
  auto *stmt = make<YieldStmt>(Span());
  stmt->value = parseExpr();
  stmt->span = spanFrom(start);
  return stmt;
}
