//===- Scope.cpp - squads, timeouts, cancellation -------------------------===//

#include "Scope.h"

#include "Scheduler.h"
#include "core/ArrayObject.h"
#include "core/ErrorObject.h"
#include "core/Errors.h"
#include "forge/rt/Prototypes.h"

#include <algorithm>
#include <cmath>
#include <new>

using namespace forge::rt;

/// What errors of cancelled tasks are for: nobody.
static constexpr char cancelMark = 0;

//===----------------------------------------------------------------------===//
// The tree of scopes
//===----------------------------------------------------------------------===//

/// The scope that the code of a task is in.
static Scope &scopeOf(Scheduler &s, Task &task) {
  if (task.scopes)
    return *task.scopes;
  return task.scope ? *task.scope : s.root;
}

static void link(ListedReference *&first, ListedReference *item) {
  item->previous = nullptr;
  item->next = first;
  if (first)
    first->previous = item;
  first = item;
}

static void linkScope(Scope &parent, Scope &scope) {
  scope.parent = &parent;
  scope.previous = nullptr;
  scope.next = parent.inner;
  if (scope.next)
    scope.next->previous = &scope;
  parent.inner = &scope;
}

static void unlinkScope(Scope &scope) {
  (scope.previous ? scope.previous->next : scope.parent->inner) = scope.next;
  if (scope.next)
    scope.next->previous = scope.previous;
}

void forge::rt::joinScope(Scheduler &s, Task &task) {
  Task &spawner = *s.current;
  Scope &scope = scopeOf(s, spawner);
  task.scope = &scope;
  link(scope.tasks, &task);
  bool cancelled = spawner.cancelled || s.ending;
  for (Scope *own = spawner.scopes; own; own = own->outer) {
    cancelled |= own->cancelled;
    if (own->kind == Scope::Squad && !task.squad) {
      task.squad = static_cast<Squad *>(own);
      task.squad->members.push(&task);
      ++task.squad->running;
      retainObject(&task.header);
    }
  }
  if (cancelled)
    cancelTask(s, task);
}

void forge::rt::openRequest(Scheduler &s, Task &task) {
  task.scope = &s.root;
  link(s.root.tasks, &task);
  auto *scope = new (allocateBytes(sizeof(Scope))) Scope(Scope::Request);
  scope->owner = &task;
  linkScope(s.root, *scope);
  task.scopes = scope;
}

void forge::rt::leaveScope(Task &task) {
  (task.previous ? task.previous->next : task.scope->tasks) = task.next;
  if (task.next)
    task.next->previous = task.previous;
  task.scope = nullptr;
}

static void open(Scheduler &s, Scope &scope) {
  Task &task = *s.current;
  scope.owner = &task;
  scope.outer = task.scopes;
  linkScope(scopeOf(s, task), scope);
  task.scopes = &scope;
}

/// Takes the innermost scope of a task away from it.
static void close(Scheduler &s, Task &task) {
  Scope &scope = *task.scopes;
  Scope &parent = *scope.parent;
  while (auto *left = static_cast<Task *>(scope.tasks)) {
    scope.tasks = left->next;
    left->scope = &parent;
    link(parent.tasks, left);
  }
  while (Scope *left = scope.inner) {
    unlinkScope(*left);
    linkScope(parent, *left);
  }
  unlinkScope(scope);
  task.scopes = scope.outer;
}

template <typename T> static T *newScope() {
  return new (allocateBytes(sizeof(T))) T;
}
template <typename T> static void freeScope(T *scope) {
  scope->~T();
  freeBytes(scope);
}

//===----------------------------------------------------------------------===//
// Cancellation
//===----------------------------------------------------------------------===//

/// Makes a task see that it is to end, or that a timeout has expired.
static void interrupt(Scheduler &s, Task &task) {
  if (task.cancelSeen)
    return; // ends already
  task.interrupted = true;
  switch (task.state) {
  case TaskState::Ended:
    return;
  case TaskState::Running:
    s.ctx.attention = 1;
    return;
  case TaskState::Ready:
    task.broken = !task.shielded;
    return;
  case TaskState::Waiting:
    if (task.shielded)
      return;
    task.broken = true;
    wake(s, task);
  }
}

