//===- SchedFixture.cpp - tasks written by hand ---------------------------===//

#include "SchedFixture.h"

#include "core/Hooks.h"

using namespace forge::rt;

static uint64_t resume(Context *ctx, Frame *frame);

/// The part of a script from `env.next` on.
static Bits execute(Env &env) {
  Context &ctx = env.ctx;
  const auto &operations = env.script.operations;
  for (;;) {
    if (failed(ctx)) {
      if (!env.cleaned && env.script.cleanUp) {
        env.cleaned = true;
        env.script.cleanUp(ctx); // may wait
        if (isSuspended(ctx))
          break;
      }
      if (env.script.handler < 0 || frt_error_is_final(&ctx))
        break;
      release(ctx, env.last);
      env.last = pendingMessage(ctx);
      clearError(ctx);
      env.next = env.script.handler;
    }
    if (env.next >= static_cast<int>(operations.size()))
      break;
    const Operation &operation = operations[static_cast<size_t>(env.next++)];
    Bits result = operation(env);
    if (!isSuspended(ctx))
      release(ctx, std::exchange(env.last, failed(ctx) ? nullBits : result));
    else
      break;
  }
  if (isSuspended(ctx)) {
    auto *frame = static_cast<Frame *>(
        frt_frame_push(&ctx, reinterpret_cast<void *>(resume), env.next, 5));
    frame->site = {&env.script.site};
    frame->slot[0] = reinterpret_cast<uintptr_t>(&env.script);
    frame->slot[1] = env.last;
    frame->slot[2] = env.local[0];
    frame->slot[3] = env.local[1];
    frame->slot[4] = env.cleaned;
    return nullBits;
  }
  release(ctx, env.local[0]);
  release(ctx, env.local[1]);
  if (!failed(ctx))
    return env.last;
  release(ctx, env.last);
  return nullBits;
}

static uint64_t resume(Context *ctx, Frame *frame) {
  Env env{*ctx, *reinterpret_cast<const Script *>(
                    static_cast<uintptr_t>(frame->slot[0]))};
  env.next = frame->state;
  env.last = frame->slot[1];
  env.local[0] = frame->slot[2];
  env.local[1] = frame->slot[3];
  env.cleaned = frame->slot[4];
  frt_frame_pop(ctx, frame);
  if (!failed(*ctx))
    release(*ctx, std::exchange(env.last, ctx->resumed));
  return execute(env);
}

static Bits enter(Context *ctx, Closure *closure, Bits *, int64_t) {
  Env env{*ctx, *reinterpret_cast<const Script *>(
                    static_cast<uintptr_t>(asInt(closure->captures[0])))};
  return execute(env);
}

Bits forge::rt::functionOf(Context &ctx, const Script &script) {
  static FunctionInfo info{};
  Bits capture =
      makeInt(static_cast<int64_t>(reinterpret_cast<uintptr_t>(&script)));
  return frt_closure_new(&ctx, reinterpret_cast<void *>(enter), &info, &capture,
                         1);
}

Bits Env::spawn(const Script &other, bool dropped) {
  Owned function(ctx, functionOf(ctx, other));
  return frt_spawn(&ctx, function, dropped);
}

Bits Env::call(const Script &other, Bits argument) {
  Env callee{ctx, other};
  callee.local[0] = argument;
  return execute(callee);
}

static const ProgramInfo program = {abiVersion, 0, {"app.fg"}};

SchedFixture::SchedFixture()
    : state(createState(&program, 0, nullptr)), ctx(*state) {}

SchedFixture::~SchedFixture() {
  if (ctx.runtime->scheduler)
    abandon();
  releaseState(state);
  CHECK(ctx.counters.live == 0);
  destroyState(state);
}

SimulatedFixture::~SimulatedFixture() {
  abandon();
  scheduler(ctx).setWorld(realWorld());
  nativeShutdown(ctx);
}

std::string SchedFixture::run(const Script &main) {
  Env env{ctx, main};
  Bits result = execute(env);
  if (isSuspended(ctx)) {
    // The result of a main task is of no interest to programs: a last frame
    // keeps it for the test.
    static Bits kept;
    auto keep = [](Context *ctx, Frame *frame) -> uint64_t {
      frt_frame_pop(ctx, frame);
      kept = failed(*ctx) ? nullBits : ctx->resumed;
      return nullBits;
    };
    frt_frame_push(&ctx,
                   reinterpret_cast<void *>(
                       static_cast<uint64_t (*)(Context *, Frame *)>(keep)),
                   0, 0);
    ctx.runtime->taskHooks->runMain(ctx);
    result = kept;
    Scheduler &s = scheduler(ctx);
    s.main.state = TaskState::Running; // for the next run
    s.current = &s.main;
  }
  if (failed(ctx))
    return "error: " + error();
  return display(result);
}

Bits SchedFixture::functionOf(const Script &script) {
  return rt::functionOf(ctx, script);
}

std::string SchedFixture::display(Bits v) {
  StringBuilder out;
  appendDisplay(out, v);
  release(ctx, v);
  return std::string(out.view());
}

std::string SchedFixture::error() {
  Owned message(ctx, pendingMessage(ctx));
  clearError(ctx);
  return std::string(textOf(message));
}
