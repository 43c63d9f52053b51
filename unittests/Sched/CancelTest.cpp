//===- CancelTest.cpp - timeouts, cancellation, deadlock, fairness --------===//
//
// Semantics 8.5 and 9.6; extensions, section 1.
//
//===----------------------------------------------------------------------===//

#include "SchedFixture.h"

using namespace forge::rt;

namespace {

/// A function whose body, in a timeout, is the given operations.
Script limited(Bits seconds, std::vector<Operation> body) {
  Script script{};
  script.operations.push_back([seconds](Env &e) {
    frt_timeout_begin(&e.ctx, seconds, 1000);
    return nullBits;
  });
  for (Operation &operation : body)
    script.operations.push_back(operation);
  script.operations.push_back([](Env &e) {
    frt_safe_point(&e.ctx);
    return retained(e.last);
  });
  script.operations.push_back([](Env &e) {
    frt_timeout_end(&e.ctx);
    return retained(e.last);
  });
  script.cleanUp = [](Context &ctx) { frt_timeout_failed(&ctx); };
  return script;
}

/// Calls a function and yields the message of its error.
Script catching(const Script &body) {
  Script script{[&body](Env &e) { return e.call(body); },
                [](Env &e) {
                  e.next = 3;
                  return retained(e.last);
                },
                [](Env &e) { return retained(e.last); }};
  script.handler = 2;
  return script;
}

} // namespace

TEST_CASE_METHOD(SimulatedFixture, "a timeout ends a wait", "[timeout]") {
  Script body = limited(makeInt(2), {[](Env &e) { return e.wait(100); }});
  Script main = catching(body);
  CHECK(run(main) == "timeout: operation exceeded 2 second limit");
  CHECK(simulation.now() == 2 * second);
}

TEST_CASE_METHOD(SimulatedFixture, "a block that is in time", "[timeout]") {
  Script body = limited(makeInt(2), {[](Env &e) { return e.wait(1); },
                                     [](Env &) { return makeInt(5); }});
  Script main = catching(body);
  CHECK(run(main) == "5");
}

TEST_CASE_METHOD(SimulatedFixture, "limits that are no whole seconds",
                 "[timeout]") {
  auto limit = [&](Bits seconds) {
    Script body = limited(seconds, {[](Env &e) { return e.wait(100); }});
    Script main = catching(body);
    return run(main);
  };
  CHECK(limit(makeFloat(1.9)) == "timeout: operation exceeded 1 second limit");
  CHECK(limit(makeInt(-3)) == "timeout: operation exceeded 0 second limit");
  CHECK(limit(trueBits) == "timeout: operation exceeded 5 second limit");
}

TEST_CASE_METHOD(SimulatedFixture, "handlers in the block do not catch it",
                 "[timeout]") {
  Script waiting{[](Env &e) { return e.wait(100); },
                 [](Env &) { return makeInt(0); },
                 [&](Env &) {
                   note("caught");
                   return nullBits;
                 }};
  waiting.handler = 2;
  Script body = limited(makeInt(1), {[&](Env &e) { return e.call(waiting); }});
  Script main = catching(body);
  CHECK(run(main) == "timeout: operation exceeded 1 second limit");
  CHECK(log.empty());
}

TEST_CASE_METHOD(SimulatedFixture, "errors of the block propagate unchanged",
                 "[timeout]") {
  Script body =
      limited(makeInt(1), {[](Env &e) { return raise(e.ctx, "own"); }});
  Script main = catching(body);
  CHECK(run(main) == "own");
}

TEST_CASE_METHOD(SimulatedFixture, "the earliest of nested timeouts wins",
                 "[timeout]") {
  int64_t outer = GENERATE(1, 3);
  Script inner = limited(makeInt(2), {[](Env &e) { return e.wait(100); }});
  Script tried = catching(inner);
  Script body = limited(makeInt(outer), {[&](Env &e) { return e.call(tried); },
                                         [&](Env &e) {
                                           note(display(retained(e.last)));
                                           return e.wait(100);
                                         }});
  Script main = catching(body);
  CHECK(run(main) == (outer == 1
                          ? "timeout: operation exceeded 1 second limit"
                          : "timeout: operation exceeded 3 second limit"));
  CHECK(log ==
        (outer == 1 ? "" : "timeout: operation exceeded 2 second limit"));
}

TEST_CASE_METHOD(SimulatedFixture, "a timeout cancels tasks started in it",
                 "[timeout]") {
  Script child{[](Env &e) { return e.wait(3); },
               [&](Env &) {
                 note("survived");
                 return nullBits;
               }};
  Script body =
      limited(makeInt(1), {[&](Env &e) { return e.spawn(child, true); },
                           [](Env &e) { return e.wait(100); }});
  Script main = catching(body);
  main.operations[2] = [](Env &e) { return e.wait(10); };
  run(main);
  CHECK(log.empty());
  CHECK(scheduler(ctx).tasks == 0);
}

