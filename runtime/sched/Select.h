//===- Select.h - waiting for the first of several channels ---------------===//

#ifndef FORGE_RT_SCHED_SELECT_H
#define FORGE_RT_SCHED_SELECT_H

#include "Channel.h"

namespace forge::rt {

/// `[index, value]` of the first of the channels in a non-empty Array that has
/// a value, or null after the time or when all are closed and empty. Negative:
/// no limit.
Bits selectChannel(Context &ctx, Bits channels, double seconds);

} // namespace forge::rt

#endif // FORGE_RT_SCHED_SELECT_H
