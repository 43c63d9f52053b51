//===- TypeTest.cpp - user types, methods, matching -----------------------===//

#include "RuntimeFixture.h"

#include "core/Call.h"
#include "core/Types.h"

#include <vector>

using namespace forge::rt;

namespace {

/// Entry of the test functions: its arguments as a Tuple.
Bits echo(Context *ctx, Closure *, Bits *args, int64_t count) {
  return makeTupleOf(*ctx, {args, static_cast<size_t>(count)});
}

const FunctionInfo methodInfo{{"m"}, {nullptr}, 1, 0, 1, functionIsMethod};
const FunctionInfo staticInfo{
    {"m"}, {nullptr}, 1, 0, 1, functionIsMethod | functionIsStatic};

class TypeFixture : public RuntimeFixture {
public:
  Bits function(const FunctionInfo &info = methodInfo) {
    return frt_closure_new(&ctx, reinterpret_cast<void *>(echo),
                           const_cast<FunctionInfo *>(&info), nullptr, 0);
  }
  void method(std::string_view type, std::string_view name,
              const FunctionInfo &info = methodInfo) {
    Owned t = own(string(type)), n = own(string(name));
    frt_method_define(&ctx, t, n, function(info));
  }
  /// `receiver.name(args)`; the display text of what echo returns.
  std::string callOn(std::initializer_list<Bits> args, std::string_view name,
                     Bits fallback = nullBits) {
    std::vector<Bits> list(args);
    Owned n = own(string(name));
    return display(frt_call_method(
        &ctx, list.data(), static_cast<int64_t>(list.size()), n, fallback));
  }
  /// Defines a struct with defaults and embedded fields.
  void define(std::string_view name,
              std::vector<std::pair<std::string_view, Bits>> defaults,
              std::vector<std::pair<std::string_view, std::string_view>>
                  embedded = {}) {
    std::vector<Owned> names;
    std::vector<String *> keys;
    std::vector<Bits> values, pairs;
    auto keep = [&](std::string_view text) {
      names.push_back(own(string(text)));
      return names.back().get();
    };
    for (auto &[key, value] : defaults) {
      keys.push_back(objectOf<String>(keep(key)));
      values.push_back(value);
    }
    for (auto &[field, type] : embedded) {
      pairs.push_back(keep(field));
      pairs.push_back(keep(type));
    }
    ObjectLayout layout{{}, {keys.data()}, static_cast<int64_t>(keys.size())};
    Owned typeName = own(string(name));
    frt_struct_define(&ctx, typeName, &layout, values.data(), pairs.data(),
                      static_cast<int64_t>(embedded.size()));
  }
};

/// The literal `Name { a: .., b: .. }` at one place in a program.
class StructSite {
public:
  StructSite(TypeFixture &f, std::string_view name,
             std::initializer_list<std::string_view> fields)
      : fixture(f), type(f.own(f.string(name))) {
    for (std::string_view field : fields) {
      names.push_back(f.own(f.string(field)));
      keys.push_back(objectOf<String>(names.back().get()));
    }
    layout = {{}, {keys.data()}, static_cast<int64_t>(keys.size())};
  }
  Bits make(std::initializer_list<Bits> values) {
    std::vector<Bits> list(values);
    return frt_struct_new(&fixture.ctx, type, &layout, list.data());
  }

private:
  TypeFixture &fixture;
  Owned type;
  std::vector<Owned> names;
  std::vector<String *> keys;
  ObjectLayout layout;
};

} // namespace

TEST_CASE_METHOD(TypeFixture, "instances hold defaults, fields, type",
                 "[type]") {
  // The struct of semantics 2.1.
  define("Tag", {{"label", string("none")}});
  StructSite site(*this, "Tag", {"id"});
  for (int round = 0; round < 3; ++round)
    CHECK(display(site.make({makeInt(7)})) ==
          "{ \"label\": \"none\", \"id\": 7, \"__type__\": \"Tag\" }");
  StructSite both(*this, "Tag", {"id", "label"});
  for (int round = 0; round < 3; ++round)
    CHECK(display(both.make({makeInt(7), string("given")})) ==
          "{ \"label\": \"given\", \"id\": 7, \"__type__\": \"Tag\" }");
}

