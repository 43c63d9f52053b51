//===- ValueSemanticsTest.cpp - variables never alias ---------------------===//
//
// Semantics 3.1 as a property: whatever is done to one variable, the text of
// all others stays the same, although they share storage.
//
//===----------------------------------------------------------------------===//

#include "RuntimeFixture.h"

#include "core/Place.h"

#include <random>
#include <vector>

using namespace forge::rt;

namespace {

class Machine : public RuntimeFixture {
public:
  static constexpr int count = 5;
  Bits variables[count];
  std::string texts[count];
  std::mt19937 random{2026};
  Owned rootName{ctx, makeString(ctx, "v")};

  Machine() {
    for (Bits &v : variables)
      v = nullBits;
    for (std::string &text : texts)
      text = "null";
  }
  ~Machine() {
    for (Bits v : variables)
      drop(v);
  }

  int pick(int n) { return static_cast<int>(random() % n); }
  std::string shown(int i) { return display(retained(variables[i])); }

  /// A small value of any kind; variables are copied into it.
  Bits randomValue() {
    switch (pick(9)) {
    case 0:
      return makeInt(pick(100));
    case 1:
      return string("text" + std::to_string(pick(100)));
    case 2:
      return array({makeInt(pick(10)), retained(variables[pick(count)])});
    case 3:
      return ints({pick(10), pick(10), pick(10)});
    case 4:
      return object(
          {{"a", retained(variables[pick(count)])}, {"b", makeInt(pick(10))}});
    case 5:
      return tuple({retained(variables[pick(count)]), string("x")});
    case 6:
      return set({makeInt(pick(10)), retained(variables[pick(count)])});
    case 7:
      return map({{makeInt(pick(10)), retained(variables[pick(count)])}});
    default:
      return retained(variables[pick(count)]);
    }
  }
  /// A field or index, often one that exists.
  PlaceStep randomStep() {
    switch (pick(4)) {
    case 0:
      return {makeInt(pick(4) - 2), 0};
    case 1:
      return {string("b"), 0};
    default:
      return {string(pick(3) ? "a" : "b"), 1};
    }
  }
  void step() {
    int target = pick(count);
    if (pick(4) == 0) {
      Bits v = randomValue();
      drop(std::exchange(variables[target], v));
      texts[target] = shown(target);
      return;
    }
    PlaceStep steps[3];
    int depth = pick(4);
    for (int i = 0; i < depth; ++i)
      steps[i] = randomStep();
    int64_t op = pick(11);
    Bits args[2] = {randomValue(), randomValue()};
    Bits result = frt_place_update(&ctx, &variables[target], steps, depth,
                                   op | (pick(2) ? 256 : 0), args, 2, rootName);
    drop(result);
    for (int i = 0; i < depth; ++i)
      drop(steps[i].key);
    std::string now = shown(target);
    if (!error().empty())
      REQUIRE(now == texts[target]); // an error changes nothing
    texts[target] = now;
  }
};

} // namespace

TEST_CASE_METHOD(Machine, "updating one variable changes no other",
                 "[place][property]") {
  int updates = 0;
  for (int i = 0; i < 20000; ++i) {
    std::string before[count];
    for (int v = 0; v < count; ++v)
      before[v] = texts[v];
    step();
    for (int v = 0; v < count; ++v) {
      REQUIRE(shown(v) == texts[v]);
      updates += texts[v] != before[v];
      if (texts[v].size() > 2000) { // keep the values small
        drop(std::exchange(variables[v], nullBits));
        texts[v] = "null";
      }
    }
  }
  CHECK(updates > 2000); // the random steps do hit something
  CHECK(ctx.counters.copies > 500);
}
