//===- TestWorld.cpp - tests of a program, and their worlds ---------------===//
//
// The entries that a file compiled by `forge test` calls. All they find out
// goes to the observer that the tool defines.
//
//===----------------------------------------------------------------------===//

#include "Scheduler.h"
#include "Simulation.h"
#include "core/ErrorObject.h"
#include "core/ErrorReport.h"
#include "core/Output.h"
#include "core/Text.h"
#include "forge/rt/Prototypes.h"
#include "forge/rt/TestObserver.h"

#include <new>

using namespace forge::rt;

#if defined(__wasm__)

// Tests run in the compiler's process only.
static TestObserver *observer() { return nullptr; }

#else

static TestObserver *observer() {
  return frt_test_observer ? frt_test_observer() : nullptr;
}

#endif

namespace {

/// A simulated world in which a test may take so much time and no more.
class TestWorld : public Simulation {
public:
  TestWorld(Context &ctx, uint64_t seed, Time limit)
      : Simulation(seed), ctx(ctx), limit(limit) {}

  void idle(Scheduler &scheduler, Time until) override {
    Simulation::idle(scheduler, until);
    checkLimit();
  }
  void advance(Time by) override {
    Simulation::advance(by);
    checkLimit();
  }

private:
  void checkLimit() {
    if (now() < limit)
      return;
    flushOut(ctx);
    StringBuilder decisions;
    appendLog(decisions);
    observer()->hung(decisions.view());
  }

  Context &ctx;
  Time limit;
};

} // namespace

extern "C" {

void frt_test_start(Context *ctx) noexcept {
  TestObserver *tool = observer();
  if (!tool)
    return;
  TestWorldOptions options = tool->world();
  if (!options.isSimulated)
    return;
  // Lives as long as the process, which is made for one simulated test.
  Time limit = options.limitMilliseconds > never / 1000000
                   ? never
                   : options.limitMilliseconds * 1000000;
  simulate(*ctx, *new (allocateBytes(sizeof(TestWorld)))
                     TestWorld(*ctx, options.seed, limit));
}

bool frt_test_begin(Context *ctx, int64_t test) noexcept {
  flushOut(*ctx);
  TestObserver *tool = observer();
  return tool && tool->begin(test);
}

void frt_test_failed(Context *ctx, int64_t phase) noexcept {
  flushOut(*ctx);
  TestObserver *tool = observer();
  if (!tool)
    return clearError(*ctx);
  Owned message(*ctx, pendingMessage(*ctx));
  StringBuilder details, expected, actual, decisions;
  appendErrorDetails(*ctx, details, tool->wantsColor());
  TestFailure failure{};
  failure.phase = static_cast<TestPhase>(phase);
  failure.message = textOf(message);
  failure.details = details.view();
  const ErrorObject &error = *pendingError(*ctx);
  // The last two operands of the message of `assert_eq`.
  std::string_view form = error.text ? error.text : "";
  if (form.starts_with("assertion failed: ") &&
      form.ends_with("expected `%`, got `%`")) {
    bool hasText = form.starts_with("assertion failed: %: ");
    appendDisplay(expected, error.args[hasText].value);
    appendDisplay(actual, error.args[hasText + 1].value);
    failure.hasValues = true;
    failure.expected = expected.view();
    failure.actual = actual.view();
  }
  if (Simulation *simulation = simulationOf(*ctx))
    simulation->appendLog(decisions);
  failure.decisions = decisions.view();
  tool->failed(failure);
  clearError(*ctx);
}

void frt_test_end(Context *ctx, int64_t test) noexcept {
  flushOut(*ctx);
  if (TestObserver *tool = observer())
    tool->end(test);
}

} // extern "C"
