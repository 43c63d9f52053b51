//===- Process.cpp - exit, input ------------------------------------------===//
//
// Specification: builtins, section 18.
//
//===----------------------------------------------------------------------===//

#include "Extension.h"
#include "Unicode.h"
#include "core/Output.h"
#include "forge/rt/Prototypes.h"

#include <cstdio>

using namespace forge::rt;

Bits forge::rt::frt_exit(Context *context, Bits code) noexcept {
  exitProgram(*context, isInt(code) ? static_cast<int>(asInt(code) & 0xFF) : 0);
}

/// Reads up to and including a line feed, or everything; false if there was
/// nothing left to read.
static bool readInput(StringBuilder &out, bool oneLine) {
  int c;
  while ((c = std::getc(stdin)) != EOF) {
    out.append(static_cast<char>(c));
    if (oneLine && c == '\n')
      return true;
  }
  return out.size() > 0;
}

Bits forge::rt::frt_input(Context *context, Bits prompt) noexcept {
  bool oneLine = isString(prompt);
  if (oneLine && !isMuted(*context))
    writeOut(*context, textOf(prompt));
  flushOut(*context);
  StringBuilder bytes;
  if (!readInput(bytes, oneLine) && oneLine)
    return nullBits;
  StringBuilder text(bytes.size());
  appendValid(text, bytes.view());
  std::string_view result = text.view();
  if (!oneLine)
    return makeString(*context, trimEnd(result));
  if (result.ends_with('\n'))
    result.remove_suffix(1);
  if (result.ends_with('\r'))
    result.remove_suffix(1);
  return makeString(*context, result);
}
