//===- EqualityTest.cpp - equality, hashing, ordering ---------------------===//

#include "RuntimeFixture.h"

#include "core/Equality.h"

#include <limits>
#include <vector>

using namespace forge::rt;

static const double notANumber = std::numeric_limits<double>::quiet_NaN();

namespace {

/// Values of every kind; equal ones have the same class number.
class Zoo : public RuntimeFixture {
public:
  struct Animal {
    Bits value;
    int group;
  };
  std::vector<Animal> animals;

  void add(int group, Bits v) { animals.push_back({v, group}); }
  Zoo() {
    add(0, makeInt(1));
    add(0, makeFloat(1));
    add(1, string("1"));
    add(2, trueBits);
    add(3, nullBits);
    add(4, noneBits);
    add(5, makeInt(INT64_MAX));
    add(5, makeInt(INT64_MAX));
    add(6, array({makeInt(1), makeInt(2)}));
    add(6, array({makeFloat(1), makeInt(2)}));
    add(6, ints({1, 2}));
    add(7, tuple({makeInt(1), makeInt(2)}));
    add(8, object({{"a", makeInt(1)}, {"b", array({})}}));
    add(8, object({{"b", array({})}, {"a", makeInt(1)}}));
    add(9, object({{"a", makeInt(1)}}));
    add(10, set({makeInt(1), array({nullBits})}));
    add(10, set({array({nullBits}), makeFloat(1)}));
    add(11, map({{makeInt(1), string("x")}, {nullBits, set({})}}));
    add(11, map({{nullBits, set({})}, {makeFloat(1), string("x")}}));
    add(12, makeWrapper(ctx, Kind::Ok, makeInt(1)));
    add(13, makeWrapper(ctx, Kind::Err, makeInt(1)));
    add(14, makeWrapper(ctx, Kind::Some, makeInt(1)));
    add(15, freeze(ctx, array({string("deep"), object({{"k", nullBits}})})));
    add(15, array({string("deep"), object({{"k", nullBits}})}));
    add(16, set({set({set({makeInt(1)})})}));
    add(16, set({set({set({makeFloat(1)})})}));
    add(17, ints({}));
    add(17, array({}));
    add(18, map({}));
    add(19, set({}));
    add(20, string(""));
    add(21, falseBits);
    add(22, makeInt(0));
    add(22, makeFloat(-0.0));
  }
  ~Zoo() {
    for (Animal &a : animals)
      drop(a.value);
  }
};

} // namespace

TEST_CASE_METHOD(Zoo, "equality is an equivalence that separates kinds",
                 "[equality]") {
  for (Animal &a : animals)
    for (Animal &b : animals) {
      CAPTURE(display(retained(a.value)), display(retained(b.value)));
      CHECK(equals(a.value, b.value) == (a.group == b.group));
      CHECK(containerEquals(a.value, b.value) == (a.group == b.group));
    }
}

TEST_CASE_METHOD(Zoo, "equal values hash alike", "[equality]") {
  for (Animal &a : animals)
    for (Animal &b : animals)
      if (a.group == b.group)
        CHECK(hashValue(a.value) == hashValue(b.value));
}

TEST_CASE_METHOD(RuntimeFixture, "NaN equals itself in containers only",
                 "[equality]") {
  CHECK_FALSE(equals(makeFloat(notANumber), makeFloat(notANumber)));
  CHECK(containerEquals(makeFloat(notANumber), makeFloat(notANumber)));
  Owned a = own(array({makeFloat(notANumber)}));
  CHECK_FALSE(equals(a, a));
  CHECK(containerEquals(a, a));
  Owned s = own(set({makeFloat(notANumber)})),
        t = own(set({makeFloat(notANumber)}));
  CHECK(equals(s, t));
  Owned m = own(map({{makeFloat(notANumber), makeInt(1)}}));
  Owned n = own(map({{makeInt(1), makeFloat(notANumber)}}));
  CHECK(equals(m, m));
  CHECK_FALSE(equals(n, n));
}

TEST_CASE_METHOD(RuntimeFixture, "different contents differ", "[equality]") {
  auto differ = [&](Bits a, Bits b) {
    CHECK_FALSE(equals(a, b));
    drop(a);
    drop(b);
  };
  differ(set({makeInt(1)}), set({makeInt(2)}));
  differ(map({{makeInt(1), makeInt(2)}}), map({{makeInt(1), makeInt(3)}}));
  differ(ints({1, 2}), array({makeInt(1), string("2")}));
  differ(ints({1, INT64_MAX}), array({makeInt(1), makeInt(INT64_MIN)}));
  differ(object({{"a", nullBits}}), object({{"b", nullBits}}));
  differ(string("a"), string("b"));
}

TEST_CASE_METHOD(RuntimeFixture, "builtins are equal by name", "[equality]") {
  Owned type = own(string("Shape")), other = own(string("Form"));
  Owned a = own(frt_type_value(&ctx, 1, type));
  Owned b = own(frt_type_value(&ctx, 1, type));
  Owned c = own(frt_type_value(&ctx, 1, other));
  Owned d = own(frt_type_value(&ctx, 0, type));
  CHECK(equals(a, b));
  CHECK(hashValue(a) == hashValue(b));
  CHECK_FALSE(equals(a, c));
  CHECK_FALSE(equals(a, d));
}

TEST_CASE_METHOD(RuntimeFixture, "ordering", "[equality]") {
  CHECK(orderOf(makeInt(1), makeFloat(1.5)) == Order::Less);
  Owned max = own(makeInt(INT64_MAX)), below = own(makeInt(INT64_MAX - 1));
  CHECK(orderOf(max, below) == Order::Greater);
  CHECK(orderOf(makeFloat(notANumber), makeInt(1)) == Order::None);
  Owned a = own(string("b")), b = own(string("a\xC3\xA4"));
  CHECK(orderOf(a, b) == Order::Greater);
  CHECK(orderOf(a, makeInt(1)) == Order::None);
  CHECK_FALSE(isOrderable(a, makeInt(1)));
  CHECK(isOrderable(makeFloat(notANumber), makeInt(1)));
}

TEST_CASE_METHOD(RuntimeFixture, "comparison operators", "[equality]") {
  CHECK(frt_compare(&ctx, makeInt(1), makeFloat(1), 1));
  CHECK(frt_compare(&ctx, makeInt(1), makeFloat(1), 3));
  CHECK_FALSE(frt_compare(&ctx, makeInt(1), makeFloat(1), 0));
  CHECK_FALSE(
      frt_compare(&ctx, makeFloat(notANumber), makeFloat(notANumber), 1));
  frt_compare(&ctx, trueBits, makeInt(1), 0);
  CHECK(error() == "cannot apply Lt to Bool and Int");
  frt_compare(&ctx, makeInt(1), noneBits, 3);
  CHECK(error() == "cannot apply GtEq to Int and Option");
  frt_compare(&ctx, nullBits, makeInt(1), 2);
  CHECK(error() == "cannot perform arithmetic on null");
  Owned s = own(set({}));
  frt_compare(&ctx, s, s, 1);
  CHECK(error() == "sets only support == and != operators");

  // `when` arms: a pair that cannot be ordered does not match.
  CHECK_FALSE(frt_when_compare(&ctx, trueBits, makeInt(1), 0));
  CHECK(frt_when_compare(&ctx, makeInt(2), makeFloat(1.5), 3));
  CHECK(frt_when_compare(&ctx, trueBits, makeInt(1), 5));
  CHECK(error() == "");
}
