//===- Lexer.cpp - from characters to tokens ------------------------------===//
//
// Spec: syntax 1. Every byte belongs to one token or to blank space; the lexer
// looks at each a bounded number of times. Errors leave a token behind that is
// marked, so that the parser does not complain a second time.
//
//===----------------------------------------------------------------------===//

#include "Lexer.h"
#include "Literals.h"
#include "forge/Source/Utf8.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/FormatVariadic.h"

using namespace forge;

namespace {

class Lexer {
public:
  Lexer(llvm::StringRef text, FileId file, OffsetMap map, LexReporter report,
        std::vector<Token> &out)
      : text(text), file(file), map(map), report(report), out(out) {}

  void run();

private:
  char at(size_t offset) const {
    return offset < text.size() ? text[offset] : '\0';
  }
  bool isDigitAt(size_t offset) const { return llvm::isDigit(at(offset)); }
  Span span(size_t begin, size_t end) const {
    return {file, map[begin], map[end]};
  }
  Token &add(TokenKind kind, size_t begin);
  void error(DiagCode code, Span where, std::vector<std::string> arguments = {},
             std::optional<Span> opener = {},
             std::optional<std::string> hint = {});

  void skipPreamble();
  void lexToken();
  void lexWord();
  void skipDigits(unsigned radix);
  bool skipPrefixedNumber();
  bool skipDecimalNumber();
  void lexNumber();
  void warnAboutTouchingWord(size_t begin);
  void lexString();
  bool lexEscape();
  void lexRawString();
  void lexLineComment();
  void lexBlockComment();
  bool lexPunctuation();
  void lexUnexpected();
  bool startsToken(size_t offset) const;

  llvm::StringRef text;
  FileId file;
  OffsetMap map;
  LexReporter report;
  std::vector<Token> &out;
  size_t pos = 0;
};

} // namespace

Token &Lexer::add(TokenKind kind, size_t begin) {
  Token token;
  token.kind = kind;
  token.span = span(begin, pos);
  token.text = text.slice(begin, pos);
  out.push_back(token);
  return out.back();
}

void Lexer::error(DiagCode code, Span where, std::vector<std::string> arguments,
                  std::optional<Span> opener, std::optional<std::string> hint) {
  report({code, where, std::move(arguments), opener, std::move(hint)});
}

/// A byte order mark and a line that names an interpreter.
void Lexer::skipPreamble() {
  if (text.starts_with("\xEF\xBB\xBF"))
    pos = 3;
  if (text.substr(pos).starts_with("#!"))
    pos = std::min(text.find('\n', pos), text.size());
}

void Lexer::run() {
  if (map.table.empty() && map.base == 0)
    skipPreamble();
  while (pos < text.size())
    lexToken();
  add(TokenKind::Eof, pos);
}

void Lexer::lexToken() {
  char c = text[pos];
  switch (c) {
  case ' ':
  case '\t':
  case '\r':
    ++pos;
    return;
  case '\n':
  case ';':
    ++pos;
    add(TokenKind::Newline, pos - 1);
    return;
  case '"':
    if (text.substr(pos).starts_with("\"\"\""))
      return lexRawString();
    return lexString();
  case '/':
    if (at(pos + 1) == '/')
      return lexLineComment();
    if (at(pos + 1) == '*')
      return lexBlockComment();
    break;
  default:
    break;
  }
  if (llvm::isDigit(c))
    return lexNumber();
  if (isWordStart(decodeUtf8(text.substr(pos)).value) &&
      !decodeUtf8(text.substr(pos)).invalid)
    return lexWord();
  if (!lexPunctuation())
    lexUnexpected();
}

void Lexer::lexWord() {
  size_t begin = pos;
  while (pos < text.size()) {
    CodePoint point = decodeUtf8(text.substr(pos));
    if (point.invalid || !isWordPart(point.value))
      break;
    pos += point.length;
  }
  add(keywordKind(text.slice(begin, pos)), begin);
}

/// Words that are commonly written right after a number.
static bool isUnitWord(llvm::StringRef word) {
  return llvm::StringSwitch<bool>(word)
      .Cases({"seconds", "second", "times", "minutes", "minute"}, true)
      .Cases({"hours", "hour", "milliseconds", "millisecond", "ms"}, true)
      .Default(false);
}

