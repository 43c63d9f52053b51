//===- Scheduler.h - running tasks ----------------------------------------===//
//
// All tasks of a program run on one thread, one after the other; the scheduler
// is made by the first call that needs it. Functions that may wait are written
// like this:
//
//   Task *t = beginWait(ctx, "receive", receiveStep);
//   if (!t)
//     return nullBits;               // cancelled, an error is pending
//   t->target = retained(channel);
//   queue.push(&t->waiter, t);       // or set a timer
//   return suspend(ctx);
//
// Who has what the task waits for calls `serve` or `wake`; the step then makes
// the result of the call.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_RT_SCHED_SCHEDULER_H
#define FORGE_RT_SCHED_SCHEDULER_H

#include "Inbox.h"
#include "Scope.h"
#include "Task.h"
#include "World.h"

namespace forge::rt {

/// Tasks that can run, in the order in which they became able to.
class RunQueue {
public:
  ~RunQueue() { freeBytes(tasks); }

  bool empty() const { return count == 0; }
  uint32_t size() const { return count; }
  void push(Task *task) {
    if (count == room)
      grow();
    tasks[(head + count++) & (room - 1)] = task;
  }
  /// Takes out number `i`; those before it keep their order.
  Task *take(uint32_t i);

private:
  void grow();

  Task **tasks = nullptr;
  uint32_t head = 0, count = 0, room = 0;
};

class Scheduler {
public:
  explicit Scheduler(TaskContext &ctx);
  ~Scheduler();

  TaskContext &ctx;
  World *world;
  Task &main;
  Task *current; ///< that runs, or ran last
  RunQueue ready;
  Timers timers;
  Scope root;         ///< of tasks that were not started in another scope
  uint32_t tasks = 0; ///< not ended, without the main task
  uint32_t started = 0;
  /// Things that may wake tasks besides tasks and timers: work on other
  /// threads, servers, schedules. While there are any, nobody is deadlocked.
  uint32_t expected = 0;
  bool ending = false;     ///< the main task has ended
  uint32_t rounds = 0;     ///< numbers `select` calls, to be fair
  uint32_t safePoints = 0; ///< counts those that called the runtime
  Inbox inbox;
  /// The main task is a server: it looks at its sockets whenever a task has run
  /// for long, or has nothing to do.
  bool serves = false;
  /// Handle of a `schedule` or `watch` that keeps the program alive, or null.
  Bits background = nullBits;
  bool polls; ///< see World::pollsAlways

  /// Runs tasks until the main task, whose code has returned, has ended.
  void runMain();
  /// Cancels and runs the other tasks until none is left.
  void abandon();
  /// Fires timers and takes in what happened elsewhere.
  void poll();
  /// Room for the variables of a task.
  Bits *newGlobals();
  /// New task of a request, which begins with `step`; takes over the variables.
  /// It is not in the queue.
  Task &makeRequest(Bits *globals, Step step, void *request,
                    void (*ended)(Context &, Task &, uint64_t));
  /// Runs a task that is not in the queue until it waits or ends, while the
  /// main task goes on afterwards.
  void runNow(Task &task);
  /// Runs some of the tasks that can run, in the same way; whether more can.
  bool runSome();
  /// Makes a task that does not run able to run.
  void makeReady(Task &task);
  /// Sees to it that the running task notices the passing of time.
  void watch() {
    if (polls)
      ctx.attention = 1;
    else
      inbox.setTicking(true);
  }
  /// Changes the surroundings; before any task runs.
  void setWorld(World &other) {
    world = &other;
    polls = other.pollsAlways();
  }

private:
  void run(Task &task);
  void enter(Task &task);
  void finish(Task &task, uint64_t result);
  void park(Task &task);
  void waitForWork();

  uint32_t switches = 0;
};

/// The program's scheduler, made if there is none.
Scheduler &scheduler(Context &ctx);
/// The program's scheduler, or null.
inline Scheduler *schedulerOf(Context &ctx) { return runtime(ctx).scheduler; }

/// New task that calls a value without arguments.
Task *spawn(Context &ctx, Bits function, bool dropped);

/// Prepares the running task for waiting; null if it is cancelled instead. A
/// shielded wait is not interrupted.
Task *beginWait(Context &ctx, const char *activity, Step step,
                bool shielded = false);
/// Leaves the stack, after `beginWait`; what the function returns.
Bits suspend(Context &ctx);
/// Lets other tasks run.
Bits yieldTask(Context &ctx, const char *activity, Step step);
/// Gives the task that is waiting the place that it waited for.
void serve(Scheduler &s, Waiter &waiter);
/// Ends the wait of a task.
void wake(Scheduler &s, Task &task);
/// The object that the task waited for, owned; to be called by a step.
Bits endWait(Task &task);

/// Suspends the running task for some time.
Bits sleepFor(Context &ctx, double seconds, const char *activity);

/// Raises the error of tasks that wait for each other.
void raiseDeadlock(Scheduler &s);
/// The place of a waiting call outside of the prelude, or null.
const SourceSite *waitingSite(const Task &task);

} // namespace forge::rt

#endif // FORGE_RT_SCHED_SCHEDULER_H
