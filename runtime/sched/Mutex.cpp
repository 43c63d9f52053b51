//===- Mutex.cpp - a value that one task at a time updates ----------------===//
//
// Extensions, section 1. The mutex is handed over to who has waited longest.
//
//===----------------------------------------------------------------------===//

#include "Scheduler.h"
#include "SharedMembers.h"
#include "core/Call.h"
#include "core/Errors.h"

using namespace forge::rt;

namespace {
struct Mutex : ListedReference {
  Bits value;
  Task *owner;
  WaitQueue waiting;
};
} // namespace

static constexpr SharedMember members[] = {
#define FORGE_MUTEX_MEMBER(name, parameters, symbol)                           \
  {name, invokeShared<symbol, parameters + 1>},
#include "forge/rt/NativeMembers.inc"
#undef FORGE_MUTEX_MEMBER
};

static void visitMutex(const Header *h, void *visitor,
                       void (*each)(void *, Bits)) {
  each(visitor, reinterpret_cast<const Mutex *>(h)->value);
}

static size_t disposeMutex(TaskContext &t, Header *h) {
  unlistCell(t, listed(reinterpret_cast<Mutex *>(h)));
  return sizeof(Mutex);
}

static Bits callMember(Context &ctx, std::string_view name, const Bits *args,
                       int64_t count, bool &found) {
  return callShared(members, ctx, name, args, count, found);
}

static constexpr ReferenceOps mutexOps = {visitMutex, disposeMutex, callMember};

Bits forge::rt::frt_mutex(Context *ctx, Bits v) noexcept {
  if (isMissing(v))
    return raise(*ctx, "mutex() requires a value");
  collectIfDue(*ctx);
  auto *m = allocateObject<Mutex>(*ctx, Kind::Mutex, sizeof(Mutex));
  m->ops = {&mutexOps};
  m->value = retained(v);
  m->owner = nullptr;
  m->waiting = {};
  listCell(*ctx, listed(m));
  return boxPtr(m);
}

static void unlock(Context &ctx, Mutex &m) {
  Waiter *next = m.waiting.first;
  m.owner = next ? next->task : nullptr;
  if (next)
    serve(scheduler(ctx), *next);
}

namespace {
/// What is done while holding the mutex; it gives the mutex back.
using Action = Bits (*)(Context &ctx, Bits mutex, Bits argument);
} // namespace

template <Action action> static uint64_t lockedStep(Context &ctx, Task &t) {
  Owned mutex(ctx, endWait(t));
  Owned argument(ctx, std::exchange(t.waiter.value, nullBits));
  if (!failed(ctx))
    return action(ctx, mutex, argument);
  if (t.chosen)
    unlock(ctx, *objectOf<Mutex>(mutex));
  return nullBits;
}

/// Does something, with a borrowed argument, when the task has the mutex.
template <Action action>
static Bits locked(Context &ctx, Bits mutex, Bits argument,
                   const char *activity) {
  Mutex &m = *objectOf<Mutex>(mutex);
  Task *current = scheduler(ctx).current;
  if (m.owner == current)
    return raise(ctx, "mutex is already held by this task");
  if (!m.owner) {
    m.owner = current;
    return action(ctx, mutex, argument);
  }
  Task *t = beginWait(ctx, activity, lockedStep<action>);
  if (!t)
    return nullBits;
  t->target = retained(mutex);
  t->waiter.value = retained(argument);
  m.waiting.push(&t->waiter, t);
  return suspend(ctx);
}

static Bits get(Context &ctx, Bits mutex, Bits) {
  Mutex &m = *objectOf<Mutex>(mutex);
  Bits value = retained(m.value);
  unlock(ctx, m);
  return value;
}

static Bits set(Context &ctx, Bits mutex, Bits value) {
  Mutex &m = *objectOf<Mutex>(mutex);
  release(ctx, std::exchange(m.value, retained(value)));
  unlock(ctx, m);
  return nullBits;
}

/// Ends an update with the result of the function, which is owned.
static Bits finishUpdate(Context &ctx, Mutex &m, Bits result) {
  if (!failed(ctx))
    release(ctx, std::exchange(m.value, retained(result)));
  unlock(ctx, m);
  return failed(ctx) ? nullBits : result;
}

static uint64_t resumeUpdate(Context *ctx, Frame *frame) {
  Owned mutex(*ctx, frame->slot[0]), function(*ctx, frame->slot[1]);
  frt_frame_pop(ctx, frame);
  return finishUpdate(*ctx, *objectOf<Mutex>(mutex), ctx->resumed);
}

static Bits update(Context &ctx, Bits mutex, Bits function) {
  Mutex &m = *objectOf<Mutex>(mutex);
  Bits result = call(ctx, function, retained(m.value));
  if (!isSuspended(ctx))
    return finishUpdate(ctx, m, result);
  auto *frame = static_cast<Frame *>(
      frt_frame_push(&ctx, reinterpret_cast<void *>(resumeUpdate), 0, 2));
  frame->slot[0] = retained(mutex);
  frame->slot[1] = retained(function);
  return nullBits;
}

Bits forge::rt::frt_mutex_get(Context *ctx, Bits m) noexcept {
  return locked<get>(*ctx, m, nullBits, "mutex get");
}

Bits forge::rt::frt_mutex_set(Context *ctx, Bits m, Bits v) noexcept {
  if (isMissing(v))
    return raise(*ctx, "set() requires a value");
  return locked<set>(*ctx, m, v, "mutex set");
}

Bits forge::rt::frt_mutex_update(Context *ctx, Bits m, Bits f) noexcept {
  if (isMissing(f))
    return raise(*ctx, "update() requires a function");
  return locked<update>(*ctx, m, f, "mutex update");
}
