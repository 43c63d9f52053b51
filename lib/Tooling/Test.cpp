//===- Test.cpp - forge test ----------------------------------------------===//
//
// Finds files with tests, tests each in a child process, and adds up. A crash
// of the compiler is a failure of that file alone.
//
//===----------------------------------------------------------------------===//

#include "forge/Tooling/Test.h"

#include "TestFile.h"

#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <random>
#include <sys/wait.h>
#include <unistd.h>

using namespace llvm;
using namespace forge;

//===----------------------------------------------------------------------===//
// Options
//===----------------------------------------------------------------------===//

/// A number of milliseconds from `500ms`, `90s`, `5m`, `1h`; a number alone is
/// seconds.
static std::optional<int64_t> parseDuration(StringRef text) {
  StringRef digits = text.take_while([](char c) { return isDigit(c); });
  int64_t scale = StringSwitch<int64_t>(text.drop_front(digits.size()))
                      .Case("ms", 1)
                      .Cases({"", "s"}, 1000)
                      .Case("m", 60'000)
                      .Case("h", 3'600'000)
                      .Default(0);
  int64_t number = 0;
  if (scale == 0 || digits.getAsInteger(10, number) || number == 0 ||
      number > INT64_MAX / 1'000'000 / scale)
    return std::nullopt;
  return number * scale;
}

/// Consumes an option whose value is a number in a range.
static bool readNumber(ArgumentReader &arguments, StringRef option,
                       uint64_t least, uint64_t most, uint64_t &number) {
  std::optional<StringRef> text = arguments.value(option);
  if (!text)
    return false;
  if (text->getAsInteger(10, number) || number < least || number > most)
    arguments.fail(option + " needs a number from " + Twine(least) + " to " +
                   Twine(most) + ", not '" + *text + "'");
  return true;
}

bool forge::readTestOption(ArgumentReader &arguments, TestOptions &test) {
  uint64_t number = 0;
  if (arguments.flag("--nocapture")) {
    test.capture = false;
    return true;
  }
  if (arguments.flag("--sim"))
    return test.isSimulated = true;
  if (std::optional<StringRef> filter = arguments.value("--filter")) {
    test.filter = filter->str();
    return true;
  }
  if (readNumber(arguments, "-j", 1, 1000, number)) {
    test.jobs = unsigned(number);
    return true;
  }
  // Seeds are Ints of the language, also the last of so many runs.
  if (readNumber(arguments, "--seed", 0, uint64_t(1) << 62, number)) {
    test.seed = number;
    return true;
  }
  if (readNumber(arguments, "--runs", 1, uint64_t(1) << 40, number)) {
    test.runs = number;
    return true;
  }
  if (std::optional<StringRef> text = arguments.value("--until")) {
    test.until = parseDuration(*text);
    if (!test.until)
      arguments.fail("--until needs a duration such as 500ms, 90s, 5m or 1h, "
                     "not '" +
                     *text + "'");
    return true;
  }
  return false;
}

void forge::checkTestOptions(ArgumentReader &arguments,
                             const TestOptions &test) {
  if (!test.isSimulated && (test.seed || test.runs || test.until))
    arguments.fail("--seed, --runs and --until are for tests with --sim");
}

//===----------------------------------------------------------------------===//
// Files
//===----------------------------------------------------------------------===//

/// The files to test, by path; false if there is no such place.
static bool findFiles(StringRef path, std::vector<std::string> &files) {
  if (sys::fs::is_regular_file(path)) {
    files.push_back(path.str());
    return true;
  }
  if (!sys::fs::is_directory(path))
    return false;
  std::error_code error;
  for (sys::fs::directory_iterator entry(path, error), end;
       !error && entry != end; entry.increment(error))
    if (sys::path::extension(entry->path()) == ".fg" &&
        sys::fs::is_regular_file(entry->path()))
      files.push_back(entry->path());
  llvm::sort(files);
  return !error;
}

namespace {

/// A child process that tests one file.
class Worker {
public:
  /// Starts the process; `isAlone` lets it write to the terminal itself.
  Error start(StringRef path, bool isAlone,
              function_ref<TestCounts(StringRef)> test);
  /// Waits for it, shows what it wrote.
  TestCounts finish();

private:
  std::string path;
  pid_t process = -1;
  int results = -1;
  FILE *out = nullptr, *err = nullptr;
};

} // namespace

Error Worker::start(StringRef path, bool isAlone,
                    function_ref<TestCounts(StringRef)> test) {
  this->path = path.str();
  auto failure = [] {
    return createStringError(std::error_code(errno, std::generic_category()),
                             "cannot start a process for tests");
  };
  if (!isAlone) {
    out = std::tmpfile();
    err = std::tmpfile();
    if (!out || !err)
      return failure();
  }
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0)
    return failure();
  outs().flush();
  process = fork();
  if (process < 0)
    return failure();
  if (process == 0) {
    if (!isAlone) {
      dup2(fileno(out), STDOUT_FILENO);
      dup2(fileno(err), STDERR_FILENO);
    }
    TestCounts counts = test(path);
    outs().flush();
    ssize_t written = write(ends[1], &counts, sizeof(counts));
    _exit(written == ssize_t(sizeof(counts)) ? 0 : 1);
  }
  close(ends[1]);
  results = ends[0];
  return Error::success();
}

