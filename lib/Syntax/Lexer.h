//===- Lexer.h - from characters to tokens ---------------------*- C++ -*-===//
//
// One lexer for files and for the expressions inside interpolated strings. The
// text of the latter differs from the file's, because escapes are replaced; an
// OffsetMap leads back to the file.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_SYNTAX_LEXER_H
#define FORGE_SYNTAX_LEXER_H

#include "forge/Diagnostics/DiagnosticEngine.h"
#include "forge/Syntax/Token.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <optional>
#include <vector>

namespace forge {

/// Leads from offsets in a text to offsets in its file.
struct OffsetMap {
  uint32_t base = 0;
  /// Offset of every byte and of the end; empty: offsets run on from the base.
  llvm::ArrayRef<uint32_t> table;

  uint32_t operator[](uint32_t offset) const {
    return table.empty() ? base + offset : table[offset];
  }
  /// The map of the text that starts at `offset`.
  OffsetMap from(uint32_t offset) const {
    return table.empty() ? OffsetMap{base + offset, {}}
                         : OffsetMap{0, table.drop_front(offset)};
  }
};

/// What the lexer says; `opener` is the place where an unterminated construct
/// starts.
struct LexMessage {
  DiagCode code;
  Span span;
  std::vector<std::string> arguments;
  std::optional<Span> opener;
  std::optional<std::string> hint;
};

using LexReporter = llvm::function_ref<void(LexMessage)>;

/// All tokens of a text, comments included, ending with Eof.
std::vector<Token> lex(llvm::StringRef text, FileId file, OffsetMap map,
                       LexReporter report);

} // namespace forge

#endif // FORGE_SYNTAX_LEXER_H
