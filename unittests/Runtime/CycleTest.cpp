//===- CycleTest.cpp - circles of objects through cells -------------------===//
//
// Random graphs of cells, closures and containers: after a collection exactly
// the objects are left that the test reaches from what it holds.
//
//===----------------------------------------------------------------------===//

#include "RuntimeFixture.h"

#include "core/Children.h"
#include "core/Cycles.h"

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <vector>

using namespace forge::rt;

namespace {

FunctionInfo lambda = [] {
  FunctionInfo info{};
  info.flags = functionIsLambda;
  return info;
}();

class CycleFixture : public RuntimeFixture {
public:
  Bits cell(Bits value = nullBits) { return makeCell(ctx, value); }
  /// Closure that takes over its captures.
  Bits closure(std::vector<Bits> captures) {
    return frt_closure_new(&ctx, nullptr, &lambda, captures.data(),
                           static_cast<int64_t>(captures.size()));
  }
  /// Assigns to a variable; takes over the value.
  void store(Bits cell, Bits value) {
    Bits &place = objectOf<Cell>(cell)->value;
    drop(std::exchange(place, value));
  }
  void collect() { collectCycles(ctx); }
  int64_t live() const { return ctx.counters.live; }
};

/// A graph whose objects are the cells that the test knows; each holds a value
/// that refers to some others in one of several ways.
class GraphFixture : public CycleFixture {
public:
  static constexpr size_t size = 40;

  explicit GraphFixture() : refersTo(size), isHeld(size, true) {
    for (size_t i = 0; i < size; ++i)
      cells.push_back(cell());
  }

  /// Makes `from` hold a value that refers to the cells `targets`.
  void link(size_t from, const std::vector<size_t> &targets, unsigned how) {
    std::vector<Bits> captures;
    for (size_t to : targets)
      captures.push_back(retained(cells[to]));
    captures.push_back(string("a text"));
    Bits f = closure(std::move(captures));
    switch (how % 8) {
    case 0:
      break;
    case 1:
      f = array({f, retained(f), nullBits, string("x")});
      break;
    case 2:
      f = object({{"f", f}, {"n", makeInt(int64_t(1) << 60)}});
      break;
    case 3:
      f = map({{string("k"), f}});
      break;
    case 4:
      f = set({f});
      break;
    case 5:
      f = makeWrapper(ctx, Kind::Some, tuple({f, ints({1, 2, 3})}));
      break;
    case 6: {
      Bits extra = cell(f);
      f = closure({extra});
      // The memory may be that of a cell freed before.
      std::replace(cells.begin(), cells.end(), extra, nullBits);
      break;
    }
    case 7: {
      Bits o = makeObject(ctx);
      for (int i = 0; i < 40; ++i)
        o = objectPut(ctx, o, "key" + std::to_string(i), retained(f));
      drop(f);
      f = freeze(ctx, o);
      break;
    }
    }
    store(cells[from], f);
    refersTo[from] = targets;
  }
  void letGo(size_t i) {
    isHeld[i] = false;
    drop(cells[i]);
  }
  /// Cells that the test can still get at.
  std::set<size_t> reachable() const {
    std::set<size_t> reached;
    std::vector<size_t> work;
    for (size_t i = 0; i < size; ++i)
      if (isHeld[i])
        work.push_back(i);
    while (!work.empty()) {
      size_t i = work.back();
      work.pop_back();
      if (reached.insert(i).second)
        work.insert(work.end(), refersTo[i].begin(), refersTo[i].end());
    }
    return reached;
  }
  /// The cells of the list that the test made.
  std::set<size_t> existing() const {
    std::set<size_t> found;
    for (const ListedCell *c = ctx.cells.first; c; c = c->next)
      for (size_t i = 0; i < size; ++i)
        if (headerOf(cells[i]) == &c->cell.header)
          found.insert(i);
    return found;
  }
  /// Objects that the given cells reach, themselves included, and the number
  /// of references to each that come from those objects.
  std::map<const Header *, int64_t>
  referencesFrom(const std::set<size_t> &roots) const {
    std::map<const Header *, int64_t> counts;
    std::vector<const Header *> work;
    auto enter = [&](const Header *h) {
      if (counts.try_emplace(h, 0).second)
        work.push_back(h);
    };
    for (size_t i : roots)
      enter(headerOf(cells[i]));
    while (!work.empty()) {
      const Header *h = work.back();
      work.pop_back();
      forEachChild(h, [&](Bits v) {
        if (!isPtr(v) || headerOf(v)->count < 0)
          return;
        enter(headerOf(v));
        ++counts[headerOf(v)];
      });
    }
    return counts;
  }

  std::vector<Bits> cells;
  std::vector<std::vector<size_t>> refersTo;
  std::vector<bool> isHeld;
};

} // namespace

TEST_CASE_METHOD(CycleFixture, "a closure in the cell it captures", "[cycle]") {
  Bits c = cell();
  store(c, closure({retained(c)}));
  collect();
  CHECK(live() == 2);
  drop(c);
  CHECK(live() == 2);
  collect();
  CHECK(live() == 0);
}

TEST_CASE_METHOD(CycleFixture, "a circle held by its closure lives",
                 "[cycle]") {
  Bits c = cell();
  Bits f = closure({retained(c), string("kept")});
  store(c, retained(f));
  drop(c);
  collect();
  REQUIRE(live() == 3);
  CHECK(objectOf<Cell>(objectOf<Closure>(f)->captures[0])->value == f);
  CHECK(headerOf(f)->count == 1);
  drop(f);
  collect();
  CHECK(live() == 0);
}

