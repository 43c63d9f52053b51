//===- RuntimeErrors.td - raising and handling errors ---------------------===//
//
// An entry that raises leaves an Error object on the context; generated code
// tests it, reports the site with `frt_trace` and branches to the handler.
//
//===----------------------------------------------------------------------===//

include "RuntimeBase.td"

def RaiseOverflowEntry
    : Raiser<"frt_raise_overflow",
             [IntParam<"op">, IntParam<"a">, IntParam<"b">]> {
  let Doc = [{
Raises `integer overflow`; `op` is 0 `+`, 1 `-`, 2 `*`, 3 `/`, 4 unary minus.
}];
}

def RaiseDivisionByZeroEntry : Raiser<"frt_raise_division_by_zero", []> {
  let Doc = "Raises `division by zero`.";
}

def RaiseModuloByZeroEntry : Raiser<"frt_raise_modulo_by_zero", []> {
  let Doc = "Raises `modulo by zero`.";
}

def RaiseIndexEntry
    : Raiser<"frt_raise_index", [Param<"array">, IntParam<"index">]> {
  let Doc = "Raises `index out of bounds: index I on array of length N`.";
}

def RaiseUpdateEntry
    : Raiser<"frt_raise_update",
             [Param<"array">, IntParam<"index">, IntParam<"op">,
              Param<"operand">]> {
  let Doc = [{
Raises what `array[index] op= operand` raises: an index out of bounds, or the
error of the operator; `op` is 1 `+`, 2 `-`, 3 `*`, 4 `/`.
}];
}

def RaiseDeepEntry
    : Raiser<"frt_raise_deep",
             [Param<"array">, IntParam<"count">, IntParam<"first">,
              IntParam<"second">, IntParam<"third">, IntParam<"op">,
              Param<"operand">]> {
  let Doc = [{
Raises what `array[first][second].. op= operand` with `count` indexes raises:
`frt_raise_update`, or with `op` 0 `frt_raise_index`, for the first array on the
way that has no such index, else for the last.
}];
}

def RaisePathEntry
    : Raiser<"frt_raise_path",
             [Param<"root">, IntParam<"path">, IntParam<"first">,
              IntParam<"second">, IntParam<"third">, IntParam<"op">,
              Param<"operand">]> {
  let Doc = [{
Raises what an update below `root` raises: for the first index on the way that
does not exist, else, if `op` is 1 `+`, 2 `-` or 3 `*`, for the overflow at the
end. `path` has a byte for each step, the first one lowest: 1 for the next of
the indexes, more for a slot that is smaller by 2.
}];
}

def RaiseUndefinedEntry
    : Raiser<"frt_raise_undefined",
             [Param<"name">, Param<"hint">]> {
  let Doc = [{
Raises `undefined variable: 'NAME'`; `hint` is a String, or null for the general
hint.
}];
}

def RaiseImmutableEntry : Raiser<"frt_raise_immutable", [Param<"name">]> {
  let Doc = "Raises the error of assigning an immutable variable.";
}

def RaiseDepthEntry : Raiser<"frt_raise_depth", []> {
  let Doc = "Raises `maximum recursion depth exceeded`.";
}

def RaiseTextEntry : Raiser<"frt_raise_text", [Param<"message">]> {
  let Doc = "Raises an error with that message.";
}

def RaiseLoopControlEntry
    : Raiser<"frt_raise_loop_control",
             [IntParam<"is_continue">]> {
  let Doc = "Raises `break outside of loop`, or the same for `continue`.";
}

def RaiseUnhandledEntry : Raiser<"frt_raise_unhandled", [Param<"err">]> {
  let Doc = [{
Raises `unhandled error: X` for an `Err(X)`; for any other value, what `?` says
about values that are no Results.
}];
}

def RaiseRetryEntry : Raiser<"frt_raise_retry", [IntParam<"attempts">]> {
  let Doc = [{
Replaces the pending error, if any, by that of an exhausted `retry`.
}];
}

def RetryWaitEntry
    : Entry<"frt_retry_wait",
            [IntParam<"attempt">], Void, Waits> {
  let Doc = "Sleeps `attempt` times 100 ms.";
}

def ErrorTakeEntry : Entry<"frt_error_take", [], Box, Impure> {
  let Doc = [{
The pending error as the Object that `catch` binds; nothing is pending then.
}];
}

def ErrorClearEntry : Entry<"frt_error_clear", [], Void, Impure> {
  let Doc = "Drops the pending error.";
}

def TraceEntry : Entry<"frt_trace", [PtrParam<"site">], Void, Impure> {
  let Cold = 1;
  let Doc = [{
Adds a SourceSite to the trace of the pending error; innermost first. The first
and the last ten are kept.
}];
}
