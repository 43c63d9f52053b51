//===- StringParser.cpp - string literals and interpolation ---------------===//
//
// Spec: syntax 1.7. A string is decoded first; where it has both an unescaped
// `{` and an unescaped `}`, the texts between matching braces are parsed as
// expressions by parsers of their own, whose offsets lead back into the file.
//
//===----------------------------------------------------------------------===//

#include "Literals.h"
#include "ParserImpl.h"

using namespace forge;
using namespace forge::ast;

/// Content of a literal that is not interpolated.
llvm::StringRef Parser::literalText(const Token &token) {
  if (token.is(TokenKind::RawString))
    return rawStringContent(token.text);
  if (!token.text.contains('\\'))
    return token.hasError ? "" : token.text.drop_front().drop_back();
  DecodedString decoded;
  decodeString(token.text, decoded);
  return copy(decoded.text.str());
}

llvm::StringRef Parser::parseLiteralText() {
  llvm::StringRef literal = literalText(current());
  advance();
  return literal;
}

const Expr *Parser::parseString() {
  const Token token = current();
  if (token.is(TokenKind::String))
    warnIfStringEndsInBraces(token);
  advance();
  if (token.hasError)
    return make<ErrorExpr>(token.span);
  bool hasBraces = token.text.contains('{') && token.text.contains('}');
  if (token.is(TokenKind::RawString) || !hasBraces)
    return make<TextExpr>(token.span, literalText(token));
  return parseInterpolation(token);
}

/// `"a {"b"} c"` is three tokens; the first ends inside braces.
void Parser::warnIfStringEndsInBraces(const Token &token) {
  if (!isWord(peek().kind) || !token.text.contains('{'))
    return;
  int depth = 0;
  for (size_t i = 0; i < token.text.size(); ++i) {
    char c = token.text[i];
    if (c == '\\')
      ++i;
    else if (c == '{')
      ++depth;
    else if (c == '}' && depth)
      --depth;
  }
  if (depth && peek().span.begin == token.span.end)
    warn(DiagCode::StringEndsInsideBraces, token.span);
}

/// Skips a string literal inside an interpolation; `index` is at its quote.
static size_t skipNestedString(llvm::StringRef text, size_t index) {
  if (text.substr(index).starts_with("\"\"\"")) {
    size_t close = text.find("\"\"\"", index + 3);
    return close == llvm::StringRef::npos ? text.size() : close + 3;
  }
  for (++index; index < text.size() && text[index] != '"'; ++index)
    if (text[index] == '\\')
      ++index;
  return std::min(index + 1, text.size());
}

/// Index of the brace that closes an interpolation, or npos. Escaped braces
/// count like others here; those in string literals do not.
static size_t findInterpolationEnd(llvm::StringRef text, size_t index) {
  unsigned depth = 0;
  while (index < text.size()) {
    char c = text[index];
    if (c == '"') {
      index = skipNestedString(text, index);
      continue;
    }
    if (c == '{')
      ++depth;
    else if (c == '}' && depth-- == 0)
      return index;
    ++index;
  }
  return llvm::StringRef::npos;
}

const Expr *Parser::parseInterpolation(const Token &token) {
  DecodedString decoded;
  decodeString(token.text, decoded);
  llvm::StringRef content = copy(decoded.text.str());
  auto isBrace = [&](size_t i, char brace) {
    return content[i] == brace && !decoded.escaped[i];
  };
  bool opens = false, closes = false;
  for (size_t i = 0; i < content.size(); ++i) {
    opens |= isBrace(i, '{');
    closes |= isBrace(i, '}');
  }
  if (!opens || !closes)
    return make<TextExpr>(token.span, content);

  llvm::SmallVector<uint32_t, 64> offsets;
  for (uint32_t offset : decoded.offsets)
    offsets.push_back(offsetInFile(token, offset));
  OffsetMap contentMap{0, copy(offsets)};
  auto spanOf = [&](size_t begin, size_t end) {
    return Span{file, contentMap[begin], contentMap[end]};
  };

  llvm::SmallVector<const Expr *, 8> parts;
  size_t textBegin = 0;
  auto addText = [&](size_t end) {
    if (end > textBegin)
      parts.push_back(make<TextExpr>(spanOf(textBegin, end),
                                     content.slice(textBegin, end)));
  };
  for (size_t i = 0; i < content.size();) {
    if (isBrace(i, '}')) {
      error(DiagCode::StrayBraceInString, spanOf(i, i + 1));
      return make<ErrorExpr>(token.span);
    }
    if (!isBrace(i, '{')) {
      ++i;
      continue;
    }
    size_t close = findInterpolationEnd(content, i + 1);
    if (close == llvm::StringRef::npos) {
      error(DiagCode::UnterminatedInterpolation, spanOf(i, i + 1));
      return make<ErrorExpr>(token.span);
    }
    addText(i);
    llvm::StringRef inner = content.slice(i + 1, close);
    llvm::StringRef trimmed = inner.trim(" \t\r\n\v\f");
    if (trimmed.empty()) {
      error(DiagCode::EmptyInterpolation, spanOf(i, close + 1));
      return make<ErrorExpr>(token.span);
    }
    const Expr *part = parseInterpolatedExpr(
        trimmed, contentMap.from(trimmed.data() - content.data()));
    if (panic)
      return make<ErrorExpr>(token.span);
    parts.push_back(part);
    i = textBegin = close + 1;
  }
  addText(content.size());
  return make<InterpolationExpr>(token.span, copy(parts));
}

const Expr *Parser::parseInterpolatedExpr(llvm::StringRef text, OffsetMap map) {
  Parser inner(*this, text, map);
  const Expr *expr = inner.parseExpr();
  if (!inner.innerError && !inner.panic) {
    inner.skipNewlines();
    if (!inner.at(TokenKind::Eof))
      inner.innerError = InnerError{inner.current().span, "trailing tokens"};
  }
  if (gaveUp) {
    gaveUp = false;
    giveUpOnNesting();
  } else if (inner.innerError) {
    error(DiagCode::InvalidInterpolation, inner.innerError->span,
          {text.str(), inner.innerError->message});
  }
  return expr;
}
