//===- Pinned.cpp - tasks on a worker of their own choice -----------------===//
//
// Extensions, section 1. All tasks run on one worker, whatever its name.
//
//===----------------------------------------------------------------------===//

#include "core/Errors.h"
#include "core/StringObject.h"
#include "forge/rt/Prototypes.h"
#include "sched/Scheduler.h"

#include <unistd.h>

using namespace forge::rt;

static int64_t processors() {
#if defined(__wasm__)
  return 1;
#else
  return std::max<int64_t>(sysconf(_SC_NPROCESSORS_ONLN), 1);
#endif
}

Bits forge::rt::frt_spawn_pinned(Context *context, Bits f,
                                 Bits worker) noexcept {
  if (!isCallable(f))
    return raise(*context, "spawn_pinned() requires (function, worker)");
  bool isWorker = isString(worker) ? textOf(worker) == "main"
                                   : isInt(worker) && asInt(worker) >= 0 &&
                                         asInt(worker) < processors();
  if (!isWorker)
    return raise(*context,
                 "spawn_pinned() worker must be an Int below % or \"main\"",
                 processors());
  return boxOf(*spawn(*context, f, /*dropped=*/false));
}
