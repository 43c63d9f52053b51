//===- WaitGroup.cpp - waiting until a counter is zero --------------------===//
//
// Extensions, section 1.
//
//===----------------------------------------------------------------------===//

#include "Scheduler.h"
#include "SharedMembers.h"
#include "core/Errors.h"

using namespace forge::rt;

namespace {
struct WaitGroup : Reference {
  int64_t count;
  WaitQueue waiting;
};
} // namespace

static constexpr SharedMember members[] = {
#define FORGE_WAITGROUP_MEMBER(name, parameters, symbol)                       \
  {name, invokeShared<symbol, parameters + 1>},
#include "forge/rt/NativeMembers.inc"
#undef FORGE_WAITGROUP_MEMBER
};

static void visitNothing(const Header *, void *, void (*)(void *, Bits)) {}

static size_t dispose(TaskContext &, Header *) { return sizeof(WaitGroup); }

static Bits callMember(Context &ctx, std::string_view name, const Bits *args,
                       int64_t count, bool &found) {
  return callShared(members, ctx, name, args, count, found);
}

static constexpr ReferenceOps waitGroupOps = {visitNothing, dispose,
                                              callMember};

Bits forge::rt::frt_wait_group(Context *ctx) noexcept {
  auto *group =
      allocateObject<WaitGroup>(*ctx, Kind::WaitGroup, sizeof(WaitGroup));
  group->ops = {&waitGroupOps};
  group->count = 0;
  group->waiting = {};
  return boxPtr(group);
}

static Bits change(Context &ctx, Bits receiver, int64_t by) {
  auto &group = *objectOf<WaitGroup>(receiver);
  int64_t count;
  if (__builtin_add_overflow(group.count, by, &count))
    return raise(ctx, "integer overflow: % + %", group.count, by);
  if (count < 0)
    return raise(ctx, "wait group counter is negative");
  group.count = count;
  while (count == 0 && group.waiting.first)
    serve(scheduler(ctx), *group.waiting.first);
  return nullBits;
}

Bits forge::rt::frt_waitgroup_add(Context *ctx, Bits wg, Bits n) noexcept {
  if (!isInt(n))
    return raise(*ctx, "add() requires an Int");
  return change(*ctx, wg, asInt(n));
}

Bits forge::rt::frt_waitgroup_done(Context *ctx, Bits wg) noexcept {
  return change(*ctx, wg, -1);
}

static uint64_t waitStep(Context &ctx, Task &t) {
  release(ctx, endWait(t));
  return nullBits;
}

Bits forge::rt::frt_waitgroup_wait(Context *ctx, Bits wg) noexcept {
  auto &group = *objectOf<WaitGroup>(wg);
  if (group.count == 0)
    return nullBits;
  Task *t = beginWait(*ctx, "wait group", waitStep);
  if (!t)
    return nullBits;
  t->target = retained(wg);
  group.waiting.push(&t->waiter, t);
  return suspend(*ctx);
}
