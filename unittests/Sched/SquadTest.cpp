//===- SquadTest.cpp - squads ---------------------------------------------===//
//
// Semantics 9.5.
//
//===----------------------------------------------------------------------===//

#include "SchedFixture.h"

using namespace forge::rt;

namespace {

Script result(int64_t value, double seconds) {
  return {[seconds](Env &e) { return e.wait(seconds); },
          [value](Env &) { return makeInt(value); }};
}

Bits begin(Env &e) {
  frt_squad_begin(&e.ctx);
  return nullBits;
}

Bits join(Env &e) { return frt_squad_join(&e.ctx); }

/// A function whose body, in a squad, is the given operations.
Script squad(std::vector<Operation> body) {
  Script inner{};
  inner.operations = body;
  inner.cleanUp = [](Context &ctx) { frt_squad_abort(&ctx); };
  return inner;
}

} // namespace

TEST_CASE_METHOD(SchedFixture, "a squad yields results in spawn order",
                 "[squad]") {
  Script slow = result(1, 0.002), quick = result(2, 0);
  Script main{begin, [&](Env &e) { return e.spawn(slow, true); },
              [&](Env &e) { return e.spawn(quick, true); }, join};
  CHECK(run(main) == "[1, 2]");
  Script empty{begin, join};
  CHECK(run(empty) == "[]");
}

TEST_CASE_METHOD(SchedFixture, "awaiting in the body does no harm", "[squad]") {
  Script quick = result(2, 0);
  Script main{begin, [&](Env &e) { return e.spawn(quick); },
              [](Env &e) { return e.await(e.last); }, join};
  CHECK(run(main) == "[2]");
}

TEST_CASE_METHOD(SchedFixture, "tasks of functions that the body calls count",
                 "[squad]") {
  Script quick = result(2, 0);
  Script function{[&](Env &e) { return e.spawn(quick, true); }};
  // A task that a task starts is not in the squad.
  Script parent{[&](Env &e) { return e.spawn(quick, true); },
                [](Env &) { return makeInt(3); }};
  Script main{begin, [&](Env &e) { return e.call(function); },
              [&](Env &e) { return e.spawn(parent, true); }, join};
  CHECK(run(main) == "[2, 3]");
  abandon();
}

TEST_CASE_METHOD(SchedFixture, "the first failure in time ends a squad",
                 "[squad]") {
  Script endless{[](Env &e) { return e.wait(1000); },
                 [&](Env &) {
                   note("not cancelled");
                   return nullBits;
                 }};
  Script late{[](Env &e) { return e.wait(0.002); },
              [](Env &e) { return raise(e.ctx, "late"); }};
  Script early{[](Env &e) { return e.wait(0.001); },
               [](Env &e) { return raise(e.ctx, "early"); }};
  Script main{begin, [&](Env &e) { return e.spawn(endless, true); },
              [&](Env &e) { return e.spawn(late, true); },
              [&](Env &e) { return e.spawn(early, true); }, join};
  CHECK(run(main) == "error: squad task error: early");
  CHECK(log.empty());
  CHECK(scheduler(ctx).tasks == 0);
}

TEST_CASE_METHOD(SchedFixture, "an error of the body cancels the tasks",
                 "[squad]") {
  Script endless{[](Env &e) { return e.wait(1000); }};
  Script body = squad({[&](Env &e) { return e.spawn(endless, true); },
                       [](Env &e) { return e.wait(0.001); },
                       [](Env &e) { return raise(e.ctx, "body"); }});
  Script main{begin, [&](Env &e) { return e.call(body); },
              [](Env &) { return makeInt(0); },
              [&](Env &e) {
                CHECK(scheduler(e.ctx).tasks == 0);
                return retained(e.last);
              }};
  main.handler = 3;
  CHECK(run(main) == "body");
}

TEST_CASE_METHOD(SchedFixture, "squads nest", "[squad]") {
  Script one = result(1, 0), bad{[](Env &e) { return raise(e.ctx, "x"); }};
  Script inner{begin, [&](Env &e) { return e.spawn(one, true); }, join};
  Script failing{begin, [&](Env &e) { return e.spawn(bad, true); }, join};
  SECTION("in the same task") {
    Script main{begin, [&](Env &e) { return e.spawn(one, true); },
                [&](Env &e) { return e.call(inner); },
                [&](Env &e) {
                  CHECK(display(retained(e.last)) == "[1]");
                  return nullBits;
                },
                join};
    CHECK(run(main) == "[1]");
  }
  SECTION("in a task of the squad, which fails") {
    Script main{begin, [&](Env &e) { return e.spawn(failing, true); }, join};
    CHECK(run(main) == "error: squad task error: squad task error: x");
  }
}

TEST_CASE_METHOD(SchedFixture, "cancelling reaches squads in squads",
                 "[squad]") {
  Script endless{[](Env &e) { return e.wait(1000); }};
  Script body = squad({[&](Env &e) { return e.spawn(endless, true); },
                       [](Env &e) { return e.wait(1000); }});
  Script inner{begin, [&](Env &e) { return e.call(body); }, join};
  Script joining{begin, [&](Env &e) { return e.spawn(endless, true); }, join};
  Script bad{[](Env &e) { return e.wait(0.001); },
             [](Env &e) { return raise(e.ctx, "stop"); }};
  Script main{begin, [&](Env &e) { return e.spawn(inner, true); },
              [&](Env &e) { return e.spawn(joining, true); },
              [&](Env &e) { return e.spawn(bad, true); }, join};
  CHECK(run(main) == "error: squad task error: stop");
  CHECK(scheduler(ctx).tasks == 0);
}
