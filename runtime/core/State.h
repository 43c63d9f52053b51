//===- State.h - what the runtime appends to a task's context -------------===//
//
// All mutable state of the runtime hangs on the context that every entry gets
// as its first argument: the task's own in `Context`, what all tasks share in
// `Runtime`. There is no global mutable state.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_RT_CORE_STATE_H
#define FORGE_RT_CORE_STATE_H

#include "Parts.h"
#include "forge/rt/Abi.h"

namespace forge::rt {

struct ListedCell;
struct Output;
class Scheduler;
struct ShapeTree;
struct TypeTable;

/// All cells of a task, and when to look for cycles next; see Cycles.h.
struct CellList {
  static constexpr int64_t fewObjects = 1 << 17;

  ListedCell *first = nullptr;
  int64_t count = 0;
  int64_t fewCells = 1024; ///< created between collections, at least
  int64_t countLimit = fewCells;
  int64_t liveLimit = fewObjects; ///< of `Counters::live`
  int64_t collections = 0;        ///< so far
};

/// What only some programs are linked with: how to end it.
struct Service {
  void (*flush)(Context &ctx, Service *service); ///< the process is about to end
  void (*destroy)(Context &ctx, Service *service);
  Service *next = nullptr;
};

struct TaskContext;

/// What programs with tasks are linked with; made known by the first call that
/// needs a scheduler.
struct TaskHooks {
  /// Runs tasks until the main task has ended, after its code returned.
  void (*runMain)(TaskContext &ctx);
  /// Makes the tasks that are left give up what they hold, if anybody looks.
  void (*abandon)(TaskContext &ctx);
  /// What `frt_safe_point` does.
  void (*safePoint)(TaskContext &ctx);
  /// Frees the scheduler; after the others.
  void (*destroy)(TaskContext &ctx);
};

/// State shared by all tasks of a program.
struct Runtime {
  ShapeTree *shapes = nullptr;
  TypeTable *types = nullptr;
  Output *output = nullptr;
  const ProgramInfo *program = nullptr;
  int argc = 0;
  char **argv = nullptr;
  void *extension = nullptr; ///< owned by the builtins, see Hooks.h
  Parts parts;               ///< of the runtime that this program needs
  Scheduler *scheduler = nullptr;
  const TaskHooks *taskHooks = nullptr;
  Service *services = nullptr;
  /// Memory that small objects are cut from; each chunk links to the one before
  /// it. Held until the end, because blocks move from task to task.
  void *chunks = nullptr;
  size_t chunkSize = 0; ///< of the last one
};

/// A task's context as the runtime sees it.
struct TaskContext : Context {
  Runtime *runtime = nullptr;
  CellList cells;
  int32_t muted = 0; ///< nested calls of `ghost` in progress
};

inline TaskContext &task(Context &ctx) {
  return static_cast<TaskContext &>(ctx);
}
inline Runtime &runtime(Context &ctx) { return *task(ctx).runtime; }

/// True when an error is pending; results obtained since are meaningless.
inline bool failed(const Context &ctx) { return ctx.error.ptr != nullptr; }

/// Whether functions are leaving the stack because the task waits; they do so
/// as after an error.
inline bool isSuspended(const Context &ctx) {
  return reinterpret_cast<uintptr_t>(ctx.error.ptr) == suspendedError;
}
inline void markSuspended(Context &ctx) {
  ctx.error.ptr = reinterpret_cast<void *>(uintptr_t{suspendedError});
}

/// Makes a context with its runtime, able to run code; `destroyState` frees
/// both and everything they own. Globals and objects are the caller's. What
/// they consist of is in ProgramState.h.
TaskContext *createState(const ProgramInfo *program, int argc, char **argv);
void destroyState(TaskContext *ctx);
/// Releases the objects that the runtime itself holds, so that the live count
/// shows what the program left behind. No code may run afterwards.
void releaseState(TaskContext *ctx);

} // namespace forge::rt

#endif // FORGE_RT_CORE_STATE_H
