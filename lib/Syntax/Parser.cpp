//===- Parser.cpp - tokens, errors and recovery of the parser -------------===//

#include "ParserImpl.h"
#include "forge/Source/Utf8.h"

using namespace forge;

//===----------------------------------------------------------------------===//
// Setting up
//===----------------------------------------------------------------------===//

Parser::Parser(SyntaxTree &tree, DiagnosticEngine &diagnostics)
    : tree(tree), arena(tree.arena()), diagnostics(diagnostics),
      file(tree.file().id()), text(tree.file().text()) {
  size_t invalid = findInvalidUtf8(text);
  tree.isWrong = invalid != llvm::StringRef::npos;
  if (tree.isWrong)
    diagnostics.report(DiagCode::InvalidUtf8,
                       {file, uint32_t(invalid), uint32_t(invalid + 1)});
  std::vector<Token> all =
      lex(text, file, map, [&](const LexMessage &message) { report(message); });
  tree.allTokens = llvm::ArrayRef<Token>(all).copy(arena);
  prepare(std::move(all));
  findBoundLogicWords();
}

Parser::Parser(Parser &outer, llvm::StringRef text, OffsetMap map)
    : tree(outer.tree), arena(outer.arena), diagnostics(outer.diagnostics),
      outer(&outer), file(outer.file), text(text), map(map),
      nesting(outer.nesting), bindsAnd(outer.bindsAnd), bindsOr(outer.bindsOr),
      bindsNot(outer.bindsNot) {
  prepare(lex(text, file, map,
              [&](const LexMessage &message) { report(message); }));
}

/// Drops what the grammar does not see.
void Parser::prepare(std::vector<Token> lexed) {
  // A line end before the first token lets index 0 mean "no token".
  Token first;
  first.kind = TokenKind::Newline;
  first.span = {file, lexed.front().span.begin, lexed.front().span.begin};
  first.text = text.take_front(0);
  tokens.push_back(first);
  bool commentFailed = false;
  for (Token &token : lexed) {
    if (token.isAny(TokenKind::LineComment, TokenKind::BlockComment)) {
      commentFailed |= token.hasError;
      continue;
    }
    if (token.is(TokenKind::Newline) && tokens.back().is(TokenKind::Newline))
      continue;
    token.hasError |= commentFailed;
    commentFailed = false;
    tokens.push_back(token);
  }
  wrongTokens.resize(tokens.size() + 1);
  for (size_t i = 0; i < tokens.size(); ++i)
    wrongTokens[i + 1] = wrongTokens[i] + tokens[i].hasError;
  endToken = tokens.back();
  position = 1;
  lastEnd = first.span.begin;
  matchBrackets();
}

/// Pairs the brackets. A `}` closes the nearest `{` and with it all unclosed
/// brackets inside; other closers only pair with the innermost bracket.
void Parser::matchBrackets() {
  matches.resize(tokens.size());
  enclosing.resize(tokens.size());
  llvm::SmallVector<uint32_t, 32> open;
  unsigned openBraces = 0;
  for (uint32_t i = 0; i < tokens.size(); ++i) {
    TokenKind kind = tokens[i].kind;
    TokenKind opener = kind == TokenKind::RightParen ? TokenKind::LeftParen
                       : kind == TokenKind::RightBracket
                           ? TokenKind::LeftBracket
                           : TokenKind::LeftBrace;
    bool closes = false;
    if (kind == TokenKind::RightBrace && openBraces) {
      while (!tokens[open.back()].is(TokenKind::LeftBrace))
        open.pop_back();
      --openBraces;
      closes = true;
    } else if (kind == TokenKind::RightParen ||
               kind == TokenKind::RightBracket) {
      closes = !open.empty() && tokens[open.back()].is(opener);
    }
    if (closes) {
      matches[i] = open.back();
      matches[open.back()] = i;
      open.pop_back();
    }
    enclosing[i] = open.empty() ? 0 : open.back() + 1;
    if (tokens[i].isAny(TokenKind::LeftParen, TokenKind::LeftBracket,
                        TokenKind::LeftBrace)) {
      open.push_back(i);
      openBraces += kind == TokenKind::LeftBrace;
    }
  }
}

