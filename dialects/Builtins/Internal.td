//===- Internal.td - what the prelude needs from the runtime --------------===//
//
// These names exist in prelude files only.
//
//===----------------------------------------------------------------------===//

include "MemberBase.td"

class TestInternal<string name> : Internal<name, [Param<"x">], Pure> {
  let ResultKind = "Bool";
}

def RaiseInternal : Internal<"raise", [Param<"message">], Raises> {
  let Doc = "Raises a runtime error with the text of a String.";
}

def MissingInternal : TestInternal<"missing"> {
  let Doc = "Whether the caller passed no argument for a parameter.";
}

def IsArrayInternal : TestInternal<"is_array"> {
  let Doc = "Whether a value is an Array.";
}

def IsStringInternal : TestInternal<"is_string"> {
  let Doc = "Whether a value is a String.";
}

def IsIntInternal : TestInternal<"is_int"> {
  let Doc = "Whether a value is an Int.";
}

def IsCallableInternal : TestInternal<"is_callable"> {
  let Doc = "Whether a value is a function, builtin or constructor.";
}

def IsNumberInternal : TestInternal<"is_number"> {
  let Doc = "Whether a value is an Int or a Float.";
}

def ThawInternal : Internal<"thaw", [Param<"a", Box, Consume>], Pure> {
  let ResultKind = "arg0";
  let Doc = "The Array itself, or a copy of it if it is frozen.";
}

def MapNewInternal : Internal<"map_new", [Opt<"source">], PureRaises> {
  let ResultKind = "Map";
  let Doc = [{
The Map constructor: empty without a source, else a Map of the source's pairs.
}];
}

def SortInternal
    : Internal<"sort", [Param<"a", Box, Consume>], Pure> {
  let ResultKind = "Array";
  let Doc = "Sorted copy of an Array in default order.";
}

def SortByInternal
    : Internal<"sort_by", [Param<"a">, Param<"keys">], Pure> {
  let ResultKind = "Array";
  let Doc = [{
Copy of an Array in the default order of the elements of `keys`, an Array of the
same length.
}];
}

def GroupByInternal
    : Internal<"group_by", [Param<"a">, Param<"keys">], Pure> {
  let ResultKind = "Object";
  let Doc = [{
Elements of an Array grouped by the display texts of the elements of `keys`, an
Array of the same length.
}];
}

def NowInternal : Internal<"now", [], Impure> {
  let ResultKind = "Int";
  let Doc = "Nanoseconds on a monotonic clock.";
}

def CookReportInternal
    : Internal<"cook_report", [Param<"nanoseconds">], Impure> {
  let ResultKind = "Null";
  let Doc = "Prints the line of `cook`.";
}

def SlayReportInternal
    : Internal<"slay_report", [Param<"times">, Param<"result">], Impure> {
  let ResultKind = "Object";
  let Doc = [{
Prints the line of `slay` and makes its result from an Array of nanoseconds.
}];
}

def MuteInternal : Internal<"mute", [Param<"on">], Impure> {
  let ResultKind = "Null";
  let Doc = [{
Starts or ends discarding the task's standard output; calls nest.
}];
}
