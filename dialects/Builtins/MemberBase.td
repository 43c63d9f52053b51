//===- MemberBase.td - record classes for members, constants, internals ---===//
//
// Names of the language that are no global functions: native methods and fields
// of values, constants of modules, and the functions that only the prelude can
// name.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_MEMBER_BASE
#define FORGE_MEMBER_BASE

include "BuiltinBase.td"

// A parameter whose name starts with `_` only counts arguments: passing it is an
// error, so it is left out of documentation and of the number of parameters that
// the checker reports.

/// A native method or field of the values of one kind: `recv.name(args)`,
/// `recv.name`, or both. The C function receives the context and one box per
/// parameter, the receiver first, borrowed; arguments that the caller did not
/// pass arrive as missingBits. It returns an owned box.
class Member<string kind, string name, list<Param> params, Effects effects> {
  string Kind = kind;           // String, Array, Tuple, Set, Map, Atomic..
  string Name = name;
  string Symbol = "frt_" # !tolower(kind) # "_" # name;
  list<Param> Params = params;  // without the receiver
  Effects Fx = effects;
  bit Field = 0;                // readable without parentheses
  bit Method = 1;               // callable
  string ResultKind = "";       // as for Builtin
  string Doc = "";
  string Example = "";
}

/// A constant entry of a module, such as `math.pi`.
class Constant<string name, string value> {
  string Name = name;   // qualified, `math.pi`
  string Value = value; // C++ expression of type double
  string Doc = "";
  string Example = "";
}

/// A builtin that only prelude code can name; `__` and the name.
class Internal<string name, list<Param> params, Effects effects>
    : Builtin<"__" # name, params, effects> {
  let Symbol = "frt_internal_" # name;
}

/// A builtin defined in Forge, in runtime/prelude/<file>.
class PreludeBuiltin<string name, string file, list<Param> params,
                     Effects effects = Raises>
    : Builtin<name, params, effects> {
  let Prelude = file;
}

#endif // FORGE_MEMBER_BASE
