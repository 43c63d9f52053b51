//===- Literals.cpp - values of number and string literals ----------------===//
//
// Spec: syntax 1.6 and 1.7.
//
//===----------------------------------------------------------------------===//

#include "Literals.h"
#include "forge/Source/Utf8.h"
#include "llvm/ADT/StringExtras.h"
#include <limits>

using namespace forge;

//===----------------------------------------------------------------------===//
// Numbers
//===----------------------------------------------------------------------===//

static llvm::SmallString<32> withoutSeparators(llvm::StringRef tokenText) {
  llvm::SmallString<32> digits;
  for (char c : tokenText)
    if (c != '_')
      digits.push_back(c);
  return digits;
}

std::optional<int64_t> forge::integerValue(llvm::StringRef tokenText) {
  llvm::SmallString<32> text = withoutSeparators(tokenText);
  llvm::StringRef digits = text;
  unsigned radix = 10;
  if (digits.size() > 2 && !llvm::isDigit(digits[1])) {
    char letter = digits[1] | 0x20;
    radix = letter == 'x' ? 16 : letter == 'b' ? 2 : 8;
    digits = digits.drop_front(2);
  }
  int64_t value;
  if (digits.getAsInteger(radix, value))
    return std::nullopt;
  return value;
}

std::optional<double> forge::floatValue(llvm::StringRef tokenText) {
  llvm::SmallString<32> text = withoutSeparators(tokenText);
  double value;
  bool failed = llvm::StringRef(text).getAsDouble(value, /*AllowInexact=*/true);
  // An overflow gives an infinity, which no literal can mean.
  if (failed || value > std::numeric_limits<double>::max())
    return std::nullopt;
  return value;
}

//===----------------------------------------------------------------------===//
// Strings
//===----------------------------------------------------------------------===//

size_t forge::escapeLength(llvm::StringRef text) {
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
