//===- System.td - process and clock --------------------------------------===//
//
// Specification: builtins, section 18; the `time` module, library, section 21.
//
//===----------------------------------------------------------------------===//

include "BuiltinBase.td"

def ExitBuiltin : Builtin<"exit", [Opt<"code">], Impure> {
  let Doc = [{
Ends the process at once with a status (default 0), after flushing the output.
Cannot be caught.
}];
  let Example = [{
say "bye" // expect: bye
exit(0)
}];
}

def WaitBuiltin : Builtin<"wait", [Param<"seconds">], Waits> {
  let ResultKind = "Null";
  let Doc = "Suspends the task for a number of seconds; negative is 0.";
  let Example = [{
say wait(0) // expect: null
}];
}

def InputBuiltin : Builtin<"input", [Opt<"prompt">], Impure> {
  let Doc = [{
With a String prompt: prints it, reads one line from standard input and returns
it without its line end, or `null` at the end of the input. Without a prompt:
reads all of standard input, without trailing white space.
}];
  let Example = [{
say input("") // expect: null
}];
}

def TimeNowBuiltin : Builtin<"time.now", [Opt<"zone">], Raises> {
  let ResultKind = "Object";
  let Doc = [{
The current time in UTC, the only `zone` so far, as an Object with `iso`, `unix`, `unix_ms`, `year`,
`month`, `day`, `hour`, `minute`, `second`, `weekday`, `weekday_short`,
`day_of_year` and `timezone`.
}];
  let Example = [{
say time.now().timezone // expect: UTC
}];
}

def TimeUnixBuiltin : Builtin<"time.unix", [], Impure> {
  let ResultKind = "Int";
  let Doc = "Seconds since 1970.";
  let Example = [{
say time.unix() > 1700000000 // expect: true
}];
}

def TimeTodayBuiltin : Builtin<"time.today", [], Impure> {
  let ResultKind = "String";
  let Doc = "The current date in UTC as `YYYY-MM-DD`.";
  let Example = [{
say len(time.today()) // expect: 10
}];
}

class TimeMillisecondsBuiltin<string name> : Builtin<name, [], Impure> {
  let Symbol = "frt_time_elapsed";
  let ResultKind = "Int";
}

def TimeElapsedBuiltin : TimeMillisecondsBuiltin<"time.elapsed"> {
  let Doc = "Milliseconds since 1970; subtract two calls.";
  let Example = [{
say time.elapsed() > 1700000000000 // expect: true
}];
}

def TimeMeasureBuiltin : TimeMillisecondsBuiltin<"time.measure"> {
  let Doc = "The same as `time.elapsed`.";
  let Example = [{
say time.measure() > 1700000000000 // expect: true
}];
}

def TimeSleepBuiltin : Builtin<"time.sleep", [Param<"seconds">], Waits> {
  let ResultKind = "Null";
  let Doc = "Suspends the task for a number of seconds; negative is 0.";
  let Example = [{
say time.sleep(0) // expect: null
}];
}

def TimeFromUnixBuiltin
    : Builtin<"time.from_unix", [Param<"n">], PureRaises> {
  let ResultKind = "Object";
  let Doc = "The time of a number of seconds since 1970, in UTC.";
  let Example = [{
say time.from_unix(0).iso // expect: 1970-01-01T00:00:00+00:00
}];
}
