//===- Arrays.td - building and taking apart arrays -----------------------===//
//
// Specification: builtins, sections 5.1, 5.2 (functions without a callback) and
// 5.4.
//
//===----------------------------------------------------------------------===//

include "BuiltinBase.td"

def RangeBuiltin
    : Builtin<"range", [Param<"start">, Opt<"end">, Opt<"step">], PureRaises> {
  let ResultKind = "Array<Int>";
  let Doc = [{
Array of Ints. `range(end)` counts from 0 to `end` exclusive, `range(start, end)`
from `start`, `range(start, end, step)` by `step`, which may be negative but not
zero.
}];
  let Example = [{
say range(3) // expect: [0, 1, 2]
say range(2, 4) // expect: [2, 3]
say range(5, 0, -2) // expect: [5, 3, 1]
}];
}

def PushBuiltin
    : Builtin<"push", [Param<"a", Box, Consume>, Param<"v", Box, Consume>,
                       Opt<"_more">], PureRaises> {
  let ResultKind = "Array";
  let MethodForm = 1;
  let Doc = [{
The Array with `v` appended. With a mutable variable as first argument the
variable is updated.
}];
  let Example = [{
let mut xs = [1]
push(xs, 2)
say xs // expect: [1, 2]
}];
}

def PopBuiltin : Builtin<"pop", [Param<"a">], PureRaises> {
  let MethodForm = 1;
  let Doc = [{
Last element of an Array, `null` if it is empty. With a mutable variable as
argument the element is removed from it.
}];
  let Example = [{
let mut xs = [1, 2]
say pop(xs) // expect: 2
say xs // expect: [1]
}];
}

def EnumerateBuiltin : Builtin<"enumerate", [Param<"a">], PureRaises> {
  let ResultKind = "Array";
  let MethodForm = 1;
  let Doc = "Array of `{ index, value }` Objects, counted from 0.";
  let Example = [{
say enumerate(["x"])[0] // expect: { "index": 0, "value": "x" }
}];
}

def ZipBuiltin : Builtin<"zip", [Param<"a">, Param<"b">], PureRaises> {
  let ResultKind = "Array";
  let MethodForm = 1;
  let Doc = "Array of `[x, y]` Arrays, as long as the shorter argument.";
  let Example = [{
say zip([1, 2], ["a", "b", "c"]) // expect: [[1, a], [2, b]]
}];
}

def FlattenBuiltin : Builtin<"flatten", [Param<"a">], PureRaises> {
  let ResultKind = "Array";
  let MethodForm = 1;
  let Doc = "Array with its Array elements spliced in, one level.";
  let Example = [{
say flatten([1, [2, [3]]]) // expect: [1, 2, [3]]
}];
}

def ChunkBuiltin : Builtin<"chunk", [Param<"a">, Param<"n">], PureRaises> {
  let ResultKind = "Array";
  let MethodForm = 1;
  let Doc = "Array of Arrays of `n` elements; the last may be shorter.";
  let Example = [{
say chunk([1, 2, 3], 2) // expect: [[1, 2], [3]]
}];
}

def SliceBuiltin
    : Builtin<"slice", [Param<"x">, Opt<"start">, Opt<"end">], PureRaises> {
  let ResultKind = "arg0";
  let MethodForm = 1;
  let Doc = [{
Part of an Array or String from `start` (default 0) to `end` exclusive (default:
the length). Negative positions count from the end and stop at 0.
}];
  let Example = [{
say slice([1, 2, 3, 4], 1, -1) // expect: [2, 3]
say slice("forge", -3) // expect: rge
}];
}

def FrequenciesBuiltin : Builtin<"frequencies", [Param<"a">], PureRaises> {
  let ResultKind = "Object";
  let MethodForm = 1;
  let Doc = [{
Object from display text to the number of elements with that text, in order of
first appearance.
}];
  let Example = [{
say frequencies(["a", "b", "a"]) // expect: { "a": 2, "b": 1 }
}];
}

def UniqueBuiltin : Builtin<"unique", [Param<"a">], PureRaises> {
  let ResultKind = "Array";
  let MethodForm = 1;
  let Doc = "First occurrences of the elements, by container equality.";
  let Example = [{
say unique([1, 2, 1, 2.0]) // expect: [1, 2]
}];
}

def CompactBuiltin : Builtin<"compact", [Param<"a">], PureRaises> {
  let ResultKind = "Array";
  let MethodForm = 1;
  let Doc = "The elements that are not `null`, `None` or `false`.";
  let Example = [{
say compact([0, null, "", false, None, 1]) // expect: [0, , 1]
}];
}

def IndexOfBuiltin
    : Builtin<"index_of", [Param<"x">, Param<"item">], PureRaises> {
  let ResultKind = "Int";
  let MethodForm = 1;
  let Doc = [{
Position of the first element `==` to `item` in an Array, or of a String in a
String, in code points; -1 if there is none.
}];
  let Example = [{
say index_of([5, 6], 6) // expect: 1
say index_of("añb", "b") // expect: 2
}];
}

def FirstBuiltin : Builtin<"first", [Param<"a">], PureRaises> {
  let MethodForm = 1;
  let Doc = "First element of an Array, or `null`.";
  let Example = [{
say first([4, 5]) // expect: 4
say first([]) // expect: null
}];
}

def LastBuiltin : Builtin<"last", [Param<"a">], PureRaises> {
  let MethodForm = 1;
  let Doc = "Last element of an Array, or `null`.";
  let Example = [{
say last([4, 5]) // expect: 5
}];
}

def TakeNBuiltin : Builtin<"take_n", [Param<"a">, Param<"n">], PureRaises> {
  let ResultKind = "Array";
  let MethodForm = 1;
  let Doc = "The first `n` elements; `n` is clamped to the length.";
  let Example = [{
say take_n([1, 2, 3], 2) // expect: [1, 2]
}];
}

def SkipBuiltin : Builtin<"skip", [Param<"a">, Param<"n">], PureRaises> {
  let ResultKind = "Array";
  let MethodForm = 1;
  let Doc = "The elements after the first `n`; `n` is clamped to the length.";
  let Example = [{
say skip([1, 2, 3], 2) // expect: [3]
}];
}

def SumBuiltin : Builtin<"sum", [Param<"a">], PureRaises> {
  let MethodForm = 1;
  let Doc = [{
Sum of an Array of numbers: Int if all are Int, else Float; 0 for an empty Array.
Int overflow raises.
}];
  let Example = [{
say sum([1, 2, 3]) // expect: 6
say sum([1, 0.5]) // expect: 1.5
}];
}

def MinOfBuiltin : Builtin<"min_of", [Param<"a">], PureRaises> {
  let MethodForm = 1;
  let Doc = [{
Smallest of a non-empty Array of numbers; Int if all are Int. `NaN` is ignored
unless it is alone.
}];
  let Example = [{
say min_of([3, 1, 2]) // expect: 1
}];
}

def MaxOfBuiltin : Builtin<"max_of", [Param<"a">], PureRaises> {
  let MethodForm = 1;
  let Doc = [{
Largest of a non-empty Array of numbers; Int if all are Int. `NaN` is ignored
unless it is alone.
}];
  let Example = [{
say max_of([3, 1.5, 2]) // expect: 3
}];
}
