//===- Channel.cpp - queues between tasks ---------------------------------===//

#include "Channel.h"

using namespace forge::rt;

static void visitChannel(const Header *h, void *visitor,
                         void (*each)(void *, Bits)) {
  auto *c = reinterpret_cast<const Channel *>(h);
  for (uint32_t i = 0; i < c->count; ++i)
    each(visitor, c->values[(c->head + i) & (c->room - 1)]);
}

/// Nobody waits for a channel that is freed: who waits holds it.
static size_t disposeChannel(TaskContext &t, Header *h) {
  auto *c = reinterpret_cast<Channel *>(h);
  unlistCell(t, listed(c));
  freeBytes(c->values);
  return sizeof(Channel);
}

static constexpr ReferenceOps channelOps = {visitChannel, disposeChannel,
                                            nullptr};

Bits forge::rt::makeChannel(Context &ctx, int64_t capacity) {
  collectIfDue(ctx);
  auto *c = allocateObject<Channel>(ctx, Kind::Channel, sizeof(Channel));
  c->ops = {&channelOps};
  c->capacity = capacity;
  c->values = nullptr;
  c->head = c->count = c->room = 0;
  c->closed = false;
  c->receivers = c->senders = {};
  listCell(ctx, listed(c));
  return boxPtr(c);
}

/// Puts a value behind the others.
static void store(Channel &c, Bits value) {
  if (c.count == c.room) {
    uint32_t size = c.room ? c.room * 2 : 4;
    auto *grown = static_cast<Bits *>(allocateBytes(size * sizeof(Bits)));
    for (uint32_t i = 0; i < c.count; ++i)
      grown[i] = c.values[(c.head + i) & (c.room - 1)];
    freeBytes(c.values);
    c.values = grown;
    c.head = 0;
    c.room = size;
  }
  c.values[(c.head + c.count++) & (c.room - 1)] = value;
}

bool forge::rt::trySend(Context &ctx, Channel &c, Bits value) {
  if (Waiter *receiver = c.receivers.first) {
    receiver->value = value;
    serve(scheduler(ctx), *receiver);
    return true;
  }
  if (static_cast<int64_t>(c.count) >= c.capacity)
    return false;
  store(c, value);
  return true;
}

/// Takes the value of the task that has waited longest to send.
static Bits takeFromSender(Context &ctx, Channel &c) {
  Waiter *sender = c.senders.first;
  if (!sender)
    return missingBits;
  Bits value = std::exchange(sender->value, nullBits);
  serve(scheduler(ctx), *sender);
  return value;
}

Bits forge::rt::tryReceive(Context &ctx, Channel &c) {
  if (c.count == 0)
    return takeFromSender(ctx, c);
  Bits value = c.values[c.head++ & (c.room - 1)];
  --c.count;
  Bits next = takeFromSender(ctx, c);
  if (next != missingBits)
    store(c, next);
  return value;
}

void forge::rt::closeChannel(Context &ctx, Channel &c) {
  if (std::exchange(c.closed, true))
    return;
  while (Waiter *waiter = c.receivers.first) {
    if (waiter == &waiter->task->waiter)
      wake(scheduler(ctx), *waiter->task);
    else
      closePlace(scheduler(ctx), *waiter);
  }
  while (Waiter *sender = c.senders.first)
    wake(scheduler(ctx), *sender->task);
}
