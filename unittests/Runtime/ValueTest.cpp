//===- ValueTest.cpp - boxes, arithmetic, access, loops -------------------===//

#include "RuntimeFixture.h"

#include <cmath>
#include <vector>

using namespace forge::rt;

TEST_CASE("boxes keep their values", "[value]") {
  for (int64_t n : {int64_t(0), int64_t(-1), smallIntMin, smallIntMax})
    CHECK((isSmallInt(makeInt(n)) && asInt(makeInt(n)) == n));
  for (int64_t n : {smallIntMin - 1, smallIntMax + 1, INT64_MIN, INT64_MAX}) {
    Bits v = makeInt(n);
    CHECK(isKind(v, Kind::Int));
    CHECK(asInt(v) == n);
    freeBytes(headerOf(v));
  }
  for (double d : {0.0, -0.0, 1.5, HUGE_VAL, -HUGE_VAL, -5e-324})
    CHECK((isFloat(makeFloat(d)) && asFloat(makeFloat(d)) == d));
  CHECK(isFloat(makeFloat(std::nan(""))));
  CHECK(isFloat(makeFloat(-std::nan(""))));
}

TEST_CASE_METHOD(RuntimeFixture, "truthiness of semantics 1.6", "[value]") {
  auto falsy = [&](Bits v) {
    CHECK_FALSE(frt_truthy(v));
    drop(v);
  };
  auto truthy = [&](Bits v) {
    CHECK(frt_truthy(v));
    drop(v);
  };
  for (Bits v :
       {falseBits, nullBits, noneBits, makeInt(0), makeFloat(0.0),
        makeFloat(-0.0), string(""), array({}), ints({}), object({}), set({}),
        map({}), makeWrapper(ctx, Kind::Err, trueBits), freeze(ctx, array({}))})
    falsy(v);
  for (Bits v :
       {trueBits, makeInt(-1), makeInt(INT64_MIN), makeFloat(std::nan("")),
        string("0"), array({nullBits}), tuple({}), object({{"a", nullBits}}),
        makeWrapper(ctx, Kind::Ok, nullBits),
        makeWrapper(ctx, Kind::Some, noneBits)})
    truthy(v);
}

TEST_CASE_METHOD(RuntimeFixture, "arithmetic of semantics 1.9", "[arith]") {
  auto add = [&](Bits a, Bits b) {
    Owned right = own(b);
    return display(frt_add(&ctx, a, b));
  };
  CHECK(add(makeInt(1), makeInt(2)) == "3");
  CHECK(add(makeInt(1), makeFloat(0.5)) == "1.5");
  CHECK(add(string("n="), makeInt(3)) == "n=3");
  CHECK(add(nullBits, string("x")) == "nullx");
  CHECK(add(string("a"), array({makeInt(1), string("b")})) == "a[1, b]");
  CHECK(add(makeInt(smallIntMax), makeInt(1)) == "140737488355328");

  CHECK(display(frt_div(&ctx, makeInt(-7), makeInt(2))) == "-3");
  CHECK(display(frt_rem(&ctx, makeInt(-7), makeInt(3))) == "-1");
  CHECK(display(frt_rem(&ctx, makeInt(7), makeInt(-3))) == "1");
  CHECK(display(frt_div(&ctx, makeFloat(1), makeInt(0))) == "inf");
  CHECK(display(frt_rem(&ctx, makeFloat(5.5), makeInt(0))) == "NaN");
  CHECK(display(frt_neg(&ctx, makeFloat(0))) == "-0");
}

