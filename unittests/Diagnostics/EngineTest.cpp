//===- EngineTest.cpp - collecting findings -------------------------------===//

#include "forge/Diagnostics/DiagnosticEngine.h"
#include <catch2/catch.hpp>
#include <map>
#include <set>
#include <string>

using namespace forge;

TEST_CASE("arguments are filled in once", "[engine]") {
  SourceManager sources;
  sources.add("a.fg", "text");
  DiagnosticEngine diagnostics(sources);
  CHECK(diagnostics.report(DiagCode::ExpectedToken, {0, 0, 1}, {"{1}", "b"})
            .message == "expected {1}, got b");
  CHECK(diagnostics.report(DiagCode::CannotImport, {0, 0, 1}, {"m"}).message ==
        "cannot import 'm': file not found (checked m.fg, "
        "forge_modules/m/main.fg)");
  CHECK(diagnostics
            .report(DiagCode::InvalidInterpolation, {0, 0, 1}, {"a b", "cause"})
            .message == "invalid interpolation expression '{a b}': cause");
}

TEST_CASE("strict turns warnings into errors, before and after", "[engine]") {
  SourceManager sources;
  sources.add("a.fg", "text");
  DiagnosticEngine diagnostics(sources);
  diagnostics.report(DiagCode::ArgumentCount, {0, 0, 1}, {"f", "1", "2"});
  CHECK_FALSE(diagnostics.hasErrors());
  diagnostics.setStrict(true);
  CHECK(diagnostics.errorCount() == 1u);
  diagnostics.report(DiagCode::UndefinedVariable, {0, 0, 1}, {"x"});
  CHECK(diagnostics.errorCount() == 2u);
  for (const Diagnostic &diagnostic : diagnostics.diagnostics())
    CHECK(diagnostic.severity == Severity::Error);
}

TEST_CASE("suppression by comments", "[engine]") {
  SourceManager sources;
  std::string text = "f(1) // forge: allow(FG0304)\n"
                     "// forge: allow( FG0304 , FG0305 )\n"
                     "f(2)\n"
                     "f(3)\n"
                     "let s = \"forge: allow(FG0304)\"\n";
  sources.add("a.fg", text);
  DiagnosticEngine diagnostics(sources);
  auto isReported = [&](llvm::StringRef part, DiagCode code) {
    uint32_t begin = text.find(part.str());
    size_t before = diagnostics.diagnostics().size();
    diagnostics.report(code, {0, begin, begin + 1}, {"f", "1", "2"});
    return diagnostics.diagnostics().size() > before;
  };
  CHECK_FALSE(isReported("f(1)", DiagCode::ArgumentCount));
  CHECK(isReported("f(1)", DiagCode::ArgumentType));
  CHECK_FALSE(isReported("f(2)", DiagCode::ArgumentCount));
  CHECK_FALSE(isReported("f(2)", DiagCode::ArgumentType));
  CHECK(isReported("f(3)", DiagCode::ArgumentCount));
  CHECK(isReported("let s", DiagCode::ArgumentCount));
  CHECK(isReported("f(1)", DiagCode::ExpectedPattern));
}

TEST_CASE("a code is used for one kind of mistake", "[engine]") {
  std::map<std::string, std::set<int>> severities;
#define FORGE_DIAGNOSTIC(ID, CODE, SEVERITY, TEMPLATE, HINT)                   \
  severities[CODE].insert(int(Severity::SEVERITY));
#include "forge/Diagnostics/Codes.def"
  for (const auto &[code, found] : severities) {
    INFO(code);
    CHECK(found.size() == 1u);
    CHECK(code.size() == 6u);
    CHECK(code.compare(0, 2, "FG") == 0);
  }
  CHECK(allCodes().size() == severities.size());
  CHECK(codeName(DiagCode::UndefinedVariable) == "FG0201");
}

TEST_CASE("findings in a file can be annotated", "[engine]") {
  SourceManager sources;
  sources.add("app.fg", "import \"m\"");
  sources.add("m.fg", "let = 1");
  DiagnosticEngine diagnostics(sources);
  diagnostics.report(DiagCode::ExpectedPattern, {0, 0, 1});
  diagnostics.report(DiagCode::ExpectedPattern, {1, 0, 1});
  diagnostics.annotate(1, {{0, 0, 10}, "imported from"});
  CHECK(diagnostics.diagnostics()[0].labels.empty());
  REQUIRE(diagnostics.diagnostics()[1].labels.size() == 1u);
  CHECK(diagnostics.diagnostics()[1].labels[0].text == "imported from");
}

TEST_CASE("findings that follow from others can be discarded", "[engine]") {
  SourceManager sources;
  sources.add("a.fg", "text");
  sources.add("b.fg", "text");
  DiagnosticEngine diagnostics(sources);
  diagnostics.report(DiagCode::ExpectedPattern, {0, 0, 1});
  size_t first = diagnostics.diagnostics().size();
  diagnostics.report(DiagCode::UndefinedVariable, {0, 1, 2}, {"x"});
  diagnostics.report(DiagCode::ExpectedPattern, {1, 0, 1});
  diagnostics.report(DiagCode::CannotImport, {0, 2, 3}, {"m"});
  diagnostics.discard(0, first);
  REQUIRE(diagnostics.diagnostics().size() == 2u);
  CHECK(diagnostics.diagnostics()[1].span.file == 1u);
  CHECK(diagnostics.errorCount() == 2u);
}
