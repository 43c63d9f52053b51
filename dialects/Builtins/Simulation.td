//===- Simulation.td - the simulated world of a test ----------------------===//
//
// Specification: extensions, section 2.
//
//===----------------------------------------------------------------------===//

include "BuiltinBase.td"

def SimNowBuiltin : Builtin<"sim.now", [], Raises> {
  let ResultKind = "Int";
  let Doc = [{
Milliseconds of virtual time since the simulated world of the test began. Outside
of `forge test --sim` it raises an error, like `sim.advance` and `sim.seed`.
}];
  let Example = [{
safe { say sim.now() }
say sim.is_active() // expect: false
}];
}

def SimAdvanceBuiltin : Builtin<"sim.advance", [Param<"ms">], Raises> {
  let ResultKind = "Null";
  let Doc = [{
Lets a number of milliseconds of virtual time pass at once, as if no task had had
the processor meanwhile. Timers that are due then fire when the task waits, or at
one of its next safe points.
}];
  let Example = [{
try { sim.advance(10) } catch e { say e.message }
// expect: sim is only available under forge test --sim
}];
}

def SimSeedBuiltin : Builtin<"sim.seed", [], Raises> {
  let ResultKind = "Int";
  let Doc = "The seed that the simulated world follows from.";
  let Example = [{
try { sim.seed() } catch e { say e.message }
// expect: sim is only available under forge test --sim
}];
}

def SimIsActiveBuiltin : Builtin<"sim.is_active", [], Impure> {
  let ResultKind = "Bool";
  let Doc = "Whether the program runs in a simulated world.";
  let Example = [{
say sim.is_active() // expect: false
}];
}
