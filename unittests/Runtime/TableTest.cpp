//===- TableTest.cpp - sets, maps and objects against simple models -------===//

#include "RuntimeFixture.h"

#include <algorithm>
#include <map>
#include <random>
#include <vector>

using namespace forge::rt;

namespace {

/// Insertion-ordered dictionary, the obvious way.
struct Model {
  std::vector<std::pair<std::string, int>> entries;

  auto find(const std::string &key) {
    return std::find_if(entries.begin(), entries.end(),
                        [&](auto &e) { return e.first == key; });
  }
  void put(const std::string &key, int value) {
    auto at = find(key);
    if (at == entries.end())
      entries.push_back({key, value});
    else
      at->second = value;
  }
  void remove(const std::string &key) {
    auto at = find(key);
    if (at != entries.end())
      entries.erase(at);
  }
};

} // namespace

TEST_CASE_METHOD(RuntimeFixture, "objects behave like ordered dictionaries",
                 "[object]") {
  std::mt19937 random(11);
  for (int keys : {3, 20, 32, 33, 200}) {
    Bits o = makeObject(ctx);
    Model model;
    for (int step = 0; step < 3000; ++step) {
      std::string key = "key" + std::to_string(random() % keys);
      if (random() % 8) {
        o = objectPut(ctx, o, key, makeInt(step));
        model.put(key, step);
      } else {
        o = objectRemove(ctx, o, key);
        model.remove(key);
      }
      if (step % 100 == 0) { // a second owner now and then
        Owned other = own(retained(o));
        o = objectPut(ctx, o, key, makeInt(step));
        model.put(key, step);
      }
    }
    REQUIRE(objectSize(o) == static_cast<int64_t>(model.entries.size()));
    ObjectCursor cursor(o);
    Bits key, value;
    for (auto &[name, number] : model.entries) {
      REQUIRE(cursor.next(key, value));
      REQUIRE(textOf(key) == name);
      REQUIRE(asInt(value) == number);
      REQUIRE(objectGet(o, name) == value);
    }
    REQUIRE_FALSE(cursor.next(key, value));
    drop(o);
  }
}

TEST_CASE_METHOD(RuntimeFixture, "objects with computed keys are dictionaries",
                 "[object]") {
  std::mt19937 random(12);
  for (int keys : {1, 7, 8, 9, 40, 5000}) {
    Bits o = makeObject(ctx);
    Model model;
    for (int step = 0; step < keys * 3; ++step) {
      std::string key = "key" + std::to_string(random() % keys);
      Owned name = own(string(key));
      PlaceStep place = {name, 0};
      Bits value = makeInt(step);
      frt_place_update(&ctx, &o, &place, 1, 0, &value, 1, nullBits);
      model.put(key, step);
    }
    REQUIRE(objectSize(o) == static_cast<int64_t>(model.entries.size()));
    ObjectCursor cursor(o);
    Bits key, value;
    for (auto &[name, number] : model.entries) {
      REQUIRE(cursor.next(key, value));
      REQUIRE(textOf(key) == name);
      REQUIRE(asInt(value) == number);
      Owned other = own(string(name));
      REQUIRE(frt_index_get(&ctx, o, other) == value);
      REQUIRE(frt_has_key(&ctx, o, other) == trueBits);
      other = own(string(name + "x"));
      REQUIRE(frt_has_key(&ctx, o, other) == falseBits);
    }
    drop(o);
  }
}

TEST_CASE_METHOD(RuntimeFixture, "maps behave like ordered dictionaries",
                 "[map]") {
  std::mt19937 random(13);
  Bits m = makeMap(ctx);
  Model model;
  for (int step = 0; step < 20000; ++step) {
    int n = static_cast<int>(random() % 300);
    Bits key = n % 3 == 0   ? makeInt(n)
               : n % 3 == 1 ? string("s" + std::to_string(n))
                            : tuple({makeInt(n), nullBits});
    std::string name = display(retained(key));
    if (random() % 4) {
      m = mapPut(ctx, m, key, makeInt(step));
      model.put(name, step);
    } else {
      m = mapRemove(ctx, m, key);
      model.remove(name);
      drop(key);
    }
  }
  REQUIRE(tableSize(m) == static_cast<int64_t>(model.entries.size()));
  TableCursor cursor(tableOf(m));
  for (auto &[name, number] : model.entries) {
    const OrderedTable::Entry *e = cursor.next();
    REQUIRE(e);
    REQUIRE(display(retained(e->key)) == name);
    REQUIRE(asInt(e->value) == number);
    REQUIRE(mapGet(m, e->key) == e->value);
  }
  REQUIRE(cursor.next() == nullptr);
  drop(m);
}