TEST_CASE_METHOD(RuntimeFixture, "arithmetic errors", "[arith]") {
  Owned max = own(makeInt(INT64_MAX)), min = own(makeInt(INT64_MIN));
  frt_add(&ctx, retained(max), makeInt(1));
  CHECK(error() == "integer overflow: 9223372036854775807 + 1");
  frt_sub(&ctx, min, makeInt(1));
  CHECK(error() == "integer overflow: -9223372036854775808 - 1");
  frt_mul(&ctx, max, makeInt(2));
  CHECK(error() == "integer overflow: 9223372036854775807 * 2");
  frt_div(&ctx, min, makeInt(-1));
  CHECK(error().starts_with("integer overflow"));
  CHECK(display(frt_rem(&ctx, min, makeInt(-1))) == "0");
  frt_neg(&ctx, min);
  CHECK(error().starts_with("integer overflow"));
  frt_div(&ctx, makeInt(1), makeInt(0));
  CHECK(error() == "division by zero");
  frt_rem(&ctx, makeInt(1), makeInt(0));
  CHECK(error() == "modulo by zero");
  frt_neg(&ctx, trueBits);
  CHECK(error() == "cannot negate non-number");
  frt_add(&ctx, nullBits, makeInt(1));
  CHECK(error() == "cannot perform arithmetic on null");
  frt_add(&ctx, array({}), nullBits);
  CHECK(error() == "cannot perform arithmetic on null");
  Owned one = own(array({makeInt(1)}));
  frt_add(&ctx, retained(one), one);
  CHECK(error() == "cannot apply Add to Array and Array");
  frt_rem(&ctx, own(string("a")), makeInt(1));
  CHECK(error() == "cannot apply Mod to String and Int");
  Owned t = own(tuple({makeInt(1)}));
  frt_mul(&ctx, t, t);
  CHECK(error() == "tuples only support == and != operators");
}

TEST_CASE("floats convert to integers as in semantics 1.3", "[arith]") {
  CHECK(frt_float_to_int(-2.9) == -2);
  CHECK(frt_float_to_int(1e300) == INT64_MAX);
  CHECK(frt_float_to_int(-1e300) == INT64_MIN);
  CHECK(frt_float_to_int(std::nan("")) == 0);
  CHECK(frt_float_to_int(9223372036854775808.0) == INT64_MAX);
}

TEST_CASE_METHOD(RuntimeFixture, "indexing of semantics 5.9", "[access]") {
  Owned a = own(ints({10, 20, 30})), t = own(tuple({string("x")}));
  Owned o = own(object({{"k", string("v")}})), key = own(string("k"));
  Owned other = own(string("absent"));
  CHECK(display(frt_index_get(&ctx, a, makeInt(-1))) == "30");
  frt_index_get(&ctx, a, makeInt(3));
  CHECK(error() == "index out of bounds: index 3 on array of length 3");
  frt_index_get(&ctx, t, makeInt(-2));
  CHECK(error() == "index out of bounds: index -2 on tuple of length 1");
  CHECK(display(frt_index_get(&ctx, o, key)) == "v");
  CHECK(display(frt_index_get(&ctx, o, other)) == "null");
  frt_index_get(&ctx, own(set({})), makeInt(0));
  CHECK(error() == "cannot index a set; sets are unordered — use .has() or "
                   "iteration");
  frt_index_get(&ctx, key, makeInt(0));
  CHECK(error() == "invalid index operation");
  frt_index_get(&ctx, a, key);
  CHECK(error() == "invalid index operation");
}

TEST_CASE_METHOD(RuntimeFixture, "field access of semantics 5.8", "[access]") {
  auto get = [&](Bits v, std::string_view name) {
    Owned owned = own(v), key = own(string(name));
    FieldCache cache{};
    return display(frt_field_get(&ctx, v, key, &cache));
  };
  CHECK(get(object({{"f", makeInt(1)}}), "f") == "1");
  get(object({}), "f");
  CHECK(error() == "no field 'f' on object");
  CHECK(get(ints({1, 2}), "len") == "2");
  CHECK(get(tuple({nullBits}), "len") == "1");
  CHECK(get(set({nullBits}), "len") == "1");
  CHECK(get(string("h\xC3\xA4"), "len") == "2");
  get(ints({}), "f");
  CHECK(error() == "no method 'f' on Array");
  get(string("text"), "f");
  CHECK(error() == "no method 'f' on String");
  CHECK(get(map({{nullBits, nullBits}}), "len") == "1");
  get(nullBits, "f");
  CHECK(error() == "cannot access field 'f' on Null");
  get(makeWrapper(ctx, Kind::Ok, nullBits), "f");
  CHECK(error() == "cannot access field 'f' on Result");
}

