//===- ParserFuzzer.cpp - arbitrary bytes through the front end -----------===//
//
// Parses the input, prints the tree and renders the diagnostics in every
// format. Besides crashes it looks for tokens that do not reproduce the file
// and for spans outside of it.
//
//===----------------------------------------------------------------------===//

#include "forge/Diagnostics/DiagnosticEngine.h"
#include "forge/Syntax/AstPrinter.h"
#include "forge/Syntax/Parser.h"
#include "forge/Syntax/Token.h"
#include <cstdlib>

using namespace forge;

static void require(bool condition) {
  if (!condition)
    std::abort();
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  SourceManager sources;
  std::string text(reinterpret_cast<const char *>(data), size);
  const SourceFile &file = sources.add("fuzz.fg", text);
  DiagnosticEngine diagnostics(sources);
  std::unique_ptr<SyntaxTree> tree = parse(file, diagnostics);

  uint32_t end = 0;
  for (const Token &token : tree->tokens()) {
    require(token.span.begin >= end && token.span.end >= token.span.begin);
    require(sources.text(token.span) == token.text);
    end = token.span.end;
  }
  require(end == size);
  for (const Diagnostic &diagnostic : diagnostics.diagnostics()) {
    require(diagnostic.span.begin <= diagnostic.span.end);
    require(diagnostic.span.end <= size);
    for (const Label &label : diagnostic.labels)
      require(label.span.begin <= label.span.end && label.span.end <= size);
  }

  std::string output;
  llvm::raw_string_ostream os(output);
  printAst(*tree, os, {/*spans=*/true});
  for (ErrorFormat format :
       {ErrorFormat::Human, ErrorFormat::Short, ErrorFormat::Json})
    render(diagnostics, {format, /*color=*/true, 20}, os);
  return 0;
}