TEST_CASE_METHOD(RuntimeFixture, "keys are compared by container equality",
                 "[set][map]") {
  double nan = std::numeric_limits<double>::quiet_NaN();
  Bits s = set({makeInt(1), makeFloat(1), makeFloat(nan), makeFloat(nan),
                makeFloat(0), makeFloat(-0.0), string("1")});
  CHECK(display(s) == "set(1, NaN, 0, 1)");

  // A Map keeps the old key and takes the new value.
  Bits m = map({{makeInt(1), string("int")},
                {makeInt(2), nullBits},
                {makeFloat(1), string("float")}});
  CHECK(display(m) == "Map(1 => float, 2 => null)");

  // 2^53 + 1 equals the Float 2^53 "after conversion to Float".
  Bits wide = set({makeInt(9007199254740993)});
  CHECK(setHas(wide, makeFloat(9007199254740992.0)));
  drop(wide);
}

TEST_CASE_METHOD(RuntimeFixture, "counting words updates in place",
                 "[object]") {
  Bits o = makeObject(ctx);
  for (int i = 0; i < 50000; ++i)
    o = objectPut(ctx, o, "word" + std::to_string(i), makeInt(0));
  int64_t allocs = ctx.counters.allocs;
  for (int round = 0; round < 2; ++round)
    for (int i = 0; i < 50000; ++i) {
      std::string word = "word" + std::to_string(i);
      Bits count = objectGet(o, word);
      o = objectPut(ctx, o, word, makeInt(asInt(count) + 1));
    }
  CHECK(ctx.counters.copies == 0);
  CHECK(ctx.counters.allocs == allocs);
  CHECK(objectSize(o) == 50000);
  CHECK(asInt(objectGet(o, "word49999")) == 2);
  drop(o);
}

TEST_CASE_METHOD(RuntimeFixture, "many different objects bound the shape tree",
                 "[object]") {
  std::vector<Bits> all;
  for (int i = 0; i < 3000; ++i)
    all.push_back(
        object({{"k" + std::to_string(i), makeInt(i)}, {"common", nullBits}}));
  CHECK(ctx.runtime->shapes->shapes < 200);
  for (int i = 0; i < 3000; ++i)
    CHECK(asInt(objectGet(all[i], "k" + std::to_string(i))) == i);
  for (Bits o : all)
    drop(o);
}

TEST_CASE_METHOD(RuntimeFixture, "a queue of sets keys stays small", "[set]") {
  Bits s = makeSet(ctx);
  for (int64_t i = 0; i < 100000; ++i) {
    s = setAdd(ctx, s, makeInt(i));
    if (i >= 10)
      s = setRemove(ctx, s, makeInt(i - 10));
  }
  CHECK(tableSize(s) == 10);
  CHECK(tableOf(s).capacity < 100);
  drop(s);
}

TEST_CASE_METHOD(RuntimeFixture, "object literals share a shape", "[object]") {
  Owned keyA = own(string("alpha")), keyB = own(string("beta"));
  String *keys[] = {objectOf<String>(keyA), objectOf<String>(keyB)};
  ObjectLayout layout{{}, {keys}, 2};
  Bits values[] = {makeInt(1), makeInt(2)};
  Owned a = own(frt_object_new(&ctx, &layout, values));
  Owned b = own(frt_object_new(&ctx, &layout, values));
  Owned c = own(object({{"alpha", nullBits}, {"beta", nullBits}}));
  CHECK(asObject(a)->shape == asObject(b)->shape);
  CHECK(asObject(a)->shape == asObject(c)->shape);

  FieldCache cache{};
  CHECK(frt_field_get(&ctx, a, keyB, &cache) == makeInt(2));
  CHECK(cache.index == 1);
  CHECK(frt_field_get(&ctx, c, keyB, &cache) == nullBits);
}

TEST_CASE_METHOD(RuntimeFixture, "a repeated key keeps its first position",
                 "[object]") {
  Owned keyA = own(string("alpha")), keyB = own(string("beta"));
  String *keys[] = {objectOf<String>(keyA), objectOf<String>(keyB),
                    objectOf<String>(keyA)};
  ObjectLayout layout{{}, {keys}, 3};
  for (int round = 0; round < 2; ++round) {
    Bits values[] = {string("first"), makeInt(2), string("last")};
    CHECK(display(frt_object_new(&ctx, &layout, values)) ==
          "{ \"alpha\": \"last\", \"beta\": 2 }");
  }
}
