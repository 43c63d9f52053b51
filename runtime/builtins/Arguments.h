//===- Arguments.h - reading the arguments of builtins --------------------===//
//
// Builtins get one box per parameter; arguments that were not passed are
// missingBits, which is of no kind, so that kind tests cover them.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_RT_BUILTINS_ARGUMENTS_H
#define FORGE_RT_BUILTINS_ARGUMENTS_H

#include "core/ArrayObject.h"
#include "core/StringObject.h"

#include <algorithm>

namespace forge::rt {

/// An owned reference to a value that is not frozen: the value itself or a
/// shallow copy. What pure functions return when nothing changes.
Bits thawed(Context &ctx, Bits value);

/// An argument with a default: the value, or null if it was not passed.
inline Bits orNull(Bits v) { return isMissing(v) ? nullBits : v; }

inline int64_t clampPosition(int64_t position, int64_t size) {
  return std::clamp<int64_t>(position, 0, size);
}

/// Position from the start for one that may count from the end.
inline int64_t fromEnd(int64_t position, int64_t size) {
  return clampPosition(position < 0 ? position + size : position, size);
}

} // namespace forge::rt

#endif // FORGE_RT_BUILTINS_ARGUMENTS_H
