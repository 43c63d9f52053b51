//===- RendererTest.cpp - layout of reports -------------------------------===//
//
// Spec: tools 4.2.
//
//===----------------------------------------------------------------------===//

#include "forge/Diagnostics/DiagnosticEngine.h"
#include <catch2/catch.hpp>
#include <string>

using namespace forge;

namespace {
/// A file about which findings are reported by the text that they underline.
struct Report {
  explicit Report(std::string text)
      : diagnostics(sources), file(sources.add("src/report.fg", text)),
        text(std::move(text)) {}

  Span at(llvm::StringRef part) const {
    size_t begin = llvm::StringRef(text).find(part);
    return {file.id(), uint32_t(begin), uint32_t(begin + part.size())};
  }
  std::string rendered(RenderOptions options = {}) const {
    std::string output;
    llvm::raw_string_ostream os(output);
    render(diagnostics, options, os);
    return output;
  }

  SourceManager sources;
  DiagnosticEngine diagnostics;
  const SourceFile &file;
  std::string text;
};
} // namespace

TEST_CASE("the example of the specification", "[render]") {
  Report report("// lines 1 to 5\n//\n//\n//\n//\n"
                "    let total = sum(rows)\n    say \"sum is {tota}\"\n");
  report.diagnostics.setStrict(true);
  Span braces = report.at("{tota}");
  report.diagnostics
      .report(DiagCode::UndefinedVariable,
              {braces.file, braces.begin + 1, braces.end - 1}, {"tota"})
      .hints.push_back("did you mean 'total'?");
  CHECK(report.rendered() == "error[FG0201]: undefined variable: 'tota'\n"
                             "  --> src/report.fg:7:18\n"
                             "   |\n"
                             " 6 |     let total = sum(rows)\n"
                             " 7 |     say \"sum is {tota}\"\n"
                             "   |                  ^^^^\n"
                             "   = hint: did you mean 'total'?\n");
}

TEST_CASE("line numbers of several digits", "[render]") {
  std::string text;
  for (int i = 0; i < 99; ++i)
    text += "//\n";
  Report report(text + "bad");
  report.diagnostics.report(DiagCode::ExpectedPattern, report.at("bad"));
  CHECK(report.rendered() == "error[FG0105]: expected pattern\n"
                             "    --> src/report.fg:100:1\n"
                             "     |\n"
                             "  99 | //\n"
                             " 100 | bad\n"
                             "     | ^^^\n");
}

TEST_CASE("underlines follow the display width", "[render]") {
  Report report("\ta = \"\u4E16\u754C\" e\u0301 bad");
  report.diagnostics.report(DiagCode::ExpectedPattern,
                            report.at("\"\u4E16\u754C\""));
  report.diagnostics.report(DiagCode::ExpectedPattern, report.at("bad"));
  CHECK(report.rendered() == "error[FG0105]: expected pattern\n"
                             "  --> src/report.fg:1:6\n"
                             "   |\n"
                             " 1 |     a = \"\u4E16\u754C\" e\u0301 bad\n"
                             "   |         ^^^^^^\n"
                             "\n"
                             "error[FG0105]: expected pattern\n"
                             "  --> src/report.fg:1:14\n"
                             "   |\n"
                             " 1 |     a = \"\u4E16\u754C\" e\u0301 bad\n"
                             "   |                  ^^^\n");
}

TEST_CASE("secondary labels", "[render]") {
  Report report("let hits = 0\nsay 1\nsay 2\nhits += 1");
  report.diagnostics
      .report(DiagCode::ImmutableAssign, report.at("hits +="), {"hits"})
      .labels.push_back({report.at("hits"), "declared here"});
  CHECK(report.rendered() ==
        "warning[FG0202]: cannot reassign immutable variable 'hits' (use 'let "
        "mut' to make it mutable)\n"
        "  --> src/report.fg:4:1\n"
        "   |\n"
        " 1 | let hits = 0\n"
        "   |     ---- declared here\n"
        "   | ...\n"
        " 3 | say 2\n"
        " 4 | hits += 1\n"
        "   | ^^^^^^^\n");
}

TEST_CASE("a span over several lines is underlined to the end of the first",
          "[render]") {
  Report report("f(a,\n  b)");
  report.diagnostics.report(DiagCode::ExpectedPattern, report.at("(a,\n  b)"));
  CHECK(report.rendered() == "error[FG0105]: expected pattern\n"
                             "  --> src/report.fg:1:2\n"
                             "   |\n"
                             " 1 | f(a,\n"
                             "   |  ^^^\n");
}

TEST_CASE("an empty span has one mark", "[render]") {
  Report report("ab");
  report.diagnostics.report(DiagCode::ExpectedPattern, {0, 2, 2});
  CHECK(report.rendered() == "error[FG0105]: expected pattern\n"
                             "  --> src/report.fg:1:3\n"
                             "   |\n"
                             " 1 | ab\n"
                             "   |   ^\n");
}

