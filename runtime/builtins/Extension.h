//===- Extension.h - state of the builtins --------------------------------===//
//
// What builtins keep between calls; it hangs on the runtime, made when first
// needed, freed by `nativeShutdown`.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_RT_BUILTINS_EXTENSION_H
#define FORGE_RT_BUILTINS_EXTENSION_H

#include "Random.h"
#include "core/State.h"

namespace forge::rt {

struct Extension {
  Random random;
};

/// The state of the runtime that the context belongs to.
Extension &extension(Context &ctx);

/// Whether `ghost` discards what is printed.
inline bool isMuted(Context &ctx) { return task(ctx).muted > 0; }

} // namespace forge::rt

#endif // FORGE_RT_BUILTINS_EXTENSION_H
