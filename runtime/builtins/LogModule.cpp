//===- LogModule.cpp - the module `log` -----------------------------------===//
//
// Specification: library, section 10; server, section 13.
//
//===----------------------------------------------------------------------===//

#include "core/Output.h"
#include "core/Text.h"
#include "forge/rt/Prototypes.h"
#include "log/Log.h"

using namespace forge::rt;

static Bits logValues(Context &ctx, Level level, const Bits *values,
                      int64_t count) {
  Log &log = logOf(ctx);
  if (!log.shows(level, "forge.user"))
    return nullBits;
  StringBuilder text;
  for (int64_t i = 0; i < count; ++i) {
    if (i)
      text.append(' ');
    appendDisplay(text, values[i]);
  }
  flushOut(ctx);
  log.writeUser(level, text.view());
  return nullBits;
}

Bits forge::rt::frt_log_info(Context *ctx, Bits *values,
                             int64_t count) noexcept {
  return logValues(*ctx, Level::Info, values, count);
}
Bits forge::rt::frt_log_warn(Context *ctx, Bits *values,
                             int64_t count) noexcept {
  return logValues(*ctx, Level::Warn, values, count);
}
Bits forge::rt::frt_log_error(Context *ctx, Bits *values,
                              int64_t count) noexcept {
  return logValues(*ctx, Level::Error, values, count);
}
Bits forge::rt::frt_log_debug(Context *ctx, Bits *values,
                              int64_t count) noexcept {
  return logValues(*ctx, Level::Debug, values, count);
}
