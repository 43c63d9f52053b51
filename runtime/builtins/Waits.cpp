//===- Waits.cpp - sleeping -----------------------------------------------===//
//
// Specification: builtins, section 18; library, section 21; semantics, 8.5.
//
//===----------------------------------------------------------------------===//

#include "core/Errors.h"
#include "forge/rt/Prototypes.h"
#include "sched/Scheduler.h"

using namespace forge::rt;

Bits forge::rt::frt_wait(Context *context, Bits seconds) noexcept {
  if (!isNumber(seconds))
    return raise(*context, "wait() requires a number of seconds");
  return sleepFor(*context, asNumber(seconds), "wait");
}

Bits forge::rt::frt_time_sleep(Context *context, Bits seconds) noexcept {
  if (!isNumber(seconds))
    return raise(*context, "time.sleep() requires seconds (number)");
  return sleepFor(*context, asNumber(seconds), "time.sleep");
}

void forge::rt::frt_retry_wait(Context *context, int64_t attempt) noexcept {
  sleepFor(*context, static_cast<double>(attempt) / 10, "retry");
}
