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

#include <string_view>

namespace forge::rt {

void writeOut(Context &ctx, std::string_view text);
void flushOut(Context &ctx);
/// Unbuffered; flushes standard output first, so that the order is kept.
void writeErr(Context &ctx, std::string_view text);
bool stderrHasColour();

Output *createOutput();
void destroyOutput(Output *output);

/// Writes the counters to standard error if the program counts retains; objects
/// of the runtime itself are left out.
void showCounters(Context &ctx);

/// Ends the process at once with a status, flushing standard output.
[[noreturn]] void exitProgram(Context &ctx, int status);

} // namespace forge::rt

#endif // FORGE_RT_CORE_OUTPUT_H
