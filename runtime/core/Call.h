//===- Call.h - calling Forge functions from C++ --------------------------===//

#ifndef FORGE_RT_CORE_CALL_H
#define FORGE_RT_CORE_CALL_H

#include "Memory.h"

#include <initializer_list>
#include <string_view>

namespace forge::rt {

/// Calls any value with `count` arguments, which are consumed; borrows the
/// callee. Returns an owned value; check `failed(ctx)`.
Bits call(Context &ctx, Bits callee, Bits *args, int64_t count);
inline Bits call(Context &ctx, Bits callee, Bits a) {
  return call(ctx, callee, &a, 1);
}
inline Bits call(Context &ctx, Bits callee, Bits a, Bits b) {
  Bits args[] = {a, b};
  return call(ctx, callee, args, 2);
}

/// `recv.name(args)`, steps 2 to 10 of semantics 5.8; args[0] is the receiver,
/// all consumed. `name` is a String, borrowed; `fallback` is the builtin of
/// step 9 or null.
Bits callMethod(Context &ctx, Bits *args, int64_t count, Bits name,
                Bits fallback);

/// `Header::flags` of the Object of a module that may be called (`time`).
inline constexpr uint8_t flagCallable = 2;

/// Method `name` of a struct or ADT type, its own ones only; borrowed, or
/// missingBits.
Bits findMethod(Context &ctx, std::string_view typeName, std::string_view name);
/// True when a value of that type has the method, own or through embedding.
bool typeHasMethod(Context &ctx, std::string_view typeName,
                   std::string_view method);

/// Display name of a function or builtin (without brackets).
std::string_view callableName(Bits v);

} // namespace forge::rt

#endif // FORGE_RT_CORE_CALL_H
