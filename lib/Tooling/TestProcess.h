//===- TestProcess.h - tests in a process of their own ---------*- C++ -*-===//
//
// The program of a file with tests runs in a child process, which tells its
// parent through a pipe what happens. So the parent knows which test was
// running when the program ended the process, or crashed.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_LIB_TOOLING_TESTPROCESS_H
#define FORGE_LIB_TOOLING_TESTPROCESS_H

#include "forge/rt/TestObserver.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace forge {

/// One thing that went wrong.
struct TestFailureText {
  rt::TestPhase phase = rt::TestPhase::Test;
  std::string message, details, expected, actual, decisions;
  bool hasValues = false;
};

/// What became of a test.
struct TestResult {
  /// `test` of what belongs to no test: the top level, the end of the program.
  static constexpr int64_t noTest = -1;

  int64_t test = noTest;
  uint64_t milliseconds = 0;
  std::vector<TestFailureText> failures;
  /// What a test that failed printed.
  std::string output;
};

struct TestProcessOptions {
  /// The tests to run, by their number.
  std::vector<bool> wanted;
  rt::TestWorldOptions world;
  bool capture = true;
  bool color = false;
};

/// Calls `program` in a new process; `each` in this one when a test has ended,
/// or the program ended without ending one. The result of `program` is an exit
/// status. Returns whether the tests that came behind were run.
llvm::Expected<bool>
runTestProcess(const TestProcessOptions &options,
               llvm::function_ref<int()> program,
               llvm::function_ref<void(const TestResult &)> each);

} // namespace forge

#endif // FORGE_LIB_TOOLING_TESTPROCESS_H
