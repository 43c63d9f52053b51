//===- DiagnosticEngine.cpp - collecting and reporting findings -----------===//

#include "forge/Diagnostics/DiagnosticEngine.h"
#include "llvm/ADT/StringExtras.h"
#include <algorithm>

using namespace forge;

namespace {
struct CatalogueEntry {
  llvm::StringLiteral code;
  Severity severity;
  llvm::StringLiteral message;
  llvm::StringLiteral hint;
};
} // namespace

static constexpr CatalogueEntry catalogue[] = {
#define FORGE_DIAGNOSTIC(ID, CODE, SEVERITY, TEMPLATE, HINT)                   \
  {CODE, Severity::SEVERITY, TEMPLATE, HINT},
#include "forge/Diagnostics/Codes.def"
};

static const CatalogueEntry &entryOf(DiagCode code) {
  return catalogue[static_cast<size_t>(code)];
}

llvm::StringRef forge::codeName(DiagCode code) { return entryOf(code).code; }

std::vector<llvm::StringRef> forge::allCodes() {
  std::vector<llvm::StringRef> codes;
  for (const CatalogueEntry &entry : catalogue)
    if (codes.empty() || codes.back() != entry.code)
      codes.push_back(entry.code);
  return codes;
}

/// Replaces `{N}` by the arguments, once: what an argument contains stays.
static std::string fillIn(llvm::StringRef format,
                          llvm::ArrayRef<std::string> arguments) {
  std::string result;
  for (size_t i = 0; i < format.size(); ++i) {
    bool isPlaceholder = format[i] == '{' && i + 2 < format.size() &&
                         llvm::isDigit(format[i + 1]) && format[i + 2] == '}';
    size_t index = isPlaceholder ? format[i + 1] - '0' : 0;
    if (!isPlaceholder || index >= arguments.size()) {
      result.push_back(format[i]);
      continue;
    }
    result += arguments[index];
    i += 2;
  }
  return result;
}

/// The codes in a comment `// forge: allow(..)` on the line, separated by
/// commas.
static llvm::StringRef allowedCodes(llvm::StringRef line) {
  constexpr llvm::StringLiteral marker = "forge: allow(";
  size_t at = line.find(marker);
  if (at == llvm::StringRef::npos || !line.take_front(at).contains("//"))
    return {};
  return line.substr(at + marker.size()).split(')').first;
}

static bool listContains(llvm::StringRef list, llvm::StringRef code) {
  while (!list.empty()) {
    auto [first, rest] = list.split(',');
    if (first.trim() == code)
      return true;
    list = rest;
  }
  return false;
}

/// Lines are searched once for all findings on them.
bool DiagnosticEngine::isAllowed(DiagCode code, Span span) {
  if (span.file >= sources.fileCount())
    return false;
  const SourceFile &file = sources.file(span.file);
  uint32_t line = file.position(span.begin).line;
  if (searched.file != span.file || searched.line != line)
    searched = {span.file, line, allowedCodes(file.line(line)),
                allowedCodes(file.line(line - 1))};
  return listContains(searched.codes, codeName(code)) ||
         listContains(searched.codesAbove, codeName(code));
}

Diagnostic &DiagnosticEngine::report(DiagCode code, Span span,
                                     llvm::ArrayRef<std::string> arguments) {
  const CatalogueEntry &entry = entryOf(code);
  Diagnostic diagnostic;
  diagnostic.code = code;
  diagnostic.severity = entry.severity;
  diagnostic.span = span;
  diagnostic.message = fillIn(entry.message, arguments);
  if (!entry.hint.empty())
    diagnostic.hints.push_back(fillIn(entry.hint, arguments));

  if (diagnostic.severity == Severity::Warning && isAllowed(code, span)) {
    suppressed = std::move(diagnostic);
    return suppressed;
  }
  if (strict && diagnostic.severity == Severity::Warning)
    diagnostic.severity = Severity::Error;
  if (diagnostic.severity == Severity::Error)
    ++errors;
  all.push_back(std::move(diagnostic));
  return all.back();
}

void DiagnosticEngine::annotate(FileId file, const Label &label) {
  for (Diagnostic &diagnostic : all)
    if (diagnostic.span.file == file)
      diagnostic.labels.push_back(label);
}

void DiagnosticEngine::discard(FileId file, size_t first) {
  auto isDiscarded = [&](const Diagnostic &diagnostic) {
    bool matches = diagnostic.span.file == file;
    errors -= matches && diagnostic.severity == Severity::Error;
    return matches;
  };
  all.erase(std::remove_if(all.begin() + first, all.end(), isDiscarded),
            all.end());
}

void DiagnosticEngine::setStrict(bool value) {
  strict = value;
  if (!strict)
    return;
  for (Diagnostic &diagnostic : all) {
    if (diagnostic.severity != Severity::Warning)
      continue;
    diagnostic.severity = Severity::Error;
    ++errors;
  }
}
