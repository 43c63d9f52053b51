//===- Order.td - sorting, reversing, shuffling ---------------------------===//
//
// Specification: builtins, section 5.3. Comparators and key functions run in
// the prelude; the comparison of keys is the runtime's (`__sort`, `__sort_by`).
//
//===----------------------------------------------------------------------===//

include "MemberBase.td"

def SortBuiltin
    : PreludeBuiltin<"sort", "Sort.fg", [Param<"a">, Opt<"cmp">]> {
  let ResultKind = "Array";
  let MethodForm = 1;
  let Doc = [{
Sorted copy of an Array; stable. Without `cmp`: numbers numerically, then Strings
by code point, then everything else. `cmp(x, y)` returns a negative number, 0 or
a positive number.
}];
  let Example = [{
say sort([3, 1.5, 2]) // expect: [1.5, 2, 3]
say sort(["b", "a"], fn(x, y) { if x < y { return 1 } return -1 }) // expect: [b, a]
}];
}

def SortByBuiltin
    : PreludeBuiltin<"sort_by", "Sort.fg", [Param<"a">, Param<"key">]> {
  let ResultKind = "Array";
  let MethodForm = 1;
  let Doc = [{
Copy of an Array in ascending order of `key(x)`, which is called once per
element, in order; stable.
}];
  let Example = [{
say sort_by(["ccc", "a", "bb"], fn(s) { len(s) }) // expect: [a, bb, ccc]
}];
}

def ReverseBuiltin
    : Builtin<"reverse", [Param<"x", Box, Consume>], PureRaises> {
  let ResultKind = "arg0";
  let MethodForm = 1;
  let Doc = "Reversed Array, or String reversed by code points.";
  let Example = [{
say reverse([1, 2]) // expect: [2, 1]
say reverse("abc") // expect: cba
}];
}

def ShuffleBuiltin
    : Builtin<"shuffle", [Param<"a", Box, Consume>], Raises> {
  let ResultKind = "Array";
  let MethodForm = 1;
  let Doc = "Random permutation of an Array.";
  let Example = [{
say sort(shuffle([3, 1, 2])) // expect: [1, 2, 3]
}];
}

def SampleBuiltin : Builtin<"sample", [Param<"a">, Opt<"n">], Raises> {
  let MethodForm = 1;
  let Doc = [{
A random element of an Array; with an `n` other than 1 an Array of `n`
independent draws. `[]` for an empty Array.
}];
  let Example = [{
say sample([7]) // expect: 7
say sample([7], 2) // expect: [7, 7]
}];
}
