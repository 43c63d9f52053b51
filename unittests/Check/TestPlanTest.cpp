//===- TestPlanTest.cpp - the tests of a file -----------------------------===//

#include "forge/Check/TestPlan.h"
#include "forge/Check/Check.h"
#include <catch2/catch.hpp>

using namespace forge;

/// The names of the tests, `-` before those that are skipped, and what runs
/// before and after them.
static std::string plan(std::string text) {
  SourceManager sources;
  DiagnosticEngine diagnostics(sources);
  const SourceFile &file = sources.add("test.fg", std::move(text));
  auto program = checkProgram(sources, file, diagnostics);
  TestPlan plan = planTests(program->mainModule().statements);
  std::string result;
  for (const TestPlan::Test &test : plan.tests)
    result += (test.isSkipped ? " -" : " ") + test.function->name.text.str();
  if (plan.before)
    result += " before " + plan.before->name.text.str();
  if (plan.after)
    result += " after " + plan.after->name.text.str();
  return result;
}

TEST_CASE("tests are functions with the decorator at the top level", "[test]") {
  CHECK(plan("fn f() { 1 }\n").empty());
  CHECK(plan("@test\nfn b() { 1 }\nfn f() { 1 }\n@test fn a() { 1 }\n") ==
        " b a");
  CHECK(plan("@test\ndefine f() { return 1 }\n") == " f");
  CHECK(plan("@test()\nasync fn f() { 1 }\n@test\nforge g() { 1 }\n") ==
        " f g");
  CHECK(plan("if true {\n@test\nfn f() { 1 }\n}\n").empty());
  CHECK(plan("@test\nlet f = 1\n").empty());
}

TEST_CASE("tests are skipped with a decorator on either side", "[test]") {
  CHECK(plan("@test\n@skip\nfn f() { 1 }\n@skip\n@test\nfn g() { 1 }\n") ==
        " -f -g");
  CHECK(plan("@skip\nfn f() { 1 }\n").empty());
}

TEST_CASE("the first function with a decorator runs around tests", "[test]") {
  CHECK(plan("@after\nfn z() { 1 }\n@test\nfn f() { 1 }\n"
             "@before\nfn a() { 1 }\n@before\n@after\nfn b() { 1 }\n") ==
        " f before a after z");
}
