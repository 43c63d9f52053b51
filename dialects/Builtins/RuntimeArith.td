//===- RuntimeArith.td - operators on boxes -------------------------------===//
//
// Semantics 1.6 to 1.10. Where the kinds of the operands are known, generated
// code does without these.
//
//===----------------------------------------------------------------------===//

include "RuntimeBase.td"

def AddEntry : Entry<"frt_add", [Own<"a">, Param<"b">], Box, PureRaises> {
  let Doc = "`a + b`. A String `a` grows in place if it is unique.";
}

def SubEntry : Entry<"frt_sub", [Param<"a">, Param<"b">], Box, PureRaises> {
  let Doc = "`a - b`.";
}

def MulEntry : Entry<"frt_mul", [Param<"a">, Param<"b">], Box, PureRaises> {
  let Doc = "`a * b`.";
}

def DivEntry : Entry<"frt_div", [Param<"a">, Param<"b">], Box, PureRaises> {
  let Doc = "`a / b`.";
}

def RemEntry : Entry<"frt_rem", [Param<"a">, Param<"b">], Box, PureRaises> {
  let Doc = "`a % b`.";
}

def NegEntry : Entry<"frt_neg", [Param<"a">], Box, PureRaises> {
  let Doc = "`-a`.";
}

def TruthyEntry : Entry<"frt_truthy", [Param<"v">], Bool, Pure> {
  let NoContext = 1;
  let Doc = "Truthiness (semantics 1.6).";
}

def EqualEntry : Entry<"frt_equal", [Param<"a">, Param<"b">], Bool, Pure> {
  let NoContext = 1;
  let Doc = "`a == b` (semantics 1.7).";
}

def CompareEntry
    : Entry<"frt_compare",
            [Param<"a">, Param<"b">, IntParam<"pred">], Bool, PureRaises> {
  let Doc = "Ordering; `pred` is 0 `<`, 1 `<=`, 2 `>`, 3 `>=`.";
}

def WhenCompareEntry
    : Entry<"frt_when_compare",
            [Param<"a">, Param<"b">, IntParam<"pred">], Bool, Pure> {
  let Doc = [{
Comparison of a `when` arm: as `frt_compare`, 4 `==`, 5 `!=`; a pair that cannot
be ordered does not match.
}];
}

def StringConcatEntry
    : Entry<"frt_string_concat",
            [Own<"a">, Param<"b">], Box, Pure> {
  let Doc = [{
Display text of `b` appended to the String `a`, in place if it is unique.
}];
}

def InterpolateEntry
    : Entry<"frt_interpolate",
            [PtrParam<"parts">, IntParam<"count">], Box, Pure> {
  let Doc = "Display texts of borrowed boxes, joined.";
}

def FloatRemEntry
    : Entry<"frt_float_rem",
            [FloatParam<"a">, FloatParam<"b">], Float, Pure> {
  let NoContext = 1;
  let Doc = "C `fmod`.";
}

def FloatToIntEntry : Entry<"frt_float_to_int", [FloatParam<"d">], Int, Pure> {
  let NoContext = 1;
  let Doc = "Truncates toward zero, saturates, maps NaN to 0.";
}
