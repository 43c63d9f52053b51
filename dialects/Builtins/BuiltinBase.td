//===- BuiltinBase.td - record classes of the builtin catalogue -----------===//
//
// Every function that a Forge program can name, and every entry point of the
// runtime that generated code calls, is declared exactly once, as a record of
// one of the classes below. From the records come: the checker's signatures,
// the lowering table of the compiler, the C prototypes of the runtime, the
// symbol table of the JIT, the uniform entries of builtins used as values, and
// the reference documentation (utils/gen-builtins.py).
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_BUILTIN_BASE
#define FORGE_BUILTIN_BASE

/// C representation of an argument or result.
class CType<string name, string c> {
  string Name = name; // spelling in generated tables
  string C = c;       // spelling in prototypes
}
def Box : CType<"box", "Bits">;          // any Forge value, NaN-boxed
def Int : CType<"i64", "int64_t">;
def Float : CType<"f64", "double">;
def Bool : CType<"i1", "bool">;
def Pointer : CType<"ptr", "void *">;    // static record or stack memory
def Void : CType<"void", "void">;

/// What happens to a reference passed as an argument.
class Ownership<string name> { string Name = name; }
def Borrow : Ownership<"borrow">;   // the caller keeps its reference
def Consume : Ownership<"consume">; // the callee takes the reference over

class Param<string name, CType type = Box, Ownership own = Borrow,
            bit optional = 0> {
  string Name = name;
  CType Type = type;
  Ownership Own = own;
  bit Optional = optional; // may be absent: the runtime receives missingBits
}
class Opt<string name> : Param<name, Box, Borrow, 1>;

/// Static knowledge about a result, for inference. Empty: any value. Otherwise
/// one of Int Float Bool String Null Array Tuple Object Set Map Result Option
/// Function, `arg0` (same type as the first argument).
class Effects<bit raises, bit pure, bit suspends = 0> {
  bit Raises = raises;     // may set the context's pending error
  bit Pure = pure;         // no effect but raising; may be removed or merged
  bit Suspends = suspends; // the task may have to wait, see docs/tasks.md
}
def Raises : Effects<1, 0>;
def PureRaises : Effects<1, 1>;
def Pure : Effects<0, 1>;
def Impure : Effects<0, 0>;
def Waits : Effects<1, 0, 1>;

/// An entry point of the runtime that is no name of the language.
class Entry<string symbol, list<Param> params, CType result, Effects effects> {
  string Symbol = symbol; // C symbol, `frt_...`; first C parameter: Context *
  list<Param> Params = params;
  CType Result = result;  // a Box result is an owned reference
  Effects Fx = effects;
  string Doc = "";
  bit NoContext = 0;      // the C function takes no Context *
  bit Cold = 0;           // slow path: generated code marks calls cold
}

/// A global function or method of the language.
///
/// The C function receives the context and one box per parameter, borrowed
/// unless the parameter says otherwise, and returns an owned box. Variadic
/// builtins receive `(Context *, Bits *args, int64_t count)`, args borrowed.
class Builtin<string name, list<Param> params, Effects effects> {
  string Name = name;           // as written in programs; `math.sqrt` for modules
  string Symbol = "frt_" # !subst(".", "_", name);
  list<Param> Params = params;
  bit Variadic = 0;
  Effects Fx = effects;
  string ResultKind = "";
  bit MethodForm = 0;           // `recv.name(args)` is `name(recv, args)`
  string Prelude = "";          // not empty: defined in Forge, in this prelude
                                // file, instead of by Symbol
  list<string> Targets = ["native", "wasm"];
  string Doc = "";              // one paragraph, Markdown
  string Example = "";          // Forge code with `// expect:` lines
}

#endif // FORGE_BUILTIN_BASE
