//===- TimerTest.cpp - the heap of timers ---------------------------------===//

#include "sched/Timers.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

using namespace forge::rt;

TEST_CASE("timers fire in the order of their times", "[timer]") {
  std::mt19937 random(7);
  constexpr size_t n = 2000;
  std::vector<Timer> timers(n);
  Timers heap;
  std::vector<std::pair<Time, size_t>> expected;
  for (size_t i = 0; i < n; ++i) {
    Time due = random() % 300; // many for the same time
    heap.set(timers[i], due);
    expected.emplace_back(due, i);
  }
  for (size_t i = 0; i < n; i += 3) {
    heap.cancel(timers[i]);
    CHECK(!timers[i].isSet());
    std::erase_if(expected, [&](auto &e) { return e.second == i; });
  }
  heap.set(timers[1], 1000); // again, later
  std::erase_if(expected, [&](auto &e) { return e.second == 1; });
  expected.emplace_back(1000, 1);
  // Who was set first comes first: the sort is stable.
  std::stable_sort(expected.begin(), expected.end(),
                   [](auto &a, auto &b) { return a.first < b.first; });
  CHECK(heap.takeDue(-1) == nullptr);
  for (auto [due, i] : expected) {
    REQUIRE(heap.next() == due);
    REQUIRE(heap.takeDue(due) == &timers[i]);
  }
  CHECK(heap.empty());
  CHECK(heap.next() == never);
}

TEST_CASE("times that are no times", "[timer]") {
  CHECK(later(5, -1) == 5);
  CHECK(later(5, std::nan("")) == 5);
  CHECK(later(5, 1.5) == 5 + 3 * second / 2);
  CHECK(later(5, HUGE_VAL) > later(5, 1e9));
  CHECK(later(second * 1000000, HUGE_VAL) < never);
}
