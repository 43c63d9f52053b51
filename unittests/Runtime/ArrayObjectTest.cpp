//===- ArrayObjectTest.cpp - arrays of every storage ----------------------===//

#include "RuntimeFixture.h"

#include <random>
#include <vector>

using namespace forge::rt;

TEST_CASE_METHOD(RuntimeFixture, "arrays behave like vectors", "[array]") {
  // Values of all storages; the model holds texts.
  std::mt19937 random(7);
  for (Element element :
       {Element::Box, Element::Int, Element::Float, Element::Bool}) {
    Bits a = makeArray(ctx, 0, element);
    std::vector<std::string> model;
    auto randomItem = [&](std::string &text) {
      switch (random() % 40 ? static_cast<unsigned>(element) : random() % 4) {
      case 1: {
        int64_t n = static_cast<int64_t>(random()) << (random() % 31);
        text = std::to_string(n);
        return makeInt(n);
      }
      case 2:
        text = "0.5";
        return makeFloat(0.5);
      case 3:
        text = "true";
        return trueBits;
      default:
        text = "text " + std::to_string(random() % 100);
        return string(text);
      }
    };
    for (int step = 0; step < 2000; ++step) {
      std::string text;
      unsigned action = random() % 10;
      if (action < 6 || model.empty()) {
        Bits item = randomItem(text);
        a = arrayPush(ctx, a, item);
        model.push_back(text);
      } else if (action < 8) {
        size_t i = random() % model.size();
        Bits item = randomItem(text);
        a = arraySet(ctx, a, static_cast<int64_t>(i), item);
        model[i] = text;
      } else {
        Bits item;
        a = arrayPop(ctx, a, item);
        REQUIRE(display(item) == model.back());
        model.pop_back();
      }
    }
    REQUIRE(arraySize(a) == static_cast<int64_t>(model.size()));
    for (size_t i = 0; i < model.size(); ++i)
      REQUIRE(display(itemAt(a, static_cast<int64_t>(i))) == model[i]);
    drop(a);
  }
}

TEST_CASE_METHOD(RuntimeFixture, "pushing to a unique array copies nothing",
                 "[array]") {
  Bits a = makeArray(ctx);
  int64_t allocs = ctx.counters.allocs;
  for (int64_t i = 0; i < 10000; ++i)
    a = arrayPush(ctx, a, makeInt(i));
  CHECK(ctx.counters.copies == 0);
  CHECK(ctx.counters.allocs == allocs);
  drop(a);
}

TEST_CASE_METHOD(RuntimeFixture, "updating a shared array leaves the other",
                 "[array]") {
  Owned a = own(ints({1, 2, 3}));
  Bits b = arraySet(ctx, retained(a), 1, string("two"));
  CHECK(ctx.counters.copies == 1);
  CHECK(display(retained(a)) == "[1, 2, 3]");
  CHECK(display(b) == "[1, two, 3]");
}

TEST_CASE_METHOD(RuntimeFixture, "raw storage turns into boxes when it must",
                 "[array]") {
  Bits a = ints({1, INT64_MAX, 3});
  a = arrayPush(ctx, a, string("four"));
  CHECK(elementOf(objectOf<Array>(a)) == Element::Box);
  CHECK(display(a) == "[1, 9223372036854775807, 3, four]");

  Bits bools = makeArray(ctx, 0, Element::Bool);
  for (int i = 0; i < 20; ++i)
    bools = arrayPush(ctx, bools, makeBool(i % 3 == 0));
  bools = arrayPush(ctx, bools, nullBits);
  CHECK(display(sliceArray(ctx, objectOf<Array>(bools), 17, 21)) ==
        "[false, true, false, null]");
  CHECK(arraySize(bools) == 21);
  drop(bools);
}

TEST_CASE_METHOD(RuntimeFixture, "spreads insert elements or the value itself",
                 "[array]") {
  Bits a = array({makeInt(0)});
  Owned b = own(ints({1, 2}));
  Owned t = own(tuple({makeInt(3), makeInt(4)}));
  a = frt_array_spread(&ctx, a, b);
  a = frt_array_spread(&ctx, a, t);
  a = frt_array_spread(&ctx, a, nullBits);
  CHECK(display(a) == "[0, 1, 2, (3, 4), null]");
}

TEST_CASE_METHOD(RuntimeFixture, "push as a function checks its receiver",
                 "[array]") {
  frt_array_push(&ctx, tuple({makeInt(1)}), makeInt(2));
  CHECK(error() == "push() first argument must be array");
  frt_array_push(&ctx, freeze(ctx, ints({1})), string("long enough"));
  CHECK(error() == "cannot push to a frozen array");
}
