//===- Select.cpp - waiting for the first of several channels -------------===//

#include "Select.h"

#include "core/ArrayObject.h"
#include "core/Errors.h"

#include <new>

using namespace forge::rt;

namespace {
/// A `select` that waits: a place in the queue of each open channel.
struct Selection {
  uint32_t open;   ///< channels not closed
  uint32_t places; ///< all of them
  Waiter place[1];
};
} // namespace

static Bits answer(Context &ctx, int64_t index, Bits value) {
  ArrayBuilder pair(ctx);
  pair.push(makeInt(index));
  pair.push(value);
  return pair.finish();
}

static Channel &channelAt(Bits channels, int64_t i) {
  // The Array keeps it alive.
  return channelOf(objectOf<Array>(channels)->data[i]);
}

static uint64_t selectStep(Context &ctx, Task &t) {
  Owned channels(ctx, endWait(t));
  auto *selection = static_cast<Selection *>(std::exchange(t.extra, nullptr));
  Bits result = nullBits;
  if (t.chosen) {
    Owned value(ctx, t.chosen->value);
    if (!failed(ctx))
      result = answer(ctx, t.chosen - selection->place, value.take());
  }
  t.waiters = &t.waiter;
  t.places = 1;
  freeBytes(selection);
  return result;
}

void forge::rt::closePlace(Scheduler &s, Waiter &place) {
  Task &task = *place.task;
  place.queue->remove(&place);
  if (--static_cast<Selection *>(task.extra)->open == 0)
    wake(s, task);
}

Bits forge::rt::selectChannel(Context &ctx, Bits channels, double seconds) {
  int64_t n = arraySize(channels);
  Scheduler &s = scheduler(ctx);
  int64_t first = s.rounds++ % n;
  uint32_t open = 0;
  for (int64_t k = 0; k < n; ++k) {
    int64_t i = (first + k) % n;
    Channel &channel = channelAt(channels, i);
    Bits value = tryReceive(ctx, channel);
    if (value != missingBits)
      return answer(ctx, i, value);
    open += !channel.closed;
  }
  if (open == 0 || seconds == 0)
    return nullBits;
  Task *t = beginWait(ctx, "select", selectStep);
  if (!t)
    return nullBits;
  auto *selection = static_cast<Selection *>(allocateBytes(
      offsetof(Selection, place) + static_cast<size_t>(n) * sizeof(Waiter)));
  selection->open = open;
  selection->places = static_cast<uint32_t>(n);
  for (int64_t i = 0; i < n; ++i) {
    auto *place = new (&selection->place[i]) Waiter;
    place->task = t;
    if (!channelAt(channels, i).closed)
      channelAt(channels, i).receivers.push(place, t);
  }
  t->target = retained(channels);
  t->extra = selection;
  t->waiters = selection->place;
  t->places = selection->places;
  if (seconds >= 0)
    s.timers.set(t->timer, later(s.world->now(), seconds));
  return suspend(ctx);
}
