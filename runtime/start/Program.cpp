//===- Program.cpp - running a compiled program ---------------------------===//
//
// What surrounds the code of a program: its context, the report of an uncaught
// error, the count of objects left behind, the exit status. Every program is
// linked with this: it reaches the rest of the runtime through `Parts`.
//
//===----------------------------------------------------------------------===//

#include "core/ObjectCheck.h"
#include "core/ProgramState.h"

#include <new>

#if !defined(__wasm__)
#include <pthread.h>
#endif

using namespace forge::rt;

namespace {

/// Exit statuses beside 0.
enum : int { statusError = 1, statusInternal = 70 };

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
  if (const TaskHooks *hooks = ctx.runtime->taskHooks)
    hooks->runMain(ctx);
  run.status = 0;
  if (failed(ctx)) {
    ctx.runtime->parts.reportError(ctx);
    run.status = statusError;
  }
  if (const TaskHooks *hooks = ctx.runtime->taskHooks)
    hooks->abandon(ctx);
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

extern "C" int frt_main(int argc, char **argv, const void *program,
                        void (*code)(Context *)) noexcept {
  const auto &info = *static_cast<const ProgramInfo *>(program);
  if (info.abi != abiVersion) {
    writeDirectly(2, "forge: the program was compiled for another runtime\n");
    return statusInternal;
  }
  // Not destroyed: what it holds is released if anybody looks.
  alignas(ProgramState) char memory[sizeof(ProgramState)];
  TaskContext &ctx = *new (memory) ProgramState(&info, argc, argv);
  ctx.globals.ptr = info.variables.ptr;
  for (int32_t i = 0; i < info.globals; ++i)
    ctx.globals.ptr[i] = unboundBits;
  if constexpr (leaksAreReported)
    expectObjects(ctx);

  Run run{&ctx, code, 0};
  executeOnBigStack(run);
  finishOutput(ctx);
  const Parts &parts = ctx.runtime->parts;
  int status = parts.checkObjects.isNeeded()
                   ? parts.checkObjects(ctx, run.status)
                   : run.status;
  // Threads of the scheduler know the state.
  if (ctx.runtime->scheduler)
    ctx.runtime->taskHooks->destroy(ctx);
  return status;
}