void forge::rt::cancelTask(Scheduler &s, Task &task) {
  if (task.cancelled || task.state == TaskState::Ended)
    return;
  task.cancelled = true;
  interrupt(s, task);
}

void forge::rt::cancelScope(Scheduler &s, Scope &scope) {
  Buffer<Scope *> pending;
  pending.push(&scope);
  while (!pending.empty()) {
    Scope &next = *pending.pop();
    if (next.cancelled)
      continue;
    next.cancelled = next.kind != Scope::Root;
    for (ListedReference *task = next.tasks; task; task = task->next)
      cancelTask(s, *static_cast<Task *>(task));
    for (Scope *inner = next.inner; inner; inner = inner->next)
      pending.push(inner);
  }
}

/// The expired timeout of a task that it is to see next.
static Timeout *expiredTimeout(Task &task) {
  Timeout *earliest = nullptr;
  for (Scope *scope = task.scopes; scope; scope = scope->outer) {
    if (scope->kind != Scope::Timeout)
      continue;
    auto *timeout = static_cast<Timeout *>(scope);
    if (timeout->expired && !timeout->raised &&
        (!earliest || timeout->timer.due <= earliest->timer.due))
      earliest = timeout;
  }
  return earliest;
}

bool forge::rt::raiseInterruption(Context &ctx, Task &task) {
  if (task.cancelled) {
    task.interrupted = false;
    if (task.cancelSeen)
      return false;
    task.cancelSeen = true;
    raise(ctx, "cancelled");
    pendingError(ctx)->finalFor = &cancelMark;
    return true;
  }
  Timeout *timeout = expiredTimeout(task);
  if (!timeout) {
    task.interrupted = false;
    return false;
  }
  timeout->raised = true;
  task.interrupted = expiredTimeout(task) != nullptr;
  raise(ctx, "timeout: operation exceeded % second limit", timeout->seconds);
  pendingError(ctx)->finalFor = timeout;
  return true;
}

//===----------------------------------------------------------------------===//
// Timeouts
//===----------------------------------------------------------------------===//

void forge::rt::expire(Scheduler &s, Timeout &timeout) {
  timeout.expired = true;
  cancelScope(s, timeout);
  interrupt(s, *timeout.owner);
}

/// Milliseconds of a limit as programs write it.
static double limitOf(Bits amount, int64_t unit) {
  constexpr double most = 3.2e12; // a hundred years
  double limit = isNumber(amount) ? asNumber(amount) : 5;
  return limit > 0
             ? std::min(std::trunc(limit) * static_cast<double>(unit), most)
             : 0;
}

void forge::rt::frt_timeout_begin(Context *ctx, Bits amount,
                                  int64_t unit) noexcept {
  Scheduler &s = scheduler(*ctx);
  auto *timeout = newScope<Timeout>();
  double limit = limitOf(amount, unit);
  timeout->seconds = static_cast<int64_t>(limit / 1000);
  timeout->muted = s.ctx.muted;
  timeout->timer.kind = Timer::Expire;
  timeout->timer.owner = timeout;
  open(s, *timeout);
  Time now = s.world->now();
  timeout->timer.due = later(now, limit / 1000);
  if (limit == 0) {
    expire(s, *timeout);
    return;
  }
  s.timers.set(timeout->timer, timeout->timer.due);
  s.watch();
}

/// The innermost timeout of the running task, taken away from it.
static Timeout *endTimeout(Scheduler &s) {
  Task &task = *s.current;
  assert(task.scopes && task.scopes->kind == Scope::Timeout);
  auto *timeout = static_cast<Timeout *>(task.scopes);
  s.timers.cancel(timeout->timer);
  close(s, task);
  if (s.timers.empty() && s.ready.empty())
    s.inbox.setTicking(false);
  return timeout;
}

void forge::rt::frt_timeout_end(Context *ctx) noexcept {
  freeScope(endTimeout(scheduler(*ctx)));
}