namespace {

class LoopFixture : public RuntimeFixture {
public:
  /// Elements of a one-variable loop, joined; consumes `v`.
  std::string one(Bits v) {
    Owned owned = own(v);
    Owned seq = own(frt_iter_begin(&ctx, v));
    std::string result;
    int64_t position = 0;
    Bits item;
    while (!failed(ctx) && frt_iter_next(&ctx, seq, &position, &item))
      result += display(item) + ";";
    return result;
  }
  std::string two(Bits v) {
    Owned owned = own(v);
    Owned seq = own(frt_iter_begin(&ctx, v));
    std::string result;
    int64_t position = 0;
    Bits a, b;
    while (!failed(ctx) && frt_iter_next2(&ctx, seq, &position, &a, &b)) {
      result += display(a) + "=";
      result += display(b) + ";";
    }
    return result;
  }
};

} // namespace

TEST_CASE_METHOD(LoopFixture, "loops with one variable", "[iterate]") {
  CHECK(one(ints({1, 2})) == "1;2;");
  CHECK(one(tuple({nullBits, string("x")})) == "null;x;");
  CHECK(one(set({string("b"), string("a")})) == "b;a;");
  CHECK(one(object({{"k", makeInt(1)}, {"l", makeInt(2)}})) == "k;l;");
  CHECK(one(map({{makeInt(1), string("x")}})) == "(1, x);");
  CHECK(one(string("h\xC3\xA4!")) == "h;\xC3\xA4;!;");
  one(makeInt(3));
  CHECK(error() == "can only iterate over arrays, objects, or channels");
}

TEST_CASE_METHOD(LoopFixture, "loops with two variables", "[iterate]") {
  CHECK(two(array({tuple({string("k"), makeInt(1)}),
                   array({string("l"), makeInt(2)}), tuple({makeInt(1)}),
                   string("x")})) == "k=1;l=2;2=(1);3=x;");
  CHECK(two(array({object({{"index", makeInt(5)}, {"value", string("v")}}),
                   object({{"index", makeInt(5)}})})) ==
        "5=v;1={ \"index\": 5 };");
  CHECK(two(ints({7, 8})) == "0=7;1=8;");
  CHECK(two(object({{"k", makeInt(1)}})) == "k=1;");
  CHECK(two(map({{makeInt(1), string("x")}, {makeInt(2), nullBits}})) ==
        "1=x;2=null;");
  CHECK(two(set({string("b"), tuple({makeInt(1), makeInt(2)})})) == "0=b;1=2;");
  CHECK(two(string("\xC3\xA4!")) == "0=\xC3\xA4;1=!;");
}

TEST_CASE_METHOD(LoopFixture, "loops skip removed elements", "[iterate]") {
  Bits s = set({makeInt(1), makeInt(2), makeInt(3)});
  s = setRemove(ctx, s, makeInt(2));
  CHECK(one(retained(s)) == "1;3;");
  CHECK(two(s) == "0=1;1=3;");
}

TEST_CASE_METHOD(RuntimeFixture, "must and check of semantics 8.4", "[value]") {
  CHECK(display(frt_must(&ctx, makeWrapper(ctx, Kind::Ok, string("v")))) ==
        "v");
  frt_must(&ctx, makeWrapper(ctx, Kind::Err, string("x")));
  CHECK(error() == "must failed: x");
  frt_must(&ctx, nullBits);
  CHECK(error() == "must failed: got null");
  CHECK(display(frt_must(&ctx, noneBits)) == "None");

  auto passes = [&](Bits v, int64_t kind, Bits a = nullBits,
                    Bits b = nullBits) {
    Owned owned = own(v), first = own(a);
    frt_check(&ctx, v, kind, a, b);
    return error().empty();
  };
  CHECK(passes(makeInt(1), 0));
  CHECK_FALSE(passes(makeInt(0), 0));
  CHECK_FALSE(passes(string(""), 1));
  CHECK(passes(object({}), 1));
  CHECK(passes(array({}), 2));
  CHECK_FALSE(passes(makeInt(0), 2));
  CHECK(passes(string("needle in"), 3, string("in")));
  CHECK_FALSE(passes(array({makeInt(1)}), 3, makeInt(1)));
  CHECK(passes(makeInt(2), 4, makeInt(1), makeInt(2)));
  CHECK_FALSE(passes(makeInt(2), 4, makeFloat(1), makeInt(2)));
  frt_check(&ctx, own(string("abc")), 2, nullBits, nullBits);
  CHECK(error() == "check failed: abc did not pass validation");
}

