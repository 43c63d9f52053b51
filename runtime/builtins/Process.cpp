//===- Process.cpp - exit, wait, input ------------------------------------===//
//
// Specification: builtins, section 18.
//
//===----------------------------------------------------------------------===//

#include "Extension.h"
#include "Unicode.h"
#include "core/Errors.h"
#include "core/Output.h"
#include "forge/rt/Prototypes.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <time.h>

using namespace forge::rt;

Bits forge::rt::frt_exit(Context *context, Bits code) noexcept {
  exitProgram(*context, isInt(code) ? static_cast<int>(asInt(code) & 0xFF) : 0);
}

/// Sleeps; NaN and negative numbers are no time at all.
static void sleepSeconds(double seconds) {
  if (!(seconds > 0))
    return;
  // A hundred years are for ever, and fit into every time_t.
  seconds = std::min(seconds, 3.2e9);
  timespec rest;
  rest.tv_sec = static_cast<time_t>(seconds);
  rest.tv_nsec =
      static_cast<long>((seconds - static_cast<double>(rest.tv_sec)) * 1e9);
  while (nanosleep(&rest, &rest) != 0 && errno == EINTR) {
  }
}

Bits forge::rt::frt_wait(Context *context, Bits seconds) noexcept {
  if (!isNumber(seconds))
    return raise(*context, "wait() requires a number of seconds");
  sleepSeconds(asNumber(seconds));
  return nullBits;
}

Bits forge::rt::frt_time_sleep(Context *context, Bits seconds) noexcept {
  if (!isNumber(seconds))
    return raise(*context, "time.sleep() requires seconds (number)");
  sleepSeconds(asNumber(seconds));
  return nullBits;
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
