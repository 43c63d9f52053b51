//===- Utf8.h - decoding and encoding of code points -----------*- C++ -*-===//

#ifndef FORGE_SOURCE_UTF8_H
#define FORGE_SOURCE_UTF8_H

#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include <cstdint>

namespace forge {

/// A code point and the number of bytes it takes; an ill-formed sequence is
/// `invalid` with a length of at least one, so that a scan always advances.
struct CodePoint {
  uint32_t value;
  unsigned length;
  bool invalid;
};

/// Decodes the first code point of a text that is not empty.
CodePoint decodeUtf8(llvm::StringRef text);

/// Appends a Unicode scalar value in UTF-8.
void appendUtf8(uint32_t value, llvm::SmallVectorImpl<char> &out);

/// Offset of the first ill-formed byte, or npos.
size_t findInvalidUtf8(llvm::StringRef text);

/// Whether the code point may start an identifier: a letter or `_`.
bool isWordStart(uint32_t value);
/// Whether it may continue one: letters, digits, marks that belong to letters.
bool isWordPart(uint32_t value);

} // namespace forge

#endif // FORGE_SOURCE_UTF8_H
