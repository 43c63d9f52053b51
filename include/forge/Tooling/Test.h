//===- Test.h - forge test -------------------------------------*- C++ -*-===//

#ifndef FORGE_TOOLING_TEST_H
#define FORGE_TOOLING_TEST_H

#include "forge/Tooling/CommandLine.h"

namespace forge {

/// What to test, and how.
struct TestOptions {
  /// A directory or a file; empty for the directory `tests`.
  std::string path;
  /// Only tests with this in their name.
  std::string filter;
  /// Keep what passing tests print.
  bool capture = true;
  /// How many files are tested at the same time.
  unsigned jobs = 1;

  /// Every test runs in a simulated world.
  bool isSimulated = false;
  std::optional<uint64_t> seed;
  std::optional<uint64_t> runs;
  /// Milliseconds of virtual time that a test may take.
  std::optional<int64_t> until;
};

/// Consumes --filter, --nocapture, -j, --sim, --seed, --runs or --until.
bool readTestOption(ArgumentReader &arguments, TestOptions &test);

/// Checks that options fit together, once all are read.
void checkTestOptions(ArgumentReader &arguments, const TestOptions &test);

/// Runs the tests. `tool` is the name of this program. Returns the exit status.
int runTests(const CommonOptions &options, TestOptions test, const char *tool);

} // namespace forge

#endif // FORGE_TOOLING_TEST_H
