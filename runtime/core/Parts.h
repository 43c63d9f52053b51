//===- Parts.h - parts of the runtime that only some programs need --------===//
//
// The linker keeps what something refers to. What every program runs (its
// start, its end, the allocator) must therefore not name what few programs
// need. Such a part is reached through a `Part`, and put there by the code that
// makes it necessary: raising an error needs the report of uncaught errors, a
// cell needs the collector. A program without that code is linked without the
// part, on every target.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_RT_CORE_PARTS_H
#define FORGE_RT_CORE_PARTS_H

#include "forge/rt/Abi.h"

#include <atomic>

namespace forge::rt {

struct TaskContext;

/// A function that is there only if something made it necessary. Tasks may do
/// so at the same time: they all put the same function.
template <typename Result, typename... Args> class Part {
public:
  using Function = Result(Args...);

  void need(Function &part) {
    function.store(&part, std::memory_order_relaxed);
  }
  bool isNeeded() const { return get() != nullptr; }
  /// Calls it; it must be needed.
  Result operator()(Args... args) const { return get()(args...); }

private:
  Function *get() const { return function.load(std::memory_order_relaxed); }

  std::atomic<Function *> function = nullptr;
};

struct Parts {
  /// Writes the report of the pending error. Needed by errors.
  Part<void, Context &> reportError;
  /// Frees circles of objects. Needed by cells.
  Part<void, Context &> collectCycles;
  /// Releases and counts objects at the end of the program if that is asked
  /// for, makes the exit status of the given one. Needed by objects.
  Part<int, TaskContext &, int> checkObjects;
};

} // namespace forge::rt

#endif // FORGE_RT_CORE_PARTS_H
