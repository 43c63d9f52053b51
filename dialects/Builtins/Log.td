//===- Log.td - the module `log` ------------------------------------------===//
//
// Specification: library, section 10; server, section 13.
//
//===----------------------------------------------------------------------===//

include "BuiltinBase.td"

class LogBuiltin<string name> : Builtin<"log." # name, [], Impure> {
  let Variadic = 1;
  let ResultKind = "Null";
}

def LogInfoBuiltin : LogBuiltin<"info"> {
  let Doc = [{
Writes an event to standard error: the display texts of its arguments, joined by
one space. FORGE_LOG decides which levels are shown, FORGE_LOG_FORMAT how.
Returns `null`.
}];
  let Example = [{
say log.info("started", 1) // expect: null
}];
}

def LogWarnBuiltin : LogBuiltin<"warn"> {
  let Doc = "Writes an event of level warn, as `log.info` does.";
  let Example = [{
say log.warn("low on space") // expect: null
}];
}

def LogErrorBuiltin : LogBuiltin<"error"> {
  let Doc = "Writes an event of level error, as `log.info` does.";
  let Example = [{
say log.error("no space") // expect: null
}];
}

def LogDebugBuiltin : LogBuiltin<"debug"> {
  let Doc = "Writes an event of level debug, which is not shown by default.";
  let Example = [{
say log.debug("x =", 1) // expect: null
}];
}
