//===- FlameGraphTest.cpp -------------------------------------------------===//

#include "forge/Profile/FlameGraph.h"
#include <catch2/catch.hpp>

using namespace forge;

static std::string draw(const CallTree &tree, llvm::StringRef title = "t") {
  std::string text;
  llvm::raw_string_ostream os(text);
  writeFlameGraph(tree, title, os);
  return text;
}

static bool contains(llvm::StringRef text, llvm::StringRef part) {
  return text.find(part) != llvm::StringRef::npos;
}

TEST_CASE("widths are shares of the time, callers are below") {
  CallTree tree;
  tree.add({{"leaf", "/p/a.fg", 2, 1}, {"<main>", "/p/a.fg", 9, 3}}, {1, 1000},
           false);
  tree.add({{"<main>", "/p/a.fg", 8, 3}}, {1, 1000}, false);
  std::string text = draw(tree);
  // 1180 of the 1200 units are for the calls.
  CHECK(contains(text, "<rect x=\"10.00\" y=\"62\" width=\"1180.00\""));
  CHECK(contains(text, "<rect x=\"10.00\" y=\"44\" width=\"590.00\""));
  CHECK(contains(text, "<title>leaf (/p/a.fg:1): 0.00 ms, 50.0%, self"));
  CHECK(contains(text, ">leaf</text>"));
}

TEST_CASE("names are escaped") {
  CallTree tree;
  tree.add({{"<main>", "", 1, 1}}, {1, 1}, false);
  std::string text = draw(tree, "a<b>&\"c\"");
  CHECK(contains(text, "&lt;main&gt;"));
  CHECK(!contains(text, "<main>"));
  CHECK(contains(text, "a&lt;b&gt;&amp;"));
}

TEST_CASE("calls too narrow to see are left out") {
  CallTree tree;
  tree.add({{"wide", "", 1, 1}}, {1, 1000000}, false);
  tree.add({{"narrow", "", 2, 2}}, {1, 1}, false);
  CHECK(!contains(draw(tree), "narrow"));
}

TEST_CASE("an empty profile is an empty picture") {
  std::string text = draw(CallTree());
  CHECK(contains(text, "<svg"));
  CHECK(!contains(text, "<rect x"));
  CHECK(contains(text, "</svg>"));
}
