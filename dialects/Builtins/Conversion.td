//===- Conversion.td - kinds of values and conversions between them -------===//
//
// Specification: builtins, section 3.
//
//===----------------------------------------------------------------------===//

include "BuiltinBase.td"

def TypeofBuiltin : Builtin<"typeof", [Param<"x">], PureRaises> {
  let ResultKind = "String";
  let Doc = [{
Name of the kind of a value: `Int Float String Bool Null Array Tuple Object Set
Map Result Option Function Lambda BuiltIn Stream Channel TaskHandle`. Structs and
variants are Objects. Without an argument it raises.
}];
  let Example = [{
say typeof(1) // expect: Int
say typeof([]) // expect: Array
say typeof(fn(x) { x }) // expect: Lambda
}];
}

def TypeBuiltin : Builtin<"type", [Param<"x">], PureRaises> {
  let Symbol = "frt_typeof";
  let ResultKind = "String";
  let Doc = "The same as `typeof`.";
  let Example = [{
say type("x") // expect: String
}];
}

def StrBuiltin : Builtin<"str", [Opt<"x">], Pure> {
  let ResultKind = "String";
  let Doc = "Display text of a value; the empty string without an argument.";
  let Example = [{
say str([1, "a"]) // expect: [1, a]
say str(2.50) // expect: 2.5
}];
}

def IntBuiltin : Builtin<"int", [Param<"x">, Opt<"base">], PureRaises> {
  let ResultKind = "Int";
  let Doc = [{
Converts to Int. A Float is truncated toward zero and saturates, `NaN` gives 0;
a Bool gives 1 or 0; a String must be an optional sign and decimal digits. With
an Int `base` of 2 to 36 the String holds digits of that base.
}];
  let Example = [{
say int("-07") // expect: -7
say int(-2.9) // expect: -2
say int("ff", 16) // expect: 255
}];
}

def FloatBuiltin : Builtin<"float", [Param<"x">], PureRaises> {
  let ResultKind = "Float";
  let Doc = [{
Converts an Int or a String to Float. A String is an optional sign and either
decimal digits with optional point and exponent, or `inf`, `infinity` or `nan` in
any case.
}];
  let Example = [{
say float("1e3") // expect: 1000
say float(".5") // expect: 0.5
}];
}

def ParseIntBuiltin : Builtin<"parse_int", [Param<"text">], Pure> {
  let ResultKind = "Option";
  let Doc = "`Some` of the Int that a String spells, `None` if it spells none.";
  let Example = [{
say parse_int("12") // expect: Some(12)
say parse_int("1x") // expect: None
}];
}

def ParseFloatBuiltin : Builtin<"parse_float", [Param<"text">], Pure> {
  let ResultKind = "Option";
  let Doc = [{
`Some` of the Float that a String spells, `None` if it spells none.
}];
  let Example = [{
say parse_float("1.50") // expect: Some(1.5)
say parse_float("") // expect: None
}];
}

def LenBuiltin : Builtin<"len", [Param<"x">], PureRaises> {
  let ResultKind = "Int";
  let MethodForm = 1;
  let Doc = [{
Number of code points of a String, or of entries of an Array, Tuple, Set, Map or
Object (`__type__` counts).
}];
  let Example = [{
say len("añb") // expect: 3
say len({ a: 1, b: 2 }) // expect: 2
}];
}
