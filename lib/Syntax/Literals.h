//===- Literals.h - values of number and string literals -------*- C++ -*-===//
//
// The lexer checks literals with these functions, the parser takes the values.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_LIB_SYNTAX_LITERALS_H
#define FORGE_LIB_SYNTAX_LITERALS_H

#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include <cstdint>
#include <optional>

namespace forge {

/// Value of an Int token such as `1_000` or `0xFF`; nothing if it is too large.
std::optional<int64_t> integerValue(llvm::StringRef tokenText);

/// Value of a Float token; nothing if it is not finite.
std::optional<double> floatValue(llvm::StringRef tokenText);

/// Length of the valid escape at the start of a text, or 0.
size_t escapeLength(llvm::StringRef text);

/// A string literal's content after escapes have been replaced.
struct DecodedString {
  llvm::SmallString<64> text;
  /// Offset in the token's text of every byte of `text`, and of its end.
  llvm::SmallVector<uint32_t, 64> offsets;
  /// Whether a byte stems from `\{` or `\}`.
  llvm::SmallVector<bool, 64> escaped;
};

/// Decodes the text of a String token, quotes included. Wrong escapes, reported
/// by the lexer, stand for themselves.
void decodeString(llvm::StringRef tokenText, DecodedString &out);

/// Content of a RawString token.
llvm::StringRef rawStringContent(llvm::StringRef tokenText);

} // namespace forge

#endif // FORGE_LIB_SYNTAX_LITERALS_H
