//===- TestObserver.h - who runs the tests of a program ---------*- C++ -*-===//
//
// The entries that a file with tests calls report to an observer, which the
// tool defines that runs it. See docs/testing.md.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_RT_TESTOBSERVER_H
#define FORGE_RT_TESTOBSERVER_H

#include <cstdint>
#include <string_view>

namespace forge::rt {

/// What was running when an error came up; the numbers are those that generated
/// code gives `frt_test_failed`.
enum class TestPhase : int64_t { TopLevel, Before, Test, After };

struct TestFailure {
  TestPhase phase;
  std::string_view message;
  /// Location, excerpt, hint and stack.
  std::string_view details;
  /// The values of an `assert_eq` that failed.
  bool hasValues;
  std::string_view expected, actual;
  /// The last decisions of the scheduler, a line each, in a simulated world.
  std::string_view decisions;
};

/// The world that a program is to be tested in.
struct TestWorldOptions {
  bool isSimulated = false;
  uint64_t seed = 0;
  int64_t limitMilliseconds = 0;
};

class TestObserver {
public:
  virtual TestWorldOptions world() = 0;
  virtual bool wantsColor() = 0;
  /// Whether that test is to run; called for each that is not skipped, in their
  /// order.
  virtual bool begin(int64_t test) = 0;
  virtual void failed(const TestFailure &failure) = 0;
  virtual void end(int64_t test) = 0;
  /// The test has taken more virtual time than it may. Does not return.
  virtual void hung(std::string_view decisions) = 0;
};

} // namespace forge::rt

/// The observer of this process, or null; to be defined by a tool that tests.
extern "C" [[gnu::weak]] forge::rt::TestObserver *frt_test_observer() noexcept;

#endif // FORGE_RT_TESTOBSERVER_H
