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

static Element elementOfBits(Bits array) {
  return elementOf(objectOf<Array>(array));
}

TEST_CASE_METHOD(RuntimeFixture, "the first element chooses the storage",
                 "[array]") {
  struct Case {
    Bits item;
    Element element;
  };
  for (Element before :
       {Element::Box, Element::Int, Element::Float, Element::Bool})
    for (Case c :
         {Case{makeInt(1), Element::Int}, Case{makeFloat(0.5), Element::Float},
          Case{trueBits, Element::Bool}, Case{nullBits, Element::Box},
          Case{string("a text"), Element::Box}}) {
      Bits a = makeArray(ctx, 0, before);
      a = arrayPush(ctx, a, c.item);
      CHECK(elementOfBits(a) == c.element);
      CHECK(arraySize(a) == 1);
      drop(a);
    }
}

TEST_CASE_METHOD(RuntimeFixture, "an emptied array can change its storage",
                 "[array]") {
  // From every storage to every other one, with more elements than before.
  auto item = [](Element element, int i) {
    switch (element) {
    case Element::Int:
      return makeInt(i);
    case Element::Float:
      return makeFloat(i + 0.5);
    case Element::Bool:
      return makeBool(i % 2 == 0);
    case Element::Box:
      break;
    }
    return nullBits;
  };
  Element all[] = {Element::Box, Element::Int, Element::Float, Element::Bool};
  for (Element from : all)
    for (Element to : all) {
      Bits a = makeArray(ctx);
      for (int i = 0; i < 100; ++i)
        a = arrayPush(ctx, a, item(from, i));
      REQUIRE(elementOfBits(a) == from);
      Bits last;
      for (int i = 0; i < 100; ++i) {
        a = arrayPop(ctx, a, last);
        drop(last);
      }
      for (int i = 0; i < 300; ++i)
        a = arrayPush(ctx, a, item(to, i));
      REQUIRE(elementOfBits(a) == to);
      for (int i = 0; i < 300; ++i)
        REQUIRE(itemAt(a, i) == item(to, i));
      drop(a);
    }
}

TEST_CASE_METHOD(RuntimeFixture, "making a unique array unique copies nothing",
                 "[array]") {
  Bits a = ints({1, 2, 3});
  int64_t allocs = ctx.counters.allocs;
  Bits same = uniqueArrayOf(ctx, a, Element::Int, 0);
  CHECK(same == a);
  CHECK(ctx.counters.copies == 0);
  CHECK(ctx.counters.allocs == allocs);
  CHECK(display(same) == "[1, 2, 3]");
}

TEST_CASE_METHOD(RuntimeFixture,
                 "making a shared array unique leaves the other", "[array]") {
  for (int64_t room : {0, 1}) {
    int64_t copies = ctx.counters.copies;
    Owned a = own(ints({1, 2, 3}));
    Bits b = uniqueArrayOf(ctx, retained(a), Element::Int, room);
    CHECK(ctx.counters.copies == copies + 1);
    CHECK(isUnique(b));
    CHECK(elementOfBits(b) == Element::Int);
    CHECK(objectOf<Array>(b)->capacity >= 3 + room);
    b = arraySet(ctx, b, 0, makeInt(9));
    CHECK(display(b) == "[9, 2, 3]");
    CHECK(display(retained(a)) == "[1, 2, 3]");
  }
}

TEST_CASE_METHOD(RuntimeFixture, "a unique array without elements gets storage",
                 "[array]") {
  for (Element before :
       {Element::Box, Element::Int, Element::Float, Element::Bool})
    for (Element after :
         {Element::Box, Element::Int, Element::Float, Element::Bool})
      for (int64_t capacity : {0, 1, 7, 8, 100})
        for (int64_t room : {0, 1}) {
          Bits a = makeArray(ctx, capacity, before);
          a = uniqueArrayOf(ctx, a, after, room);
          CHECK(elementOfBits(a) == after);
          CHECK(arraySize(a) == 0);
          CHECK(objectOf<Array>(a)->capacity >= room);
          for (int i = 0; i < 200; ++i)
            a = arrayPush(ctx, a, after == Element::Bool ? trueBits : nullBits);
          CHECK(arraySize(a) == 200);
          drop(a);
        }
}

