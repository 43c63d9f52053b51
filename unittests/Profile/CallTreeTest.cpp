//===- CallTreeTest.cpp ---------------------------------------------------===//

#include "forge/Profile/CallTree.h"
#include <catch2/catch.hpp>

using namespace forge;

static CodeFrame frame(const char *function, unsigned line, unsigned declared) {
  return {function, "/p/a.fg", line, declared};
}

TEST_CASE("time is total for every function of a stack, self for the first") {
  CallTree tree;
  tree.add({frame("leaf", 2, 1), frame("<main>", 9, 0)}, {1, 10}, false);
  tree.add({frame("<main>", 8, 0)}, {2, 5}, false);
  ProfiledTime main = tree.functions().at({"<main>", "/p/a.fg", 0});
  CHECK(main.total.nanoseconds == 15);
  CHECK(main.total.count == 3);
  CHECK(main.self.nanoseconds == 5);
  ProfiledTime leaf = tree.functions().at({"leaf", "/p/a.fg", 1});
  CHECK(leaf.total.nanoseconds == 10);
  CHECK(leaf.self.nanoseconds == 10);
  CHECK(tree.lines().at({"/p/a.fg", 9}).self.count == 0);
  CHECK(tree.lines().at({"/p/a.fg", 9}).total.nanoseconds == 10);
  CHECK(tree.lines().at({"/p/a.fg", 2}).self.nanoseconds == 10);
  CHECK(tree.root().total.nanoseconds == 15);
}

TEST_CASE("a recursive function counts once for each stack") {
  CallTree tree;
  tree.add({frame("f", 2, 1), frame("f", 3, 1), frame("f", 3, 1)}, {1, 7},
           false);
  ProfiledTime f = tree.functions().at({"f", "/p/a.fg", 1});
  CHECK(f.total.nanoseconds == 7);
  CHECK(tree.lines().at({"/p/a.fg", 3}).total.nanoseconds == 7);
  // In the tree every call is one level.
  const CallNode *node = &tree.root();
  for (int level = 0; level != 3; ++level) {
    REQUIRE(node->callees.size() == 1);
    node = node->callees.begin()->second.get();
  }
  CHECK(node->self.nanoseconds == 7);
  CHECK(node->callees.empty());
}

TEST_CASE("functions of one name are told apart by their place") {
  CallTree tree;
  tree.add({frame("area", 5, 4)}, {1, 1}, false);
  tree.add({frame("area", 9, 8)}, {1, 2}, false);
  CHECK(tree.functions().size() == 2);
}

TEST_CASE("stacks without a frame are outside, cut ones hang in the air") {
  CallTree tree;
  tree.add({}, {1, 3}, false);
  tree.add({frame("f", 2, 1)}, {1, 4}, true);
  CHECK(tree.functions().at({CallTree::outsideName, "", 0}).self.nanoseconds ==
        3);
  const auto &cut = tree.root().callees.at({CallTree::cutName, "", 0});
  CHECK(cut->self.nanoseconds == 0);
  CHECK(cut->total.nanoseconds == 4);
  CHECK(cut->callees.at({"f", "/p/a.fg", 1})->self.nanoseconds == 4);
}
