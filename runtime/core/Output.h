//===- Output.h - standard output and error -------------------------------===//
//
// Standard output is collected and written in large pieces, line by line on a
// terminal. One call of `writeOut` is one piece: its text is never torn apart
// by text of another call.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_RT_CORE_OUTPUT_H
#define FORGE_RT_CORE_OUTPUT_H

#include "Value.h"

#include <cstddef>
#include <string_view>

namespace forge::rt {

/// Writes `text` and `end`.
void writeOut(Context &ctx, std::string_view text, std::string_view end = {});
void flushOut(Context &ctx);
/// Unbuffered; flushes standard output first, so that the order is kept.
void writeErr(Context &ctx, std::string_view text);
bool stderrHasColour();

/// Writes to a file descriptor at once, for what has no context.
void writeDirectly(int descriptor, std::string_view text);

/// Standard output of a program, as far as it is not written.
struct Output {
  static constexpr size_t bufferSize = 64 * 1024;

  Output();

  bool terminal; ///< written line by line
  size_t used = 0;
  char buffer[bufferSize];
};

/// What a program does when it ends in any way: writes what is to be written,
/// and its counters if it has them.
void finishOutput(Context &ctx);

/// Ends the process at once with a status, flushing standard output.
[[noreturn]] void exitProgram(Context &ctx, int status);

} // namespace forge::rt

#endif // FORGE_RT_CORE_OUTPUT_H
