//===- Excerpt.h - source lines with underlines ----------------*- C++ -*-===//

#ifndef FORGE_LIB_DIAGNOSTICS_EXCERPT_H
#define FORGE_LIB_DIAGNOSTICS_EXCERPT_H

#include "forge/Diagnostics/DiagnosticEngine.h"

namespace forge {

/// Colours of the human format; empty texts when colour is off.
struct Palette {
  explicit Palette(bool enabled);
  llvm::StringRef of(Severity severity) const;

  llvm::StringRef error, warning, note, secondary, hint, dim, bold, reset;
};

/// Writes the lines that the labels of one file touch, with underlines. The
/// first label is the primary one; a line of leading context precedes it.
void writeExcerpt(const SourceFile &file, llvm::ArrayRef<Label> labels,
                  Severity severity, unsigned gutter, const Palette &palette,
                  llvm::raw_ostream &os);

/// Columns of a terminal that a text takes, starting at a column from 0; tabs
/// go to the next multiple of four, what cannot be shown takes one.
unsigned displayWidth(llvm::StringRef text, unsigned column = 0);

/// Decimal digits of a line number.
unsigned digitsOf(uint32_t number);

} // namespace forge

#endif // FORGE_LIB_DIAGNOSTICS_EXCERPT_H
