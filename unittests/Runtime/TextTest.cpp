//===- TextTest.cpp - display and inner forms -----------------------------===//

#include "RuntimeFixture.h"

using namespace forge::rt;

TEST_CASE_METHOD(RuntimeFixture, "texts of semantics 2.1", "[text]") {
  // The examples of the chapter.
  CHECK(display(
            array({string("a"), makeInt(1), array({trueBits, string("b")})})) ==
        "[a, 1, [true, b]]");
  CHECK(display(object({{"who", string("Ana")},
                        {"tags", array({string("x"), string("y")})}})) ==
        "{ \"who\": \"Ana\", \"tags\": [\"x\", \"y\"] }");
  CHECK(display(array({object({{"k", string("v")}})})) == "[{ \"k\": \"v\" }]");
  CHECK(display(makeWrapper(ctx, Kind::Ok, array({string("a")}))) == "Ok([a])");
  CHECK(display(object({{"r", makeWrapper(ctx, Kind::Ok, string("a"))},
                        {"o", noneBits}})) ==
        "{ \"r\": { \"Ok\": \"a\" }, \"o\": null }");
  CHECK(display(tuple({makeInt(1), string("two")})) == "(1, two)");
}

TEST_CASE_METHOD(RuntimeFixture, "display forms", "[text]") {
  CHECK(display(makeInt(-5)) == "-5");
  CHECK(display(makeInt(INT64_MIN)) == "-9223372036854775808");
  CHECK(display(nullBits) == "null");
  CHECK(display(noneBits) == "None");
  CHECK(display(array({})) == "[]");
  CHECK(display(tuple({makeInt(1)})) == "(1)");
  CHECK(display(set({})) == "set()");
  CHECK(display(set({string("a"), makeInt(2)})) == "set(a, 2)");
  CHECK(display(map({})) == "Map()");
  CHECK(display(map({{string("k"), makeInt(1)}, {makeInt(2), string("v")}})) ==
        "Map(k => 1, 2 => v)");
  CHECK(display(object({})) == "{  }");
  CHECK(display(makeWrapper(ctx, Kind::Err, string("no"))) == "Err(no)");
  CHECK(display(makeWrapper(ctx, Kind::Some, noneBits)) == "Some(None)");
  CHECK(display(ints({1, INT64_MAX})) == "[1, 9223372036854775807]");
}

TEST_CASE_METHOD(RuntimeFixture, "inner forms", "[text]") {
  CHECK(inner(string("text")) == "\"text\"");
  CHECK(inner(array({string("a"), tuple({string("b"), nullBits})})) ==
        "[\"a\", [\"b\", null]]");
  CHECK(inner(set({string("a"), makeInt(2)})) == "[\"a\", 2]");
  CHECK(inner(set({})) == "[]");
  CHECK(inner(map({})) == "[]");
  CHECK(inner(map({{string("k"), makeInt(1)},
                   {string("l"), array({string("x")})}})) ==
        "[[\"k\", 1], [\"l\", [\"x\"]]]");
  CHECK(inner(makeWrapper(ctx, Kind::Err, makeInt(3))) == "{ \"Err\": 3 }");
  CHECK(inner(makeWrapper(ctx, Kind::Some,
                          makeWrapper(ctx, Kind::Some, string("x")))) ==
        "\"x\"");
  CHECK(inner(noneBits) == "null");
  CHECK(inner(object({})) == "{  }");
}

TEST_CASE_METHOD(RuntimeFixture, "maps inside maps close every pair",
                 "[text]") {
  Bits deep =
      map({{string("a"),
            map({{string("b"), makeInt(1)}, {string("c"), makeInt(2)}})},
           {string("d"), makeInt(3)}});
  CHECK(inner(retained(deep)) ==
        "[[\"a\", [[\"b\", 1], [\"c\", 2]]], [\"d\", 3]]");
  CHECK(display(deep) == "Map(a => Map(b => 1, c => 2), d => 3)");
}

TEST_CASE_METHOD(RuntimeFixture, "escapes of the inner form", "[text]") {
  CHECK(inner(string("a\"b\\c")) == "\"a\\\"b\\\\c\"");
  CHECK(inner(string("\n\r\t")) == "\"\\n\\r\\t\"");
  CHECK(inner(string(std::string_view("\x01\x1F\0", 3))) ==
        "\"\\u0001\\u001f\\u0000\"");
  CHECK(inner(string("\xC3\xA4")) == "\"\xC3\xA4\"");
}

TEST_CASE_METHOD(RuntimeFixture, "callables", "[text]") {
  auto info = [](const char *name, const char *type, int32_t flags) {
    return FunctionInfo{
        {name},
        {type},
        static_cast<int32_t>(std::string_view(name).size()),
        type ? static_cast<int32_t>(std::string_view(type).size()) : 0,
        0,
        flags};
  };
  FunctionInfo named = info("area", nullptr, 0);
  FunctionInfo method = info("area", "Disc", functionIsMethod);
  FunctionInfo lambda = info("", nullptr, functionIsLambda);
  auto closure = [&](FunctionInfo &i) {
    return frt_closure_new(&ctx, nullptr, &i, nullptr, 0);
  };
  CHECK(display(closure(named)) == "<fn area>");
  CHECK(display(closure(method)) == "<fn Disc::area>");
  CHECK(display(closure(lambda)) == "<lambda>");
  CHECK(inner(closure(named)) == "\"<Function>\"");
  CHECK(inner(closure(lambda)) == "\"<Lambda>\"");

  Owned type = own(string("Shape")), variant = own(string("Disc"));
  CHECK(display(frt_type_value(&ctx, 1, type)) == "<builtin struct:Shape>");
  CHECK(display(frt_type_value(&ctx, 0, type)) == "<builtin type:Shape>");
  CHECK(display(frt_variant_constructor(&ctx, type, variant, 1)) ==
        "<builtin adt:Shape:Disc:1>");
  CHECK(inner(frt_type_value(&ctx, 0, type)) == "\"<BuiltIn>\"");
}

TEST_CASE_METHOD(RuntimeFixture, "interpolation joins display texts",
                 "[text]") {
  Owned a = own(string("n=")), b = own(array({string("x"), noneBits}));
  Bits parts[] = {a, makeInt(3), b, nullBits};
  CHECK(display(frt_interpolate(&ctx, parts, 4)) == "n=3[x, None]null");
}
