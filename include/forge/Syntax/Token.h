//===- Token.h - what the lexer produces -----------------------*- C++ -*-===//
//
// Blank space is no token: it is what lies between the spans of two neighbours,
// so that the tokens of a file, comments included, reproduce it.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_SYNTAX_TOKEN_H
#define FORGE_SYNTAX_TOKEN_H

#include "forge/Source/SourceManager.h"
#include "llvm/ADT/StringRef.h"
#include <cstdint>
#include <string>

namespace forge {

enum class TokenKind : uint8_t {
#define FORGE_TOKEN(NAME) NAME,
#define FORGE_PUNCTUATION(NAME, TEXT) NAME,
#define FORGE_KEYWORD(NAME, TEXT) NAME,
#include "forge/Syntax/Token.def"
};

struct Token {
  TokenKind kind = TokenKind::Eof;
  /// The lexer reported an error about this token; what the parser makes of it
  /// is not reported again.
  bool hasError = false;
  Span span;
  /// Spelling. Inside an interpolation, escapes of the outer string are already
  /// replaced here, while the span is that in the file.
  llvm::StringRef text;

  bool is(TokenKind other) const { return kind == other; }
  template <typename... Kinds> bool isAny(Kinds... kinds) const {
    return ((kind == kinds) || ...);
  }
};

/// The keyword of this spelling, or Identifier.
TokenKind keywordKind(llvm::StringRef text);
/// Fixed spelling of keywords and punctuation; empty for other kinds.
llvm::StringRef spelling(TokenKind kind);
bool isKeyword(TokenKind kind);
/// The 36 keywords that may be used as names (spec: syntax 1.5).
bool isSoftKeyword(TokenKind kind);
/// What may be bound: identifiers, soft keywords, `times`, `seconds`, `each`.
bool isBindingName(TokenKind kind);
/// What may follow a dot or precede a colon: every word.
bool isWord(TokenKind kind);
/// How messages call a kind: `'('`, `keyword 'let'`, `end of line`.
std::string describe(TokenKind kind);
/// The same with the token's own text: `identifier 'x'`, `number 3`.
std::string describe(const Token &token);

} // namespace forge

#endif // FORGE_SYNTAX_TOKEN_H
