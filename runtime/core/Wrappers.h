//===- Wrappers.h - Ok, Err, Some and freeze ------------------------------===//

#ifndef FORGE_RT_CORE_WRAPPERS_H
#define FORGE_RT_CORE_WRAPPERS_H

#include "Memory.h"

namespace forge::rt {

/// `kind` is Ok, Err or Some; consumes the value.
Bits makeWrapper(Context &ctx, Kind kind, Bits value);
/// Content of an Ok, Err or Some; borrowed.
inline Bits wrapped(Bits v) { return objectOf<Wrapper>(v)->value; }

/// The value (consumed) as a frozen one: a shared container is copied, one
/// level deep, because the flag belongs to the object. Idempotent.
Bits freeze(Context &ctx, Bits v);

} // namespace forge::rt

#endif // FORGE_RT_CORE_WRAPPERS_H
