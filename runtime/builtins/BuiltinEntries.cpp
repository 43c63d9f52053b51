//===- BuiltinEntries.cpp - builtins as function values -------------------===//
//
// For every builtin a uniform entry, which consumes its arguments, and an
// immortal object with it. Sections of their own let the linker drop the ones a
// program does not use.
//
//===----------------------------------------------------------------------===//

#include "core/Memory.h"
#include "forge/rt/Prototypes.h"

using namespace forge::rt;

/// Argument number `index`, missingBits if the caller did not pass it.
static Bits argument(const Bits *arguments, int64_t count, int64_t index) {
  return index < count ? arguments[index] : missingBits;
}

/// Releases what the function has not consumed; bit i of `consumed` says that
/// it took over argument i.
static void releaseArguments(Context *context, const Bits *arguments,
                             int64_t count, uint32_t consumed) {
  for (int64_t i = 0; i < count; ++i)
    if (i >= 32 || !(consumed >> i & 1))
      release(*context, arguments[i]);
}

/// Objects of kind Builtin look like closures without captures.
#define FORGE_STATIC_BUILTIN(object, entry, name, nameSize)                    \
  static constexpr FunctionInfo info_##object = {{name}, {nullptr}, nameSize,  \
                                                 0,      -1,        0};        \
  constinit Closure forge::rt::object = {                                      \
      {immortalCount, Kind::Builtin, 0, 0}, {entry}, {&info_##object}, 0, {}};

#include "forge/rt/BuiltinEntries.inc"
