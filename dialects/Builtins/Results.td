//===- Results.td - Result and Option, interfaces -------------------------===//
//
// Specification: builtins, sections 12 and 13.
//
//===----------------------------------------------------------------------===//

include "BuiltinBase.td"

class WrapperBuiltin<string name, string symbol, string result>
    : Builtin<name, [Param<"v", Box, Consume, 1>], Pure> {
  let Symbol = symbol;
  let ResultKind = result;
}

def OkBuiltin : WrapperBuiltin<"Ok", "frt_ok", "Result"> {
  let Doc = "Result of a success, holding `v` (default `null`).";
  let Example = [{
say Ok(1) // expect: Ok(1)
}];
}

def LowerOkBuiltin : WrapperBuiltin<"ok", "frt_ok", "Result"> {
  let Doc = "The same as `Ok`.";
  let Example = [{
say ok() // expect: Ok(null)
}];
}

def ErrBuiltin : WrapperBuiltin<"Err", "frt_err", "Result"> {
  let Doc = [{
Result of a failure, holding `v` (default `"error"`), which may be any value.
}];
  let Example = [{
say Err("no") // expect: Err(no)
}];
}

def LowerErrBuiltin : WrapperBuiltin<"err", "frt_err", "Result"> {
  let Doc = "The same as `Err`.";
  let Example = [{
say err() // expect: Err(error)
}];
}

def SomeBuiltin : WrapperBuiltin<"Some", "frt_some", "Option"> {
  let Doc = "Option holding `v` (default `null`). `None` is a constant.";
  let Example = [{
say Some(3) // expect: Some(3)
}];
}

class PredicateBuiltin<string name, Effects effects = PureRaises>
    : Builtin<name, [Param<"x">], effects> {
  let ResultKind = "Bool";
}

def IsOkBuiltin : PredicateBuiltin<"is_ok"> {
  let Doc = "Whether a Result is `Ok`.";
  let Example = [{
say is_ok(Ok(1)) // expect: true
}];
}

def IsErrBuiltin : PredicateBuiltin<"is_err"> {
  let Doc = "Whether a Result is `Err`.";
  let Example = [{
say is_err(Ok(1)) // expect: false
}];
}

def IsSomeBuiltin : PredicateBuiltin<"is_some"> {
  let Doc = [{
True for `Some(..)` and every value that is neither `None` nor `null`.
}];
  let Example = [{
say is_some(Some(1)) // expect: true
say is_some(null) // expect: false
}];
}

def IsNoneBuiltin : PredicateBuiltin<"is_none"> {
  let Doc = "True for `None` and `null`.";
  let Example = [{
say is_none(None) // expect: true
}];
}

def UnwrapBuiltin : Builtin<"unwrap", [Param<"x">], PureRaises> {
  let Doc = "Content of `Ok` or `Some`; raises for `Err` and `None`.";
  let Example = [{
say unwrap(Some(5)) // expect: 5
}];
}

def UnwrapOrBuiltin
    : Builtin<"unwrap_or", [Param<"x">, Param<"d">, Opt<"_more">],
              PureRaises> {
  let Doc = "Content of `Ok` or `Some`, or `d` for `Err` and `None`.";
  let Example = [{
say unwrap_or(None, 0) // expect: 0
}];
}

def UnwrapErrBuiltin : Builtin<"unwrap_err", [Param<"r">], PureRaises> {
  let Doc = "Content of `Err`; raises for `Ok`.";
  let Example = [{
say unwrap_err(Err("no")) // expect: no
}];
}

def SatisfiesBuiltin
    : Builtin<"satisfies", [Param<"v">, Param<"interface">, Opt<"_more">],
              PureRaises> {
  let ResultKind = "Bool";
  let Doc = [{
Whether a value offers every method of an interface: as callable entries of an
Object, or as methods of its type, own or through embedding.
}];
  let Example = [{
power Speaks { fn speak() }
say satisfies({ speak: fn() { "hi" } }, Speaks) // expect: true
say satisfies(1, Speaks) // expect: false
}];
}
