//===- Await.cpp - waiting for tasks to end -------------------------------===//
//
// Semantics 9.3; builtins, section 17.
//
//===----------------------------------------------------------------------===//

#include "Scheduler.h"
#include "core/ArrayObject.h"
#include "core/Errors.h"
#include "forge/rt/Prototypes.h"

using namespace forge::rt;

/// The outcome of a task that has ended.
static Bits outcome(Context &ctx, const Task &ended) {
  if (ended.failed)
    return raise(ctx, "task error: %", ended.result);
  return retained(ended.result);
}

static bool hasEnded(Bits handle) {
  return objectOf<Task>(handle)->state == TaskState::Ended;
}

/// Waits for a task, whose handle is retained; false if that was interrupted.
static bool beginJoin(Context &ctx, Bits handle, Step step) {
  Task *t = beginWait(ctx, "await", step);
  if (!t)
    return false;
  t->target = retained(handle);
  objectOf<Task>(handle)->joiners.push(&t->waiter, t);
  return true;
}

static uint64_t awaitStep(Context &ctx, Task &t) {
  Owned handle(ctx, endWait(t));
  if (failed(ctx))
    return nullBits;
  return outcome(ctx, *objectOf<Task>(handle));
}

Bits forge::rt::frt_await(Context *ctx, Bits v) noexcept {
  if (!isTask(v))
    return retained(v);
  if (hasEnded(v))
    return outcome(*ctx, *objectOf<Task>(v));
  return beginJoin(*ctx, v, awaitStep) ? suspend(*ctx) : nullBits;
}

static uint64_t timeoutStep(Context &ctx, Task &t) {
  Owned handle(ctx, endWait(t));
  if (failed(ctx) || !hasEnded(handle))
    return nullBits;
  return outcome(ctx, *objectOf<Task>(handle));
}

Bits forge::rt::frt_await_timeout(Context *ctx, Bits handle, Bits ms) noexcept {
  if (isMissing(ms))
    return raise(*ctx, "await_timeout() requires (handle, timeout_ms)");
  if (!isNumber(ms))
    return raise(*ctx, "await_timeout() second argument must be a number (ms)");
  if (!isTask(handle))
    return raise(*ctx, "await_timeout() first argument must be a task handle");
  if (hasEnded(handle))
    return outcome(*ctx, *objectOf<Task>(handle));
  if (!beginJoin(*ctx, handle, timeoutStep))
    return nullBits;
  Scheduler &s = scheduler(*ctx);
  s.timers.set(s.current->timer, later(s.world->now(), asNumber(ms) / 1000));
  return suspend(*ctx);
}

/// Waits for the tasks in an Array, one after the other, from number `i` on.
static Bits awaitFrom(Context &ctx, Bits handles, int64_t i);

static uint64_t awaitAllStep(Context &ctx, Task &t) {
  Owned handle(ctx, endWait(t));
  Owned handles(ctx, std::exchange(t.waiter.value, nullBits));
  if (failed(ctx))
    return nullBits;
  return awaitFrom(ctx, handles,
                   static_cast<int64_t>(reinterpret_cast<intptr_t>(t.extra)));
}

static Bits awaitFrom(Context &ctx, Bits handles, int64_t i) {
  int64_t n = arraySize(handles);
  for (; i < n; ++i) {
    Owned handle(ctx, itemAt(handles, i));
    if (!hasEnded(handle)) {
      if (!beginJoin(ctx, handle, awaitAllStep))
        return nullBits;
      Task &t = *scheduler(ctx).current;
      t.waiter.value = retained(handles);
      t.extra = reinterpret_cast<void *>(static_cast<intptr_t>(i));
      return suspend(ctx);
    }
    const Task *task = objectOf<Task>(handle);
    if (task->failed)
      return outcome(ctx, *task);
  }
  ArrayBuilder results(ctx);
  for (i = 0; i < n; ++i) {
    Owned handle(ctx, itemAt(handles, i));
    results.push(retained(objectOf<Task>(handle)->result));
  }
  return results.finish();
}

Bits forge::rt::frt_await_all(Context *ctx, Bits handles) noexcept {
  if (!isArray(handles))
    return raise(*ctx, "await_all() requires an array of task handles");
  for (int64_t i = 0; i < arraySize(handles); ++i) {
    Owned handle(*ctx, itemAt(handles, i));
    if (!isTask(handle))
      return raise(*ctx, "await_all() element at index % is not a task handle",
                   i);
  }
  return awaitFrom(*ctx, handles, 0);
}

Bits forge::rt::frt_spawn(Context *ctx, Bits closure, bool dropped) noexcept {
  return boxOf(*spawn(*ctx, closure, dropped));
}