TEST_CASE_METHOD(RuntimeFixture, "room is made for one more element at least",
                 "[array]") {
  // What generated code does to append: ask, store behind, count.
  Bits a = makeArray(ctx);
  int64_t copies = ctx.counters.copies;
  int grown = 0;
  for (int64_t i = 0; i < 1000; ++i) {
    if (elementOfBits(a) != Element::Int ||
        arraySize(a) == objectOf<Array>(a)->capacity) {
      a = frt_array_grow(&ctx, a, static_cast<int64_t>(Element::Int));
      ++grown;
    }
    auto *array = objectOf<Array>(a);
    REQUIRE(array->size < array->capacity);
    intsOf(array)[array->size++] = i;
  }
  CHECK(ctx.counters.copies == copies);
  // Growing by a constant factor, not by a constant.
  CHECK(grown < 30);
  for (int64_t i = 0; i < 1000; ++i)
    REQUIRE(itemAt(a, i) == makeInt(i));
  drop(a);
}

TEST_CASE_METHOD(RuntimeFixture, "a frozen array that is made unique is open",
                 "[array]") {
  Owned frozen = own(freeze(ctx, ints({1, 2})));
  Bits copy = frt_array_unique(&ctx, retained(frozen),
                               static_cast<int64_t>(Element::Int));
  CHECK(headerOf(copy)->flags == 0);
  CHECK(display(copy) == "[1, 2]");
  CHECK(headerOf(frozen)->flags == flagFrozen);
}

TEST_CASE_METHOD(RuntimeFixture, "truth values are stored as bytes",
                 "[array]") {
  bool items[] = {true, false, true};
  Bits a = frt_array_new_bool(&ctx, items, 3);
  CHECK(elementOfBits(a) == Element::Bool);
  a = arrayPush(ctx, a, falseBits);
  CHECK(display(a) == "[true, false, true, false]");
}

TEST_CASE_METHOD(RuntimeFixture, "errors of inline accesses are told apart",
                 "[array]") {
  Owned a = own(ints({INT64_MAX, 7}));
  frt_raise_index(&ctx, a, 2);
  CHECK(error() == "index out of bounds: index 2 on array of length 2");
  frt_raise_index(&ctx, a, INT64_MIN);
  CHECK(error() == "index out of bounds: index -9223372036854775808 on array "
                   "of length 2");
  // The operators are 1 `+`, 2 `-`, 3 `*`, 4 `/`.
  frt_raise_update(&ctx, a, -3, 1, makeInt(1));
  CHECK(error() == "index out of bounds: index -3 on array of length 2");
  frt_raise_update(&ctx, a, 0, 1, makeInt(1));
  CHECK(error() == "integer overflow: 9223372036854775807 + 1");
  frt_raise_update(&ctx, a, -2, 2, makeInt(-1));
  CHECK(error() == "integer overflow: 9223372036854775807 - -1");
  frt_raise_update(&ctx, a, 0, 3, makeInt(2));
  CHECK(error() == "integer overflow: 9223372036854775807 * 2");
  frt_raise_update(&ctx, a, 1, 4, makeInt(0));
  CHECK(error() == "division by zero");
}

TEST_CASE_METHOD(RuntimeFixture, "errors below several indexes are told apart",
                 "[array]") {
  Owned a = own(array({array({ints({1}), ints({2, INT64_MAX})})}));
  auto fails = [&](int64_t count, int64_t i, int64_t j, int64_t k, int64_t op,
                   std::string message) {
    frt_raise_deep(&ctx, a, count, i, j, k, op, makeInt(1));
    CHECK(error() == message);
  };
  fails(3, 1, 0, 0, 0, "index out of bounds: index 1 on array of length 1");
  fails(3, 0, -3, 0, 0, "index out of bounds: index -3 on array of length 2");
  fails(3, 0, 1, 2, 0, "index out of bounds: index 2 on array of length 2");
  fails(2, 0, 5, 9, 0, "index out of bounds: index 5 on array of length 2");
  fails(3, 0, 1, 1, 1, "integer overflow: 9223372036854775807 + 1");
  fails(3, 0, 0, 4, 1, "index out of bounds: index 4 on array of length 1");
}
