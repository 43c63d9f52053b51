//===- TestFile.h - the tests of one file ----------------------*- C++ -*-===//

#ifndef FORGE_LIB_TOOLING_TESTFILE_H
#define FORGE_LIB_TOOLING_TESTFILE_H

#include "TestReport.h"
#include "forge/Tooling/Test.h"

namespace forge {

/// Compiles the file at `path` and runs its tests, in child processes of this
/// one. The report goes to stdout. `color` is for that.
TestCounts testFile(llvm::StringRef path, const CommonOptions &options,
                    const TestOptions &test, bool color, const char *tool);

/// `500 ms` in the way `--until` is written.
std::string durationText(int64_t milliseconds);

} // namespace forge

#endif // FORGE_LIB_TOOLING_TESTFILE_H
