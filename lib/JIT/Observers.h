//===- Observers.h - who learns about linked code -------------------------===//

#ifndef FORGE_JIT_OBSERVERS_H
#define FORGE_JIT_OBSERVERS_H

#include "forge/JIT/Jit.h"

namespace forge {

/// Tells the code map and perf about what is linked from now on, as the options
/// ask for.
void observeLinking(llvm::orc::LLJIT &jit, const JitOptions &options);

} // namespace forge

#endif // FORGE_JIT_OBSERVERS_H
