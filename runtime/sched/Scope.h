//===- Scope.h - what cancels several tasks at once -----------------------===//
//
// Squads and timeouts. A scope belongs to a task and lasts as long as a block
// of its code; tasks started meanwhile are in the scope, and so are the scopes
// of these tasks: all are cancelled with it. What is still there when a scope
// ends moves to the scope around it.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_RT_SCHED_SCOPE_H
#define FORGE_RT_SCHED_SCOPE_H

#include "Task.h"
#include "core/Buffer.h"

namespace forge::rt {

class Scheduler;

struct Scope {
  enum Kind : uint8_t { Root, Squad, Timeout, Request };

  explicit Scope(Kind kind) : kind(kind) {}

  Task *owner = nullptr;
  Scope *parent = nullptr; ///< around it, of the same task or not
  Scope *outer = nullptr;  ///< around it, of the same task; null if none
  ListedReference *tasks = nullptr;
  Scope *inner = nullptr; ///< scopes in it, linked by their siblings
  Scope *previous = nullptr, *next = nullptr;
  Kind kind;
  bool cancelled = false;
};

/// Waits for the tasks that its task starts.
struct Squad : Scope {
  Squad() : Scope(Scope::Squad) {}

  Buffer<Task *, 4> members; ///< in the order of their start; counted
  uint32_t running = 0;
  bool joining = false;       ///< the owner waits
  Bits failure = missingBits; ///< message of the first one, owned
  void *heldError = nullptr;  ///< that ends the squad
};

struct Timeout : Scope {
  Timeout() : Scope(Scope::Timeout) {}

  Timer timer;
  int64_t seconds = 0;
  int32_t muted = 0; ///< before it
  bool expired = false;
  bool raised = false; ///< its error is or was on its way
};

/// Puts a task into the scope that the running task is in.
void joinScope(Scheduler &s, Task &task);
/// Makes a task the one of a request: with it all tasks end that it has
/// started.
void openRequest(Scheduler &s, Task &task);
/// Takes a task that ends out of its scope.
void leaveScope(Task &task);

/// Asks a task to end.
void cancelTask(Scheduler &s, Task &task);
/// Asks all tasks in the scope to end.
void cancelScope(Scheduler &s, Scope &scope);
/// A timer was due.
void expire(Scheduler &s, Timeout &timeout);
/// Raises the error of a cancellation or timeout that the running task has not
/// seen; false if there is none.
bool raiseInterruption(Context &ctx, Task &task);

/// Tells the squad of a task that it has ended.
void reportToSquad(Scheduler &s, Task &task);
/// Frees the scopes that a task leaves behind.
void dropScopes(Scheduler &s, Task &task);

} // namespace forge::rt

#endif // FORGE_RT_SCHED_SCOPE_H
