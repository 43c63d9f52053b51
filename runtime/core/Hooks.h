//===- Hooks.h - what the core asks the builtins for ----------------------===//
//
// The core knows no builtin by name. These functions are defined by
// runtime/builtins and called by method calls, field access and `frt_module`.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_RT_CORE_HOOKS_H
#define FORGE_RT_CORE_HOOKS_H

#include "Value.h"

#include <string_view>

namespace forge::rt {

/// Native methods of values, steps 6 to 8 of semantics 5.8 (String, Set, Map,
/// `stream`, Streams). args[0] is the receiver; all borrowed. Sets `found`.
Bits nativeMethod(Context &ctx, std::string_view name, const Bits *args,
                  int64_t count, bool &found);

/// Property of a String read without parentheses (semantics 5.8), owned. Sets
/// `found`.
Bits nativeProperty(Context &ctx, Bits string, std::string_view name,
                    bool &found);

/// Builtin module as an owned value (an Object), or missingBits.
Bits nativeModule(Context &ctx, std::string_view name);

/// Called once at the end of the program, before objects are counted: releases
/// what hangs on `Runtime::extension`.
void nativeShutdown(Context &ctx);

} // namespace forge::rt

#endif // FORGE_RT_CORE_HOOKS_H