TEST_CASE_METHOD(SimulatedFixture, "tasks outlive a block that was in time",
                 "[timeout]") {
  Script child{[](Env &e) { return e.wait(3); },
               [&](Env &) {
                 note("survived");
                 return nullBits;
               }};
  Script body =
      limited(makeInt(1), {[&](Env &e) { return e.spawn(child, true); }});
  Script main{[&](Env &e) { return e.call(body); },
              [](Env &e) { return e.wait(10); }};
  run(main);
  CHECK(log == "survived");
}

TEST_CASE_METHOD(SimulatedFixture, "a timeout around a squad", "[timeout]") {
  Script endless{[](Env &e) { return e.wait(1000); }};
  Script squad{[](Env &e) {
                 frt_squad_begin(&e.ctx);
                 return nullBits;
               },
               [&](Env &e) { return e.spawn(endless, true); },
               [](Env &e) { return frt_squad_join(&e.ctx); }};
  Script body = limited(makeInt(1), {[&](Env &e) { return e.call(squad); }});
  Script main = catching(body);
  CHECK(run(main) == "timeout: operation exceeded 1 second limit");
  CHECK(scheduler(ctx).tasks == 0);
}

TEST_CASE_METHOD(SchedFixture, "a cancelled task ends as failed", "[cancel]") {
  Script child{[](Env &e) { return e.wait(1000); },
               [](Env &) { return makeInt(0); },
               [&](Env &) {
                 note("caught");
                 return nullBits;
               }};
  child.handler = 2;
  bool started = GENERATE(true, false);
  Script main{[&](Env &e) { return e.set(0, e.spawn(child)); },
              [started](Env &e) { return started ? e.wait(0) : nullBits; },
              [](Env &e) {
                cancelTask(scheduler(e.ctx), *objectOf<Task>(e.local[0]));
                return e.await(e.local[0]);
              }};
  CHECK(run(main) == "error: task error: cancelled");
  CHECK(log.empty());
}

TEST_CASE_METHOD(SchedFixture, "a cancelled task leaves its queue",
                 "[cancel]") {
  Owned ch = own(channel());
  Script child{[&](Env &e) { return e.receive(ch); }};
  Script main{[&](Env &e) { return e.set(0, e.spawn(child)); },
              [](Env &e) { return e.wait(0); },
              [&](Env &e) {
                cancelTask(scheduler(e.ctx), *objectOf<Task>(e.local[0]));
                frt_send(&e.ctx, ch, makeInt(1));
                return frt_try_receive(&e.ctx, ch);
              }};
  CHECK(run(main) == "Some(1)");
  abandon();
}

TEST_CASE_METHOD(SchedFixture, "deadlock", "[deadlock]") {
  Owned ch = own(channel());
  Script child{[&](Env &e) { return e.receive(ch); }};
  child.site.line = 12;
  Script main{[&](Env &e) { return e.spawn(child); },
              [](Env &e) { return e.await(e.last); },
              [](Env &) { return makeInt(0); },
              [](Env &e) { return retained(e.last); }};
  main.site.line = 20;
  SECTION("raises where the main task waits") {
    CHECK(run(main) == "error: deadlock: all tasks are waiting");
  }
  SECTION("can be caught") {
    main.handler = 3;
    CHECK(run(main) == "deadlock: all tasks are waiting");
  }
  SECTION("shows the waiting lines") {
    Script handled{[&](Env &e) { return e.call(main); }};
    handled.cleanUp = [&](Context &ctx) {
      StringBuilder text;
      appendDisplay(text, pendingError(ctx)->hint);
      note(std::string(text.view()));
    };
    run(handled);
    CHECK(log == "waiting: await at app.fg:20, receive at app.fg:12");
  }
  abandon();
}

TEST_CASE_METHOD(SchedFixture, "no deadlock while something may happen",
                 "[deadlock]") {
  Owned ch = own(channel());
  Script child{[](Env &e) { return e.wait(0.002); },
               [&](Env &e) { return e.send(ch, 4); }};
  Script main{[&](Env &e) { return e.spawn(child, true); },
              [&](Env &e) { return e.receive(ch); }};
  CHECK(run(main) == "4");
}

TEST_CASE_METHOD(SchedFixture, "no task keeps the others from running",
                 "[fair]") {
  static bool stop;
  stop = false;
  Script busy{[](Env &e) {
    if (stop)
      return nullBits;
    e.next = 0;
    if (e.ctx.attention)
      frt_safe_point(&e.ctx);
    return nullBits;
  }};
  Script other{[](Env &) {
    stop = true;
    return nullBits;
  }};
  Script main{[&](Env &e) { return e.spawn(busy, true); },
              [&](Env &e) { return e.spawn(other); },
              [](Env &e) { return e.await(e.last); }};
  CHECK(run(main) == "null");
}

TEST_CASE_METHOD(SchedFixture, "a busy task sees that its time is up",
                 "[fair]") {
  Script busy = limited(makeInt(1), {[](Env &e) {
                          e.next = 1;
                          if (e.ctx.attention)
                            frt_safe_point(&e.ctx);
                          return nullBits;
                        }});
  Script main = catching(busy);
  CHECK(run(main) == "timeout: operation exceeded 1 second limit");
}