static void show(FILE *file, raw_ostream &os) {
  if (!file)
    return;
  std::rewind(file);
  char piece[4096];
  while (size_t n = std::fread(piece, 1, sizeof(piece), file))
    os.write(piece, n);
  std::fclose(file);
}

TestCounts Worker::finish() {
  TestCounts counts;
  ssize_t n = 0;
  do
    n = read(results, &counts, sizeof(counts));
  while (n < 0 && errno == EINTR);
  close(results);
  int status = 0;
  while (waitpid(process, &status, 0) < 0 && errno == EINTR)
    ;
  show(err, errs());
  show(out, outs());
  outs().flush();
  if (n == ssize_t(sizeof(counts)))
    return counts;
  // Nobody reads the report any more.
  if (WIFSIGNALED(status) && WTERMSIG(status) == SIGPIPE)
    return {0, 1, 0};
  errs() << "  ERROR  " << path
         << " — the compiler failed; please report this as a bug\n";
  return {0, 1, 0};
}

static void describeWorlds(const TestOptions &test) {
  uint64_t runs = test.runs.value_or(1);
  outs() << "\n  simulated with seed";
  if (runs == 1)
    outs() << ' ' << *test.seed << '\n';
  else
    outs() << "s " << *test.seed << " to " << *test.seed + runs - 1 << '\n';
}

int forge::runTests(const CommonOptions &options, TestOptions test,
                    const char *tool) {
  std::string path = test.path.empty() ? "tests" : test.path;
  std::vector<std::string> files;
  if (!findFiles(path, files)) {
    errs() << "error: test directory '" << path
           << "' not found. Create it with test files.\n";
    return exitFailure;
  }
  if (files.empty()) {
    outs() << "no test files in '" << path
           << "': tests are functions with @test in files whose names end in "
              ".fg\n";
    return exitSuccess;
  }
  bool color =
      wantsColor(options.color, sys::Process::StandardOutIsDisplayed());
  if (test.isSimulated) {
    if (!test.seed)
      test.seed = std::random_device()();
    if (!test.until)
      test.until = 3'600'000;
    describeWorlds(test);
  }

  std::vector<Worker> workers(files.size());
  TestCounts counts;
  size_t started = 0;
  for (size_t finished = 0; finished < files.size(); ++finished) {
    for (; started < std::min(files.size(), finished + test.jobs); ++started)
      if (Error error = workers[started].start(
              files[started], test.jobs == 1, [&](StringRef file) {
                return testFile(file, options, test, color, tool);
              }))
        return reportError(std::move(error));
    counts += workers[finished].finish();
  }
  TestReport(outs(), color).summary(counts);
  return counts.failed ? exitFailure : exitSuccess;
}
