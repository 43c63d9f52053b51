//===- CommandLine.h - options that forge and forgec share -----*- C++ -*-===//

#ifndef FORGE_TOOLING_COMMANDLINE_H
#define FORGE_TOOLING_COMMANDLINE_H

#include "forge/Codegen/Target.h"
#include "forge/Diagnostics/DiagnosticEngine.h"
#include "forge/Pipeline/Compilation.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include <optional>
#include <string>

namespace forge {

/// Exit statuses of the tools (spec: tools 1.2).
enum ExitStatus { exitSuccess = 0, exitFailure = 1, exitUsage = 2 };

/// When to write colour codes.
enum class ColorMode { Auto, Always, Never };

/// Whether to color what goes to a terminal, or to something else.
bool wantsColor(ColorMode mode, bool isTerminal);

/// Options understood before and after every command.
struct CommonOptions {
  std::optional<unsigned> optLevel;
  ErrorFormat errorFormat = ErrorFormat::Human;
  ColorMode color = ColorMode::Auto;
  bool strict = false;
  bool allowRun = false;
  bool debugInfo = false;
  bool printAfterAll = false;
  bool timePasses = false;
  bool countRC = false;
  bool explainPerformance = false;

  CompilationOptions compilation(unsigned defaultOptLevel) const;
  /// How diagnostics are written to stderr.
  RenderOptions rendering() const;
};

/// Reads arguments one by one; every option consumes what belongs to it.
class ArgumentReader {
public:
  ArgumentReader(llvm::ArrayRef<const char *> arguments) : rest(arguments) {}

  bool empty() const { return rest.empty(); }
  /// The next argument, without consuming it.
  llvm::StringRef peek() const { return rest.front(); }
  llvm::StringRef next();
  llvm::ArrayRef<const char *> remaining() const { return rest; }
  /// Consumes `--name VALUE`, `--name=VALUE`, `-n VALUE`. An option without its
  /// value is a usage error.
  std::optional<llvm::StringRef> value(llvm::StringRef option);
  /// Consumes a flag.
  bool flag(llvm::StringRef option);
  /// Consumes one of the common options.
  bool common(CommonOptions &options);

  /// The first usage error, or empty.
  llvm::StringRef error() const { return message; }
  void fail(const llvm::Twine &text);

private:
  llvm::ArrayRef<const char *> rest;
  std::string message;
};

/// Opens the main file of a compilation: a path, or `-` for stdin. Prints
/// `error: could not read 'PATH': REASON` and returns null on failure.
const SourceFile *openSource(Compilation &compilation, llvm::StringRef path);

/// Writes all diagnostics to stderr.
void reportDiagnostics(Compilation &compilation, const CommonOptions &options);

/// Writes what `--explain-perf` asks for to stderr.
void reportPerformance(Compilation &compilation, const CommonOptions &options);

/// Prints `error: ...` and returns the exit status for failures.
int reportError(llvm::Error error);

/// `forge X.Y.Z`.
llvm::StringRef versionText();

} // namespace forge

#endif // FORGE_TOOLING_COMMANDLINE_H
