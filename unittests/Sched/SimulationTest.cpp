//===- SimulationTest.cpp - all orders in which tasks may run -------------===//
//
// Extensions, section 2: what must hold in every order, and that a seed
// determines the order.
//
//===----------------------------------------------------------------------===//

#include "SchedFixture.h"

using namespace forge::rt;

namespace {

/// Producers and consumers around a channel, with sleeps, squads, a mutex, a
/// task that is cancelled.
class Workload {
public:
  Workload(SchedFixture &f, int64_t capacity)
      : ch(f.own(f.channel(capacity))),
        total(f.own(frt_mutex(&f.ctx, makeInt(0)))) {}

  static constexpr int producers = 3, consumers = 3, values = 6;

  Owned ch, total;
  std::string order;
  int64_t sum = 0;
  int received = 0;

  Script producer{
      [](Env &e) { return e.set(0, makeInt(0)); },
      [this](Env &e) {
        int64_t i = asInt(e.local[0]);
        if (i == values) {
          e.next = 3;
          return nullBits;
        }
        e.set(0, makeInt(i + 1));
        e.next = i % 2 ? 2 : 1;
        return e.send(ch, i);
      },
      [](Env &e) {
        e.next = 1;
        if (e.ctx.attention)
          frt_safe_point(&e.ctx);
        return nullBits;
      },
  };
  Script consumer{
      [this](Env &e) { return frt_channel_next(&e.ctx, ch); },
      [this](Env &e) {
        if (isMissing(e.last)) {
          e.next = 4;
          return nullBits;
        }
        sum += asInt(e.last);
        ++received;
        order += std::to_string(asInt(e.last));
        return e.wait(asInt(e.last) * 0.01);
      },
      [this](Env &e) { return frt_mutex_get(&e.ctx, total); },
      [](Env &e) {
        e.next = 0;
        return nullBits;
      },
      [](Env &) { return nullBits; },
  };
  Script forever{[](Env &e) {
    e.next = 0;
    return e.wait(0.5);
  }};
  Script main{
      [this](Env &e) { return e.set(0, e.spawn(forever)); },
      [this](Env &e) {
        ArrayBuilder handles(e.ctx);
        for (int i = 0; i < consumers; ++i)
          handles.push(e.spawn(consumer));
        return e.set(1, handles.finish());
      },
      [this](Env &e) {
        frt_squad_begin(&e.ctx);
        for (int i = 0; i < producers; ++i)
          release(e.ctx, e.spawn(producer, true));
        return nullBits;
      },
      [](Env &e) { return frt_squad_join(&e.ctx); },
      [this](Env &e) {
        frt_close(&e.ctx, ch);
        return frt_await_all(&e.ctx, e.local[1]);
      },
      [](Env &e) {
        cancelTask(scheduler(e.ctx), *objectOf<Task>(e.local[0]));
        return frt_await_timeout(&e.ctx, e.local[0], makeInt(1));
      },
      [](Env &) { return nullBits; },
      [](Env &e) { return retained(e.last); },
  };
};

struct Outcome {
  std::string result, order, log;
  Time time;
  uint64_t decisions;

  bool operator==(const Outcome &) const = default;
};

Outcome runWith(uint64_t seed) {
  SimulatedFixture f(seed);
  Workload load(f, static_cast<int64_t>(seed % 4));
  load.main.handler = 7;
  std::string result = f.run(load.main);
  StringBuilder log;
  f.simulation.appendLog(log);
  REQUIRE(load.received == Workload::producers * Workload::values);
  REQUIRE(load.sum == Workload::producers * (0 + 1 + 2 + 3 + 4 + 5));
  REQUIRE(scheduler(f.ctx).tasks == 0);
  return {result, load.order, std::string(log.view()), f.simulation.now(),
          f.simulation.decisions()};
}

} // namespace

TEST_CASE("every order of five thousand seeds keeps the promises", "[sim]") {
  std::vector<std::string> orders;
  for (uint64_t seed = 0; seed < 5000; ++seed) {
    CAPTURE(seed);
    Outcome outcome = runWith(seed);
    REQUIRE(outcome.result == "task error: cancelled");
    orders.push_back(outcome.order);
  }
  std::sort(orders.begin(), orders.end());
  orders.erase(std::unique(orders.begin(), orders.end()), orders.end());
  CHECK(orders.size() > 1000); // the seeds really differ
}

TEST_CASE("a seed determines a run", "[sim]") {
  for (uint64_t seed = 0; seed < 50; ++seed) {
    CAPTURE(seed);
    REQUIRE(runWith(seed) == runWith(seed));
  }
}

TEST_CASE_METHOD(SimulatedFixture, "simulated time jumps", "[sim]") {
  Script main{[](Env &e) { return e.wait(3600 * 24); }};
  run(main);
  CHECK(simulation.now() == 3600 * 24 * second);
  simulation.advance(second);
  CHECK(simulation.now() == (3600 * 24 + 1) * second);
}

TEST_CASE_METHOD(SimulatedFixture, "the last decisions are remembered",
                 "[sim]") {
  Script child{[](Env &e) { return e.wait(1.5); },
               [](Env &) { return nullBits; }};
  child.site.line = 7;
  Script main{[&](Env &e) { return e.spawn(child); },
              [](Env &e) { return e.await(e.last); }};
  main.site.line = 9;
  run(main);
  StringBuilder log;
  simulation.appendLog(log);
  CHECK(log.view() == "0 ms: task 1, starts\n"
                      "1500 ms: task 1, after wait at app.fg:7\n"
                      "1500 ms: main, after await at app.fg:9\n");
  Script many{[](Env &e) { return e.set(0, makeInt(0)); },
              [&](Env &e) { return e.spawn(child); },
              [](Env &e) { return e.await(e.last); },
              [](Env &e) {
                int64_t i = asInt(e.local[0]) + 1;
                e.next = i < 30 ? 1 : 4;
                return e.set(0, makeInt(i));
              }};
  run(many);
  log.clear();
  simulation.appendLog(log);
  CHECK(std::count(log.view().begin(), log.view().end(), '\n') ==
        Simulation::logSize);
}

TEST_CASE_METHOD(SchedFixture, "a simulation starts random numbers anew",
                 "[sim]") {
  // Hidden behind the public function, so only its effect can be seen: two
  // runtimes with the same seed draw the same numbers.
  auto draw = [] {
    SimulatedFixture f(42);
    return f.display(frt_math_random(&f.ctx));
  };
  CHECK(draw() == draw());
}