void forge::rt::frt_timeout_failed(Context *ctx) noexcept {
  Scheduler &s = scheduler(*ctx);
  Timeout *timeout = endTimeout(s);
  s.ctx.muted = timeout->muted;
  if (pendingError(*ctx)->finalFor == timeout)
    pendingError(*ctx)->finalFor = nullptr;
  freeScope(timeout);
}

//===----------------------------------------------------------------------===//
// Squads
//===----------------------------------------------------------------------===//

void forge::rt::reportToSquad(Scheduler &s, Task &task) {
  Squad &squad = *std::exchange(task.squad, nullptr);
  --squad.running;
  if (task.failed && squad.failure == missingBits) {
    squad.failure = retained(task.result);
    cancelScope(s, squad);
  }
  if (squad.running == 0 && squad.joining)
    wake(s, *squad.owner);
}

static Squad &innermostSquad(Scheduler &s) {
  Scope *scope = s.current->scopes;
  assert(scope && scope->kind == Scope::Squad);
  return *static_cast<Squad *>(scope);
}

/// Frees a squad, whose tasks have ended.
static void endSquad(Scheduler &s, Task &task) {
  auto *squad = static_cast<Squad *>(task.scopes);
  close(s, task);
  for (Task *member : squad->members)
    releaseObject(s.ctx, &member->header);
  release(s.ctx, squad->failure);
  freeScope(squad);
}

/// The outcome of a squad whose tasks have ended.
static Bits finishSquad(Scheduler &s) {
  Context &ctx = s.ctx;
  Squad &squad = innermostSquad(s);
  Bits results = nullBits;
  if (squad.failure != missingBits) {
    raise(ctx, "squad task error: %", squad.failure);
  } else {
    ArrayBuilder builder(ctx);
    for (Task *member : squad.members)
      builder.push(retained(member->result));
    results = builder.finish();
  }
  endSquad(s, *s.current);
  return results;
}

static uint64_t abortStep(Context &ctx, Task &) {
  Scheduler &s = scheduler(ctx);
  Squad &squad = innermostSquad(s);
  squad.joining = squad.running > 0;
  if (squad.joining) {
    beginWait(ctx, "squad", abortStep, /*shielded=*/true);
    return suspend(ctx);
  }
  void *error = squad.heldError;
  endSquad(s, *s.current);
  ctx.error.ptr = error;
  return nullBits;
}

/// Ends the innermost squad because of the pending error.
static Bits abortSquad(Scheduler &s) {
  Squad &squad = innermostSquad(s);
  squad.heldError = std::exchange(s.ctx.error.ptr, nullptr);
  cancelScope(s, squad);
  return abortStep(s.ctx, *s.current);
}

static uint64_t joinStep(Context &ctx, Task &) {
  Scheduler &s = scheduler(ctx);
  innermostSquad(s).joining = false;
  return failed(ctx) ? abortSquad(s) : finishSquad(s);
}

void forge::rt::frt_squad_begin(Context *ctx) noexcept {
  open(scheduler(*ctx), *newScope<Squad>());
}

Bits forge::rt::frt_squad_join(Context *ctx) noexcept {
  Scheduler &s = scheduler(*ctx);
  Squad &squad = innermostSquad(s);
  if (squad.running == 0)
    return finishSquad(s);
  if (!beginWait(*ctx, "squad", joinStep))
    return abortSquad(s);
  squad.joining = true;
  return suspend(*ctx);
}

void forge::rt::frt_squad_abort(Context *ctx) noexcept {
  abortSquad(scheduler(*ctx));
}

void forge::rt::dropScopes(Scheduler &s, Task &task) {
  while (task.scopes) {
    if (task.scopes->kind == Scope::Squad) {
      auto *squad = static_cast<Squad *>(task.scopes);
      for (Task *member : squad->members)
        member->squad = nullptr;
      endSquad(s, task);
    } else if (task.scopes->kind == Scope::Request) {
      Scope *request = task.scopes;
      cancelScope(s, *request);
      close(s, task);
      freeScope(request);
    } else {
      auto *timeout = static_cast<Timeout *>(task.scopes);
      s.timers.cancel(timeout->timer);
      close(s, task);
      freeScope(timeout);
    }
  }
}
