//===- Channel.h - queues between tasks -----------------------------------===//
//
// Semantics 9.4. Where somebody waits for a value there is none in the queue,
// and where somebody waits for room there is none: what arrives goes to who
// waits, without a detour.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_RT_SCHED_CHANNEL_H
#define FORGE_RT_SCHED_CHANNEL_H

#include "Scheduler.h"

namespace forge::rt {

struct Channel : ListedReference {
  static constexpr int64_t unbounded = INT64_MAX;

  int64_t capacity; ///< values that nobody waits for; 0: a rendezvous
  Bits *values;     ///< ring
  uint32_t head, count, room;
  bool closed;
  WaitQueue receivers; ///< tasks in `receive`, and places of `select`
  WaitQueue senders;   ///< with their values

  bool isDrained() const { return closed && count == 0 && senders.empty(); }
};

inline bool isChannel(Bits v) { return isKind(v, Kind::Channel); }
inline Channel &channelOf(Bits v) { return *objectOf<Channel>(v); }

Bits makeChannel(Context &ctx, int64_t capacity);
/// Passes a value on, which is consumed then; false if that takes waiting. The
/// channel is open.
bool trySend(Context &ctx, Channel &channel, Bits value);
/// The oldest value, owned; missingBits if there is none.
Bits tryReceive(Context &ctx, Channel &channel);
void closeChannel(Context &ctx, Channel &channel);

/// A channel has been closed while a `select` waited for it.
void closePlace(Scheduler &s, Waiter &place);

} // namespace forge::rt

#endif // FORGE_RT_SCHED_CHANNEL_H
