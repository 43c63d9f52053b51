//===- BenchmarkTest.cpp - what tasks cost --------------------------------===//
//
// Not run by default: `ForgeSchedTests [benchmark]` prints nanoseconds of
// processor time per operation and bytes per task. The functions are what the
// compiler makes of small loops.
//
//===----------------------------------------------------------------------===//

#include "SchedFixture.h"

#include <cstdio>
#include <time.h>
#include <unistd.h>

using namespace forge::rt;

namespace {

double processorTime() {
  timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e9 +
         static_cast<double>(now.tv_nsec);
}

int64_t residentBytes() {
  long size = 0, resident = 0;
  if (std::FILE *file = std::fopen("/proc/self/statm", "r")) {
    if (std::fscanf(file, "%ld %ld", &size, &resident) != 2)
      resident = 0;
    std::fclose(file);
  }
  return resident * sysconf(_SC_PAGESIZE);
}

/// A function value with that code.
Bits functionWith(Context &ctx, Entry entry, Bits capture = nullBits) {
  static FunctionInfo info{};
  return frt_closure_new(&ctx, reinterpret_cast<void *>(entry), &info, &capture,
                         1);
}

int64_t rounds;
Bits shared, child;

/// `while rounds > 0 { rounds -= 1  wait(0) }`
struct Yielding {
  static uint64_t run(Context *ctx) {
    while (rounds > 0) {
      --rounds;
      frt_wait(ctx, makeInt(0));
      if (isSuspended(*ctx)) {
        frt_frame_push(ctx, reinterpret_cast<void *>(resume), 0, 2);
        break;
      }
    }
    return nullBits;
  }
  static uint64_t resume(Context *ctx, Frame *frame) {
    frt_frame_pop(ctx, frame);
    return run(ctx);
  }
  static Bits entry(Context *ctx, Closure *, Bits *, int64_t) {
    return run(ctx);
  }
};

/// `while rounds > 0 { rounds -= 1  await spawn { 1 } }`
struct Joining {
  static uint64_t run(Context *ctx) {
    while (rounds > 0) {
      --rounds;
      Bits handle = frt_spawn(ctx, child, false);
      frt_await(ctx, handle);
      release(*ctx, handle);
      if (isSuspended(*ctx)) {
        frt_frame_push(ctx, reinterpret_cast<void *>(resume), 0, 2);
        break;
      }
    }
    return nullBits;
  }
  static uint64_t resume(Context *ctx, Frame *frame) {
    frt_frame_pop(ctx, frame);
    return run(ctx);
  }
  static Bits entry(Context *ctx, Closure *, Bits *, int64_t) {
    return run(ctx);
  }
};

/// `while rounds > 0 { rounds -= 1  send(shared, 1) }`, then closes.
struct Sending {
  static uint64_t run(Context *ctx) {
    while (rounds > 0) {
      --rounds;
      frt_send(ctx, shared, makeInt(1));
      if (isSuspended(*ctx)) {
        frt_frame_push(ctx, reinterpret_cast<void *>(resume), 0, 2);
        return nullBits;
      }
    }
    return frt_close(ctx, shared);
  }
  static uint64_t resume(Context *ctx, Frame *frame) {
    frt_frame_pop(ctx, frame);
    return run(ctx);
  }
  static Bits entry(Context *ctx, Closure *, Bits *, int64_t) {
    return run(ctx);
  }
};

/// `for v in shared {}`
struct Receiving {
  static uint64_t run(Context *ctx) {
    while (frt_channel_next(ctx, shared) != missingBits)
      if (isSuspended(*ctx)) {
        frt_frame_push(ctx, reinterpret_cast<void *>(resume), 0, 2);
        break;
      }
    return nullBits;
  }
  static uint64_t resume(Context *ctx, Frame *frame) {
    frt_frame_pop(ctx, frame);
    return ctx->resumed == missingBits ? nullBits : run(ctx);
  }
  static Bits entry(Context *ctx, Closure *, Bits *, int64_t) {
    return run(ctx);
  }
};

Bits one(Context *, Closure *, Bits *, int64_t) { return makeInt(1); }

/// Runs tasks with that code and prints what one of n operations costs.
template <typename... Entries>
void measure(SchedFixture &f, const char *what, int64_t n, Entries... entries) {
  Bits functions[] = {functionWith(f.ctx, entries)...};
  rounds = n;
  Script main{[&](Env &e) {
                ArrayBuilder handles(e.ctx);
                for (Bits function : functions)
                  handles.push(frt_spawn(&e.ctx, function, false));
                return handles.finish();
              },
              [](Env &e) { return frt_await_all(&e.ctx, e.last); }};
  double start = processorTime();
  f.run(main);
  std::printf("%-24s %6.1f ns\n", what,
              (processorTime() - start) / static_cast<double>(n));
  for (Bits function : functions)
    release(f.ctx, function);
}

} // namespace

TEST_CASE_METHOD(SchedFixture, "time per operation", "[.][benchmark]") {
  constexpr int64_t n = 3000000;
  measure(*this, "switch", n, Yielding::entry, Yielding::entry);
  child = functionWith(ctx, one);
  measure(*this, "spawn and await", n, Joining::entry);
  release(ctx, child);
  for (int64_t size : {int64_t(0), int64_t(1), int64_t(128)}) {
    shared = channel(size);
    std::string what = "channel of " + std::to_string(size);
    measure(*this, what.c_str(), n, Sending::entry, Receiving::entry);
    release(ctx, shared);
  }
}

TEST_CASE_METHOD(SchedFixture, "memory per task", "[.][benchmark]") {
  constexpr int64_t n = 1000000;
  Script sleeper{[](Env &e) { return e.wait(100); }};
  Owned function = own(functionOf(sleeper));
  Script main{[&](Env &e) {
                for (int64_t i = 0; i < n; ++i)
                  release(e.ctx, frt_spawn(&e.ctx, function, true));
                return nullBits;
              },
              [](Env &e) { return e.wait(0); }};
  int64_t before = residentBytes();
  double start = processorTime();
  run(main);
  std::printf("%-24s %6.1f ns\n", "spawn and sleep",
              (processorTime() - start) / static_cast<double>(n));
  std::printf("%-24s %6lld bytes, %lld in the task\n", "a sleeping task",
              static_cast<long long>((residentBytes() - before) / n),
              static_cast<long long>(sizeof(Task)));
  abandon();
}
