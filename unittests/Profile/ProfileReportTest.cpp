//===- ProfileReportTest.cpp ----------------------------------------------===//

#include "forge/Profile/ProfileReport.h"
#include <catch2/catch.hpp>

using namespace forge;

static std::string report(const CallTree &tree, uint64_t lost = 0) {
  std::string text;
  llvm::raw_string_ostream os(text);
  writeProfileReport(
      tree, lost,
      [](const ProfiledLine &line) {
        return "text of " + std::to_string(line.line);
      },
      os);
  return text;
}

/// The lines of a report that contain a text.
static std::vector<std::string> rowsWith(const std::string &text,
                                         llvm::StringRef part) {
  llvm::SmallVector<llvm::StringRef> lines;
  llvm::StringRef(text).split(lines, '\n');
  std::vector<std::string> rows;
  for (llvm::StringRef line : lines)
    if (line.contains(part))
      rows.push_back(line.str());
  return rows;
}

TEST_CASE("functions are sorted by total, lines by self time") {
  CallTree tree;
  tree.add({{"leaf", "/p/a.fg", 2, 1}, {"<main>", "/p/a.fg", 9, 0}},
           {3, 3'000'000}, false);
  tree.add({{"<main>", "/p/a.fg", 8, 0}}, {1, 1'000'000}, false);
  std::string text = report(tree);
  CHECK(text.find("<main>") < text.find("leaf"));
  CHECK(text.find("/p/a.fg:2 ") < text.find("/p/a.fg:8 "));
  std::vector<std::string> leaf = rowsWith(text, "leaf");
  REQUIRE(leaf.size() == 1);
  CHECK(leaf[0] == "  leaf                                   3        3.00"
                   "        3.00   75.0%  /p/a.fg:1");
  CHECK(rowsWith(text, "text of 2").size() == 1);
  // Line 9 only called.
  CHECK(rowsWith(text, "text of 9").empty());
  CHECK(rowsWith(text, "4 samples").size() == 1);
}

TEST_CASE("no samples and lost samples are said") {
  CHECK(rowsWith(report(CallTree()), "No samples").size() == 1);
  CallTree tree;
  tree.add({{"f", "/p/a.fg", 2, 1}}, {1, 1}, false);
  CHECK(rowsWith(report(tree), "lost").empty());
  CHECK(rowsWith(report(tree, 12), "12 more samples were lost").size() == 1);
}

TEST_CASE("long tables are cut, and say so") {
  CallTree tree;
  for (unsigned i = 1; i != 31; ++i)
    tree.add({{"f" + std::to_string(i), "/p/a.fg", i, i}}, {1, i}, false);
  std::string text = report(tree);
  CHECK(rowsWith(text, "and 10 more functions").size() == 1);
  CHECK(rowsWith(text, "f30 ").size() == 1);
  CHECK(rowsWith(text, "f10 ").empty());
}
