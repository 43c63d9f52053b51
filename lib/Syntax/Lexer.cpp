//===- Lexer.cpp - from characters to tokens ------------------------------===//
//
// Spec: syntax 1. Every byte belongs to one token or to blank space; the lexer
// looks at each a bounded number of times. Errors leave a token behind that is
// marked, so that the parser does not complain a second time.
//
//===----------------------------------------------------------------------===//

#include "Lexer.h"
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
  void lexNumber();
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

void Lexer::lexNumber() {
  size_t begin = pos;
  auto skipDigits = [&](auto isDigitChar) {
    while (isDigitChar(at(pos)) || at(pos) == '_')
      ++pos;
  };
  auto isDecimal = [](char c) { return llvm::isDigit(c); };
  bool isFloat = false;
  char prefix = at(begin + 1) | 0x20;
  char digit = at(begin + 2);
  if (at(begin) == '0' && prefix == 'x' && llvm::isHexDigit(digit)) {
    pos += 2;
    skipDigits([](char c) { return llvm::isHexDigit(c); });
  } else if (at(begin) == '0' && prefix == 'b' &&
             (digit == '0' || digit == '1')) {
    pos += 2;
    skipDigits([](char c) { return c == '0' || c == '1'; });
  } else if (at(begin) == '0' && prefix == 'o' && digit >= '0' &&
             digit <= '7') {
    pos += 2;
    skipDigits([](char c) { return c >= '0' && c <= '7'; });
  } else {
    skipDigits(isDecimal);
    if (at(pos) == '.' && isDigitAt(pos + 1)) {
      isFloat = true;
      ++pos;
      skipDigits(isDecimal);
    }
    if ((at(pos) | 0x20) == 'e') {
      bool isSigned = at(pos + 1) == '+' || at(pos + 1) == '-';
      if (isDigitAt(pos + 1 + isSigned)) {
        isFloat = true;
        pos += 1 + isSigned;
        skipDigits(isDecimal);
      }
    }
  }
  Token &token = add(isFloat ? TokenKind::Float : TokenKind::Int, begin);

  llvm::SmallString<32> digits;
  for (char c : token.text)
    if (c != '_')
      digits.push_back(c);
  llvm::StringRef number = digits;
  if (isFloat) {
    double value;
    // An overflow is an infinity, which no literal can mean.
    if (number.getAsDouble(value, /*AllowInexact=*/true) ||
        value > std::numeric_limits<double>::max()) {
      token.hasError = true;
      error(DiagCode::InvalidFloat, token.span);
    }
  } else {
    unsigned radix = 10;
    if (number.size() > 2 && number[0] == '0' && !llvm::isDigit(number[1])) {
      char letter = number[1] | 0x20;
      radix = letter == 'x' ? 16 : letter == 'b' ? 2 : 8;
      number = number.drop_front(2);
    }
    int64_t value;
    if (number.getAsInteger(radix, value)) {
      token.hasError = true;
      error(DiagCode::InvalidInteger, token.span);
    }
  }

  // Where a number ends nothing needs to follow, so `1x` is `1` and `x`.
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

/// Length of a valid escape that starts with the backslash, or 0.
static size_t escapeLength(llvm::StringRef text) {
  if (text.size() < 2)
    return 0;
  switch (text[1]) {
  case 'n':
  case 't':
  case 'r':
  case '\\':
  case '"':
  case '{':
  case '}':
  case '0':
  case 'e':
    return 2;
  case 'u':
    break;
  default:
    return 0;
  }
  if (text.size() < 3 || text[2] != '{')
    return 0;
  uint32_t value = 0;
  for (size_t i = 3, e = std::min<size_t>(text.size(), 10); i != e; ++i) {
    if (text[i] == '}') {
      bool isScalar = value < 0xD800 || (value > 0xDFFF && value < 0x110000);
      return i > 3 && isScalar ? i + 1 : 0;
    }
    unsigned digit = llvm::hexDigitValue(text[i]);
    if (digit == ~0u)
      return 0;
    value = value * 16 + digit;
  }
  return 0;
}

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
    if (c == '\\')
      hasError |= !lexEscape();
    else
      ++pos;
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

void forge::decodeString(llvm::StringRef tokenText, DecodedString &out) {
  size_t end = tokenText.size();
  if (end > 1 && tokenText.back() == '"')
    --end; // no closing quote after an error; an escaped one is harmless then
  auto emit = [&](char c, size_t offset, bool escaped = false) {
    out.text.push_back(c);
    out.offsets.push_back(offset);
    out.escaped.push_back(escaped);
  };
  for (size_t i = 1; i < end;) {
    size_t length =
        tokenText[i] == '\\' ? escapeLength(tokenText.substr(i)) : 0;
    if (!length) {
      emit(tokenText[i], i);
      ++i;
      continue;
    }
    char c = tokenText[i + 1];
    switch (c) {
    case 'n':
      emit('\n', i);
      break;
    case 't':
      emit('\t', i);
      break;
    case 'r':
      emit('\r', i);
      break;
    case '0':
      emit('\0', i);
      break;
    case 'e':
      emit('\x1B', i);
      break;
    case 'u': {
      uint32_t value = 0;
      tokenText.slice(i + 3, i + length - 1).getAsInteger(16, value);
      llvm::SmallString<4> bytes;
      appendUtf8(value, bytes);
      for (char byte : bytes)
        emit(byte, i);
      break;
    }
    default:
      emit(c, i, c == '{' || c == '}');
      break;
    }
    i += length;
  }
  out.offsets.push_back(end);
}

llvm::StringRef forge::rawStringContent(llvm::StringRef tokenText) {
  llvm::StringRef content = tokenText.drop_front(3);
  content.consume_back("\"\"\"");
  if (!content.consume_front("\r\n"))
    content.consume_front("\n");
  return content;
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
