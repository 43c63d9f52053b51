//===- Run.h - compile a program in memory and run it ----------*- C++ -*-===//

#ifndef FORGE_TOOLING_RUN_H
#define FORGE_TOOLING_RUN_H

#include "forge/Tooling/Observe.h"

namespace forge {

/// How to run, beside how to compile.
struct RunOptions {
  /// Look for the program in the compile cache and keep it there.
  bool useCache = true;
  /// Without an -O option, code that ran so often is optimized meanwhile, or
  /// never.
  std::optional<uint64_t> hotAfter;
  bool neverHot = false;
  /// The program waits for optimized code.
  bool waitForHot = false;
  /// Say on standard error what the engine did, unless the program ends the
  /// process.
  bool report = false;
  Observation observation;
};

/// Consumes one of the options of everything that runs: --no-cache,
/// --hot-after, --wait-for-hot, --engine-report, --profile, --perf.
bool readRunOption(ArgumentReader &arguments, RunOptions &run);

/// Runs the file at `path`, `-` for stdin, in this process. `arguments` is what
/// the program sees as its arguments. Returns the exit status, or ends the
/// process with it.
int runFile(llvm::StringRef path, const CommonOptions &options,
            const RunOptions &run, llvm::ArrayRef<const char *> arguments);

/// Runs a program that has no file.
int runText(llvm::StringRef name, llvm::StringRef text,
            const CommonOptions &options, const RunOptions &run,
            llvm::ArrayRef<const char *> arguments);

/// `forge cache [clear]`: shows or empties the compile cache.
int runCacheCommand(ArgumentReader &arguments);

} // namespace forge

#endif // FORGE_TOOLING_RUN_H
