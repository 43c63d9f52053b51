//===- ObjectTest.cpp - builtins, section 4 -------------------------------===//

#include "BuiltinHarness.h"

#include <catch2/catch.hpp>

using namespace forge::unittest;

TEST_CASE("keys, values and entries") {
  World w;
  CHECK(w.run("keys", w.object("b", 1, "a", 2)) == "[b, a]");
  CHECK(w.run("values", w.object("b", 1, "a", 2)) == "[1, 2]");
  CHECK(w.run("entries", w.object("b", 1)) == "[[b, 1]]");
  CHECK(w.run("keys", w.list()) == "error: keys() requires object or map");
  CHECK(w.run("values") == "error: values() requires object or map");
  CHECK(w.run("entries", 1) == "error: entries() requires an object");
  CHECK(w.run("from_entries",
              w.list(w.list("a", 1), w.tuple("b", 2), w.list("a", 3),
                     w.list("c"), 5, w.list(1, 2))) ==
        "{ \"a\": 3, \"b\": 2 }");
  CHECK(w.run("from_entries", 1) ==
        "error: from_entries() requires an array of [key, value] pairs");
}

TEST_CASE("has_key and contains") {
  World w;
  CHECK(w.run("has_key", w.object("a", nullptr), "a") == "true");
  CHECK(w.run("has_key", w.object("a", nullptr), "b") == "false");
  CHECK(w.run("has_key", w.object(), 1) ==
        "error: has_key() requires (object, key_string)");
  CHECK(w.run("contains", "forge", "org") == "true");
  CHECK(w.run("contains", "forge", "") == "true");
  CHECK(w.run("contains", w.list(1, 2), "1") == "false");
  CHECK(w.run("contains", w.tuple(1, 2), 2.0) == "true");
  CHECK(w.run("contains", w.object("a", 1), "a") == "true");
  const std::string message =
      "error: contains() requires (string, substring), (array, value), "
      "(object, key), or (map, key)";
  CHECK(w.run("contains", "a1", 1) == message);
  CHECK(w.run("contains", w.list()) == message);
  CHECK(w.run("contains", 1, 1) == message);
}

TEST_CASE("get walks paths") {
  World w;
  auto nested = [&] {
    return w.object("u", w.object("tags", w.list("x", "y"), "n", nullptr));
  };
  CHECK(w.run("get", nested(), "u.tags.1") == "y");
  CHECK(w.run("get", nested(), "u.tags.2", "d") == "d");
  CHECK(w.run("get", nested(), "u.tags.-1", "d") == "d");
  CHECK(w.run("get", nested(), "u.n", "d") == "null");
  CHECK(w.run("get", nested(), "u.x") == "null");
  CHECK(w.run("get", nested(), "u..n", "d") == "d");
  CHECK(w.run("get", w.object("a.b", 1, "a", w.object("b", 2)), "a.b") == "1");
  CHECK(w.run("get", w.object("s", "text"), "s.len", "d") == "d");
  CHECK(w.run("get", w.list(1, 2), 1) == "2");
  CHECK(w.run("get", w.list(1, 2), -1, "d") == "d");
  const std::string message =
      "error: get() requires (object, key) or (array, index)";
  CHECK(w.run("get", w.object(), 1) == message);
  CHECK(w.run("get", w.list()) == message);
}

TEST_CASE("pick, omit, merge") {
  World w;
  CHECK(w.run("pick", w.object("a", 1, "b", 2), w.list("b", "z", 5, "a")) ==
        "{ \"b\": 2, \"a\": 1 }");
  CHECK(w.run("pick", w.object()) ==
        "error: pick() requires (object, [field_names])");
  CHECK(w.run("omit", w.object("a", 1, "b", 2), w.list("a", 5)) ==
        "{ \"b\": 2 }");
  CHECK(w.run("omit", 1, w.list()) ==
        "error: omit() requires (object, [field_names])");
  CHECK(w.run("merge") == "{  }");
  CHECK(w.run("merge", w.object("a", 1, "b", 2), w.object("c", 3, "a", 4)) ==
        "{ \"a\": 4, \"b\": 2, \"c\": 3 }");
  CHECK(w.run("merge", w.frozen(w.object("a", 1)), w.object("a", 2)) ==
        "{ \"a\": 2 }");
  CHECK(w.run("merge", w.object(), 1) ==
        "error: merge() requires all arguments to be objects");
}

TEST_CASE("merge leaves a shared argument alone") {
  World w;
  Bits object = w.object("a", 1);
  CHECK(w.run("merge", retained(object), w.object("a", 2)) == "{ \"a\": 2 }");
  CHECK(w.run("str", object) == "{ \"a\": 1 }");
}

TEST_CASE("diff") {
  World w;
  CHECK(w.run("diff", w.object("a", 1, "b", 2),
              w.object("a", 1, "b", 3, "c", 4)) ==
        "{ \"b\": { \"from\": 2, \"to\": 3 }, \"c\": { \"added\": 4 } }");
  CHECK(w.run("diff", w.object("a", 1), w.object()) ==
        "{ \"a\": { \"removed\": 1 } }");
  CHECK(w.run("diff", w.object("a", w.object("x", 1, "y", 2)),
              w.object("a", w.object("x", 1, "y", 3))) ==
        "{ \"a\": { \"from\": { \"x\": 1, \"y\": 2 }, "
        "\"to\": { \"x\": 1, \"y\": 3 } } }");
  CHECK(w.run("diff", w.object("__a", 1, "b", w.object("__c", 1)),
              w.object("__a", 2, "b", w.object("__c", 2))) == "null");
  CHECK(w.run("diff", w.object("a", 1), w.object("a", 1.0)) == "null");
  CHECK(w.run("diff", w.list(1), w.list(2)) ==
        "{ \"from\": [1], \"to\": [2] }");
  CHECK(w.run("diff", 1) == "error: diff() requires two values to compare");
}
