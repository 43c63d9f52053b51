//===- Objects.td - entries of objects and maps, look-up ------------------===//
//
// Specification: builtins, section 4.
//
//===----------------------------------------------------------------------===//

include "BuiltinBase.td"

def KeysBuiltin : Builtin<"keys", [Param<"o">], PureRaises> {
  let ResultKind = "Array";
  let MethodForm = 1;
  let Doc = "Array of the keys of an Object or Map, in insertion order.";
  let Example = [{
say keys({ a: 1, b: 2 }) // expect: [a, b]
}];
}

def ValuesBuiltin : Builtin<"values", [Param<"o">], PureRaises> {
  let ResultKind = "Array";
  let MethodForm = 1;
  let Doc = "Array of the values of an Object or Map, in insertion order.";
  let Example = [{
say values({ a: 1, b: 2 }) // expect: [1, 2]
}];
}

def EntriesBuiltin : Builtin<"entries", [Param<"o">], PureRaises> {
  let ResultKind = "Array";
  let MethodForm = 1;
  let Doc = "Array of `[key, value]` Arrays of an Object or Map.";
  let Example = [{
say entries({ a: 1 }) // expect: [[a, 1]]
}];
}

def FromEntriesBuiltin : Builtin<"from_entries", [Param<"rows">], PureRaises> {
  let ResultKind = "Object";
  let MethodForm = 1;
  let Doc = [{
Object made of an Array of `[String, value]` Arrays or Tuples. Later keys
overwrite and keep the first position; other rows are skipped.
}];
  let Example = [{
say from_entries([["a", 1], ("b", 2)]) // expect: { "a": 1, "b": 2 }
}];
}

def HasKeyBuiltin : Builtin<"has_key", [Param<"o">, Param<"k">], PureRaises> {
  let ResultKind = "Bool";
  let MethodForm = 1;
  let Doc = "Whether an Object has a String key, or a Map any key.";
  let Example = [{
say has_key({ a: null }, "a") // expect: true
}];
}

def ContainsBuiltin
    : Builtin<"contains", [Param<"c">, Param<"x">], PureRaises> {
  let ResultKind = "Bool";
  let MethodForm = 1;
  let Doc = [{
Whether a String contains a String, an Array, Tuple or Set an element (by
container equality), an Object a String key, a Map a key.
}];
  let Example = [{
say contains("forge", "org") // expect: true
say contains([1, 2], 2.0) // expect: true
say contains({ a: 1 }, "b") // expect: false
}];
}

def GetBuiltin
    : Builtin<"get", [Param<"o">, Param<"k">, Opt<"d">], PureRaises> {
  let MethodForm = 1;
  let Doc = [{
Entry of an Object, `d` (default `null`) if there is none. The key itself is
tried first; otherwise dots in it walk nested Objects and Arrays. For an Array
and an Int: the element, or `d` outside the Array or for a negative index.
}];
  let Example = [{
say get({ u: { tags: ["x", "y"] } }, "u.tags.1") // expect: y
say get([1, 2], 5, "none") // expect: none
}];
}

def PickBuiltin : Builtin<"pick", [Param<"o">, Param<"names">], PureRaises> {
  let ResultKind = "Object";
  let MethodForm = 1;
  let Doc = [{
Object with those entries that exist, in the order of `names`; names that are no
Strings are ignored.
}];
  let Example = [{
say pick({ a: 1, b: 2 }, ["b", "z"]) // expect: { "b": 2 }
}];
}

def OmitBuiltin : Builtin<"omit", [Param<"o">, Param<"names">], PureRaises> {
  let ResultKind = "Object";
  let MethodForm = 1;
  let Doc = "The Object without the named entries.";
  let Example = [{
say omit({ a: 1, b: 2 }, ["b"]) // expect: { "a": 1 }
}];
}

def MergeBuiltin : Builtin<"merge", [], PureRaises> {
  let Variadic = 1;
  let ResultKind = "Object";
  let MethodForm = 1;
  let Doc = [{
One Object with the entries of all arguments. Later arguments win, a key keeps
the position of its first appearance; nested Objects are not merged.
}];
  let Example = [{
say merge({ a: 1, b: 2 }, { a: 3 }) // expect: { "a": 3, "b": 2 }
}];
}

def DiffBuiltin : Builtin<"diff", [Param<"a">, Param<"b">], PureRaises> {
  let MethodForm = 1;
  let Doc = [{
`null` for equal values. For two Objects an Object with an entry per changed key:
`{ from, to }`, `{ removed }` or `{ added }`; keys that start with `__` are
skipped. For other values `{ from, to }`. On Sets the method form is set
difference.
}];
  let Example = [{
say diff({ a: 1 }, { a: 2 }) // expect: { "a": { "from": 1, "to": 2 } }
say diff([1], [1]) // expect: null
}];
}
