//===- TargetTest.cpp - builtins that a target lacks ----------------------===//
//
// The tests compile for a target on which no builtin exists, so that they do
// not depend on what the targets of today lack.
//
//===----------------------------------------------------------------------===//

#include "Findings.h"
#include <catch2/catch.hpp>

using namespace forge;

static constexpr BuiltinTarget nowhere{};

TEST_CASE("a builtin that the target lacks is an error at its use") {
  CHECK(findings("let n = len([1])", nowhere) ==
        "test.fg:1:9: error: 'len' is not available on this target "
        "[FG0405]\n");
  CHECK(findings("let n = len([1])", NativeTarget).empty());
  CHECK(findings("let n = len([1])", WasmTarget).empty());
}

TEST_CASE("every form of use is found") {
  // A function as a value, on the right of a pipe, of a module, as the value of
  // a module, and behind a statement.
  for (const char *text :
       {"let f = len", "let n = [1] |> len", "let x = math.sqrt(4)",
        "let f = math.sqrt", "let x = 4 |> math.sqrt",
        "fn f() { return len([]) }", "wait 2 seconds",
        // The builtin of a name wins over a later definition (semantics 4.2).
        "let n = len([])\nfn len(x) { return 1 }"}) {
    INFO(text);
    std::string found = findings(text, nowhere);
    CHECK(found.find("is not available on this target") != std::string::npos);
    CHECK(found.find("FG0405") != std::string::npos);
    CHECK(findings(text, NativeTarget).empty());
  }
}

TEST_CASE("names of the program are no builtins") {
  for (const char *text : {"fn len(x) { return 1 }\nlet n = len([1])",
                           "fn f() { return len([1]) }\nlet len = f",
                           "let math = { sqrt: 2 }\nlet x = math.sqrt"}) {
    INFO(text);
    CHECK(findings(text, nowhere).find("FG0405") == std::string::npos);
  }
}

TEST_CASE("the hint names the targets that have it") {
  SourceManager sources;
  DiagnosticEngine diagnostics(sources);
  const SourceFile &file = sources.add("test.fg", "let n = len([1])");
  checkProgram(sources, file, diagnostics, nowhere);
  REQUIRE(diagnostics.diagnostics().size() == 1u);
  const Diagnostic &found = diagnostics.diagnostics().front();
  CHECK(found.severity == Severity::Error);
  REQUIRE(found.hints.size() == 1u);
  CHECK(found.hints.front() == "it exists on native, wasm32-wasi");
}
