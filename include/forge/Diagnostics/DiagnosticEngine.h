//===- DiagnosticEngine.h - collecting and reporting findings --*- C++ -*-===//
//
// Call sites name a code of the catalogue and pass values; severity, wording,
// hint and long explanation live in the catalogue (Codes.def).
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_DIAGNOSTICS_DIAGNOSTICENGINE_H
#define FORGE_DIAGNOSTICS_DIAGNOSTICENGINE_H

#include "forge/Source/SourceManager.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/raw_ostream.h"
#include <optional>
#include <string>
#include <vector>

namespace forge {

enum class Severity { Error, Warning, Note };

/// One enumerator per catalogue entry, e.g. `DiagCode::UndefinedVariable`.
enum class DiagCode : uint16_t {
#define FORGE_DIAGNOSTIC(ID, CODE, SEVERITY, TEMPLATE, HINT) ID,
#include "forge/Diagnostics/Codes.def"
};

struct Label {
  Span span;
  std::string text;
};

/// A change of the text that removes the cause.
struct Fix {
  Span span;
  std::string replacement;
};

struct Diagnostic {
  DiagCode code = DiagCode{};
  Severity severity = Severity::Error;
  Span span;
  std::string message;
  std::vector<std::string> hints;
  std::vector<Label> labels; ///< secondary places
  std::optional<Fix> fix;
};

/// Collects diagnostics; reporting order is by file and position.
class DiagnosticEngine {
public:
  explicit DiagnosticEngine(const SourceManager &sources) : sources(sources) {}

  /// Reports `code` at `span`; `{0}`, `{1}`.. in the catalogue's template and
  /// hint are replaced by `arguments`. The returned reference may be extended
  /// (labels, further hints) until the next report. A warning is dropped if a
  /// comment `// forge: allow(CODE)` stands on its line or the line above.
  Diagnostic &report(DiagCode code, Span span,
                     llvm::ArrayRef<std::string> arguments = {});

  /// Adds a secondary place to everything reported about a file so far, such as
  /// the import that led to it.
  void annotate(FileId file, const Label &label);

  /// Forgets what was reported about a file from the finding with number
  /// `first` on, because it only follows from earlier ones.
  void discard(FileId file, size_t first);

  bool hasErrors() const { return errors != 0; }
  unsigned errorCount() const { return errors; }
  llvm::ArrayRef<Diagnostic> diagnostics() const { return all; }
  const SourceManager &sourceManager() const { return sources; }
  /// Turns every warning reported so far and from now on into an error.
  void setStrict(bool value);

private:
  /// The suppressions that concern a line.
  struct Allowed {
    FileId file = 0;
    uint32_t line = 0; ///< 0: no line was searched yet
    llvm::StringRef codes, codesAbove;
  };

  bool isAllowed(DiagCode code, Span span);

  const SourceManager &sources;
  std::vector<Diagnostic> all;
  Allowed searched;
  Diagnostic suppressed; ///< what callers extend in vain
  unsigned errors = 0;
  bool strict = false;
};

enum class ErrorFormat { Human, Short, Json };

struct RenderOptions {
  ErrorFormat format = ErrorFormat::Human;
  bool color = false;
  unsigned maxErrors = 20;
};

/// Writes the diagnostics sorted by position, at most `maxErrors` errors and as
/// many warnings, and says how many were left out.
void render(const DiagnosticEngine &diagnostics, const RenderOptions &options,
            llvm::raw_ostream &os);

/// Writes one diagnostic in the human format.
void renderDiagnostic(const SourceManager &sources,
                      const Diagnostic &diagnostic, bool color,
                      llvm::raw_ostream &os);

/// Long explanation of a code such as `FG0201`, or empty if there is none.
llvm::StringRef explain(llvm::StringRef code);
/// `FG0201` for a catalogue entry.
llvm::StringRef codeName(DiagCode code);
/// Every code of the catalogue once, in order.
std::vector<llvm::StringRef> allCodes();

} // namespace forge

#endif // FORGE_DIAGNOSTICS_DIAGNOSTICENGINE_H
