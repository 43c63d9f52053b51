//===- SharedMembers.h - methods of what tasks share ----------------------===//
//
// Each kind has its methods in a table of its own, made from the rows of
// NativeMembers.inc.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_RT_SCHED_SHAREDMEMBERS_H
#define FORGE_RT_SCHED_SHAREDMEMBERS_H

#include "core/Value.h"
#include "forge/rt/Prototypes.h"

#include <span>
#include <utility>

namespace forge::rt {

/// Receiver and at most four arguments.
inline constexpr int64_t maxSharedArguments = 5;

struct SharedMember {
  std::string_view name;
  Bits (*function)(Context *, const Bits *);
};

template <auto function, size_t... index>
Bits spreadShared(Context *context, const Bits *args,
                  std::index_sequence<index...>) {
  return function(context, args[index]...);
}
/// `parameters` includes the receiver.
template <auto function, size_t parameters>
Bits invokeShared(Context *context, const Bits *args) {
  return spreadShared<function>(context, args,
                                std::make_index_sequence<parameters>());
}

/// Calls the method of that name, if there is one.
inline Bits callShared(std::span<const SharedMember> members, Context &ctx,
                       std::string_view name, const Bits *args, int64_t count,
                       bool &found) {
  for (const SharedMember &member : members) {
    if (member.name != name)
      continue;
    found = true;
    Bits padded[maxSharedArguments];
    for (int64_t i = 0; i < maxSharedArguments; ++i)
      padded[i] = i < count ? args[i] : missingBits;
    return member.function(&ctx, padded);
  }
  found = false;
  return nullBits;
}

} // namespace forge::rt

#endif // FORGE_RT_SCHED_SHAREDMEMBERS_H