TEST_CASE_METHOD(TypeFixture, "a site follows changed definitions", "[type]") {
  StructSite site(*this, "P", {"x"});
  CHECK(display(site.make({makeInt(1)})) ==
        "{ \"x\": 1, \"__type__\": \"P\" }");
  define("P", {{"x", makeInt(0)}, {"y", makeInt(2)}});
  for (int round = 0; round < 2; ++round)
    CHECK(display(site.make({makeInt(1)})) ==
          "{ \"x\": 1, \"y\": 2, \"__type__\": \"P\" }");
  define("P", {{"x", makeInt(0)}});
  for (int round = 0; round < 2; ++round)
    CHECK(display(site.make({makeInt(1)})) ==
          "{ \"x\": 1, \"__type__\": \"P\" }");
  StructSite typed(*this, "P", {"__type__", "x"});
  for (int round = 0; round < 2; ++round)
    CHECK(display(typed.make({string("other"), makeInt(1)})) ==
          "{ \"x\": 1, \"__type__\": \"P\" }");
}

TEST_CASE_METHOD(TypeFixture, "methods of values", "[type]") {
  method("P", "area");
  Bits p = object({{"x", makeInt(1)}, {"__type__", string("P")}});
  CHECK(callOn({retained(p), makeInt(5)}, "area") ==
        "({ \"x\": 1, \"__type__\": \"P\" }, 5)");
  callOn({retained(p)}, "volume");
  CHECK(error() == "no method 'volume' on P");
  callOn({object({})}, "volume");
  CHECK(error() == "no method 'volume' on object");
  callOn({makeInt(1)}, "volume");
  CHECK(error() == "cannot call 'volume' on Int");
  // An entry of that name comes first and gets no receiver.
  p = objectPut(ctx, p, "area", function());
  CHECK(callOn({retained(p), makeInt(5)}, "area") == "(5)");
  p = objectPut(ctx, p, "area", makeInt(3));
  callOn({p}, "area");
  CHECK(error() == "cannot call Int");
}

/// Another test function: the number of its arguments.
static Bits countArguments(Context *ctx, Closure *, Bits *args, int64_t count) {
  releaseAll(*ctx, args, count);
  return makeInt(count);
}

TEST_CASE_METHOD(TypeFixture, "remembered methods follow new definitions",
                 "[type]") {
  // Strings of one character are static, as the names in programs are.
  define("C", {}, {{"e", "E"}});
  auto value = [&] {
    return object({{"e", makeInt(7)}, {"__type__", string("C")}});
  };
  method("E", "m");
  for (int round = 0; round < 2; ++round)
    CHECK(callOn({value()}, "m") == "(7)");
  method("C", "m");
  for (int round = 0; round < 2; ++round)
    CHECK(callOn({value()}, "m") == "({ \"e\": 7, \"__type__\": \"C\" })");
  frt_method_define(
      &ctx, string("C"), string("m"),
      frt_closure_new(&ctx, reinterpret_cast<void *>(countArguments),
                      const_cast<FunctionInfo *>(&methodInfo), nullptr, 0));
  for (int round = 0; round < 2; ++round)
    CHECK(callOn({value(), nullBits}, "m") == "2");
  // Another type with the same keys, and an entry of that name.
  method("D", "m");
  Bits other = objectPut(ctx, value(), "__type__", string("D"));
  for (int round = 0; round < 2; ++round)
    CHECK(callOn({retained(other)}, "m") ==
          "({ \"e\": 7, \"__type__\": \"D\" })");
  other = objectPut(ctx, other, "m", function());
  for (int round = 0; round < 2; ++round)
    CHECK(callOn({retained(other)}, "m") == "()");
  drop(other);
}

TEST_CASE_METHOD(TypeFixture, "methods of embedded types", "[type]") {
  define("Car", {}, {{"engine", "Engine"}});
  method("Engine", "start");
  Bits car = object({{"engine", string("e")}, {"__type__", string("Car")}});
  CHECK(callOn({retained(car)}, "start") == "(e)");
  CHECK(typeHasMethod(ctx, "Car", "start"));
  CHECK_FALSE(typeHasMethod(ctx, "Car", "stop"));
  method("Car", "start");
  CHECK(callOn({car}, "start") ==
        "({ \"engine\": \"e\", \"__type__\": \"Car\" })");
}

TEST_CASE_METHOD(TypeFixture, "static methods are called on type names",
                 "[type]") {
  method("P", "make", staticInfo);
  method("P", "area");
  Owned name = own(string("P"));
  CHECK(callOn({frt_type_value(&ctx, 1, name), makeInt(1)}, "make") == "(1)");
  callOn({frt_type_value(&ctx, 0, name)}, "area");
  CHECK(error() == "no static method 'area' on P");
  Owned type = own(frt_type_value(&ctx, 1, name));
  frt_call(&ctx, type, nullptr, 0);
  CHECK(error() == "unknown builtin: struct:P");
  callOn({frt_type_value(&ctx, 0, name)}, "none");
  CHECK(error() == "no static method 'none' on P");
}

