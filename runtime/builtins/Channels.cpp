//===- Channels.cpp - channels as programs use them -----------------------===//
//
// Semantics 9.4; builtins, section 17.
//
//===----------------------------------------------------------------------===//

#include "core/ArrayObject.h"
#include "core/Errors.h"
#include "core/Wrappers.h"
#include "forge/rt/Prototypes.h"
#include "sched/Select.h"

#include <algorithm>

using namespace forge::rt;

Bits forge::rt::frt_channel(Context *context, Bits size) noexcept {
  return makeChannel(*context, isInt(size) ? std::max<int64_t>(asInt(size), 0)
                                           : Channel::unbounded);
}

static uint64_t sendStep(Context &ctx, Task &t) {
  Owned channel(ctx, endWait(t));
  Owned value(ctx, std::exchange(t.waiter.value, nullBits));
  if (!failed(ctx) && !t.chosen)
    raise(ctx, "channel closed");
  return nullBits;
}

Bits forge::rt::frt_send(Context *context, Bits channel, Bits v) noexcept {
  if (isMissing(v))
    return raise(*context, "send(channel, value) requires 2 arguments");
  if (!isChannel(channel))
    return raise(*context, "send() requires a channel as first argument");
  Channel &c = channelOf(channel);
  if (c.closed)
    return raise(*context, "channel closed");
  retain(v);
  if (trySend(*context, c, v))
    return nullBits;
  Task *t = beginWait(*context, "send", sendStep);
  if (!t) {
    release(*context, v);
    return nullBits;
  }
  t->target = retained(channel);
  t->waiter.value = v;
  c.senders.push(&t->waiter, t);
  return suspend(*context);
}

/// The received value; missingBits from a closed channel.
static uint64_t nextStep(Context &ctx, Task &t) {
  Owned channel(ctx, endWait(t));
  Owned value(ctx, std::exchange(t.waiter.value, nullBits));
  if (failed(ctx))
    return nullBits;
  return t.chosen ? value.take() : missingBits;
}

static uint64_t receiveStep(Context &ctx, Task &t) {
  Bits value = nextStep(ctx, t);
  return isMissing(value) ? nullBits : value;
}

/// Receives, or makes the task wait; `drained` is the result from a channel
/// that is closed and empty.
static Bits receive(Context &ctx, Bits channel, Bits drained, Step step) {
  Channel &c = channelOf(channel);
  Bits value = tryReceive(ctx, c);
  if (!isMissing(value))
    return value;
  if (c.closed)
    return drained;
  Task *t = beginWait(ctx, "receive", step);
  if (!t)
    return nullBits;
  t->target = retained(channel);
  c.receivers.push(&t->waiter, t);
  return suspend(ctx);
}

Bits forge::rt::frt_receive(Context *context, Bits channel) noexcept {
  if (isMissing(channel))
    return raise(*context, "receive(channel) requires 1 argument");
  if (!isChannel(channel))
    return raise(*context, "receive() requires a channel as first argument");
  return receive(*context, channel, nullBits, receiveStep);
}

Bits forge::rt::frt_channel_next(Context *context, Bits channel) noexcept {
  return receive(*context, channel, missingBits, nextStep);
}

Bits forge::rt::frt_try_send(Context *context, Bits channel, Bits v) noexcept {
  if (isMissing(v))
    return raise(*context, "try_send() requires (channel, value)");
  if (!isChannel(channel))
    return raise(*context, "try_send() first argument must be a channel");
  Channel &c = channelOf(channel);
  if (c.closed)
    return falseBits;
  if (trySend(*context, c, retained(v)))
    return trueBits;
  release(*context, v);
  return falseBits;
}

Bits forge::rt::frt_try_receive(Context *context, Bits channel) noexcept {
  if (isMissing(channel))
    return raise(*context, "try_receive() requires a channel");
  if (!isChannel(channel))
    return raise(*context, "try_receive() argument must be a channel");
  Bits value = tryReceive(*context, channelOf(channel));
  return isMissing(value) ? noneBits : makeWrapper(*context, Kind::Some, value);
}

Bits forge::rt::frt_select(Context *context, Bits channels,
                           Bits timeout) noexcept {
  if (!isArray(channels))
    return raise(*context, "select() requires an array of channels");
  auto *a = objectOf<Array>(channels);
  if (a->size == 0)
    return raise(*context, "select() requires a non-empty array");
  for (int64_t i = 0; i < a->size; ++i)
    if (elementOf(a) != Element::Box || !isChannel(a->data[i]))
      return raise(*context, "select() array must contain only channels");
  double seconds = -1;
  if (isNumber(timeout))
    seconds = asNumber(timeout) > 0 ? asNumber(timeout) / 1000 : 0;
  return selectChannel(*context, channels, seconds);
}

Bits forge::rt::frt_close(Context *context, Bits channel) noexcept {
  if (!isChannel(channel))
    return raise(*context, "close() requires a channel");
  closeChannel(*context, channelOf(channel));
  return nullBits;
}
