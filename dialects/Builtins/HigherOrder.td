//===- HigherOrder.td - functions that call functions ---------------------===//
//
// Specification: builtins, section 5.2. All of them are written in Forge, so
// that the callback can be specialized and inlined.
//
//===----------------------------------------------------------------------===//

include "MemberBase.td"

def MapBuiltin
    : PreludeBuiltin<"map", "Transform.fg",
                     [Opt<"a">, Opt<"f">, Opt<"_more">]> {
  let MethodForm = 1;
  let Doc = [{
`map(a, f)`: Array of `f(x)` for every element of an Array. `map()` is an empty
Map, `map(pairs)` a Map of key-value pairs, `map(m)` a copy of a Map or Object.
}];
  let Example = [{
say map([1, 2], fn(x) { x * 10 }) // expect: [10, 20]
say map([("k", 1)]) // expect: Map(k => 1)
}];
}

def FilterBuiltin
    : PreludeBuiltin<"filter", "Transform.fg",
                     [Param<"a">, Param<"f">, Opt<"_more">]> {
  let ResultKind = "Array";
  let MethodForm = 1;
  let Doc = "The elements of an Array for which `f(x)` is truthy.";
  let Example = [{
say filter([1, 2, 3], fn(x) { x > 1 }) // expect: [2, 3]
}];
}

def ReduceBuiltin
    : PreludeBuiltin<"reduce", "Transform.fg",
                     [Param<"a">, Param<"init">, Param<"f">, Opt<"_more">]> {
  let MethodForm = 1;
  let Doc = [{
Folds an Array from the left: `acc` starts as `init` and becomes `f(acc, x)` for
every element.
}];
  let Example = [{
say reduce([1, 2, 3], 0, fn(acc, x) { acc + x }) // expect: 6
}];
}

def ForEachBuiltin
    : PreludeBuiltin<"for_each", "Transform.fg", [Param<"a">, Param<"f">]> {
  let ResultKind = "Null";
  let MethodForm = 1;
  let Doc = "Calls `f(x)` for every element of an Array. Returns `null`.";
  let Example = [{
for_each([1, 2], fn(x) { say x })
// expect: 1
// expect: 2
}];
}

def FindBuiltin
    : PreludeBuiltin<"find", "Search.fg", [Param<"a">, Param<"f">]> {
  let MethodForm = 1;
  let Doc = "First element of an Array with a truthy `f(x)`, or `null`.";
  let Example = [{
say find([1, 2, 3], fn(x) { x > 1 }) // expect: 2
}];
}

def FlatMapBuiltin
    : PreludeBuiltin<"flat_map", "Transform.fg", [Param<"a">, Param<"f">]> {
  let ResultKind = "Array";
  let MethodForm = 1;
  let Doc = "Results of `f(x)`; results that are Arrays are spliced in.";
  let Example = [{
say flat_map([1, 2], fn(x) { [x, x * 10] }) // expect: [1, 10, 2, 20]
}];
}

def AnyBuiltin : PreludeBuiltin<"any", "Search.fg", [Param<"a">, Param<"f">]> {
  let ResultKind = "Bool";
  let MethodForm = 1;
  let Doc = "Whether `f(x)` is truthy for an element; stops at the first.";
  let Example = [{
say any([1, 2], fn(x) { x > 1 }) // expect: true
}];
}

def AllBuiltin : PreludeBuiltin<"all", "Search.fg", [Param<"a">, Param<"f">]> {
  let ResultKind = "Bool";
  let MethodForm = 1;
  let Doc = [{
Whether `f(x)` is truthy for every element; stops at the first that is not.
}];
  let Example = [{
say all([1, 2], fn(x) { x > 1 }) // expect: false
}];
}

def PartitionBuiltin
    : PreludeBuiltin<"partition", "Group.fg", [Param<"a">, Param<"f">]> {
  let ResultKind = "Array";
  let MethodForm = 1;
  let Doc = "`[[elements with a truthy f(x)], [the rest]]`.";
  let Example = [{
say partition([1, 2, 3], fn(n) { return n > 1 }) // expect: [[2, 3], [1]]
}];
}

def GroupByBuiltin
    : PreludeBuiltin<"group_by", "Group.fg", [Param<"a">, Param<"f">]> {
  let ResultKind = "Object";
  let MethodForm = 1;
  let Doc = [{
Object from the display text of `f(x)` to the Array of elements with that key, in
order of first appearance.
}];
  let Example = [{
say group_by([1, 2, 3], fn(n) { return n % 2 }) // expect: { "1": [1, 3], "0": [2] }
}];
}
