//===- TierData.h - what cheap code and its owner share --------*- C++ -*-===//

#ifndef FORGE_JIT_TIERDATA_H
#define FORGE_JIT_TIERDATA_H

#include <cstdint>

namespace forge {

/// Lies in the cheap code's object under the name `tierDataName`, with arrays
/// in the order of a TierMap. `addTierChecks` emits it; the members must match.
struct TierData {
  /// Passed to the functions below.
  void *owner;
  uint64_t functions, loops, shared;
  /// How often each function may still be entered, and each loop header
  /// reached, before the owner is asked. Only the program's thread writes them.
  int64_t *functionCounters, *loopCounters;
  /// The next outer loop of each loop, `noLoop` without one.
  const int64_t *loopParents;
  /// The code that takes over a function; null: none. Written atomically by any
  /// thread.
  void **functionCode;
  /// Addresses of what a TierMap calls shared.
  void *const *sharedAddresses;
};

inline constexpr int64_t noLoop = -1;

inline constexpr char tierDataName[] = "forge_tiers";
/// `void *(void *owner, uint64_t number)`, defined by the owner: the code to go
/// on with, or null to stay in cheap code. For a function it has the function's
/// signature, for a loop it takes the live values of its OsrPoint.
inline constexpr char hotFunctionName[] = "forge_tier_function";
inline constexpr char hotLoopName[] = "forge_tier_loop";

} // namespace forge

#endif // FORGE_JIT_TIERDATA_H
