//===- SchedFixture.h - tasks written by hand -----------------------------===//
//
// A Script stands for a compiled function that may wait: a list of operations,
// each of which ends with at most one call that waits. Between operations it
// can be suspended, as generated code can: what is live is put into a frame.
//
//   Script main{
//     [&](Env &e) { return e.spawn(child); },
//     [&](Env &e) { return e.await(e.last); },
//   };
//   CHECK(run(main) == "42");
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_UNITTESTS_SCHED_SCHEDFIXTURE_H
#define FORGE_UNITTESTS_SCHED_SCHEDFIXTURE_H

#include "core/ArrayObject.h"
#include "core/Cycles.h"
#include "core/ErrorObject.h"
#include "core/Errors.h"
#include "core/State.h"
#include "core/Text.h"
#include "core/Wrappers.h"
#include "forge/rt/Prototypes.h"
#include "sched/Scheduler.h"
#include "sched/Simulation.h"

#include <catch2/catch.hpp>

#include <functional>
#include <string>
#include <vector>

namespace forge::rt {

struct Env;
/// Returns an owned value.
using Operation = std::function<Bits(Env &)>;

struct Script {
  Script(std::initializer_list<Operation> operations)
      : operations(operations) {}

  std::vector<Operation> operations;
  /// Number of the operation that handles errors of the others, or -1. It finds
  /// the message in `last`.
  int handler = -1;
  /// What is done about every error, as where a compiled function ends a squad
  /// or timeout; called with the error pending.
  std::function<void(Context &)> cleanUp;
  SourceSite site = {{"app.fg"}, {"f"}, 1, 1, 1, 1};
};

/// A running script.
struct Env {
  Context &ctx;
  const Script &script;
  int next = 0; ///< operation
  bool cleaned = false;
  Bits last = nullBits; ///< result of the operation before; owned
  Bits local[2] = {nullBits, nullBits}; ///< variables; owned

  Bits spawn(const Script &other, bool dropped = false);
  Bits await(Bits handle) { return frt_await(&ctx, handle); }
  Bits send(Bits channel, int64_t value) {
    return frt_send(&ctx, channel, makeInt(value));
  }
  Bits receive(Bits channel) { return frt_receive(&ctx, channel); }
  Bits wait(double seconds) { return frt_wait(&ctx, makeFloat(seconds)); }
  /// Calls another script, as a function that waits calls another one; the
  /// argument (consumed) is its first variable.
  Bits call(const Script &other, Bits argument = nullBits);
  Bits set(int i, Bits value) {
    release(ctx, local[i]);
    local[i] = value;
    return nullBits;
  }
};

class SchedFixture {
public:
  SchedFixture();
  ~SchedFixture();

  /// Runs a program until its main task has ended; its result as text or
  /// `error: MESSAGE`.
  std::string run(const Script &main);
  /// Function value that runs a script, which must live as long.
  Bits functionOf(const Script &script);
  /// Ends the tasks that are left, whose scripts are about to go.
  void abandon() { scheduler(ctx).abandon(); }
  std::string display(Bits v);
  std::string error();
  Owned own(Bits v) { return Owned(ctx, v); }
  Bits channel() { return frt_channel(&ctx, missingBits); }
  Bits channel(int64_t size) { return frt_channel(&ctx, makeInt(size)); }
  void note(const std::string &text) { log += log.empty() ? text : " " + text; }

  TaskContext *state;
  TaskContext &ctx;
  std::string log;
};

/// A fixture whose programs run in simulated time.
class SimulatedFixture : public SchedFixture {
public:
  explicit SimulatedFixture(uint64_t seed = 1) : simulation(seed) {
    simulate(ctx, simulation);
  }
  ~SimulatedFixture();

  Simulation simulation;
};

Bits functionOf(Context &ctx, const Script &script);

} // namespace forge::rt

#endif // FORGE_UNITTESTS_SCHED_SCHEDFIXTURE_H
