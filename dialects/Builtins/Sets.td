//===- Sets.td - constructors of sets -------------------------------------===//
//
// Specification: builtins, section 8; the methods are in Members.td. The
// constructor of Maps is a form of `map`, see HigherOrder.td.
//
//===----------------------------------------------------------------------===//

include "BuiltinBase.td"

def SetBuiltin : Builtin<"set", [Opt<"x">, Opt<"_more">], PureRaises> {
  let ResultKind = "Set";
  let Doc = [{
A Set: empty, or of the elements of an Array, Tuple or Set; duplicates (by
container equality) are dropped, the first one stays.
}];
  let Example = [{
say set([1, 2, 1.0]) // expect: set(1, 2)
}];
}
