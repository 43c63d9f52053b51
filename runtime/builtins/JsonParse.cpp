//===- JsonParse.cpp - JSON text as values --------------------------------===//
//
// Strict RFC 8259 (library, section 1.3). The text is a String, so it is valid
// UTF-8 already. Open arrays and objects lie in a list of frames; their number
// is limited, because JSON mostly comes from outside.
//
//===----------------------------------------------------------------------===//

#include "NumberText.h"
#include "core/ArrayObject.h"
#include "core/Buffer.h"
#include "core/Errors.h"
#include "core/ObjectObject.h"
#include "forge/rt/Prototypes.h"

#include <cmath>

using namespace forge::rt;

namespace {

constexpr size_t maxDepth = 1024;

/// An array or object that is not closed yet.
struct OpenValue {
  Bits container; ///< owned
  Bits key;       ///< owned; key of the value that comes next, or missingBits
};

class JsonParser {
public:
  JsonParser(Context &ctx, std::string_view text) : ctx(ctx), text(text) {}
  ~JsonParser() {
    for (const OpenValue &frame : frames) {
      release(ctx, frame.container);
      release(ctx, frame.key);
    }
  }

  /// The value, owned, or missingBits after an error.
  Bits parse();

  const char *reason = nullptr; ///< why the text is no JSON
  size_t position = 0;          ///< where that was found

private:
  Bits fail(const char *why) {
    if (!reason)
      reason = why;
    return missingBits;
  }
  void skipBlanks() {
    while (position < text.size() &&
           (text[position] == ' ' || text[position] == '\t' ||
            text[position] == '\n' || text[position] == '\r'))
      ++position;
  }
  /// The next character, 0 at the end.
  char peek() const { return position < text.size() ? text[position] : 0; }
  bool take(char c) {
    if (position >= text.size() || text[position] != c)
      return false;
    ++position;
    return true;
  }

  Bits value();
  Bits open(bool isObject);
  Bits attach(Bits value);
  bool afterItem(bool &closed);
  bool readKey();
  Bits literal(std::string_view word, Bits value);
  Bits number();
  Bits string();
  bool escape(StringBuilder &out);
  bool hexDigits(uint32_t &unit);

  Context &ctx;
  std::string_view text;
  Buffer<OpenValue> frames;
};

} // namespace

/// Parses values until the outermost one is complete.
Bits JsonParser::parse() {
  for (;;) {
    skipBlanks();
    Bits result = value();
    if (reason)
      return missingBits;
    // A container that was opened is continued by its first item.
    if (isMissing(result))
      continue;
    result = attach(result);
    if (reason)
      return missingBits;
    if (isMissing(result))
      continue;
    skipBlanks();
    if (position == text.size())
      return result;
    release(ctx, result);
    return fail("trailing characters");
  }
}

/// A scalar or an empty container; missingBits if a container was opened.
Bits JsonParser::value() {
  switch (peek()) {
  case '{':
    return open(true);
  case '[':
    return open(false);
  case '"':
    return string();
  case 't':
    return literal("true", trueBits);
  case 'f':
    return literal("false", falseBits);
  case 'n':
    return literal("null", nullBits);
  default:
    if (peek() == '-' || (peek() >= '0' && peek() <= '9'))
      return number();
    return fail(position == text.size() ? "EOF while parsing a value"
                                        : "expected value");
  }
}

Bits JsonParser::open(bool isObject) {
  if (frames.size() == maxDepth)
    return fail("recursion limit exceeded");
  ++position;
  skipBlanks();
  if (take(isObject ? '}' : ']'))
    return isObject ? makeObject(ctx) : makeArray(ctx);
  frames.push({isObject ? makeObject(ctx) : makeArray(ctx), missingBits});
  if (isObject)
    readKey();
  return missingBits;
}

/// Puts a complete value (consumed) into the innermost container, and that into
/// the next one as long as containers end. The outermost value, or missingBits
/// if another item follows.
Bits JsonParser::attach(Bits value) {
  while (!frames.empty()) {
    OpenValue &frame = frames.back();
    if (isArray(frame.container))
      frame.container = arrayPush(ctx, frame.container, value);
    else {
      frame.container = objectPut(ctx, frame.container, frame.key, value);
      release(ctx, frame.key);
      frame.key = missingBits;
    }
    bool closed = false;
    if (!afterItem(closed) || !closed)
      return missingBits;
    value = frames.pop().container;
  }
  return value;
}

/// Reads what follows an item: the end of the container, or a comma and, in an
/// object, the next key.
bool JsonParser::afterItem(bool &closed) {
  bool inObject = isObject(frames.back().container);
  skipBlanks();
  closed = take(inObject ? '}' : ']');
  if (closed)
    return true;
  if (!take(',')) {
    fail(position == text.size()
             ? (inObject ? "EOF while parsing an object"
                         : "EOF while parsing a list")
             : (inObject ? "expected `,` or `}`" : "expected `,` or `]`"));
    return false;
  }
  skipBlanks();
  if (peek() == (inObject ? '}' : ']')) {
    fail("trailing comma");
    return false;
  }
  return !inObject || readKey();
}

bool JsonParser::readKey() {
  if (peek() != '"') {
    fail(position == text.size() ? "EOF while parsing an object"
                                 : "key must be a string");
    return false;
  }
  Bits key = string();
  if (reason)
    return false;
  frames.back().key = key;
  skipBlanks();
  if (take(':'))
    return true;
  fail(position == text.size() ? "EOF while parsing an object"
                               : "expected `:`");
  return false;
}

