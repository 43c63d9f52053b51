//===- Testing.td - assertions and the debug kit --------------------------===//
//
// Specification: builtins, sections 14 and 15.
//
//===----------------------------------------------------------------------===//

include "MemberBase.td"

def AssertBuiltin : Builtin<"assert", [Param<"c">, Opt<"msg">], Raises> {
  let ResultKind = "Null";
  let Doc = "Raises `assertion failed: MSG` unless `c` is truthy.";
  let Example = [{
say assert(1 < 2) // expect: null
}];
}

def AssertEqBuiltin
    : Builtin<"assert_eq", [Param<"a">, Param<"b">, Opt<"msg">], Raises> {
  let ResultKind = "Null";
  let Doc = [{
Raises unless the actual value `a` equals the expected value `b` by container
equality.
}];
  let Example = [{
say assert_eq(1 + 1, 2) // expect: null
}];
}

def AssertNeBuiltin
    : Builtin<"assert_ne", [Param<"a">, Param<"b">, Opt<"msg">], Raises> {
  let ResultKind = "Null";
  let Doc = "Raises if `a` equals `b` by container equality.";
  let Example = [{
say assert_ne(1, 2) // expect: null
}];
}

def AssertThrowsBuiltin
    : PreludeBuiltin<"assert_throws", "Testing.fg",
                     [Param<"f">, Opt<"text">]> {
  let ResultKind = "Bool";
  let Doc = [{
Calls `f` without arguments and returns `true` if it raises, else raises itself.
With a String `text` the message must contain it.
}];
  let Example = [{
say assert_throws(fn() { 1 / 0 }) // expect: true
}];
}

def SusBuiltin : Builtin<"sus", [Param<"v">], Raises> {
  let ResultKind = "arg0";
  let Doc = "Shows a value and its kind on standard error and returns it.";
  let Example = [{
say sus(3) // expect: 3
}];
}

def BruhBuiltin : Builtin<"bruh", [Opt<"msg">], Raises> {
  let Doc = "Always raises `BRUH: MSG`.";
  let Example = [{
try { bruh("no") } catch e { say e.message } // expect: BRUH: no
}];
}

def BetBuiltin : Builtin<"bet", [Param<"c">, Opt<"msg">], Raises> {
  let ResultKind = "Bool";
  let Doc = "`true`, or raises `LOST THE BET: MSG` if `c` is not truthy.";
  let Example = [{
say bet(1 < 2) // expect: true
}];
}

def NoCapBuiltin : Builtin<"no_cap", [Param<"a">, Param<"b">], Raises> {
  let ResultKind = "Bool";
  let Doc = "`true`, or raises if `a` and `b` are not container-equal.";
  let Example = [{
say no_cap(1, 1.0) // expect: true
}];
}

def IckBuiltin : Builtin<"ick", [Param<"c">, Opt<"msg">], Raises> {
  let ResultKind = "Bool";
  let Doc = "`true`, or raises `ICK: MSG` if `c` is truthy.";
  let Example = [{
say ick(false) // expect: true
}];
}
