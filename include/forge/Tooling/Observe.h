//===- Observe.h - running a program under observation ---------*- C++ -*-===//

#ifndef FORGE_TOOLING_OBSERVE_H
#define FORGE_TOOLING_OBSERVE_H

#include "forge/Tooling/CommandLine.h"

namespace forge {

/// What is to be learned about a run.
struct Observation {
  /// Print where the time went.
  bool profile = false;
  /// Where to draw the profile as a flame graph, or empty.
  std::string flameGraph;
  /// Describe the generated code to perf.
  bool perf = false;

  explicit operator bool() const { return profile || perf; }
};

/// Consumes --profile, --profile=FILE.svg or --perf.
bool readObservation(ArgumentReader &arguments, Observation &observation);

/// Runs the file at `path`, `-` for stdin, under observation: it is compiled
/// completely before it runs, without the cache. Returns the exit status. The
/// report comes after the output of the program, however that ends.
int observeFile(llvm::StringRef path, const CommonOptions &options,
                const Observation &observation,
                llvm::ArrayRef<const char *> arguments);

/// Runs a program that has no file.
int observeText(llvm::StringRef name, llvm::StringRef text,
                const CommonOptions &options, const Observation &observation,
                llvm::ArrayRef<const char *> arguments);

} // namespace forge

#endif // FORGE_TOOLING_OBSERVE_H