TEST_CASE_METHOD(RuntimeFixture, "queries of semantics 11.2", "[value]") {
  auto person = [&](std::string_view name, Bits age) {
    return object({{"name", string(name)}, {"age", age}});
  };
  Owned people =
      own(array({person("Ann", makeInt(30)), person("Bob", string("18")),
                 makeInt(5), person("Cyd", makeFloat(4))}));
  Owned age = own(string("age")), name = own(string("name"));
  auto where = [&](int64_t op, Bits value) {
    Owned found = own(frt_where(&ctx, people, age, op, value));
    std::string names;
    for (int64_t i = 0; i < arraySize(found); ++i) {
      Owned item = own(itemAt(found, i));
      names += textOf(objectGet(item, "name"));
    }
    return names;
  };
  CHECK(where(4, makeInt(18)) == "Bob"); // by display text
  CHECK(where(5, makeInt(18)) == "AnnCyd");
  CHECK(where(0, makeInt(30)) == "BobCyd");
  CHECK(where(3, makeInt(30)) == "Ann");
  frt_where(&ctx, age, name, 4, nullBits);
  CHECK(error() == "where requires an array");

  Owned mixed = own(array({makeInt(3), makeFloat(1.5), makeInt(2)}));
  CHECK(display(frt_chain_sort(&ctx, mixed, missingBits)) == "[1.5, 2, 3]");
  CHECK(display(frt_chain_sort(&ctx, own(ints({3, -1, 2})), missingBits)) ==
        "[-1, 2, 3]");
  Owned rows = own(array({object({{"n", makeInt(2)}, {"t", makeInt(1)}}),
                          object({{"n", makeInt(1)}, {"t", makeInt(2)}}),
                          object({{"n", makeInt(2)}, {"t", makeInt(3)}})}));
  Owned n = own(string("n"));
  CHECK(display(frt_chain_sort(&ctx, rows, n)) ==
        "[{ \"n\": 1, \"t\": 2 }, { \"n\": 2, \"t\": 1 }, "
        "{ \"n\": 2, \"t\": 3 }]");
  CHECK(display(frt_chain_take(&ctx, mixed, makeInt(2))) == "[3, 1.5]");
  CHECK(display(frt_chain_take(&ctx, mixed, makeInt(-2))) == "[]");
  CHECK(display(frt_chain_take(&ctx, mixed, nullBits)) == "[3, 1.5, 2]");
  CHECK(display(frt_chain_take(&ctx, makeInt(1), makeInt(2))) == "1");
}

TEST_CASE_METHOD(RuntimeFixture, "destructuring of semantics 6.5", "[access]") {
  frt_expect_object(&ctx, makeInt(1));
  CHECK(error() == "cannot destructure non-object");
  frt_expect_array(&ctx, makeInt(1));
  CHECK(error() == "cannot destructure non-array");
  frt_expect_tuple(&ctx, makeInt(1));
  CHECK(error() == "cannot destructure non-tuple");
  Owned a = own(ints({1, 2, 3}));
  frt_expect_array(&ctx, a);
  frt_expect_tuple(&ctx, a);
  CHECK(error() == "");
  CHECK(display(frt_item_or_null(&ctx, a, 2)) == "3");
  CHECK(display(frt_item_or_null(&ctx, a, 3)) == "null");
  CHECK(display(frt_rest(&ctx, a, 1)) == "[2, 3]");
  CHECK(display(frt_rest(&ctx, a, 7)) == "[]");
}
