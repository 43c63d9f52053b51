//===- Execution.td - calling a function under observation ----------------===//
//
// Specification: builtins, section 16.
//
//===----------------------------------------------------------------------===//

include "MemberBase.td"

def CookBuiltin : PreludeBuiltin<"cook", "Execution.fg", [Param<"f">]> {
  let Doc = [{
Calls `f`, prints its wall time to standard error and returns its result.
}];
  let Example = [{
say cook(fn() { 42 }) // expect: 42
}];
}

def YoloBuiltin : PreludeBuiltin<"yolo", "Execution.fg", [Param<"f">]> {
  let Doc = "Result of calling `f`, or `None` if it raised.";
  let Example = [{
say yolo(fn() { 1 / 0 }) // expect: None
}];
}

def GhostBuiltin : PreludeBuiltin<"ghost", "Execution.fg", [Param<"f">]> {
  let Doc = [{
Result of calling `f` while its standard output is discarded.
}];
  let Example = [{
say ghost(fn() { say "unseen"  7 }) // expect: 7
}];
}

def SlayBuiltin
    : PreludeBuiltin<"slay", "Execution.fg", [Param<"f">, Opt<"n">]> {
  let ResultKind = "Object";
  let Doc = [{
Calls `f` `n` times (default 100) and returns an Object with `avg_ms`, `min_ms`,
`max_ms`, `p99_ms`, `runs` and `result`, the value of the last run. Prints a
summary to standard error.
}];
  let Example = [{
let stats = slay(fn() { 7 }, 3)
say [stats.runs, stats.result] // expect: [3, 7]
}];
}
