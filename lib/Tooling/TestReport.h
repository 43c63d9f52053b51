//===- TestReport.h - what forge test prints -------------------*- C++ -*-===//

#ifndef FORGE_LIB_TOOLING_TESTREPORT_H
#define FORGE_LIB_TOOLING_TESTREPORT_H

#include "TestProcess.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/raw_ostream.h"

namespace forge {

/// How many tests came to what end.
struct TestCounts {
  uint64_t passed = 0, failed = 0, skipped = 0;

  uint64_t total() const { return passed + failed + skipped; }
  TestCounts &operator+=(const TestCounts &other) {
    passed += other.passed;
    failed += other.failed;
    skipped += other.skipped;
    return *this;
  }
};

/// Writes the lines of one file's tests.
class TestReport {
public:
  TestReport(llvm::raw_ostream &os, bool color) : os(os), color(color) {}

  void file(llvm::StringRef path);
  void passed(llvm::StringRef name, uint64_t milliseconds);
  void skipped(llvm::StringRef name);
  /// A test that failed, with all that is known about it.
  void failed(llvm::StringRef name, const TestResult &result);
  /// The top level of a file that failed.
  void setupFailed(const TestResult &result);
  /// How to repeat a failure in a simulated world.
  void replay(llvm::StringRef command);
  void summary(const TestCounts &counts);

private:
  void status(llvm::StringRef word, const char *code, llvm::StringRef rest);
  void block(llvm::StringRef title, llvm::StringRef text);
  void line(llvm::StringRef text);
  void styled(const char *code, llvm::StringRef text);
  void explain(const TestResult &result, bool isMessageShown);
  void difference(llvm::StringRef expected, llvm::StringRef actual);

  llvm::raw_ostream &os;
  bool color;
};

} // namespace forge

#endif // FORGE_LIB_TOOLING_TESTREPORT_H
