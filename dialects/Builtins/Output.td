//===- Output.td - functions that write text ------------------------------===//
//
// Specification: builtins, section 2.
//
//===----------------------------------------------------------------------===//

include "BuiltinBase.td"

class OutputBuiltin<string name> : Builtin<name, [], Impure> {
  let Variadic = 1;
  let ResultKind = "Null";
}

def PrintBuiltin : OutputBuiltin<"print"> {
  let Doc = [{
Writes the display texts of its arguments, joined by one space, to standard
output, without a line end. One call is one atomic write. Returns `null`.
}];
  let Example = [{
print("a", 1)
println() // expect: a 1
}];
}

def PrintlnBuiltin : OutputBuiltin<"println"> {
  let Doc = [{
Writes the display texts of its arguments, joined by one space, and a line feed
to standard output. Without arguments it writes an empty line. Returns `null`.
}];
  let Example = [{
println("sum", 1 + 2, [true]) // expect: sum 3 [true]
}];
}

def SayBuiltin : OutputBuiltin<"say"> {
  let Symbol = "frt_println";
  let Doc = [{
The same as `println`. As a statement, `say e`, it takes one expression without
parentheses.
}];
  let Example = [{
say "hello" // expect: hello
}];
}

def YellBuiltin : OutputBuiltin<"yell"> {
  let Doc = [{
Writes the display texts of its arguments, joined by one space, in upper case
(full Unicode mapping), and a line feed. Returns `null`.
}];
  let Example = [{
yell "straße" // expect: STRASSE
}];
}

def WhisperBuiltin : OutputBuiltin<"whisper"> {
  let Doc = [{
Writes the display texts of its arguments, joined by one space, in lower case
(full Unicode mapping), and a line feed. Returns `null`.
}];
  let Example = [{
whisper "ÄB" // expect: äb
}];
}

def EprintBuiltin : OutputBuiltin<"eprint"> {
  let Doc = "`print` to standard error.";
  let Example = [{
say eprint("x") // expect: null
}];
}

def EprintlnBuiltin : OutputBuiltin<"eprintln"> {
  let Doc = "`println` to standard error.";
  let Example = [{
say eprintln("x") // expect: null
}];
}
