//===- RuntimeBase.td - shorthands for the runtime's entry points ---------===//
//
// The entry points themselves are in Runtime<Theme>.td; their C++ sources are
// in runtime/core, one file per theme as well.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_RUNTIME_BASE
#define FORGE_RUNTIME_BASE

include "BuiltinBase.td"

/// A box whose reference the callee takes over, also when it raises.
class Own<string name> : Param<name, Box, Consume>;
class IntParam<string name> : Param<name, Int>;
class FloatParam<string name> : Param<name, Float>;
class BoolParam<string name> : Param<name, Bool>;
/// Static record or stack memory; a count, if any, is the next parameter.
class PtrParam<string name> : Param<name, Pointer>;
/// Pointer to boxes whose references the callee takes over.
class OwnPtr<string name> : Param<name, Pointer, Consume>;

/// Sets the pending error.
class Raiser<string symbol, list<Param> params>
    : Entry<symbol, params, Void, Raises> {
  let Cold = 1;
}

#endif // FORGE_RUNTIME_BASE
