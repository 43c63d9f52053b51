//===- ResultTest.cpp - builtins, sections 12 to 16 -----------------------===//

#include "BuiltinHarness.h"

#include <catch2/catch.hpp>

using namespace forge::unittest;

TEST_CASE("constructors of Result and Option") {
  World w;
  CHECK(w.run("Ok", 1) == "Ok(1)");
  CHECK(w.run("ok") == "Ok(null)");
  CHECK(w.run("Err", w.list(1)) == "Err([1])");
  CHECK(w.run("err") == "Err(error)");
  CHECK(w.run("Err", nullptr) == "Err(null)");
  CHECK(w.run("Some") == "Some(null)");
}

TEST_CASE("predicates of Result and Option") {
  World w;
  CHECK(w.run("is_ok", w.ok(nullBits)) == "true");
  CHECK(w.run("is_err", w.ok(nullBits)) == "false");
  CHECK(w.run("is_ok", 1) == "error: is_ok() requires a Result value");
  CHECK(w.run("is_err") == "error: is_err() requires a Result value");
  CHECK(w.run("is_some", w.some(nullBits)) == "true");
  CHECK(w.run("is_some", 0) == "true");
  CHECK(w.run("is_some", nullptr) == "false");
  CHECK(w.run("is_none", noneBits) == "true");
  CHECK(w.run("is_none",
              w.object("__type__", "Option", "__variant__", "None")) == "true");
  CHECK(w.run("is_some") == "error: is_some() requires an argument");
}

TEST_CASE("unwrapping") {
  World w;
  CHECK(w.run("unwrap", w.ok(w.box("v"))) == "v");
  CHECK(w.run("unwrap", w.err(w.box("no"))) == "error: unwrap() on Err: no");
  CHECK(w.run("unwrap", noneBits) == "error: unwrap() called on None");
  CHECK(w.run("unwrap", 5) ==
        "error: unwrap() requires a Result or Option value");
  CHECK(w.run("unwrap_or", w.err(w.box("no")), 3) == "3");
  CHECK(w.run("unwrap_or", w.some(w.box(1)), 3) == "1");
  CHECK(w.run("unwrap_or", 1) ==
        "error: unwrap_or() requires (value, default)");
  CHECK(w.run("unwrap_or", 1, 2) ==
        "error: unwrap_or() requires a Result or Option value as first "
        "argument");
  CHECK(w.callInner("unwrap_err", {w.err(w.box("no"))}) == "\"no\"");
  CHECK(w.callInner("unwrap_err", {w.err(w.box(3))}) == "3");
  CHECK(w.run("unwrap_err", w.ok(nullBits)) ==
        "error: unwrap_err() called on Ok");
  CHECK(w.run("unwrap_err", 1) ==
        "error: unwrap_err() requires a Result value");
}

TEST_CASE("satisfies looks for callable entries") {
  World w;
  auto interface = [&] {
    return w.object("__kind__", "interface", "name", "P", "methods",
                    w.list(w.object("name", "go", "param_count", 0)));
  };
  Bits function = boxPtr(findSymbol("frt_builtin_len"));
  CHECK(w.run("satisfies", w.object("go", function), interface()) == "true");
  CHECK(w.run("satisfies", w.object("go", 1), interface()) == "false");
  CHECK(w.run("satisfies", 1, interface()) == "false");
  CHECK(w.run("satisfies", w.object(), w.object()) == "false");
  CHECK(w.run("satisfies", 1,
              w.object("__kind__", "interface", "methods", w.list())) ==
        "true");
  CHECK(w.run("satisfies", 1) ==
        "error: satisfies() requires (value, interface)");
}

TEST_CASE("assertions") {
  World w;
  CHECK(w.run("assert", 1) == "null");
  CHECK(w.run("assert", 0) == "error: assertion failed: assertion failed");
  CHECK(w.run("assert") == "error: assertion failed: assertion failed");
  CHECK(w.run("assert", false, "why") == "error: assertion failed: why");
  CHECK(w.run("assert_eq", 1, 1.0) == "null");
  CHECK(w.run("assert_eq", 1, 2) ==
        "error: assertion failed: expected `2`, got `1`");
  CHECK(w.run("assert_eq", 1, 2, "sum") ==
        "error: assertion failed: sum: expected `2`, got `1`");
  CHECK(w.run("assert_eq", 1, "1") ==
        "error: assertion failed: expected `\"1\"`, got `1`");
  CHECK(w.run("assert_eq", w.ok(w.box(1)), "Ok(1)") ==
        "error: assertion failed: expected `\"Ok(1)\"`, got `{ \"Ok\": 1 }`");
  CHECK(w.run("assert_eq", 1) ==
        "error: assert_eq() requires at least 2 arguments");
  CHECK(w.run("assert_ne", 1, 2) == "null");
  CHECK(w.run("assert_ne", 1, 1) ==
        "error: assertion failed: expected values to differ, both are `1`");
  CHECK(w.run("assert_ne", 1, 1, "m") ==
        "error: assertion failed: m: expected values to differ, both are `1`");
}

TEST_CASE("debug kit") {
  World w;
  CHECK(w.run("bruh") == "error: BRUH: something ain't right");
  CHECK(w.run("bruh", w.list(1)) == "error: BRUH: [1]");
  CHECK(w.run("bet", 1) == "true");
  CHECK(w.run("bet", 0) == "error: LOST THE BET: condition was false");
  CHECK(w.run("bet", false, 5) == "error: LOST THE BET: 5");
  CHECK(w.run("bet") == "error: bet() needs a condition, no cap");
  CHECK(w.run("no_cap", 1, 1.0) == "true");
  CHECK(w.run("no_cap", 1, "a") == "error: CAP DETECTED: 1 ≠ a");
  CHECK(w.run("no_cap", 1) ==
        "error: no_cap() needs two values to compare, fr fr");
  CHECK(w.run("ick", 0) == "true");
  CHECK(w.run("ick", true) == "error: ICK: that's an ick");
  CHECK(w.run("ick", true, "eww") == "error: ICK: eww");
  CHECK(w.run("ick") == "error: ick() needs a condition to reject");
  CHECK(w.run("sus") == "error: sus() needs something to inspect, bestie");
}
