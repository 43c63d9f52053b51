//===- Printing.cpp - print, say and their relatives ----------------------===//

#include "Extension.h"
#include "Unicode.h"
#include "core/Output.h"
#include "core/Text.h"
#include "forge/rt/Prototypes.h"

using namespace forge::rt;

/// Room for the usual line, so that it is collected without growing.
static constexpr size_t usualLine = 120;

/// Display texts joined by one space.
static void appendJoined(StringBuilder &out, const Bits *values,
                         int64_t count) {
  for (int64_t i = 0; i < count; ++i) {
    if (i)
      out.append(' ');
    appendDisplay(out, values[i]);
  }
}

/// Writes to standard output unless `ghost` discards it.
static void print(Context &ctx, const StringBuilder &text) {
  if (!isMuted(ctx))
    writeOut(ctx, text.view());
}

Bits forge::rt::frt_print(Context *context, Bits *arguments,
                          int64_t count) noexcept {
  StringBuilder text(usualLine);
  appendJoined(text, arguments, count);
  print(*context, text);
  return nullBits;
}

Bits forge::rt::frt_println(Context *context, Bits *arguments,
                            int64_t count) noexcept {
  StringBuilder text(usualLine);
  appendJoined(text, arguments, count);
  text.append('\n');
  print(*context, text);
  return nullBits;
}

/// What ends the text of `println` or `print`.
static std::string_view lineEnd(bool line) { return line ? "\n" : ""; }

void forge::rt::frt_print_text(Context *context, Bits text,
                               bool line) noexcept {
  if (!isMuted(*context))
    writeOut(*context, textOf(text), lineEnd(line));
}

void forge::rt::frt_print_int(Context *context, int64_t value,
                              bool line) noexcept {
  char digits[20];
  if (!isMuted(*context))
    writeOut(*context, {digits, formatInt(value, digits)}, lineEnd(line));
}

Bits forge::rt::frt_yell(Context *context, Bits *arguments,
                         int64_t count) noexcept {
  StringBuilder text, upper;
  appendJoined(text, arguments, count);
  appendUpper(upper, text.view());
  upper.append('\n');
  print(*context, upper);
  return nullBits;
}

Bits forge::rt::frt_whisper(Context *context, Bits *arguments,
                            int64_t count) noexcept {
  StringBuilder text, lower;
  appendJoined(text, arguments, count);
  appendLower(lower, text.view());
  lower.append('\n');
  print(*context, lower);
  return nullBits;
}

Bits forge::rt::frt_eprint(Context *context, Bits *arguments,
                           int64_t count) noexcept {
  StringBuilder text(usualLine);
  appendJoined(text, arguments, count);
  writeErr(*context, text.view());
  return nullBits;
}

Bits forge::rt::frt_eprintln(Context *context, Bits *arguments,
                             int64_t count) noexcept {
  StringBuilder text(usualLine);
  appendJoined(text, arguments, count);
  text.append('\n');
  writeErr(*context, text.view());
  return nullBits;
}