/// Whether a character is a digit of a number system up to 16.
static bool isDigitOf(unsigned radix, char c) {
  return llvm::hexDigitValue(c) < radix;
}

void Lexer::skipDigits(unsigned radix) {
  while (isDigitOf(radix, at(pos)) || at(pos) == '_')
    ++pos;
}

/// Skips `0x1F` and its kin; false if there is no such number.
bool Lexer::skipPrefixedNumber() {
  char letter = at(pos + 1) | 0x20;
  unsigned radix = letter == 'x'   ? 16
                   : letter == 'o' ? 8
                   : letter == 'b' ? 2
                                   : 0;
  if (at(pos) != '0' || !isDigitOf(radix, at(pos + 2)))
    return false;
  pos += 2;
  skipDigits(radix);
  return true;
}

/// Skips a decimal number; true if it is a float.
bool Lexer::skipDecimalNumber() {
  bool isFloat = false;
  skipDigits(10);
  if (at(pos) == '.' && isDigitAt(pos + 1)) {
    isFloat = true;
    ++pos;
    skipDigits(10);
  }
  if ((at(pos) | 0x20) != 'e')
    return isFloat;
  size_t exponent = pos + 1 + (at(pos + 1) == '+' || at(pos + 1) == '-');
  if (!isDigitAt(exponent))
    return isFloat;
  pos = exponent;
  skipDigits(10);
  return true;
}

void Lexer::lexNumber() {
  size_t begin = pos;
  bool isFloat = !skipPrefixedNumber() && skipDecimalNumber();
  Token &token = add(isFloat ? TokenKind::Float : TokenKind::Int, begin);
  if (isFloat ? !floatValue(token.text) : !integerValue(token.text)) {
    token.hasError = true;
    error(isFloat ? DiagCode::InvalidFloat : DiagCode::InvalidInteger,
          token.span);
  }
  warnAboutTouchingWord(begin);
}

/// Where a number ends nothing needs to follow, so `1x` is `1` and `x`.
void Lexer::warnAboutTouchingWord(size_t begin) {
  size_t wordEnd = pos;
  while (wordEnd < text.size()) {
    CodePoint point = decodeUtf8(text.substr(wordEnd));
    if (point.invalid || !isWordPart(point.value))
      break;
    wordEnd += point.length;
  }
  llvm::StringRef word = text.slice(pos, wordEnd);
  if (!word.empty() && !isUnitWord(word))
    error(DiagCode::NumberTouchesWord, span(begin, wordEnd),
          {text.slice(begin, pos).str(), word.str()});
}

//===----------------------------------------------------------------------===//
// Strings
//===----------------------------------------------------------------------===//

/// How a message shows a character.
static std::string showCharacter(llvm::StringRef text) {
  CodePoint point = decodeUtf8(text);
  if (point.invalid)
    return llvm::formatv("\\x{0:X-2}", point.value);
  if (point.value < 0x20 || (point.value >= 0x7F && point.value < 0xA1) ||
      point.value == 0xAD || point.value == 0xFEFF ||
      (point.value >= 0x2000 && point.value < 0x2010) ||
      (point.value >= 0x2028 && point.value < 0x2030))
    return llvm::formatv("\\u{{{0:x-}}", point.value);
  return text.take_front(point.length).str();
}

void Lexer::lexString() {
  size_t begin = pos;
  bool hasError = false;
  ++pos;
  while (true) {
    if (pos >= text.size()) {
      error(DiagCode::UnterminatedString, span(pos, pos), {},
            span(begin, begin + 1));
      hasError = true;
      break;
    }
    char c = text[pos];
    if (c == '\n') {
      error(DiagCode::NewlineInString, span(pos, pos), {},
            span(begin, begin + 1));
      hasError = true;
      break;
    }
    if (c == '"') {
      ++pos;
      break;
    }
    if (c != '\\') {
      ++pos;
      continue;
    }
    hasError |= !lexEscape();
    if (hasError && pos == text.size())
      break; // one report about the end is enough
  }
  add(TokenKind::String, begin).hasError = hasError;
}

