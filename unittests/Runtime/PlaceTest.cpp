//===- PlaceTest.cpp - assignments and updating calls ---------------------===//

#include "RuntimeFixture.h"

#include "core/Place.h"

#include <vector>

using namespace forge::rt;

namespace {

class PlaceFixture : public RuntimeFixture {
public:
  Owned rootName{ctx, makeString(ctx, "root")};
  Bits root = nullBits;
  ~PlaceFixture() { drop(root); }

  struct Step {
    Bits key;
    bool isField;
  };
  Step field(std::string_view name) { return {string(name), true}; }
  Step key(std::string_view name) { return {string(name), false}; }
  Step at(int64_t i) { return {makeInt(i), false}; }

  /// Updates the place root + steps; consumes the arguments.
  Bits update(PlaceOp op, std::initializer_list<Step> steps,
              std::initializer_list<Bits> args, int64_t flags = 256) {
    std::vector<PlaceStep> list;
    for (const Step &s : steps)
      list.push_back({s.key, s.isField});
    std::vector<Bits> values(args);
    Bits result = frt_place_update(
        &ctx, &root, list.data(), static_cast<int64_t>(list.size()),
        static_cast<int64_t>(op) | flags, values.data(),
        static_cast<int64_t>(values.size()), rootName);
    for (const Step &s : steps)
      drop(s.key);
    return result;
  }
  /// Has the place give up `current`, which stays the caller's.
  void vacate(std::initializer_list<Step> steps, Bits current) {
    std::vector<PlaceStep> list;
    for (const Step &s : steps)
      list.push_back({s.key, s.isField});
    root = frt_place_vacate(&ctx, root, list.data(),
                            static_cast<int64_t>(list.size()), current);
    for (const Step &s : steps)
      drop(s.key);
  }
  std::string shown() { return display(retained(root)); }
};

} // namespace

TEST_CASE_METHOD(PlaceFixture, "nested updates of unique data copy nothing",
                 "[place]") {
  root = object({{"servers", array({object({{"port", makeInt(1)}}),
                                    object({{"port", makeInt(2)}})})},
                 {"log", array({})}});
  int64_t allocs = ctx.counters.allocs;
  for (int i = 0; i < 100; ++i) {
    update(PlaceOp::Set, {field("servers"), at(0), field("port")},
           {makeInt(80)});
    update(PlaceOp::Add, {field("servers"), at(-1), field("port")},
           {makeInt(2)});
    update(PlaceOp::Push, {field("log")}, {makeInt(i)});
  }
  CHECK(ctx.counters.copies == 0);
  // Only the test's own names of fields are allocated.
  CHECK(ctx.counters.allocs == allocs + 500);
  CHECK(error() == "");
  update(PlaceOp::Set, {field("log")}, {nullBits});
  CHECK(shown() == "{ \"servers\": [{ \"port\": 80 }, { \"port\": 202 }], "
                   "\"log\": null }");
}

TEST_CASE_METHOD(PlaceFixture, "shared containers are copied along the path",
                 "[place]") {
  // The example of semantics 13: a snapshot is not affected.
  root = object({{"items", array({makeInt(1), makeInt(2)})}});
  update(PlaceOp::Push, {field("items")}, {makeInt(3)});
  Owned snapshot = own(retained(root));
  update(PlaceOp::Set, {field("items"), at(0)}, {makeInt(9)});
  CHECK(shown() == "{ \"items\": [9, 2, 3] }");
  CHECK(display(retained(snapshot)) == "{ \"items\": [1, 2, 3] }");
  CHECK(ctx.counters.copies == 2);
}

TEST_CASE_METHOD(PlaceFixture, "a root without steps is a place", "[place]") {
  root = string("text");
  update(PlaceOp::Add, {}, {makeInt(5)});
  CHECK(shown() == "text5");
  update(PlaceOp::Set, {}, {makeInt(7)});
  update(PlaceOp::Rem, {}, {makeInt(4)});
  CHECK(shown() == "3");
}

