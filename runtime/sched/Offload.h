//===- Offload.h - work that would block ----------------------------------===//

#ifndef FORGE_RT_SCHED_OFFLOAD_H
#define FORGE_RT_SCHED_OFFLOAD_H

#include "core/State.h"

namespace forge::rt {

/// Lets the running task wait while `work` runs on another thread, which must
/// not use the context nor objects; then `finish` makes the result of the call
/// in the task, and frees the data. Cancelled tasks wait for their work like
/// others. Without threads the work is done at once.
Bits offload(Context &ctx, const char *activity, void *data,
             void (*work)(void *data),
             Bits (*finish)(Context &ctx, void *data));

} // namespace forge::rt

#endif // FORGE_RT_SCHED_OFFLOAD_H
