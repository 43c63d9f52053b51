//===- RuntimeControl.td - calls, loops, matching -------------------------===//
//
// Semantics 5.3, 5.8, 6.2, 6.3.
//
//===----------------------------------------------------------------------===//

include "RuntimeBase.td"

def CallEntry
    : Entry<"frt_call",
            [Param<"callee">, OwnPtr<"args">, IntParam<"count">], Box, Raises> {
  let Doc = "Calls a value.";
}

def CallMethodEntry
    : Entry<"frt_call_method",
            [OwnPtr<"args">, IntParam<"count">, Param<"name">,
            Param<"fallback">], Box, Raises> {
  let Doc = [{
`args[0].name(args[1..])`, without updating calls; `fallback` is the builtin
usable as a method of that name, or null.
}];
}

def CallSpreadEntry
    : Entry<"frt_call_spread",
            [Param<"callee">, Own<"args">], Box, Raises> {
  let Doc = "Calls a value with the elements of an Array.";
}

def CallMethodSpreadEntry
    : Entry<"frt_call_method_spread",
            [Own<"receiver">, Own<"args">, Param<"name">, Param<"fallback">],
            Box, Raises> {
  let Doc = "Method call with the elements of an Array behind the receiver.";
}

def IterBeginEntry : Entry<"frt_iter_begin", [Param<"v">], Box, PureRaises> {
  let Doc = "Sequence of a `for` loop over `v`.";
}

def ExpectIntEntry
    : Entry<"frt_expect_int", [Param<"v">, Param<"message">], Int, PureRaises> {
  let Doc = "The integer `v`; raises the text `message` for other kinds.";
}

def IterNextEntry
    : Entry<"frt_iter_next",
            [Param<"sequence">, PtrParam<"position">, PtrParam<"out">], Bool,
            Impure> {
  let Doc = [{
Next element into `out` (owned); false at the end. The position is an int64_t
that starts at 0 and belongs to the runtime.
}];
}

def IterNext2Entry
    : Entry<"frt_iter_next2",
            [Param<"sequence">, PtrParam<"position">, PtrParam<"out_a">,
            PtrParam<"out_b">], Bool, Impure> {
  let Doc = "Same for two variables. A loop uses one of the two entries only.";
}

def MatchVariantEntry
    : Entry<"frt_match_variant",
            [Param<"v">, Param<"name">], Bool, Pure> {
  let NoContext = 1;
  let Doc = [{
Whether `v` is the Result or Option case, the ADT variant, or of the type with
that name.
}];
}

def MatchPayloadEntry
    : Entry<"frt_match_payload",
            [Param<"v">, IntParam<"index">], Box, Pure> {
  let Doc = [{
Field of a value that `frt_match_variant` accepted; null if absent.
}];
}

def MatchTakeEntry
    : Entry<"frt_match_take",
            [Param<"v">, IntParam<"index">], Box, Impure> {
  let Doc = [{
The same of a value that its holder does not look at any more but to renew or
release it: moved out if nobody else holds the value.
}];
}

def MatchArityEntry : Entry<"frt_match_arity", [Param<"v">], Int, Pure> {
  let Doc = "Number of fields of such a value.";
}

def MatchCheckEntry
    : Entry<"frt_match_check",
            [Param<"subject">, PtrParam<"arm_names">, IntParam<"count">], Void, Raises> {
  let Doc = [{
Raises if the subject is a value of a defined ADT and some variant is not among
the names.
}];
}

def MatchNoneEntry
    : Entry<"frt_match_none",
            [Param<"subject">], Void, Raises> {
  let Doc = "No arm matched: raises for ADT values, Results and Options.";
}