TEST_CASE_METHOD(TypeFixture, "a builtin serves as method last", "[type]") {
  Owned fallback = own(function());
  CHECK(callOn({makeInt(4), makeInt(5)}, "whatever", fallback) == "(4, 5)");
}

TEST_CASE_METHOD(TypeFixture, "spread arguments", "[type]") {
  Owned f = own(function());
  CHECK(display(frt_call_spread(&ctx, f, ints({1, 2}))) == "(1, 2)");
  frt_call_spread(&ctx, makeInt(1), array({string("released")}));
  CHECK(error() == "cannot call Int");
}

TEST_CASE_METHOD(TypeFixture, "algebraic types", "[type]") {
  Owned shape = own(string("Shape")), dot = own(string("Dot")),
        disc = own(string("Disc"));
  Bits names[] = {dot, disc};
  int64_t counts[] = {0, 1};
  frt_type_define(&ctx, shape, names, counts, 2);
  Owned unit = own(frt_variant_unit(&ctx, shape, dot));
  Owned make = own(frt_variant_constructor(&ctx, shape, disc, 1));
  CHECK(display(retained(unit)) ==
        "{ \"__type__\": \"Shape\", \"__variant__\": \"Dot\" }");
  Bits radius = makeFloat(2.0);
  Owned value = own(frt_call(&ctx, make, &radius, 1));
  CHECK(display(retained(value)) ==
        "{ \"__type__\": \"Shape\", \"__variant__\": \"Disc\", \"_0\": 2 }");
  Bits two[] = {makeInt(1), string("released")};
  frt_call(&ctx, make, two, 2);
  CHECK(error() == "Disc() expects 1 argument(s), got 2");

  Owned circle = own(string("Circle"));
  CHECK(frt_match_variant(value, disc));
  CHECK(frt_match_variant(value, shape));
  CHECK_FALSE(frt_match_variant(value, circle));
  CHECK(frt_match_arity(&ctx, value) == 1);
  CHECK(frt_match_arity(&ctx, unit) == 0);
  CHECK(display(frt_match_payload(&ctx, value, 0)) == "2");

  Bits arms[] = {disc};
  frt_match_check(&ctx, value, arms, 1);
  CHECK(error() == "non-exhaustive match: missing variant 'Dot'");
  frt_match_check(&ctx, value, names, 2);
  frt_match_check(&ctx, makeInt(1), arms, 1);
  CHECK(error() == "");
  frt_match_none(&ctx, value);
  CHECK(error() == "non-exhaustive match");
  frt_match_none(&ctx, noneBits);
  CHECK(error() == "non-exhaustive match");
  frt_match_none(&ctx, makeInt(1));
  CHECK(error() == "");
}

TEST_CASE_METHOD(TypeFixture, "results match their cases", "[type]") {
  Owned ok = own(makeWrapper(ctx, Kind::Ok, string("v")));
  Owned okName = own(string("Ok")), someName = own(string("Some"));
  Owned noneName = own(string("None"));
  CHECK(frt_match_variant(ok, okName));
  CHECK_FALSE(frt_match_variant(ok, someName));
  CHECK(frt_match_variant(noneBits, noneName));
  CHECK_FALSE(frt_match_variant(nullBits, noneName));
  CHECK(frt_match_arity(&ctx, ok) == 1);
  CHECK(display(frt_match_payload(&ctx, ok, 0)) == "v");
}

TEST_CASE_METHOD(TypeFixture, "interfaces list and require methods", "[type]") {
  Owned name = own(string("Drawable")), draw = own(string("draw")),
        result = own(string("String")), type = own(string("P"));
  Bits names[] = {draw};
  int64_t counts[] = {1};
  Bits results[] = {result};
  Owned power = own(frt_interface_new(&ctx, name, names, counts, results, 1));
  CHECK(display(retained(power)) ==
        "{ \"__kind__\": \"interface\", \"name\": \"Drawable\", \"methods\": "
        "[{ \"name\": \"draw\", \"param_count\": 1, \"return_type\": "
        "\"String\" }] }");
  frt_implements(&ctx, type, power, name);
  CHECK(error() ==
        "'P' does not implement 'draw' required by power 'Drawable'");
  method("P", "draw");
  frt_implements(&ctx, type, power, name);
  CHECK(error() == "");
  frt_implements(&ctx, type, makeInt(1), name);
  CHECK(error() == "unknown power 'Drawable'");
}
