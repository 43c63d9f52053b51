//===- Simulation.cpp - a world that a seed determines --------------------===//

#include "Simulation.h"

#include "Scheduler.h"
#include "builtins/Extension.h"

#include <algorithm>

using namespace forge::rt;

void Simulation::chosen(const Task &task) {
  log[decided++ % logSize] = {time, task.number, task.activity,
                              waitingSite(task)};
}

void Simulation::idle(Scheduler &, Time until) {
  // Nothing happens outside of a simulation, so nobody waits for it.
  if (until != never)
    time = std::max(time, until);
}

void Simulation::appendLog(StringBuilder &out) const {
  uint64_t first = decided > logSize ? decided - logSize : 0;
  for (uint64_t i = first; i < decided; ++i) {
    const Decision &decision = log[i % logSize];
    out.appendInt(decision.time / 1000000);
    out.append(" ms: ");
    if (decision.task == 0) {
      out.append("main");
    } else {
      out.append("task ");
      out.appendInt(decision.task);
    }
    out.append(decision.activity ? ", after " : ", starts");
    if (decision.activity)
      out.append(decision.activity);
    if (decision.site) {
      out.append(" at ");
      out.append(decision.site->file.ptr);
      out.append(':');
      out.appendInt(decision.site->line);
    }
    out.append('\n');
  }
}

Simulation *forge::rt::simulationOf(Context &ctx) {
  Scheduler *s = schedulerOf(ctx);
  return s ? s->world->simulation() : nullptr;
}

void forge::rt::simulate(Context &ctx, Simulation &simulation) {
  scheduler(ctx).setWorld(simulation);
  extension(ctx).random.seed(simulation.seed());
}
