//===- Json.td - the module `json` ----------------------------------------===//
//
// Specification: library, sections 1.3 and 14.
//
//===----------------------------------------------------------------------===//

include "BuiltinBase.td"

def JsonParseBuiltin : Builtin<"json.parse", [Param<"text">], PureRaises> {
  let Doc = [{
The value that a JSON text stands for. Numbers without point and exponent become
Ints if they fit; Objects keep the order of the text.
}];
  let Example = [{
say json.parse("[1, 2.5, null]") // expect: [1, 2.5, null]
}];
}

def JsonStringifyBuiltin
    : Builtin<"json.stringify", [Param<"v">], PureRaises> {
  let ResultKind = "String";
  let Doc = [{
JSON text of a value in one line. Arrays, Tuples and Sets become arrays, Objects
and Maps with String keys objects, `Some(v)` the text of `v`, functions, `NaN` and
infinities `null`.
}];
  let Example = [{
say json.stringify(["x", (1.0, None)]) // expect: ["x", [1, null]]
}];
}

def JsonPrettyBuiltin
    : Builtin<"json.pretty", [Param<"v">, Opt<"indent">], PureRaises> {
  let ResultKind = "String";
  let Doc = [{
JSON text of a value with one item per line, indented by `indent` (default 2, at
most 16) blanks per level.
}];
  let Example = [{
say json.pretty([1])
// expect: [
// expect:   1
// expect: ]
}];
}

def JsonValidBuiltin : Builtin<"json.valid", [Param<"text">], Pure> {
  let ResultKind = "Bool";
  let Doc = "Whether a value is a String with valid JSON.";
  let Example = [{
say json.valid("[1,]") // expect: false
}];
}

def JsonMergeBuiltin
    : Builtin<"json.merge", [Param<"a">, Param<"b">], PureRaises> {
  let ResultKind = "Object";
  let Doc = [{
The entries of `b` over those of `a`. Objects in both are merged the same way;
everything else is replaced.
}];
  let Example = [{
say json.merge({ a: { x: 1, y: 2 } }, { a: { x: 3 } }) // expect: { "a": { "x": 3, "y": 2 } }
}];
}