TEST_CASE("labels in other files become notes", "[render]") {
  Report report("bad");
  const SourceFile &other = report.sources.add("app.fg", "import \"report\"");
  report.diagnostics.report(DiagCode::ExpectedPattern, report.at("bad"))
      .labels.push_back({{other.id(), 0, 6}, "imported from"});
  CHECK(report.rendered() == "error[FG0105]: expected pattern\n"
                             "  --> src/report.fg:1:1\n"
                             "   |\n"
                             " 1 | bad\n"
                             "   | ^^^\n"
                             "   = note: imported from app.fg:1:1\n");
}

TEST_CASE("colours", "[render]") {
  Report report("bad");
  report.diagnostics.report(DiagCode::ExpectedPromptField, report.at("bad"));
  RenderOptions options;
  options.color = true;
  std::string output = report.rendered(options);
  CHECK(output.find("\033[1;31merror[FG0112]\033[0m") == 0u);
  CHECK(output.find("\033[1;31m^^^\033[0m") != std::string::npos);
  CHECK(output.find("\033[36mhint:\033[0m") != std::string::npos);
  // Without colour there are no control characters at all.
  CHECK(report.rendered().find('\033') == std::string::npos);
}

TEST_CASE("short format", "[render]") {
  Report report("a\n\u00E4 bad");
  report.diagnostics.report(DiagCode::ExpectedPattern, report.at("bad"));
  report.diagnostics.report(DiagCode::RestRepeated, report.at("a"));
  CHECK(report.rendered({ErrorFormat::Short, false, 20}) ==
        "src/report.fg:1:1: warning: '...' is repeated; only the last one "
        "counts [FG0705]\n"
        "src/report.fg:2:3: error: expected pattern [FG0105]\n");
}

TEST_CASE("JSON format", "[render]") {
  Report report("let \"q\"\nx");
  Diagnostic &diagnostic = report.diagnostics.report(
      DiagCode::ExpectedIdentifier, report.at("\"q\""), {"string"});
  diagnostic.hints.push_back("name \"it\"");
  diagnostic.labels.push_back({report.at("x"), "here"});
  diagnostic.fix = Fix{report.at("\"q\""), "q"};
  CHECK(report.rendered({ErrorFormat::Json, false, 20}) ==
        "{\"code\":\"FG0103\",\"severity\":\"error\",\"message\":\"expected "
        "identifier, got string\",\"file\":\"src/report.fg\",\"range\":"
        "{\"end\":{\"column\":8,\"line\":1},\"start\":{\"column\":5,\"line\":1}"
        "},\"hints\":[\"name \\\"it\\\"\"],\"related\":[{\"message\":\"here\","
        "\"file\":\"src/report.fg\",\"range\":{\"end\":{\"column\":2,\"line\":"
        "2},\"start\":{\"column\":1,\"line\":2}}}],\"fix\":{\"range\":{\"end\":"
        "{\"column\":8,\"line\":1},\"start\":{\"column\":5,\"line\":1}},"
        "\"text\":\"q\"}}\n");
}

TEST_CASE("at most the given number of errors is shown", "[render]") {
  std::string text;
  for (int i = 0; i < 30; ++i)
    text += "bad\n";
  Report report(text);
  for (uint32_t i = 0; i < 30; ++i)
    report.diagnostics.report(DiagCode::ExpectedPattern, {0, 4 * i, 4 * i + 3});
  std::string output = report.rendered({ErrorFormat::Short, false, 20});
  CHECK(output.find("src/report.fg:20:1:") != std::string::npos);
  CHECK(output.find("src/report.fg:21:1:") == std::string::npos);
  CHECK(output.find("10 more error(s) not shown\n") != std::string::npos);
}

TEST_CASE("long lines are cut around the underline", "[render]") {
  Report report(std::string(5000, 'a') + "bad" + std::string(5000, 'b'));
  report.diagnostics.report(DiagCode::ExpectedPattern, report.at("bad"));
  std::string output = report.rendered();
  CHECK(output.size() < 500u);
  CHECK(output.find(" 1 | " + std::string(80, 'a') + "bad") !=
        std::string::npos);
  CHECK(output.find("\n   | " + std::string(80, ' ') + "^^^\n") !=
        std::string::npos);
}

TEST_CASE("bytes that are no text cannot harm a terminal", "[render]") {
  Report report("a\033[31m\xFF bad");
  report.diagnostics.report(DiagCode::ExpectedPattern, report.at("bad"));
  std::string output = report.rendered();
  CHECK(output.find('\033') == std::string::npos);
  CHECK(output.find('\xFF') == std::string::npos);
}