/// Finds out whether `and`, `or`, `not` are names in this file, in which case
/// they are no operators (2.5). Occurrences that cannot be operators count:
/// after a word that introduces a name, or before what a name is followed by.
void Parser::findBoundLogicWords() {
  bool inParams = false;
  size_t paramsEnd = 0;
  for (size_t i = 0; i < tokens.size(); ++i) {
    if (inParams && i >= paramsEnd)
      inParams = false;
    if (tokens[i].isAny(TokenKind::KwFn, TokenKind::KwDefine)) {
      size_t paren = i + 1;
      if (paren < tokens.size() && !tokens[paren].is(TokenKind::LeftParen))
        ++paren;
      if (paren < tokens.size() && matches[paren] > paren) {
        inParams = true;
        paramsEnd = matches[paren];
      }
    }
    if (!tokens[i].is(TokenKind::Identifier))
      continue;
    bool *binds = tokens[i].text == "and"   ? &bindsAnd
                  : tokens[i].text == "or"  ? &bindsOr
                  : tokens[i].text == "not" ? &bindsNot
                                            : nullptr;
    if (!binds)
      continue;
    *binds |= inParams ||
              tokens[i - 1].isAny(TokenKind::KwLet, TokenKind::KwMut,
                                  TokenKind::KwSet, TokenKind::KwFn,
                                  TokenKind::KwDefine, TokenKind::KwFor,
                                  TokenKind::KwEach, TokenKind::KwGrab,
                                  TokenKind::KwCatch, TokenKind::KwImport) ||
              tokens[i + 1].isAny(TokenKind::Equal, TokenKind::KwTo,
                                  TokenKind::FatArrow, TokenKind::Comma,
                                  TokenKind::KwIn);
  }
}

//===----------------------------------------------------------------------===//
// Tokens
//===----------------------------------------------------------------------===//

const Token &Parser::peek() const {
  const Token &next = tokenAt(position + 1);
  if (context.ignoreNewlines && next.is(TokenKind::Newline))
    return tokenAt(position + 2);
  return next;
}

const Token &Parser::peekPastNewline() const {
  const Token &next = tokenAt(position + 1);
  return next.is(TokenKind::Newline) ? tokenAt(position + 2) : next;
}

const Token &Parser::pastNewline() const {
  return at(TokenKind::Newline) ? tokenAt(position + 1) : current();
}

void Parser::advance() {
  if (panic || at(TokenKind::Eof))
    return;
  lastEnd = tokens[position].span.end;
  ++position;
  if (context.ignoreNewlines && at(TokenKind::Newline))
    ++position;
}

bool Parser::accept(TokenKind kind) {
  if (!at(kind))
    return false;
  advance();
  return true;
}

bool Parser::acceptIdentifier(llvm::StringRef text) {
  if (!atIdentifier(text))
    return false;
  advance();
  return true;
}

bool Parser::expect(TokenKind kind) {
  if (accept(kind))
    return true;
  error(DiagCode::ExpectedToken, current().span,
        {describe(kind), describe(current())});
  return false;
}

/// The same for a closing bracket; the message shows the opening one.
bool Parser::expect(TokenKind kind, size_t opener) {
  if (accept(kind))
    return true;
  Diagnostic *diagnostic = error(DiagCode::ExpectedToken, current().span,
                                 {describe(kind), describe(current())});
  if (diagnostic && diagnostic->labels.empty())
    diagnostic->labels.push_back(
        {tokens[opener].span, describe(tokens[opener]) + " opened here"});
  return false;
}

void Parser::skipNewlines() {
  // Runs are one token, and one step does not consume text: `lastEnd` stays.
  if (at(TokenKind::Newline) && !panic)
    ++position;
}

bool Parser::atLineStart() const {
  return tokens[position - 1].is(TokenKind::Newline);
}

//===----------------------------------------------------------------------===//
// Errors
//===----------------------------------------------------------------------===//

/// Reports an error unless one was reported for this construct already. Returns
/// the diagnostic if it can be extended.
Diagnostic *Parser::error(DiagCode code, Span span,
                          llvm::ArrayRef<std::string> arguments) {
  if (panic)
    return nullptr;
  panic = true;
  tree.isWrong = true;
  endToken.span = {file, tokens[position].span.begin,
                   tokens[position].span.begin};
  // Not about a construct whose tokens are wrong to begin with, nor about the
  // ends that are missing because the file was left.
  if (gaveUp || wrongTokens[position + 1] != wrongTokens[recoveryStart])
    return nullptr;
  if (outer) {
    if (innerError)
      return nullptr;
    // Only the wording is wanted here: the outer parser reports.
    DiagnosticEngine scratch(diagnostics.sourceManager());
    Diagnostic &diagnostic = scratch.report(code, span, arguments);
    innerError = InnerError{span, std::move(diagnostic.message)};
    return nullptr;
  }
  Diagnostic &diagnostic = diagnostics.report(code, span, arguments);
  // A closing bracket that is missing shows only where something does not fit.
  uint32_t opener = enclosing[position];
  if (opener && !matches[opener - 1] && opener - 1 >= recoveryStart)
    diagnostic.labels.push_back(
        {tokens[opener - 1].span,
         describe(tokens[opener - 1]) + " opened here is not closed"});
  addHints(diagnostic, arguments);
  return &diagnostic;
}

Diagnostic *Parser::unexpected() {
  return error(DiagCode::UnexpectedToken, current().span,
               {describe(current())});
}

void Parser::warn(DiagCode code, Span span,
                  llvm::ArrayRef<std::string> arguments) {
  if (!panic)
    diagnostics.report(code, span, arguments);
}

