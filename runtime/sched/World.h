//===- World.h - what the scheduler asks its surroundings -----------------===//
//
// The clock, which task runs next, and how to wait when none can: all that
// makes runs of a program differ. The real world is this class; a simulated one
// overrides it (Simulation.h), a reactor for input and output may as well.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_RT_SCHED_WORLD_H
#define FORGE_RT_SCHED_WORLD_H

#include "Timers.h"

namespace forge::rt {

class Scheduler;
class Simulation;
struct Task;

class World {
public:
  /// The time on a clock that never goes back.
  virtual Time now();
  /// Which of `count` tasks that can run is next; 0 has waited longest.
  virtual uint32_t choose(uint32_t count) { return 0; }
  /// Tells that this task runs now.
  virtual void chosen(const Task &task) {}
  /// Returns at that time, or when something else has happened that the
  /// scheduler should look at.
  virtual void idle(Scheduler &scheduler, Time until);
  /// Whether every safe point is to call the runtime, because nothing else
  /// tells when a task has run for long.
  virtual bool pollsAlways();
  /// Whether a task lets others run at the safe point of that number, which
  /// called the runtime.
  virtual bool preempts(uint32_t safePoint);
  /// Whether work that would block may run on other threads.
  virtual bool hasThreads();
  /// This world, if it is simulated.
  virtual Simulation *simulation() { return nullptr; }
};

/// The one that programs live in unless they are tested.
World &realWorld();

} // namespace forge::rt

#endif // FORGE_RT_SCHED_WORLD_H
