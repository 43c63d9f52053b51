//===- Background.cpp - tasks that keep a program alive -------------------===//
//
// `schedule` and `watch` (semantics 9.8; server, section 11). Their loops are
// generated code; here is what it waits for.
//
//===----------------------------------------------------------------------===//

#include "Scheduler.h"
#include "core/ErrorObject.h"
#include "core/Errors.h"
#include "core/Output.h"
#include "core/Text.h"
#include "forge/rt/Prototypes.h"

#include <limits>
#include <sys/stat.h>

using namespace forge::rt;

int64_t forge::rt::frt_schedule_interval(Context *ctx, Bits amount,
                                         int64_t unit) noexcept {
  if (!isInt(amount))
    return 60'000;
  int64_t interval;
  if (asInt(amount) < 1) {
    raise(*ctx, "schedule interval must be a positive integer");
    return 0;
  }
  if (__builtin_mul_overflow(asInt(amount), unit, &interval))
    return std::numeric_limits<int64_t>::max();
  return interval;
}

void forge::rt::frt_schedule_wait(Context *ctx, int64_t milliseconds) noexcept {
  sleepFor(*ctx, static_cast<double>(milliseconds) / 1000, "schedule");
}

/// Changes when the file does; 0 if there is none.
static int64_t stampOf(const char *path) {
  struct stat status;
  if (::stat(path, &status) != 0)
    return 0;
  auto seconds = static_cast<int64_t>(status.st_mtim.tv_sec);
  return 1 + seconds * 1'000'000'000 + status.st_mtim.tv_nsec;
}

int64_t forge::rt::frt_watch_stamp(Context *ctx, Bits path) noexcept {
  if (!isString(path)) {
    raise(*ctx, "watch requires a string path");
    return 0;
  }
  StringBuilder text;
  text.append(textOf(path));
  text.append(std::string_view("\0", 1));
  return stampOf(text.view().data());
}

void forge::rt::frt_spawn_background(Context *ctx, Bits closure) noexcept {
  Bits handle = frt_spawn(ctx, closure, /*dropped=*/true);
  Scheduler &s = scheduler(*ctx);
  if (isNull(s.background))
    s.background = handle;
  else
    release(*ctx, handle);
}

void forge::rt::frt_background_join(Context *ctx) noexcept {
  if (!runtime(*ctx).scheduler)
    return;
  Bits task = scheduler(*ctx).background;
  if (!isNull(task)) // it never ends, so nor does this
    release(*ctx, frt_await(ctx, task));
}

void forge::rt::frt_background_failed(Context *ctx, bool isWatch) noexcept {
  flushOut(*ctx);
  StringBuilder report;
  report.append(isWatch ? "forge.watch: " : "forge.schedule: ");
  Owned message(*ctx, pendingMessage(*ctx));
  report.append(textOf(message));
  const ErrorObject &error = *pendingError(*ctx);
  if (error.sites > 0) {
    const SourceSite &site = *error.site(0);
    report.append(" (");
    report.append(site.file.ptr);
    report.append(':');
    report.appendInt(site.line);
    report.append(')');
  }
  report.append('\n');
  writeErr(*ctx, report.view());
  clearError(*ctx);
}