Bits JsonParser::literal(std::string_view word, Bits value) {
  if (!text.substr(position).starts_with(word))
    return fail("expected ident");
  position += word.size();
  return value;
}

Bits JsonParser::number() {
  size_t start = position;
  auto digits = [&] {
    size_t before = position;
    while (peek() >= '0' && peek() <= '9')
      ++position;
    return position - before;
  };
  bool negative = take('-');
  bool isInteger = true;
  size_t leading = position;
  size_t count = digits();
  if (count == 0 || (count > 1 && text[leading] == '0'))
    return fail("invalid number");
  if (take('.')) {
    isInteger = false;
    if (digits() == 0)
      return fail("invalid number");
  }
  if (peek() == 'e' || peek() == 'E') {
    ++position;
    isInteger = false;
    if (!take('+'))
      take('-');
    if (digits() == 0)
      return fail("invalid number");
  }
  std::string_view spelling = text.substr(start, position - start);
  if (isInteger && !(negative && spelling == "-0"))
    if (std::optional<int64_t> parsed = parseInt(spelling, 10))
      return makeInt(*parsed);
  double parsed = *parseFloat(spelling);
  if (!std::isfinite(parsed))
    return fail("number out of range");
  return makeFloat(parsed);
}

Bits JsonParser::string() {
  ++position;
  // Most strings have no escapes and are copied in one piece.
  StringBuilder out;
  size_t start = position;
  for (;;) {
    if (position == text.size())
      return fail("EOF while parsing a string");
    char c = text[position];
    if (c != '"' && c != '\\' && static_cast<unsigned char>(c) >= 0x20) {
      ++position;
      continue;
    }
    std::string_view run = text.substr(start, position - start);
    if (c == '"') {
      ++position;
      if (out.size() == 0)
        return makeString(ctx, run);
      out.append(run);
      return out.finish(ctx);
    }
    if (c != '\\')
      return fail("control character (\\u0000-\\u001F) found while parsing a "
                  "string");
    out.append(run);
    ++position;
    if (!escape(out))
      return missingBits;
    start = position;
  }
}

/// Reads an escape behind its backslash.
bool JsonParser::escape(StringBuilder &out) {
  static constexpr std::string_view names = "\"\\/bfnrt";
  static constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
  if (position == text.size())
    return fail("EOF while parsing a string"), false;
  char c = text[position++];
  if (size_t i = names.find(c); i != std::string_view::npos) {
    out.append(meanings[i]);
    return true;
  }
  uint32_t unit, low;
  if (c != 'u')
    return fail("invalid escape"), false;
  if (!hexDigits(unit))
    return false;
  if (unit >= 0xDC00 && unit <= 0xDFFF)
    return fail("lone surrogate in hex escape"), false;
  if (unit >= 0xD800 && unit <= 0xDBFF) {
    if (!take('\\') || !take('u'))
      return fail("lone surrogate in hex escape"), false;
    if (!hexDigits(low))
      return false;
    if (low < 0xDC00 || low > 0xDFFF)
      return fail("lone surrogate in hex escape"), false;
    unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
  }
  out.appendCodePoint(unit);
  return true;
}

bool JsonParser::hexDigits(uint32_t &unit) {
  std::string_view digits = text.substr(position, 4);
  std::optional<int64_t> value;
  // A sign is no digit, though parseInt takes one.
  if (digits.size() == 4 && digits[0] != '+' && digits[0] != '-')
    value = parseInt(digits, 16);
  if (!value)
    return fail("invalid escape"), false;
  position += 4;
  unit = static_cast<uint32_t>(*value);
  return true;
}

Bits forge::rt::frt_json_parse(Context *context, Bits text) noexcept {
  if (!isString(text))
    return raise(*context, "json.parse() requires a string");
  JsonParser parser(*context, textOf(text));
  Bits result = parser.parse();
  if (!parser.reason)
    return result;
  std::string_view before = textOf(text).substr(0, parser.position);
  size_t lineStart = before.rfind('\n') + 1;
  int64_t line = 1;
  for (char c : before)
    line += c == '\n';
  int64_t column = countCodePoints(before.substr(lineStart)) + 1;
  return raise(*context, "JSON parse error: % at line % column %",
               parser.reason, line, column);
}

Bits forge::rt::frt_json_valid(Context *context, Bits text) noexcept {
  if (!isString(text))
    return falseBits;
  JsonParser parser(*context, textOf(text));
  Bits result = parser.parse();
  if (parser.reason)
    return falseBits;
  release(*context, result);
  return trueBits;
}

/// `b` (borrowed) over `a` (consumed); both are Objects.
static Bits merged(Context &ctx, Bits a, Bits b, size_t depth) {
  Owned result(ctx, a);
  ObjectCursor cursor(b);
  for (Bits key, value; cursor.next(key, value);) {
    Bits old = objectGet(asObject(result), objectOf<String>(key));
    Bits entry = retained(value);
    if (isObject(value) && isObject(old)) {
      release(ctx, entry);
      if (depth == maxDepth)
        return raise(ctx, "json.merge() objects are nested too deeply");
      entry = merged(ctx, retained(old), value, depth + 1);
      if (failed(ctx))
        return nullBits;
    }
    result.reset(objectPut(ctx, result.take(), key, entry));
  }
  return result.take();
}

Bits forge::rt::frt_json_merge(Context *context, Bits a, Bits b) noexcept {
  if (!isObject(a) || !isObject(b))
    return raise(*context, "json.merge() requires two objects");
  return merged(*context, frt_internal_thaw(context, retained(a)), b, 0);
}
