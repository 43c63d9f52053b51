//===- ParseText.h - parsing short texts in tests --------------*- C++ -*-===//

#ifndef FORGE_UNITTESTS_SYNTAX_PARSETEXT_H
#define FORGE_UNITTESTS_SYNTAX_PARSETEXT_H

#include "forge/Diagnostics/DiagnosticEngine.h"
#include "forge/Syntax/AstPrinter.h"
#include "forge/Syntax/Parser.h"
#include "forge/Syntax/Token.h"
#include "llvm/ADT/Twine.h"
#include <memory>
#include <string>
#include <vector>

namespace forge::test {

/// A text with its tree and everything that was reported about it.
struct Parsed {
  explicit Parsed(std::string text)
      : diagnostics(sources), file(sources.add("test.fg", std::move(text))),
        tree(parse(file, diagnostics)) {}

  /// `line:column message` of the findings of a severity, sorted by place.
  std::vector<std::string> messages(Severity severity) const {
    std::string text;
    llvm::raw_string_ostream os(text);
    RenderOptions options;
    options.format = ErrorFormat::Short;
    options.maxErrors = 1000000;
    render(diagnostics, options, os);
    std::vector<std::string> result;
    llvm::StringRef kind =
        severity == Severity::Error ? ": error: " : ": warning: ";
    llvm::SmallVector<llvm::StringRef, 0> lines;
    llvm::StringRef(text).split(lines, '\n', -1, /*KeepEmpty=*/false);
    for (llvm::StringRef line : lines) {
      line.consume_front("test.fg:");
      if (!line.contains(kind))
        continue;
      auto [place, message] = line.split(kind);
      result.push_back(
          (llvm::Twine(place) + " " + message.rsplit(" [").first).str());
    }
    return result;
  }
  std::vector<std::string> errors() const { return messages(Severity::Error); }
  std::vector<std::string> warnings() const {
    return messages(Severity::Warning);
  }
  /// The first error, or nothing.
  std::string firstError() const {
    std::vector<std::string> all = errors();
    return all.empty() ? "" : all.front();
  }
  /// The tree in one line: line breaks and indentation become single blanks.
  std::string dump(bool spans = false) const {
    std::string text;
    llvm::raw_string_ostream os(text);
    printAst(*tree, os, {spans});
    std::string result;
    bool wasBlank = true;
    for (char c : text) {
      bool isBlank = c == ' ' || c == '\n';
      if (!isBlank || !wasBlank)
        result += isBlank ? ' ' : c;
      wasBlank = isBlank;
    }
    while (!result.empty() && result.back() == ' ')
      result.pop_back();
    return result;
  }

  SourceManager sources;
  DiagnosticEngine diagnostics;
  const SourceFile &file;
  std::unique_ptr<SyntaxTree> tree;
};

/// The tree of a text that has no errors; the errors otherwise.
inline std::string treeOf(std::string text) {
  Parsed parsed(std::move(text));
  return parsed.diagnostics.hasErrors() ? "error " + parsed.firstError()
                                        : parsed.dump();
}

} // namespace forge::test

#endif // FORGE_UNITTESTS_SYNTAX_PARSETEXT_H
