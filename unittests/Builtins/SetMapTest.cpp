//===- SetMapTest.cpp - builtins, sections 8 and 9 ------------------------===//

#include "BuiltinHarness.h"

#include <catch2/catch.hpp>

#include <cmath>

using namespace forge::unittest;

namespace {
/// A World with short names for Sets and Maps.
struct Containers : World {
  template <typename... Items> Bits set(Items... items) {
    Bits result = makeSet(context());
    ((result = setAdd(context(), result, box(items))), ...);
    return result;
  }
  /// Map of alternating keys and values.
  Bits map() { return makeMap(context()); }
  template <typename Key, typename Value> Bits map(Key key, Value value) {
    return mapPut(context(), makeMap(context()), box(key), box(value));
  }
};
} // namespace

TEST_CASE("set constructor") {
  Containers w;
  CHECK(w.run("set") == "set()");
  CHECK(w.run("set", w.list(1, 2, 1.0, NAN, NAN)) == "set(1, 2, NaN)");
  CHECK(w.run("set", w.tuple("a")) == "set(a)");
  CHECK(w.run("set", w.frozen(w.set(1))) == "set(1)");
  CHECK(w.run("set", "ab") == "error: set() requires an array or tuple");
  CHECK(w.run("set", w.list(), 1) == "error: set() takes 0 or 1 argument");
}

TEST_CASE("set methods") {
  Containers w;
  CHECK(w.runMethod("has", w.set(1, 2), 2.0) == "true");
  CHECK(w.runMethod("has", w.set(1, 2), "1") == "false");
  CHECK(w.runMethod("has", w.set(1)) == "error: has() requires one argument");
  CHECK(w.runMethod("add", w.set(2, 1), 3) == "set(2, 1, 3)");
  CHECK(w.runMethod("add", w.set(2, 1), 1.0) == "set(2, 1)");
  CHECK(w.runMethod("add", w.frozen(w.set(1)), 2) ==
        "error: cannot add to a frozen set");
  CHECK(w.runMethod("remove", w.set(1, 2, 3), 2) == "set(1, 3)");
  CHECK(w.runMethod("remove", w.set(1), 5) == "set(1)");
  CHECK(w.runMethod("remove", w.frozen(w.set(1)), 2) ==
        "error: cannot remove from a frozen set");
  CHECK(w.runMethod("remove", w.set(1)) ==
        "error: remove() requires one argument");
  CHECK(w.runMethod("to_array", w.set(1, 2)) == "[1, 2]");
}

TEST_CASE("set algebra keeps the order of the receiver") {
  Containers w;
  CHECK(w.runMethod("union", w.set(3, 1), w.set(2, 3)) == "set(3, 1, 2)");
  CHECK(w.runMethod("intersect", w.set(3, 1, 2), w.set(2, 3)) == "set(3, 2)");
  CHECK(w.runMethod("diff", w.set(3, 1, 2), w.frozen(w.set(3))) == "set(1, 2)");
  CHECK(w.runMethod("union", w.set(1), w.list(2)) ==
        "error: set operation requires a set argument");
  CHECK(w.runMethod("intersect", w.set(1)) ==
        "error: intersect() requires one argument");
  CHECK(w.runMethod("diff", w.set(1), w.set(), 1) ==
        "error: diff() requires one argument");
}

TEST_CASE("map constructor") {
  Containers w;
  CHECK(w.run("__map_new") == "Map()");
  CHECK(w.run("__map_new", w.list(w.tuple("b", 1), w.list("a", 2),
                                  w.tuple("b", 3))) == "Map(b => 3, a => 2)");
  CHECK(w.run("__map_new", w.map(1, 2)) == "Map(1 => 2)");
  CHECK(w.run("__map_new", w.object("k", 1)) == "Map(k => 1)");
  CHECK(w.run("__map_new", w.list(1)) ==
        "error: map() constructor expects an array of (key, value) pairs");
  CHECK(w.run("__map_new", 5) ==
        "error: map() constructor expects an array of pairs or another Map");
}

TEST_CASE("map methods") {
  Containers w;
  CHECK(w.runMethod("get", w.map("k", 1), "k") == "1");
  CHECK(w.runMethod("get", w.map("k", 1), "z") == "null");
  CHECK(w.runMethod("get", w.map("k", 1), "z", 7) == "7");
  CHECK(w.runMethod("get", w.map()) == "error: get() requires one argument");
  CHECK(w.runMethod("has", w.map(1, "i"), 1.0) == "true");
  CHECK(w.runMethod("set", w.map(1, "i"), 1.0, "f") == "Map(1 => f)");
  CHECK(w.runMethod("set", w.map(), 1) == "error: set() requires (key, value)");
  CHECK(w.runMethod("set", w.frozen(w.map()), 1, 2) ==
        "error: cannot mutate a frozen map");
  CHECK(w.runMethod("remove", w.map(1, 2), 1) == "Map()");
  CHECK(w.runMethod("remove", w.map(1, 2), 9) == "Map(1 => 2)");
  CHECK(w.runMethod("remove", w.frozen(w.map()), 1) ==
        "error: cannot mutate a frozen map");
  CHECK(w.runMethod("keys", w.map(1, 2)) == "[1]");
  CHECK(w.runMethod("values", w.map(1, 2)) == "[2]");
  CHECK(w.runMethod("to_array", w.map(1, 2)) == "[(1, 2)]");
  CHECK(w.runMethod("len", w.map(1, 2)) == "1");
  CHECK(w.runMethod("union", w.map(), w.map()) == "no such method");
}

TEST_CASE("maps in functions on objects") {
  Containers w;
  CHECK(w.run("keys", w.map(1, 2)) == "[1]");
  CHECK(w.run("entries", w.map(1, 2)) == "[[1, 2]]");
  CHECK(w.run("has_key", w.map(1, 2), 1.0) == "true");
  CHECK(w.run("contains", w.map(1, 2), 2) == "false");
  CHECK(w.run("contains", w.set(1), 1) == "true");
  CHECK(w.run("len", w.set(1, 2)) == "2");
}
