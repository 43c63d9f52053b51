//===- SimModule.cpp - the simulated world as programs see it -------------===//
//
// Specification: extensions, section 2.
//
//===----------------------------------------------------------------------===//

#include "Scheduler.h"
#include "Simulation.h"
#include "core/Errors.h"
#include "forge/rt/Prototypes.h"

using namespace forge::rt;

/// Null with an error pending outside of simulations.
static Simulation *requireSimulation(Context &ctx) {
  Simulation *simulation = simulationOf(ctx);
  if (!simulation)
    raise(ctx, "sim is only available under forge test --sim");
  return simulation;
}

static constexpr Time millisecond = second / 1000;

Bits forge::rt::frt_sim_now(Context *context) noexcept {
  Simulation *simulation = requireSimulation(*context);
  return simulation ? makeInt(simulation->now() / millisecond) : nullBits;
}

Bits forge::rt::frt_sim_advance(Context *context, Bits ms) noexcept {
  Simulation *simulation = requireSimulation(*context);
  if (!simulation)
    return nullBits;
  if (!isNumber(ms))
    return raise(*context, "sim.advance() requires a number of milliseconds");
  simulation->advance(later(simulation->now(), asNumber(ms) / 1000) -
                      simulation->now());
  scheduler(*context).watch();
  return nullBits;
}

Bits forge::rt::frt_sim_seed(Context *context) noexcept {
  Simulation *simulation = requireSimulation(*context);
  return simulation ? makeInt(static_cast<int64_t>(simulation->seed()))
                    : nullBits;
}

Bits forge::rt::frt_sim_is_active(Context *context) noexcept {
  return makeBool(simulationOf(*context) != nullptr);
}
