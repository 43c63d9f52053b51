//===- RuntimeOutput.td - writing values of a known type and counters ------===//
//
// `print`, `println` and `say` take values of all types. What they print is
// mostly a text or an Int, for which a program need not be linked with the text
// forms of all others.
//
//===----------------------------------------------------------------------===//

include "RuntimeBase.td"

def PrintTextEntry
    : Entry<"frt_print_text", [Param<"text">, BoolParam<"line">], Void,
            Impure> {
  let Doc = "`print` of a String; with `line`, `println`.";
}

def PrintIntEntry
    : Entry<"frt_print_int", [IntParam<"value">, BoolParam<"line">], Void,
            Impure> {
  let Doc = "Same for an Int.";
}

def ShowCountersEntry : Entry<"frt_show_counters", [], Void, Impure> {
  let Doc = "Writes what was counted to standard error.";
}
