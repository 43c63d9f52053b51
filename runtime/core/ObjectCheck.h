//===- ObjectCheck.h - are all objects freed? -----------------------------===//
//
// With FORGE_CHECK_LIVE=1 in the environment a program releases all it holds at
// its end, and what is left is reported.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_RT_CORE_OBJECTCHECK_H
#define FORGE_RT_CORE_OBJECTCHECK_H

#include "State.h"

namespace forge::rt {

/// Exit status of programs that left objects behind.
inline constexpr int statusLeak = 97;

/// Whether the leak sanitizer watches the program; it would take what a program
/// holds at its end for a leak.
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define FORGE_RT_LEAKS_REPORTED 1
#endif
#endif
#ifndef FORGE_RT_LEAKS_REPORTED
#define FORGE_RT_LEAKS_REPORTED 0
#endif
inline constexpr bool leaksAreReported = FORGE_RT_LEAKS_REPORTED;

/// Whether the program releases what it holds when it ends, to be checked. Else
/// it need not: the process is about to end.
bool releasesAtEnd();

/// Called before there are objects: arranges the check at the end.
void expectObjects(TaskContext &ctx);

} // namespace forge::rt

#endif // FORGE_RT_CORE_OBJECTCHECK_H
