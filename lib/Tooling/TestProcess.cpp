//===- TestProcess.cpp - tests in a process of their own ------------------===//

#include "TestProcess.h"

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/raw_ostream.h"
#include <chrono>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace llvm;
using namespace forge;

namespace {

using Clock = std::chrono::steady_clock;

/// What the child says.
enum class Message : uint64_t {
  Begin,  ///< test
  Failed, ///< phase, hasValues, five texts
  Ended,  ///< test, milliseconds, output
  Hung,   ///< decisions
  Done,   ///< exit status
};

class MessageWriter {
public:
  explicit MessageWriter(Message kind) { add(uint64_t(kind)); }

  MessageWriter &add(uint64_t number) {
    bytes.append(reinterpret_cast<const char *>(&number), sizeof(number));
    return *this;
  }
  MessageWriter &add(StringRef text) {
    add(text.size());
    bytes += text;
    return *this;
  }
  void send(int pipe) const {
    StringRef rest = bytes;
    while (!rest.empty()) {
      ssize_t n = write(pipe, rest.data(), rest.size());
      if (n < 0 && errno != EINTR)
        return; // nobody listens any more
      rest = rest.drop_front(size_t(std::max<ssize_t>(n, 0)));
    }
  }

private:
  std::string bytes;
};

class MessageReader {
public:
  explicit MessageReader(int pipe) : stream(fdopen(pipe, "r")) {}
  ~MessageReader() { std::fclose(stream); }

  /// False at the end, also in the middle of a message.
  bool next(uint64_t &number) {
    return std::fread(&number, sizeof(number), 1, stream) == 1;
  }
  bool next(std::string &text) {
    uint64_t size = 0;
    if (!next(size))
      return false;
    text.resize(size);
    return std::fread(text.data(), 1, size, stream) == size;
  }

private:
  FILE *stream;
};

/// A file that takes what a program prints.
class CaptureFile {
public:
  CaptureFile() : stream(std::tmpfile()) {
    // What the program's own children print comes behind.
    if (stream)
      fcntl(fileno(stream), F_SETFL, O_APPEND);
  }
  ~CaptureFile() {
    if (stream)
      std::fclose(stream);
  }

  explicit operator bool() const { return stream; }
  void takeOutput() {
    dup2(fileno(stream), STDOUT_FILENO);
    dup2(fileno(stream), STDERR_FILENO);
  }
  void clear() {
    if (stream && ftruncate(fileno(stream), 0) != 0)
      return; // keeps what was printed before
  }
  std::string text() const {
    std::string result;
    char piece[4096];
    ssize_t n = 0;
    while (stream && (n = pread(fileno(stream), piece, sizeof(piece),
                                off_t(result.size()))) > 0)
      result.append(piece, size_t(n));
    return result;
  }

private:
  FILE *stream;
};

/// The observer in the child.
class Child : public rt::TestObserver {
public:
  Child(const TestProcessOptions &options, CaptureFile &capture, int pipe,
        int answers)
      : options(options), capture(capture), pipe(pipe), answers(answers) {
    current = this;
  }

  rt::TestWorldOptions world() override { return options.world; }
  bool wantsColor() override { return options.color; }
  bool begin(int64_t test) override;
  void failed(const rt::TestFailure &failure) override;
  void end(int64_t test) override;
  void hung(std::string_view decisions) override;

  static Child *current;

private:
  const TestProcessOptions &options;
  CaptureFile &capture;
  int pipe;
  int answers;
  Clock::time_point started;
  bool hasFailed = false;
};

} // namespace

Child *Child::current = nullptr;

rt::TestObserver *frt_test_observer() noexcept { return Child::current; }

static uint64_t millisecondsSince(Clock::time_point begin) {
  return uint64_t(std::chrono::duration_cast<std::chrono::milliseconds>(
                      Clock::now() - begin)
                      .count());
}

bool Child::begin(int64_t test) {
  if (size_t(test) >= options.wanted.size() || !options.wanted[size_t(test)])
    return false;
  capture.clear();
  MessageWriter(Message::Begin).add(uint64_t(test)).send(pipe);
  hasFailed = false;
  started = Clock::now();
  return true;
}

void Child::failed(const rt::TestFailure &failure) {
  hasFailed = true;
  MessageWriter(Message::Failed)
      .add(uint64_t(failure.phase))
      .add(uint64_t(failure.hasValues))
      .add(StringRef(failure.message))
      .add(StringRef(failure.details))
      .add(StringRef(failure.expected))
      .add(StringRef(failure.actual))
      .add(StringRef(failure.decisions))
      .send(pipe);
}

void Child::end(int64_t test) {
  uint64_t milliseconds = millisecondsSince(started);
  MessageWriter(Message::Ended)
      .add(uint64_t(test))
      .add(milliseconds)
      .add(hasFailed ? capture.text() : std::string())
      .send(pipe);
  // What the next test prints comes behind the report of this one.
  char answer = 0;
  if (!options.capture)
    while (read(answers, &answer, 1) < 0 && errno == EINTR)
      ;
}

void Child::hung(std::string_view decisions) {
  MessageWriter(Message::Hung).add(StringRef(decisions)).send(pipe);
  _exit(0);
}