/// Skips an escape sequence; false if it is wrong.
bool Lexer::lexEscape() {
  size_t begin = pos;
  llvm::StringRef rest = text.substr(pos);
  if (size_t length = escapeLength(rest)) {
    pos += length;
    return true;
  }
  ++pos;
  if (pos == text.size()) {
    error(DiagCode::EndOfStringEscape, span(pos, pos));
    return false;
  }
  if (text[pos] == '\n')
    return true; // the caller reports the line feed
  unsigned length = decodeUtf8(text.substr(pos)).length;
  error(DiagCode::UnknownEscape, span(begin, pos + length),
        {showCharacter(text.substr(pos))});
  pos += length;
  return false;
}

void Lexer::lexRawString() {
  size_t begin = pos;
  size_t close = text.find("\"\"\"", pos + 3);
  bool isOpen = close == llvm::StringRef::npos;
  pos = isOpen ? text.size() : close + 3;
  add(TokenKind::RawString, begin).hasError = isOpen;
  if (isOpen)
    error(DiagCode::UnterminatedRawString, span(pos, pos), {},
          span(begin, begin + 3));
}

//===----------------------------------------------------------------------===//
// Comments, punctuation, the rest
//===----------------------------------------------------------------------===//

void Lexer::lexLineComment() {
  size_t begin = pos;
  pos = std::min(text.find('\n', pos), text.size());
  add(TokenKind::LineComment, begin);
}

void Lexer::lexBlockComment() {
  size_t begin = pos;
  size_t close = text.find("*/", pos + 2);
  bool isOpen = close == llvm::StringRef::npos;
  size_t end = isOpen ? text.size() : close + 2;
  // A line feed inside ends the line; its token has no width and stands before
  // the comment, where the statement ended.
  if (text.slice(begin, end).contains('\n'))
    add(TokenKind::Newline, begin);
  pos = end;
  add(TokenKind::BlockComment, begin).hasError = isOpen;
  if (isOpen)
    error(DiagCode::UnterminatedBlockComment, span(begin, begin + 2));
}

bool Lexer::lexPunctuation() {
  llvm::StringRef rest = text.substr(pos);
  TokenKind best = TokenKind::Error;
  size_t length = 0;
  auto consider = [&](TokenKind kind, llvm::StringRef spelling) {
    if (spelling.size() > length && rest.starts_with(spelling)) {
      best = kind;
      length = spelling.size();
    }
  };
#define FORGE_PUNCTUATION(NAME, TEXT) consider(TokenKind::NAME, TEXT);
#include "forge/Syntax/Token.def"
  if (!length)
    return false;
  pos += length;
  add(best, pos - length);
  return true;
}

/// Whether the character at an offset is one that lexToken understands.
bool Lexer::startsToken(size_t offset) const {
  char c = text[offset];
  if (llvm::isAlnum(c) || llvm::StringRef(" \t\r\n\"_").contains(c))
    return true;
  if (static_cast<unsigned char>(c) >= 0x80) {
    CodePoint point = decodeUtf8(text.substr(offset));
    return !point.invalid && isWordStart(point.value);
  }
  return llvm::StringRef("+-*/%=!<>&|.?@,:;(){}[]").contains(c);
}

/// One token and one message for a run of characters that start no token.
void Lexer::lexUnexpected() {
  size_t begin = pos;
  std::optional<std::string> hint;
  if (text[pos] == '\'') {
    size_t close = text.find_first_of("'\n", pos + 1);
    if (close != llvm::StringRef::npos && text[close] == '\'') {
      pos = close + 1;
      hint = "strings are written in double quotes";
    } else {
      ++pos;
    }
  } else {
    while (pos < text.size() && text[pos] != '\'' && !startsToken(pos))
      pos += decodeUtf8(text.substr(pos)).length;
  }
  Span where = span(begin, pos);
  add(TokenKind::Error, begin).hasError = true;
  error(DiagCode::UnexpectedCharacter, where,
        {showCharacter(text.substr(begin))}, {}, hint);
}

std::vector<Token> forge::lex(llvm::StringRef text, FileId file, OffsetMap map,
                              LexReporter report) {
  std::vector<Token> tokens;
  Lexer(text, file, map, report, tokens).run();
  return tokens;
}