TEST_CASE_METHOD(PlaceFixture, "errors leave the root as it was", "[place]") {
  root = object({{"xs", ints({1, 2, 3})},
                 {"t", tuple({makeInt(1)})},
                 {"s", set({})},
                 {"m", map({})}});
  std::string before = shown();
  auto fails = [&](PlaceOp op, std::initializer_list<Step> steps,
                   std::initializer_list<Bits> args, std::string message) {
    update(op, steps, args);
    CHECK(error() == message);
    CHECK(shown() == before);
  };
  fails(PlaceOp::Set, {field("xs"), at(3)}, {string("long text")},
        "index out of bounds: index 3 on array of length 3");
  fails(PlaceOp::Set, {field("xs"), at(-4)}, {nullBits},
        "index out of bounds: index -4 on array of length 3");
  fails(PlaceOp::Set, {field("t"), at(0)}, {nullBits}, "cannot mutate a tuple");
  fails(PlaceOp::Set, {field("s"), at(0)}, {nullBits},
        "cannot index-assign a set; use .add() and .remove()");
  fails(PlaceOp::Set, {field("m"), at(0)}, {nullBits},
        "cannot index-assign a map; use .set() and .remove()");
  fails(PlaceOp::Set, {field("xs"), field("f")}, {nullBits},
        "cannot set field 'f' on Array");
  fails(PlaceOp::Set, {field("none"), field("f")}, {nullBits},
        "no field 'none' on object");
  fails(PlaceOp::Set, {field("xs"), key("key")}, {nullBits},
        "invalid index operation");
  fails(PlaceOp::Set, {key("absent"), field("f")}, {nullBits},
        "cannot set field 'f' on Null");
  fails(PlaceOp::Div, {field("xs"), at(1)}, {makeInt(0)}, "division by zero");
  fails(PlaceOp::Add, {field("t")}, {makeInt(0)},
        "cannot apply Add to Tuple and Int");
  fails(PlaceOp::Add, {field("none")}, {makeInt(0)},
        "no field 'none' on object");
  fails(PlaceOp::Push, {field("t")}, {makeInt(0)},
        "push() first argument must be array");
  fails(PlaceOp::Push, {field("t")}, {}, "push() requires array and value");
  fails(PlaceOp::Pop, {field("t")}, {}, "pop() requires array");
}

TEST_CASE_METHOD(PlaceFixture, "object keys by index", "[place]") {
  root = object({});
  update(PlaceOp::Set, {key("one")}, {makeInt(1)});
  update(PlaceOp::Mul, {key("one")}, {makeInt(5)});
  update(PlaceOp::Add, {key("one")}, {string("!")});
  CHECK(shown() == "{ \"one\": \"5!\" }");
  update(PlaceOp::Add, {key("two")}, {makeInt(1)});
  CHECK(error() == "cannot perform arithmetic on null");
}

TEST_CASE_METHOD(PlaceFixture, "appending to a string entry grows it in place",
                 "[place]") {
  root = object({{"text", string("start")}});
  update(PlaceOp::Add, {field("text")}, {string("xy")});
  Owned key = own(string("text"));
  PlaceStep step{key, 1};
  int64_t allocs = ctx.counters.allocs;
  for (int i = 0; i < 1000; ++i) {
    Bits tail = makeString(ctx, "z");
    frt_place_update(&ctx, &root, &step, 1, 1, &tail, 1, rootName);
  }
  CHECK(ctx.counters.allocs == allocs);
  CHECK(textOf(objectGet(root, "text")).size() == 1007);
}

TEST_CASE_METHOD(PlaceFixture, "updating calls return what semantics 3.4 says",
                 "[place]") {
  root = array({makeInt(1)});
  CHECK(display(update(PlaceOp::Push, {}, {makeInt(2)}, 0)) == "[1, 2]");
  CHECK(display(update(PlaceOp::Pop, {}, {}, 0)) == "2");
  update(PlaceOp::Pop, {}, {}, 0);
  CHECK(display(update(PlaceOp::Pop, {}, {}, 0)) == "null");
  CHECK(shown() == "[]");

  update(PlaceOp::Set, {}, {set({makeInt(1)})});
  CHECK(display(update(PlaceOp::SetAdd, {}, {makeInt(2)}, 0)) == "set(1, 2)");
  CHECK(display(update(PlaceOp::Remove, {}, {makeInt(1)}, 0)) == "set(2)");

  update(PlaceOp::Set, {}, {map({})});
  CHECK(display(update(PlaceOp::MapSet, {}, {string("k"), makeInt(1)}, 0)) ==
        "Map(k => 1)");
  CHECK(display(update(PlaceOp::Remove, {}, {string("k")}, 0)) == "Map()");
  CHECK(error() == "");
}

TEST_CASE_METHOD(PlaceFixture, "frozen values refuse updates", "[place]") {
  root = freeze(ctx, object({{"xs", array({})}, {"n", makeInt(1)}}));
  update(PlaceOp::Set, {field("n")}, {makeInt(2)});
  CHECK(error() == "cannot modify frozen value 'root': field 'n'");
  update(PlaceOp::Set, {key("n")}, {makeInt(2)});
  CHECK(error() == "cannot modify frozen value 'root': index assignment");
  update(PlaceOp::Push, {field("xs")}, {makeInt(2)});
  CHECK(error() == "cannot modify frozen value 'root': field 'xs'");

  update(PlaceOp::Set, {}, {freeze(ctx, array({makeInt(1)}))});
  update(PlaceOp::Push, {}, {makeInt(2)});
  CHECK(error() == "cannot push to a frozen array");
  update(PlaceOp::Pop, {}, {});
  CHECK(error() == "cannot pop from a frozen array");
  update(PlaceOp::Set, {}, {freeze(ctx, set({}))});
  update(PlaceOp::SetAdd, {}, {makeInt(2)});
  CHECK(error() == "cannot add to a frozen set");
  update(PlaceOp::Remove, {}, {makeInt(2)});
  CHECK(error() == "cannot remove from a frozen set");
  update(PlaceOp::Set, {}, {freeze(ctx, map({}))});
  update(PlaceOp::MapSet, {}, {makeInt(2), nullBits});
  CHECK(error() == "cannot mutate a frozen map");
}