TEST_CASE_METHOD(CycleFixture, "two closures that call each other", "[cycle]") {
  Bits a = cell(), b = cell();
  store(a, closure({retained(b)}));
  store(b, closure({retained(a), retained(b)}));
  drop(a);
  collect();
  CHECK(live() == 4);
  drop(b);
  collect();
  CHECK(live() == 0);
}

TEST_CASE_METHOD(CycleFixture, "what a circle shares with others stays",
                 "[cycle]") {
  Owned text = own(string("shared"));
  Owned list = own(array({retained(text)}));
  Bits c = cell();
  store(c, closure({retained(c), retained(list), retained(text)}));
  drop(c);
  collect();
  CHECK(live() == 2);
  CHECK(headerOf(list)->count == 0);
  CHECK(headerOf(text)->count == 1);
}

TEST_CASE_METHOD(CycleFixture, "immortal objects are not counted", "[cycle]") {
  Bits c = cell();
  Bits f = closure({});
  headerOf(f)->count = immortalCount;
  store(c, array({f, retained(c)}));
  drop(c);
  collect();
  CHECK(headerOf(f)->count == immortalCount);
  CHECK(live() == 1);
  headerOf(f)->count = 0;
  drop(f);
}

TEST_CASE_METHOD(CycleFixture, "a cell with a negative count lives",
                 "[cycle]") {
  Bits c = cell();
  store(c, closure({c}));
  headerOf(c)->count = -7;
  collect();
  CHECK(live() == 2);
  CHECK(headerOf(c)->count == -7);
  headerOf(c)->count = 0;
  collect();
  CHECK(live() == 0);
}

TEST_CASE_METHOD(CycleFixture, "a million cells in one circle", "[cycle]") {
  Bits first = cell(), last = retained(first);
  for (int i = 0; i < 1000000; ++i)
    last = cell(last);
  store(first, last);
  collect();
  CHECK(live() == 1000001);
  drop(first);
  collect();
  CHECK(live() == 0);
}

TEST_CASE_METHOD(CycleFixture, "circles are collected while they are made",
                 "[cycle]") {
  int64_t most = 0;
  for (int i = 0; i < 300000; ++i) {
    Bits c = cell();
    store(c, closure({retained(c), array({string("load")})}));
    drop(c);
    most = std::max(most, live());
  }
  CHECK(most < 20000);
  CHECK(ctx.counters.allocs == 4 * 300000);
}

TEST_CASE_METHOD(CycleFixture, "few cells with much data are collected",
                 "[cycle]") {
  int64_t most = 0;
  for (int i = 0; i < 300; ++i) {
    Bits c = cell();
    Bits load = makeArray(ctx);
    for (int k = 0; k < 10000; ++k)
      load = arrayPush(ctx, load, array({}));
    store(c, array({load, closure({retained(c)})}));
    drop(c);
    most = std::max(most, live());
  }
  CHECK(most < 500000);
}

TEST_CASE_METHOD(CycleFixture, "cells without circles start no walks",
                 "[cycle]") {
  Owned kept = own(cell(makeArray(ctx)));
  for (int i = 0; i < 100000; ++i)
    drop(cell(string("short-lived")));
  CHECK(ctx.cells.collections == 0);
}

TEST_CASE_METHOD(CycleFixture, "a large live graph is walked rarely",
                 "[cycle]") {
  Bits large = makeArray(ctx);
  for (int i = 0; i < 100000; ++i)
    large = arrayPush(ctx, large, array({}));
  Owned root = own(cell(large));
  for (int i = 0; i < 200000; ++i) {
    Bits c = cell();
    store(c, closure({retained(c)}));
    drop(c);
  }
  // Each walk visits 100,000 objects; they may not cost more than a few steps
  // for each of the 400,000 objects made.
  CHECK(ctx.cells.collections > 2);
  CHECK(ctx.cells.collections < 30);
}

TEST_CASE_METHOD(GraphFixture, "exactly what is unreachable goes", "[cycle]") {
  auto seed = GENERATE(range(1u, 101u));
  CAPTURE(seed);
  std::mt19937 random(seed);
  auto below = [&](size_t n) { return static_cast<size_t>(random() % n); };
  size_t most = 1 + below(3);
  for (int round = 0; round < 120; ++round) {
    std::set<size_t> reached = reachable();
    std::vector<size_t> known(reached.begin(), reached.end());
    if (known.empty())
      break;
    size_t from = known[below(known.size())];
    if (below(4) == 0) {
      if (isHeld[from])
        letGo(from);
    } else {
      std::vector<size_t> targets;
      for (size_t n = below(most + 1); n > 0; --n)
        targets.push_back(known[below(known.size())]);
      link(from, targets, static_cast<unsigned>(random()));
    }
    if (below(8) != 0)
      continue;
    collect();
    reached = reachable();
    REQUIRE(existing() == reached);
    int64_t reachedCells = 0;
    for (auto [h, count] : referencesFrom(reached)) {
      reachedCells += h->kind == Kind::Cell;
      if (h->kind == Kind::String)
        continue; // keys of shapes have other owners
      int64_t held = 0;
      for (size_t i : reached)
        held += isHeld[i] && headerOf(cells[i]) == h;
      REQUIRE(h->count == count + held - 1);
      REQUIRE((h->flags & (flagGrey | flagWhite)) == 0);
    }
    REQUIRE(ctx.cells.count == reachedCells);
  }
  for (size_t i = 0; i < size; ++i)
    if (isHeld[i])
      letGo(i);
  collect();
  CHECK(ctx.cells.count == 0);
}