/// Passes on what the lexer has to say.
void Parser::report(const LexMessage &message) {
  tree.isWrong |= message.code != DiagCode::NumberTouchesWord;
  if (outer) {
    DiagnosticEngine scratch(diagnostics.sourceManager());
    Diagnostic &diagnostic =
        scratch.report(message.code, message.span, message.arguments);
    if (diagnostic.severity == Severity::Error) {
      if (!innerError)
        innerError = InnerError{message.span, std::move(diagnostic.message)};
      return;
    }
  }
  Diagnostic &diagnostic =
      diagnostics.report(message.code, message.span, message.arguments);
  if (message.opener)
    diagnostic.labels.push_back({*message.opener, "opened here"});
  if (message.hint)
    diagnostic.hints.push_back(*message.hint);
}

/// Nothing after too deep nesting can be understood; the file is left at once.
void Parser::giveUpOnNesting() {
  if (gaveUp)
    return;
  error(DiagCode::NestingTooDeep, current().span);
  gaveUp = true;
  if (outer)
    outer->gaveUp = true;
}

/// Skips to the end of the line on which the construct that began at token
/// `start` failed, past the brackets that it opened.
void Parser::recover(size_t start) {
  if (!panic)
    return;
  panic = false;
  if (gaveUp) {
    position = tokens.size() - 1;
    return;
  }
  // Leave all complete brackets that the construct opened around this place.
  for (uint32_t opener = enclosing[position]; opener && opener - 1 >= start;
       opener = enclosing[opener - 1])
    if (matches[opener - 1])
      position = matches[opener - 1] + 1;

  if (position == start && !at(TokenKind::Eof) && !at(TokenKind::Newline)) {
    bool isOpener = matches[position] > position;
    position = isOpener ? matches[position] + 1 : position + 1;
  } else if (atLineStart()) {
    return;
  }
  while (!at(TokenKind::Eof) && !at(TokenKind::Newline)) {
    uint32_t match = matches[position];
    bool isCloser = current().isAny(
        TokenKind::RightBrace, TokenKind::RightParen, TokenKind::RightBracket);
    // A closer of something around the construct ends it.
    if (isCloser && match && match < start)
      return;
    position = !isCloser && match > position ? match + 1 : position + 1;
  }
}

//===----------------------------------------------------------------------===//
// Shared pieces
//===----------------------------------------------------------------------===//

Span Parser::spanFrom(size_t firstToken) const {
  uint32_t begin = tokens[firstToken].span.begin;
  return {file, begin, std::max(begin, lastEnd)};
}

/// Place in the file of a byte of a token's text.
uint32_t Parser::offsetInFile(const Token &token, size_t offset) const {
  return map[token.text.data() - text.data() + offset];
}

ast::Name Parser::parseName() {
  if (isBindingName(current().kind)) {
    ast::Name name = nameOf(current());
    advance();
    return name;
  }
  error(DiagCode::ExpectedIdentifier, current().span, {describe(current())});
  return {"", current().span};
}

ast::Name Parser::parseMember() {
  if (!isWord(current().kind))
    return parseName();
  ast::Name name = nameOf(current());
  advance();
  return name;
}

void Parser::parseList(TokenKind closer, llvm::function_ref<void()> parseItem) {
  size_t opener = position - 1;
  llvm::SaveAndRestore restore(context, Context());
  skipNewlines();
  while (!at(closer) && !panic) {
    // At the end of the file the item says what is missing.
    parseItem();
    skipNewlines();
    if (accept(TokenKind::Comma))
      skipNewlines();
  }
  // What follows the closer obeys the outer rules for newlines.
  context = restore.get();
  expect(closer, opener);
}

void Parser::parseMembers(llvm::function_ref<void()> parseMember) {
  skipNewlines();
  size_t opener = position;
  if (!expect(TokenKind::LeftBrace))
    return;
  NestingGuard guard(*this);
  if (!guard)
    return;
  llvm::SaveAndRestore restore(context, Context());
  skipNewlines();
  while (!at(TokenKind::RightBrace) && !at(TokenKind::Eof)) {
    size_t start = position;
    {
      llvm::SaveAndRestore inner(recoveryStart, start);
      parseMember();
      recover(start);
    }
    skipNewlines();
    if (accept(TokenKind::Comma))
      skipNewlines();
  }
  context = restore.get();
  expect(TokenKind::RightBrace, opener);
}

void Parser::parseFile() {
  llvm::SmallVector<const ast::Stmt *, 32> statements;
  parseStatements(statements, /*isFile=*/true);
  tree.topLevel = copy(statements);
}

std::unique_ptr<SyntaxTree> forge::parse(const SourceFile &file,
                                         DiagnosticEngine &diagnostics) {
  auto tree = std::make_unique<SyntaxTree>(file);
  Parser(*tree, diagnostics).parseFile();
  return tree;
}
