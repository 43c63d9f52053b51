//===- Program.cpp - running a compiled program ---------------------------===//
//
// What surrounds the code of a program: its context, the report of an uncaught
// error, the count of objects left behind, the exit status.
//
//===----------------------------------------------------------------------===//

#include "core/ErrorReport.h"
#include "core/Errors.h"
#include "core/Hooks.h"
#include "core/Memory.h"
#include "core/Output.h"
#include "core/State.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>

#if !defined(__wasm__)
#include <pthread.h>
#endif

using namespace forge::rt;

namespace {

/// Exit statuses beside 0.
enum : int { statusError = 1, statusInternal = 70, statusLeak = 97 };

/// The leak sanitizer would take what a program holds at its end for a leak.
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define FORGE_RT_LEAKS_REPORTED 1
#endif
#endif
#ifndef FORGE_RT_LEAKS_REPORTED
#define FORGE_RT_LEAKS_REPORTED 0
#endif
constexpr bool leaksAreReported = FORGE_RT_LEAKS_REPORTED;

/// One run of a program.
struct Run {
  TaskContext *ctx;
  void (*program)(Context *);
  int status;
};

} // namespace

static void execute(Run &run) {
  TaskContext &ctx = *run.ctx;
  run.program(&ctx);
  run.status = 0;
  if (!failed(ctx))
    return;
  flushOut(ctx);
  StringBuilder report;
  appendErrorReport(ctx, report, stderrHasColour());
  writeErr(ctx, report.view());
  run.status = statusError;
}

#if defined(__wasm__)

/// Where the linker put the end of the stack.
extern "C" char __stack_low;

/// The stack is what the linker gave the module.
static void executeOnBigStack(Run &run) {
  run.ctx->stackLimit = reinterpret_cast<uintptr_t>(&__stack_low) + (1 << 19);
  execute(run);
}

#else

/// Nested calls of the program may need far more than the usual 8 MB. The pages
/// are committed when they are touched.
static constexpr size_t stackSize = size_t(256) << 20;
/// What most systems give a process.
static constexpr size_t usualStackSize = size_t(8) << 20;

/// Executes on a stack of which `size` bytes are left. A quarter is kept for
/// functions that are not recursive and for the runtime.
static void executeWithin(Run &run, size_t size) {
  auto here = reinterpret_cast<uintptr_t>(__builtin_frame_address(0));
  run.ctx->stackLimit = here - size / 4 * 3;
  execute(run);
}

static void *threadMain(void *argument) {
  executeWithin(*static_cast<Run *>(argument), stackSize);
  return nullptr;
}

static void executeOnBigStack(Run &run) {
  pthread_attr_t attributes;
  pthread_t thread;
  pthread_attr_init(&attributes);
  bool started = pthread_attr_setstacksize(&attributes, stackSize) == 0 &&
                 pthread_create(&thread, &attributes, threadMain, &run) == 0;
  pthread_attr_destroy(&attributes);
  if (started)
    pthread_join(thread, nullptr);
  else
    executeWithin(run, usualStackSize); // no room for another stack
}

#endif

/// Releases what the program's variables and the runtime still hold.
static void releaseEverything(TaskContext &ctx, const ProgramInfo &info,
                              Bits *globals) {
  for (int32_t i = 0; i < info.globals; ++i)
    release(ctx, globals[i]);
  clearError(ctx);
  nativeShutdown(ctx);
  releaseState(&ctx);
}

extern "C" int frt_main(int argc, char **argv, const void *program,
                        void (*code)(Context *)) noexcept {
  const auto &info = *static_cast<const ProgramInfo *>(program);
  if (info.abi != abiVersion) {
    std::fputs("forge: the program was compiled for another runtime\n", stderr);
    return statusInternal;
  }
  TaskContext *ctx = createState(&info, argc, argv);
  auto *globals = static_cast<Bits *>(
      allocateBytes(static_cast<size_t>(info.globals) * sizeof(Bits) + 1));
  for (int32_t i = 0; i < info.globals; ++i)
    globals[i] = unboundBits;
  ctx->globals.ptr = globals;

  const char *check = std::getenv("FORGE_CHECK_LIVE");
  bool checked = check && std::strcmp(check, "1") == 0;
  if (checked) // small programs shall see collections, too
    ctx->cells.fewCells = ctx->cells.countLimit = 2;

  ctx->runtime->ownAllocs = ctx->counters.allocs;
  Run run{ctx, code, 0};
  executeOnBigStack(run);
  flushOut(*ctx);
  showCounters(*ctx);

  // A process about to end need not take its data apart, except to be checked.
  if (!checked && !leaksAreReported)
    return run.status;
  releaseEverything(*ctx, info, globals);
  int64_t live = ctx->counters.live;
  freeBytes(globals);
  destroyState(ctx);
  if (checked && live != 0) {
    std::fprintf(stderr, "forge: %lld live objects at exit\n",
                 static_cast<long long>(live));
    return statusLeak;
  }
  return run.status;
}
