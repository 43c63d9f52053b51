//===- Task.h - a task, and what it waits for -----------------------------===//
//
// A task runs on the native stack of the scheduler until it has to wait; then
// its functions are frames on the heap. docs/tasks.md describes how.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_RT_SCHED_TASK_H
#define FORGE_RT_SCHED_TASK_H

#include "Timers.h"
#include "core/Cycles.h"
#include "core/Memory.h"
#include "core/Reference.h"

namespace forge::rt {

struct Scope;
struct Squad;
struct Task;
struct Waiter;

/// A reference in the list in which the collector of cycles looks for them, or,
/// as long as a task runs, in the list of its scope. The links are where a
/// ListedCell has them.
struct ListedReference : Reference {
  ListedReference *previous, *next;
};
static_assert(sizeof(ListedReference) == sizeof(ListedCell));

inline ListedCell *listed(ListedReference *r) {
  return reinterpret_cast<ListedCell *>(r);
}

/// Those who wait for the same, first come, first served.
struct WaitQueue {
  Waiter *first = nullptr, *last = nullptr;

  bool empty() const { return !first; }
  void push(Waiter *waiter, Task *task);
  void remove(Waiter *waiter);
};

/// A task's place in a queue.
struct Waiter {
  Waiter *next = nullptr, *previous = nullptr;
  WaitQueue *queue = nullptr; ///< null: in none
  Task *task = nullptr;
  Bits value = nullBits; ///< to be sent, or received; owned
};

/// Goes on after a wait: the result of the function that waited, as raw bits,
/// unless an error is pending. May be entered with a pending error, if the wait
/// was interrupted, and may wait again.
using Step = uint64_t (*)(Context &ctx, Task &task);

enum class TaskState : uint8_t { Ready, Running, Waiting, Ended };

struct Task : ListedReference {
  Frame *frames;     ///< functions that wait, the innermost first
  Bits result;       ///< when it has ended; the message of a failed one
  Bits function;     ///< that it runs
  Bits *globals;     ///< its own top-level variables; null once it has ended
  Scope *scope;      ///< in which it was started
  Scope *scopes;     ///< its own squads and timeouts, the innermost first
  Squad *squad;      ///< that waits for it, or null
  WaitQueue joiners; ///< who awaits it

  // While it waits.
  Step step;
  const char *activity; ///< what it does, as programs call it
  Bits target;          ///< what it waits for; owned
  Waiter waiter;
  Waiter *waiters; ///< all its places in queues: `waiter`, or others
  Waiter *chosen;  ///< who was served, or null
  void *extra;     ///< belongs to the step
  uint32_t places; ///< how many `waiters`
  Timer timer;

  /// What a request's task is for, and what takes its result or error, when it
  /// has ended; null in other tasks.
  void *request;
  void (*ended)(Context &ctx, Task &task, uint64_t result);

  uint32_t number; ///< counts the tasks of a program; 0 is the main task
  int32_t depth;   ///< of `Context`
  int32_t muted;   ///< of `TaskContext`
  TaskState state;
  bool failed : 1;
  bool dropped : 1;     ///< nobody has the handle: print failures
  bool cancelled : 1;   ///< was asked to end
  bool cancelSeen : 1;  ///< ends
  bool interrupted : 1; ///< has not seen all cancellations and expired timeouts
  bool broken : 1;      ///< its wait was interrupted
  bool deadlocked : 1;  ///< its wait fails, because nothing can end it
  bool shielded : 1;    ///< its wait is not interrupted
  bool listedForCycles : 1;
};

inline Bits boxOf(const Task &task) { return boxPtr(&task); }
inline bool isTask(Bits v) { return isKind(v, Kind::Task); }

} // namespace forge::rt

#endif // FORGE_RT_SCHED_TASK_H
