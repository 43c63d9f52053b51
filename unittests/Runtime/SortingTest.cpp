//===- SortingTest.cpp - the default order of sort and sort_by ------------===//
//
// Builtins 5.3: numbers ascending, then NaN, then Strings by code points, then
// everything else; equal elements keep their order. The sizes are on both sides
// of every change of algorithm.
//
//===----------------------------------------------------------------------===//

#include "RuntimeFixture.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

using namespace forge::rt;

static constexpr int sizes[] = {0, 1, 2, 15, 16, 17, 100, 511, 512, 513, 5000};

static std::vector<Bits> itemsOf(Bits array) {
  std::vector<Bits> items;
  for (int64_t i = 0; i < arraySize(array); ++i)
    items.push_back(itemAt(array, i));
  return items;
}

TEST_CASE_METHOD(RuntimeFixture, "integers are sorted whatever their range",
                 "[sort]") {
  std::mt19937_64 random(3);
  for (int size : sizes)
    for (unsigned bits : {0u, 1u, 9u, 20u, 40u, 63u}) {
      std::vector<int64_t> model;
      for (int i = 0; i < size; ++i) {
        auto n = static_cast<int64_t>(random() >> (63 - bits) >> 1);
        model.push_back(random() % 2 ? n : -n);
      }
      if (size > 2 && bits == 63) {
        model[0] = std::numeric_limits<int64_t>::max();
        model[1] = std::numeric_limits<int64_t>::min();
      }
      Bits a = frt_array_new_int(&ctx, model.data(), size);
      a = frt_internal_sort(&ctx, a);
      std::sort(model.begin(), model.end());
      REQUIRE(
          std::equal(model.begin(), model.end(), intsOf(objectOf<Array>(a))));
      drop(a);
    }
}

TEST_CASE_METHOD(RuntimeFixture, "floats are sorted, NaN last", "[sort]") {
  std::mt19937_64 random(4);
  std::normal_distribution<double> normal(0, 1e6);
  for (int size : sizes)
    for (bool special : {false, true}) {
      std::vector<double> model;
      for (int i = 0; i < size; ++i) {
        double d = normal(random);
        switch (special ? random() % 5 : 9) {
        case 0:
          d = std::numeric_limits<double>::quiet_NaN();
          break;
        case 1:
          d = 0.0;
          break;
        case 2:
          d = -0.0;
          break;
        case 3:
          d = std::copysign(std::numeric_limits<double>::infinity(), d);
          break;
        }
        model.push_back(d);
      }
      Bits a = frt_array_new_float(&ctx, model.data(), size);
      a = frt_internal_sort(&ctx, a);
      std::stable_sort(model.begin(), model.end(), [](double x, double y) {
        return x < y || (!std::isnan(x) && std::isnan(y));
      });
      for (int i = 0; i < size; ++i) { // zeros keep their order and their signs
        double d = floatsOf(objectOf<Array>(a))[i];
        REQUIRE(std::isnan(d) == std::isnan(model[i]));
        if (!std::isnan(d)) {
          REQUIRE(d == model[i]);
          REQUIRE(std::signbit(d) == std::signbit(model[i]));
        }
      }
      drop(a);
    }
}

TEST_CASE_METHOD(RuntimeFixture, "strings are sorted by their bytes",
                 "[sort]") {
  std::mt19937 random(5);
  // Characters around the sign bit, and NUL, which is a character like others.
  std::string letters("a\0\x7Fz", 4);
  for (int size : sizes)
    for (std::string prefix : {"", "key", "a long prefix in common "}) {
      std::vector<std::string> model;
      Bits a = makeArray(ctx);
      for (int i = 0; i < size; ++i) {
        std::string text = prefix;
        for (unsigned n = random() % 14; n > 0; --n) {
          if (random() % 4)
            text += letters[random() % letters.size()];
          else
            text += "\xC3\xA9";
        }
        model.push_back(text);
        a = arrayPush(ctx, a, string(text));
      }
      a = frt_internal_sort(&ctx, a);
      std::sort(model.begin(), model.end());
      for (int i = 0; i < size; ++i)
        REQUIRE(textOf(objectOf<Array>(a)->data[i]) == model[i]);
      drop(a);
    }
}

TEST_CASE_METHOD(RuntimeFixture, "kinds are sorted one after the other",
                 "[sort]") {
  double nan = std::numeric_limits<double>::quiet_NaN();
  Bits a = array({});
  for (int i = 0; i < 4; ++i)
    for (Bits v : {string("b"), nullBits, makeFloat(nan), makeInt(2),
                   makeFloat(1.5), string("a"), trueBits, makeInt(1)})
      a = arrayPush(ctx, a, v);
  CHECK(display(frt_internal_sort(&ctx, a)) ==
        "[1, 1, 1, 1, 1.5, 1.5, 1.5, 1.5, 2, 2, 2, 2, NaN, NaN, NaN, NaN, "
        "a, a, a, a, b, b, b, b, null, true, null, true, null, true, null, "
        "true]");
}

TEST_CASE_METHOD(RuntimeFixture, "sort_by keeps the order of equal keys",
                 "[sort]") {
  std::mt19937 random(6);
  for (int size : sizes)
    for (int kind = 0; kind < 4; ++kind) {
      std::vector<std::pair<int, int>> model;
      Bits items = makeArray(ctx), keys = makeArray(ctx);
      for (int i = 0; i < size; ++i) {
        int n = static_cast<int>(random() % 10);
        model.push_back({n, i});
        items = arrayPush(ctx, items, makeInt(i));
        Bits key = kind == 0   ? makeInt(n - 5)
                   : kind == 1 ? makeFloat((n - 5) / 2.0)
                   : kind == 2 || n % 2 == 0
                       ? string("key of element " + std::to_string(n))
                       : string(std::to_string(n));
        keys = arrayPush(ctx, keys, key);
      }
      // Texts of the last kind: those that start with a digit come first.
      auto rank = [&](int n) { return kind == 3 && n % 2 == 0 ? n + 10 : n; };
      std::stable_sort(model.begin(), model.end(), [&](auto &x, auto &y) {
        return rank(x.first) < rank(y.first);
      });
      Owned sorted = own(frt_internal_sort_by(&ctx, items, keys));
      std::vector<Bits> result = itemsOf(sorted);
      REQUIRE(result.size() == model.size());
      for (int i = 0; i < size; ++i)
        REQUIRE(asInt(result[i]) == model[i].second);
      drop(items);
      drop(keys);
    }
}
