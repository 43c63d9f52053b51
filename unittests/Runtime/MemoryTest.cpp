//===- MemoryTest.cpp - blocks of objects ---------------------------------===//
//
// Objects move between the chunks of small objects and malloc memory as they
// grow and shrink. What is written to the whole of every block must stay.
//
//===----------------------------------------------------------------------===//

#include "RuntimeFixture.h"

#include <random>
#include <vector>

using namespace forge::rt;

TEST_CASE_METHOD(RuntimeFixture, "objects of all sizes lie apart", "[memory]") {
  std::mt19937 random(7);
  std::vector<std::pair<Bits, std::string>> alive;
  for (int step = 0; step < 20000; ++step) {
    std::string text(random() % 600, static_cast<char>('a' + random() % 26));
    alive.push_back({string(text), text});
    size_t at = random() % alive.size();
    switch (random() % 3) {
    case 0:
      alive[at].first = appendString(ctx, alive[at].first, "0123456789");
      alive[at].second += "0123456789";
      break;
    case 1:
      REQUIRE(textOf(alive[at].first) == alive[at].second);
      drop(alive[at].first);
      alive[at] = alive.back();
      alive.pop_back();
      break;
    }
  }
  for (auto &[v, text] : alive) {
    REQUIRE(textOf(v) == text);
    drop(v);
  }
}

TEST_CASE_METHOD(RuntimeFixture, "emptied arrays take elements of any kind",
                 "[memory]") {
  // One capacity in elements is eight times as many bytes for numbers as for
  // truth values: the array must never count on memory that it does not have.
  for (int64_t first = 1; first < 300; ++first)
    for (bool numbersFirst : {true, false}) {
      Bits a = makeArray(ctx), item = nullBits;
      for (int round = 0; round < 3; ++round) {
        bool numbers = numbersFirst == (round % 2 == 0);
        auto value = [&](int64_t i) {
          return numbers ? makeInt(i) : makeBool(i % 3 == 0);
        };
        for (int64_t i = 0; i < first; ++i)
          a = arrayPush(ctx, a, value(i));
        for (int64_t i = first; i-- > 0;) {
          a = arrayPop(ctx, a, item);
          REQUIRE(item == value(i));
        }
      }
      drop(a);
    }
}

TEST_CASE_METHOD(RuntimeFixture, "large arrays of texts are freed",
                 "[memory]") {
  for (int round = 0; round < 3; ++round) {
    Bits a = makeArray(ctx);
    for (int i = 0; i < 100000; ++i)
      a = arrayPush(ctx, a,
                    i % 5 ? string("text " + std::to_string(i))
                          : array({makeInt(i), string("inner")}));
    Owned kept = own(itemAt(a, 1));
    drop(a);
    CHECK(textOf(kept) == "text 1");
    CHECK(ctx.counters.live == 1);
  }
}
