//===- Math.td - the module `math` ----------------------------------------===//
//
// Specification: library, section 15.
//
//===----------------------------------------------------------------------===//

include "MemberBase.td"

class MathBuiltin<string name, list<string> params, string result = "Float",
                  Effects effects = PureRaises>
    : Builtin<"math." # name, !foreach(param, params, Param<param>), effects> {
  let ResultKind = result;
}

class MathConstant<string name, string value>
    : Constant<"math." # name, value>;

def MathPiConstant : MathConstant<"pi", "3.141592653589793"> {
  let Doc = "Ratio of circumference and diameter.";
  let Example = [{
say math.pi // expect: 3.141592653589793
}];
}

def MathEConstant : MathConstant<"e", "2.718281828459045"> {
  let Doc = "Base of the natural logarithm.";
  let Example = [{
say math.e // expect: 2.718281828459045
}];
}

def MathInfConstant : MathConstant<"inf", "HUGE_VAL"> {
  let Doc = "Positive infinity.";
  let Example = [{
say math.inf // expect: inf
}];
}

def MathTauConstant : MathConstant<"tau", "6.283185307179586"> {
  let Doc = "Twice `math.pi`.";
  let Example = [{
say math.tau // expect: 6.283185307179586
}];
}

def MathNanConstant : MathConstant<"nan", "NAN"> {
  let Doc = "Not a number.";
  let Example = [{
say math.nan // expect: NaN
}];
}

def MathSqrtBuiltin : MathBuiltin<"sqrt", ["x"]> {
  let Doc = "Square root; `NaN` for negative numbers.";
  let Example = [{
say math.sqrt(16) // expect: 4
}];
}

def MathPowBuiltin : MathBuiltin<"pow", ["base", "exponent"], ""> {
  let Doc = [{
Power: an Int for an Int base and a non-negative Int exponent, else a Float.
Int overflow raises.
}];
  let Example = [{
say math.pow(2, 10) // expect: 1024
}];
}

def MathAbsBuiltin : MathBuiltin<"abs", ["x"], "arg0"> {
  let Doc = "Absolute value, of the same kind.";
  let Example = [{
say math.abs(-3) // expect: 3
}];
}

def MathMaxBuiltin : MathBuiltin<"max", ["a", "b"], ""> {
  let Doc = [{
The larger number: an Int for two Ints, else a Float. A `NaN` is
ignored.
}];
  let Example = [{
say math.max(1, 2.5) // expect: 2.5
}];
}

def MathMinBuiltin : MathBuiltin<"min", ["a", "b"], ""> {
  let Doc = [{
The smaller number: an Int for two Ints, else a Float. A `NaN` is
ignored.
}];
  let Example = [{
say math.min(1, 2) // expect: 1
}];
}

def MathClampBuiltin : MathBuiltin<"clamp", ["x", "lo", "hi"], ""> {
  let Doc = [{
The number nearest to `x` between `lo` and `hi`; Int if all are Int, else a
Float. `hi` if `lo` is above it.
}];
  let Example = [{
say math.clamp(15, 0, 10) // expect: 10
}];
}

def MathFloorBuiltin : MathBuiltin<"floor", ["x"], "Int"> {
  let Doc = "Largest Int not above `x`, saturating; 0 for `NaN`.";
  let Example = [{
say math.floor(-2.5) // expect: -3
}];
}

def MathCeilBuiltin : MathBuiltin<"ceil", ["x"], "Int"> {
  let Doc = "Smallest Int not below `x`, saturating; 0 for `NaN`.";
  let Example = [{
say math.ceil(2.1) // expect: 3
}];
}

def MathRoundBuiltin : MathBuiltin<"round", ["x"], "Int"> {
  let Doc = "Nearest Int, halves away from zero, saturating; 0 for `NaN`.";
  let Example = [{
say math.round(-2.5) // expect: -3
}];
}

def MathTruncBuiltin : MathBuiltin<"trunc", ["x"], "Int"> {
  let Doc = "`x` without its fraction as an Int, saturating; 0 for `NaN`.";
  let Example = [{
say math.trunc(-2.9) // expect: -2
}];
}

def MathSinBuiltin : MathBuiltin<"sin", ["x"]> {
  let Doc = "Sine of an angle in radians.";
  let Example = [{
say math.sin(0) // expect: 0
}];
}

def MathCosBuiltin : MathBuiltin<"cos", ["x"]> {
  let Doc = "Cosine of an angle in radians.";
  let Example = [{
say math.cos(0) // expect: 1
}];
}

def MathTanBuiltin : MathBuiltin<"tan", ["x"]> {
  let Doc = "Tangent of an angle in radians.";
  let Example = [{
say math.tan(0) // expect: 0
}];
}

def MathAsinBuiltin : MathBuiltin<"asin", ["x"]> {
  let Doc = "Angle in radians whose sine is `x`.";
  let Example = [{
say math.asin(0) // expect: 0
}];
}