/// How a process ended.
static std::string describeStatus(int status) {
  if (WIFSIGNALED(status))
    return "signal " + std::to_string(WTERMSIG(status)) + " (" +
           strsignal(WTERMSIG(status)) + ")";
  return "exit status " + std::to_string(WEXITSTATUS(status));
}

namespace {

/// What the parent makes of the messages.
class Listener {
public:
  Listener(function_ref<void(const TestResult &)> each, CaptureFile &capture,
           int64_t limit, int answers)
      : each(each), capture(capture), limit(limit), answers(answers) {}

  /// False if the program ended unexpectedly.
  bool listen(MessageReader &reader, pid_t process);

private:
  bool take(MessageReader &reader, Message kind);
  void fail(rt::TestPhase phase, std::string message,
            std::string decisions = {});
  void finish() {
    each(result);
    result = {};
    isRunning = false;
  }

  function_ref<void(const TestResult &)> each;
  CaptureFile &capture;
  int64_t limit;
  int answers; ///< where the child waits for an answer, or -1
  TestResult result;
  Clock::time_point started = Clock::now();
  bool isRunning = false;
  bool hasRun = false;
  bool isHung = false;
  bool isDone = false;
};

} // namespace

void Listener::fail(rt::TestPhase phase, std::string message,
                    std::string decisions) {
  TestFailureText failure;
  failure.phase = phase;
  failure.message = std::move(message);
  failure.decisions = std::move(decisions);
  result.failures.push_back(std::move(failure));
}

bool Listener::take(MessageReader &reader, Message kind) {
  uint64_t number = 0, flag = 0;
  switch (kind) {
  case Message::Begin:
    if (!reader.next(number))
      return false;
    result.test = int64_t(number);
    started = Clock::now();
    hasRun = isRunning = true;
    return true;
  case Message::Failed: {
    TestFailureText failure;
    if (!reader.next(number) || !reader.next(flag) ||
        !reader.next(failure.message) || !reader.next(failure.details) ||
        !reader.next(failure.expected) || !reader.next(failure.actual) ||
        !reader.next(failure.decisions))
      return false;
    failure.phase = rt::TestPhase(number);
    failure.hasValues = flag;
    result.failures.push_back(std::move(failure));
    if (!isRunning) {
      result.output = capture.text();
      finish();
    }
    return true;
  }
  case Message::Ended:
    if (!reader.next(number) || !reader.next(result.milliseconds) ||
        !reader.next(result.output))
      return false;
    finish();
    return answers < 0 || write(answers, "", 1) == 1;
  case Message::Hung: {
    std::string decisions;
    if (!reader.next(decisions))
      return false;
    isHung = true;
    fail(hasRun ? rt::TestPhase::Test : rt::TestPhase::TopLevel,
         "hung: " + std::to_string(limit) +
             " ms of virtual time have passed (--until)",
         std::move(decisions));
    return true;
  }
  case Message::Done:
    if (!reader.next(number))
      return false;
    isDone = true;
    if (number == 0)
      return true;
    fail(rt::TestPhase::After,
         "the program ended with exit status " + std::to_string(number));
    result.output = capture.text();
    finish();
    return true;
  }
  return false;
}

bool Listener::listen(MessageReader &reader, pid_t process) {
  uint64_t kind = 0;
  while (reader.next(kind) && take(reader, Message(kind)))
    ;
  int status = 0;
  while (waitpid(process, &status, 0) < 0 && errno == EINTR)
    ;
  if (isDone)
    return true;
  if (!isHung)
    fail(hasRun ? rt::TestPhase::Test : rt::TestPhase::TopLevel,
         (isRunning ? "the test ended the program with "
                    : "the program ended with ") +
             describeStatus(status));
  result.milliseconds = isRunning ? millisecondsSince(started) : 0;
  result.output = capture.text();
  finish();
  return false;
}

static Error systemError(const Twine &what) {
  return createStringError(std::error_code(errno, std::generic_category()),
                           what + ": " + strerror(errno));
}

Expected<bool>
forge::runTestProcess(const TestProcessOptions &options,
                      function_ref<int()> program,
                      function_ref<void(const TestResult &)> each) {
  CaptureFile capture;
  if (options.capture && !capture)
    return systemError("cannot capture the output of tests");
  int ends[2], answers[2];
  if (pipe2(ends, O_CLOEXEC) != 0 || pipe2(answers, O_CLOEXEC) != 0)
    return systemError("cannot start a process for tests");
  outs().flush();
  pid_t process = fork();
  if (process < 0)
    return systemError("cannot start a process for tests");
  if (process == 0) {
    close(ends[0]);
    close(answers[1]);
    if (options.capture)
      capture.takeOutput();
    Child child(options, capture, ends[1], answers[0]);
    int status = program();
    MessageWriter(Message::Done).add(uint64_t(status)).send(ends[1]);
    _exit(0);
  }
  close(ends[1]);
  MessageReader reader(ends[0]);
  bool ended = Listener(each, capture, options.world.limitMilliseconds,
                        options.capture ? -1 : answers[1])
                   .listen(reader, process);
  close(answers[0]);
  close(answers[1]);
  return ended;
}