TEST_CASE_METHOD(PlaceFixture, "freezing a shared value leaves the other",
                 "[place]") {
  Owned plain = own(array({makeInt(1)}));
  root = freeze(ctx, retained(plain));
  CHECK(isFrozen(root));
  CHECK_FALSE(isFrozen(plain));
  // What was made from a frozen value is not frozen.
  Owned pushed = own(arrayPush(ctx, retained(root), makeInt(2)));
  CHECK_FALSE(isFrozen(pushed));
  CHECK(isFrozen(root));
}

TEST_CASE_METHOD(PlaceFixture, "updates go through embedded structs",
                 "[place]") {
  Owned employee = own(string("Employee")), address = own(string("Address"));
  Owned fieldName = own(string("address"));
  ObjectLayout none{{}, {nullptr}, 0};
  Bits embedded[] = {fieldName, address};
  frt_struct_define(&ctx, employee, &none, nullptr, embedded, 1);
  root = object({{"address", object({{"tags", array({makeInt(1)})}})},
                 {"__type__", retained(employee)}});
  update(PlaceOp::Push, {field("tags")}, {makeInt(2)});
  CHECK(error() == "");
  // Stores are never delegated.
  update(PlaceOp::Set, {field("city")}, {string("Bonn")});
  CHECK(shown() == "{ \"address\": { \"tags\": [1, 2] }, \"__type__\": "
                   "\"Employee\", \"city\": \"Bonn\" }");
}

TEST_CASE_METHOD(PlaceFixture, "which calls update depends on the value",
                 "[place]") {
  root = object({{"xs", ints({1})}, {"s", set({})}, {"m", map({})}});
  auto updating = [&](Step step, std::string_view method) {
    Owned name = own(string(method));
    PlaceStep steps[] = {{step.key, step.isField}};
    bool result = frt_place_is_updating(&ctx, root, steps, 1, name);
    drop(step.key);
    return result;
  };
  CHECK(updating(field("xs"), "push"));
  CHECK(updating(field("xs"), "pop"));
  CHECK_FALSE(updating(field("xs"), "add"));
  CHECK(updating(field("s"), "add"));
  CHECK(updating(field("s"), "remove"));
  CHECK(updating(field("m"), "set"));
  CHECK(updating(field("m"), "remove"));
  CHECK_FALSE(updating(field("m"), "push"));
  CHECK_FALSE(updating(field("absent"), "push"));
  CHECK_FALSE(updating(at(0), "push"));
  CHECK(error() == "");
}

TEST_CASE_METHOD(PlaceFixture, "a place gives up the value that was read",
                 "[place]") {
  Owned text = own(string("some text"));
  root = object({{"rows", array({retained(text)})}});
  vacate({field("rows"), at(0)}, text);
  CHECK(isUnique(text));
  CHECK(shown() == "{ \"rows\": [null] }");
  update(PlaceOp::Set, {field("rows"), at(-1)}, {retained(text)});
  vacate({field("rows"), at(-1)}, text);
  CHECK(isUnique(text));
  CHECK(ctx.counters.copies == 0);
}

TEST_CASE_METHOD(PlaceFixture, "a root without steps gives up its value",
                 "[place]") {
  Owned text = own(string("some text"));
  root = retained(text);
  vacate({}, text);
  CHECK(isUnique(text));
  CHECK(root == nullBits);
}

TEST_CASE_METHOD(PlaceFixture, "a place that others can see gives up nothing",
                 "[place]") {
  Owned text = own(string("some text"));
  root = object({{"a", object({{"b", retained(text)}})}});
  std::string before = shown();
  {
    Owned other = own(retained(root));
    vacate({field("a"), field("b")}, text);
    CHECK(shown() == before);
  }
  {
    Owned name = own(string("a"));
    Owned inner =
        own(retained(*objectSlot(asObject(root), objectOf<String>(name))));
    vacate({field("a"), field("b")}, text);
    CHECK(shown() == before);
  }
  headerOf(root)->flags |= flagFrozen;
  vacate({field("a"), field("b")}, text);
  CHECK(shown() == before);
}

TEST_CASE_METHOD(PlaceFixture, "another value stays where it is", "[place]") {
  Owned text = own(string("same"));
  root = object({{"a", string("same")}, {"n", makeInt(1)}});
  std::string before = shown();
  vacate({field("a")}, text);
  vacate({field("missing")}, text);
  vacate({field("a"), field("b")}, text);
  vacate({field("n")}, makeInt(1));
  vacate({at(0)}, text);
  CHECK(shown() == before);
}
