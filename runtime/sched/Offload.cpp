//===- Offload.cpp - work that would block --------------------------------===//

#include "Offload.h"

#include "Scheduler.h"

#include <new>

using namespace forge::rt;

#if defined(__wasm__)

Bits forge::rt::offload(Context &ctx, const char *, void *data,
                        void (*work)(void *),
                        Bits (*finish)(Context &, void *)) {
  work(data);
  return finish(ctx, data);
}

#else

namespace {
struct Work : Job {
  Bits (*finish)(Context &, void *);
};
} // namespace

static uint64_t workDone(Context &ctx, Task &t) {
  auto *job = static_cast<Work *>(std::exchange(t.extra, nullptr));
  Bits result = job->finish(ctx, job->data);
  freeBytes(job);
  return result;
}

Bits forge::rt::offload(Context &ctx, const char *activity, void *data,
                        void (*work)(void *),
                        Bits (*finish)(Context &, void *)) {
  Scheduler *s = schedulerOf(ctx);
  // Nobody else could run meanwhile.
  if (!s || !s->world->hasThreads() || (s->tasks == 0 && s->timers.empty())) {
    work(data);
    return finish(ctx, data);
  }
  Task *t = beginWait(ctx, activity, workDone, /*shielded=*/true);
  auto *job = new (allocateBytes(sizeof(Work))) Work;
  job->task = t;
  job->work = work;
  job->data = data;
  job->finish = finish;
  t->extra = job;
  ++s->expected;
  s->inbox.start(job);
  return suspend(ctx);
}

#endif
