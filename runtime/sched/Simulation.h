//===- Simulation.h - a world that a seed determines ----------------------===//
//
// Extensions, section 2. Time is a number that jumps to the next timer when no
// task can run; a generator of random numbers picks the task that runs next and
// decides at which safe points tasks are interrupted. Two runs of a program
// with the same seed make the same decisions.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_RT_SCHED_SIMULATION_H
#define FORGE_RT_SCHED_SIMULATION_H

#include "World.h"
#include "builtins/Random.h"
#include "core/StringObject.h"

namespace forge::rt {

class Simulation : public World {
public:
  /// The last decisions that are remembered.
  static constexpr uint32_t logSize = 50;

  explicit Simulation(uint64_t seed) : seedNumber(seed) { random.seed(seed); }

  uint64_t seed() const { return seedNumber; }
  /// Lets time pass.
  virtual void advance(Time by) { time += by; }
  /// Decisions so far.
  uint64_t decisions() const { return decided; }
  /// A line for each of the last decisions: the time in milliseconds, the task,
  /// where it goes on.
  void appendLog(StringBuilder &out) const;

  Time now() override { return time; }
  uint32_t choose(uint32_t count) override {
    return static_cast<uint32_t>(random.below(count));
  }
  void chosen(const Task &task) override;
  void idle(Scheduler &scheduler, Time until) override;
  bool pollsAlways() override { return true; }
  bool preempts(uint32_t) override { return random.below(8) == 0; }
  bool hasThreads() override { return false; }
  Simulation *simulation() override { return this; }

private:
  struct Decision {
    Time time;
    uint32_t task;
    const char *activity;
    const SourceSite *site;
  };

  uint64_t seedNumber;
  Random random;
  Time time = 0;
  uint64_t decided = 0;
  Decision log[logSize];
};

/// Makes the program of a context, none of whose tasks has run, live in a
/// simulated world; its random numbers follow from the seed, too.
void simulate(Context &ctx, Simulation &simulation);

/// The simulated world that the program lives in, or null.
Simulation *simulationOf(Context &ctx);

} // namespace forge::rt

#endif // FORGE_RT_SCHED_SIMULATION_H
