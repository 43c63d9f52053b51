//===- ExplainTest.cpp - every code has a page with true examples ---------===//

#include "forge/Diagnostics/DiagnosticEngine.h"
#include "forge/Syntax/Parser.h"
#include <catch2/catch.hpp>
#include <set>
#include <string>

using namespace forge;

/// The code block that follows a line such as `Wrong:`.
static std::string exampleAfter(llvm::StringRef page, llvm::StringRef label) {
  llvm::StringRef rest = page.split(label).second;
  return rest.split("```forge\n").second.split("```").first.str();
}

/// Codes that the front end reports about a text.
static std::set<std::string> codesOf(const std::string &text) {
  SourceManager sources;
  DiagnosticEngine diagnostics(sources);
  parse(sources.add("example.fg", text), diagnostics);
  std::set<std::string> codes;
  for (const Diagnostic &diagnostic : diagnostics.diagnostics())
    codes.insert(codeName(diagnostic.code).str());
  return codes;
}

/// Codes that the parser itself finds and whose example can be written down.
static bool isFoundByParser(llvm::StringRef code) {
  if (code == "FG0006" || code == "FG0124")
    return false;
  return code.starts_with("FG00") || code.starts_with("FG01") ||
         code == "FG0601" || code == "FG0602" || code.starts_with("FG07");
}

TEST_CASE("every code has an explanation with two examples", "[explain]") {
  for (llvm::StringRef code : allCodes()) {
    INFO(code.str());
    llvm::StringRef page = explain(code);
    CHECK(page.starts_with("# " + code.str() + ": "));
    CHECK_FALSE(exampleAfter(page, "Wrong:").empty());
    CHECK_FALSE(exampleAfter(page, "Right:").empty());
  }
  CHECK(explain("FG9999").empty());
  CHECK(explain("fg0103") == explain("FG0103"));
}

TEST_CASE("wrong examples show the finding, right ones do not", "[explain]") {
  for (llvm::StringRef code : allCodes()) {
    if (!isFoundByParser(code))
      continue;
    INFO(code.str());
    llvm::StringRef page = explain(code);
    CHECK(codesOf(exampleAfter(page, "Wrong:")).count(code.str()) == 1u);
    CHECK(codesOf(exampleAfter(page, "Right:")).empty());
  }
}
