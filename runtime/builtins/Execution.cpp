//===- Execution.cpp - what cook, ghost and slay measure and print --------===//
//
// Specification: builtins, section 16. The functions themselves are in the
// prelude.
//
//===----------------------------------------------------------------------===//

#include "Colour.h"
#include "Extension.h"
#include "MergeSort.h"
#include "core/ArrayObject.h"
#include "core/Buffer.h"
#include "core/ObjectObject.h"
#include "forge/rt/Prototypes.h"
#include "sched/Scheduler.h"

#include <cmath>
#include <cstdio>
#include <time.h>

using namespace forge::rt;

Bits forge::rt::frt_internal_now(Context *context) noexcept {
  Scheduler *s = schedulerOf(*context);
  if (s && s->world->simulation())
    return makeInt(s->world->now());
  timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return makeInt(static_cast<int64_t>(now.tv_sec) * 1000000000 + now.tv_nsec);
}

Bits forge::rt::frt_internal_mute(Context *context, Bits on) noexcept {
  task(*context).muted += asBool(on) ? 1 : -1;
  return nullBits;
}

namespace {
/// One row of the table of `cook`.
struct Verdict {
  double below; ///< nanoseconds
  const char *format;
  double unit;
  Colour colour;
  const char *remark;
};
} // namespace

static constexpr Verdict verdicts[] = {
    {1e6, "%.2fµs", 1e3, Colour::Green, "speed demon fr"},
    {1e8, "%.2fms", 1e6, Colour::Green, "no cap that was fast"},
    {1e9, "%.0fms", 1e6, Colour::Yellow, "it's giving adequate"},
    {HUGE_VAL, "%.2fs", 1e9, Colour::Red, "bruh that took a minute"},
};

Bits forge::rt::frt_internal_cook_report(Context *context,
                                         Bits nanoseconds) noexcept {
  double elapsed = asNumber(nanoseconds);
  const Verdict *verdict = verdicts;
  while (elapsed >= verdict->below)
    ++verdict;
  char time[64];
  std::snprintf(time, sizeof time, verdict->format, elapsed / verdict->unit);
  StringBuilder line;
  appendColoured(line, verdict->colour, "👨‍🍳 COOKED:");
  line.append(" done in ");
  line.append(time);
  line.append(" — ");
  appendColoured(line, Colour::Dim, verdict->remark);
  line.append('\n');
  writeErr(*context, line.view());
  return nullBits;
}

Bits forge::rt::frt_internal_slay_report(Context *context, Bits times,
                                         Bits result) noexcept {
  int64_t runs = arraySize(times);
  Buffer<double, 128> samples;
  double total = 0;
  for (int64_t i = 0; i < runs; ++i) {
    Owned time(*context, itemAt(times, i));
    samples.push(asNumber(time) / 1e6);
    total += samples.back();
  }
  mergeSort(samples.data(), runs, [](double a, double b) { return a < b; });
  double average = total / static_cast<double>(runs);
  int64_t index = std::min(
      runs - 1, static_cast<int64_t>(static_cast<double>(runs) * 0.99));
  double p99 = samples[static_cast<size_t>(index)];

  char text[256];
  std::snprintf(
      text, sizeof text,
      " %lldx runs — avg %.3fms, min %.3fms, max %.3fms, p99 %.3fms\n",
      static_cast<long long>(runs), average, samples[0], samples.back(), p99);
  StringBuilder line;
  appendColoured(line, Colour::Magenta, "💅 SLAYED:");
  line.append(text);
  writeErr(*context, line.view());

  Bits stats = makeObject(*context, 6);
  stats = objectPut(*context, stats, "avg_ms", makeFloat(average));
  stats = objectPut(*context, stats, "min_ms", makeFloat(samples[0]));
  stats = objectPut(*context, stats, "max_ms", makeFloat(samples.back()));
  stats = objectPut(*context, stats, "p99_ms", makeFloat(p99));
  stats = objectPut(*context, stats, "runs", makeInt(runs));
  return objectPut(*context, stats, "result", retained(result));
}