def MathAcosBuiltin : MathBuiltin<"acos", ["x"]> {
  let Doc = "Angle in radians whose cosine is `x`.";
  let Example = [{
say math.acos(1) // expect: 0
}];
}

def MathAtanBuiltin : MathBuiltin<"atan", ["x"]> {
  let Doc = "Angle in radians whose tangent is `x`.";
  let Example = [{
say math.atan(0) // expect: 0
}];
}

def MathAtan2Builtin : MathBuiltin<"atan2", ["y", "x"]> {
  let Doc = "Angle in radians of the point `(x, y)`.";
  let Example = [{
say math.atan2(0, 1) // expect: 0
}];
}

def MathExpBuiltin : MathBuiltin<"exp", ["x"]> {
  let Doc = "`e` to the power of `x`.";
  let Example = [{
say math.exp(0) // expect: 1
}];
}

def MathLogBuiltin : MathBuiltin<"log", ["x"]> {
  let Doc = "Natural logarithm; `-inf` for 0, `NaN` for negative numbers.";
  let Example = [{
say math.log(1) // expect: 0
}];
}

def MathLog2Builtin : MathBuiltin<"log2", ["x"]> {
  let Doc = "Logarithm to base 2.";
  let Example = [{
say math.log2(8) // expect: 3
}];
}

def MathLog10Builtin : MathBuiltin<"log10", ["x"]> {
  let Doc = "Logarithm to base 10.";
  let Example = [{
say math.log10(1000) // expect: 3
}];
}

def MathCbrtBuiltin : MathBuiltin<"cbrt", ["x"]> {
  let Doc = "Cube root.";
  let Example = [{
say math.cbrt(27) // expect: 3
}];
}

def MathHypotBuiltin : MathBuiltin<"hypot", ["a", "b"]> {
  let Doc = "Length of the hypotenuse, `sqrt(a*a + b*b)` without overflow.";
  let Example = [{
say math.hypot(3, 4) // expect: 5
}];
}

def MathSignBuiltin : MathBuiltin<"sign", ["x"], "arg0"> {
  let Doc = "-1, 0 or 1, of the same kind as `x`; `NaN` stays.";
  let Example = [{
say math.sign(-7) // expect: -1
}];
}

def MathGcdBuiltin : MathBuiltin<"gcd", ["a", "b"], "Int"> {
  let Doc = "Greatest common divisor of two Ints, not negative.";
  let Example = [{
say math.gcd(12, 18) // expect: 6
}];
}

def MathIsNanBuiltin : MathBuiltin<"is_nan", ["x"], "Bool"> {
  let Doc = "Whether a number is `NaN`.";
  let Example = [{
say math.is_nan(0.0 / 0) // expect: true
}];
}

def MathIsFiniteBuiltin : MathBuiltin<"is_finite", ["x"], "Bool"> {
  let Doc = "Whether a number is neither infinite nor `NaN`.";
  let Example = [{
say math.is_finite(1) // expect: true
}];
}

def MathWrappingAddBuiltin : MathBuiltin<"wrapping_add", ["a", "b"], "Int"> {
  let Doc = "Sum modulo 2 to the 64.";
  let Example = [{
say math.wrapping_add(9223372036854775807, 1) // expect: -9223372036854775808
}];
}

def MathWrappingSubBuiltin : MathBuiltin<"wrapping_sub", ["a", "b"], "Int"> {
  let Doc = "Difference modulo 2 to the 64.";
  let Example = [{
say math.wrapping_sub(1, 2) // expect: -1
}];
}

def MathWrappingMulBuiltin : MathBuiltin<"wrapping_mul", ["a", "b"], "Int"> {
  let Doc = "Product modulo 2 to the 64.";
  let Example = [{
say math.wrapping_mul(3, 4) // expect: 12
}];
}

def MathCheckedAddBuiltin : MathBuiltin<"checked_add", ["a", "b"], "Option"> {
  let Doc = "`Some` of the sum, `None` on overflow.";
  let Example = [{
say math.checked_add(9223372036854775807, 1) // expect: None
}];
}

def MathCheckedSubBuiltin : MathBuiltin<"checked_sub", ["a", "b"], "Option"> {
  let Doc = "`Some` of the difference, `None` on overflow.";
  let Example = [{
say math.checked_sub(1, 2) // expect: Some(-1)
}];
}

def MathCheckedMulBuiltin : MathBuiltin<"checked_mul", ["a", "b"], "Option"> {
  let Doc = "`Some` of the product, `None` on overflow.";
  let Example = [{
say math.checked_mul(3, 4) // expect: Some(12)
}];
}

def MathRandomBuiltin : MathBuiltin<"random", [], "Float", Impure> {
  let Doc = "Random Float from 0 to 1 exclusive.";
  let Example = [{
say math.random() < 1 // expect: true
}];
}

def MathRandomIntBuiltin
    : MathBuiltin<"random_int", ["min", "max"], "Int", Raises> {
  let Doc = "Random Int from `min` to `max`, both included.";
  let Example = [{
say math.random_int(4, 4) // expect: 4
}];
}
