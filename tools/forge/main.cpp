//===- main.cpp - forge: run, check and build programs --------------------===//

#include "forge/Tooling/Build.h"
#include "forge/Tooling/CommandLine.h"
#include "forge/Tooling/Run.h"
#include "forge/Tooling/Test.h"

#include "llvm/ADT/StringSwitch.h"

using namespace llvm;
using namespace forge;

static constexpr char usage[] = R"(usage: forge [options] COMMAND [arguments]
       forge [options] -e CODE

  run FILE [ARGS]    compile and run a program; - reads stdin
  check FILE..       report errors and warnings without running
  build FILE         compile to an executable (-o PATH, --target=wasm32-wasi)
  test [DIR]         run the functions with @test of the files in DIR, or tests
  cache [clear]      show, or empty, the cache of compiled programs
  explain CODE       describe a diagnostic, for example FG0201
  version            print the version
  help               print this text

  -e, --eval CODE    run CODE
  -O0 .. -O3         optimization level; without one, run optimizes what is hot
                     while the program runs
  --strict           treat warnings as errors
  --allow-run        permit running shell commands
  --explain-perf     list what is left to run time, and why, before running
  --count-rc         show allocations, copies and added references at the end
  --profile[=F.svg]  print where the time goes; draw it as a flame graph
  --perf             describe the generated code to perf
  --error-format F   human, short or json
  --color WHEN       auto, always or never
  --no-cache         neither use nor fill the cache of compiled programs
  --hot-after N      how often what is hot ran; a number or never
  --wait-for-hot     wait for optimized code instead of running meanwhile
  --engine-report    say on stderr how the program was compiled

  test --filter TEXT only tests with TEXT in their name
  test --nocapture   let tests print
  test -j N          test N files at the same time
  test --sim         run every test in a simulated world: --seed N, --runs K,
                     --until 500ms|90s|5m|1h
)";

static int usageError(const Twine &message) {
  errs() << "error: " << message << "\n" << usage;
  return exitUsage;
}

static int unknownOption(StringRef option) {
  return usageError("unknown option '" + option + "'");
}

static bool isOption(StringRef argument) {
  return argument.size() > 1 && argument.starts_with("-");
}

/// `io.args` shows the tool, `run`, the file and what follows it.
static int run(ArrayRef<const char *> all, ArgumentReader &arguments,
               CommonOptions &options, RunOptions &run) {
  while (!arguments.empty() && isOption(arguments.peek()))
    if (!arguments.common(options) && !readRunOption(arguments, run))
      return unknownOption(arguments.peek());
  if (!arguments.error().empty())
    return usageError(arguments.error());
  if (arguments.empty())
    return usageError("no file specified");
  SmallVector<const char *> visible{all.front(), "run"};
  llvm::append_range(visible, arguments.remaining());
  StringRef path = arguments.next();
  if (!arguments.empty() && arguments.peek() == "--")
    visible.erase(visible.begin() + 3);
  return runFile(path, options, run, visible);
}

static int evaluate(ArrayRef<const char *> all, StringRef code,
                    CommonOptions &options, const RunOptions &run) {
  options.allowRun = true;
  return runText("<eval>", code, options, run, all.take_front());
}

static int cache(ArgumentReader &arguments) {
  int status = runCacheCommand(arguments);
  return status == exitUsage ? usageError(arguments.error()) : status;
}

static int check(ArgumentReader &arguments, CommonOptions &options) {
  SmallVector<StringRef> paths;
  while (!arguments.empty()) {
    if (arguments.common(options))
      continue;
    if (isOption(arguments.peek()))
      return unknownOption(arguments.peek());
    paths.push_back(arguments.next());
  }
  if (!arguments.error().empty())
    return usageError(arguments.error());
  if (paths.empty())
    return usageError("no file specified");
  int status = exitSuccess;
  for (StringRef path : paths) {
    Compilation compilation(options.compilation(0));
    const SourceFile *file = openSource(compilation, path);
    if (!file) {
      status = exitFailure;
      continue;
    }
    if (options.strict)
      compilation.diagnostics().setStrict(true);
    if (!compilation.check(*file))
      status = exitFailure;
    reportDiagnostics(compilation, options);
  }
  return status;
}

static int test(const char *tool, ArgumentReader &arguments,
                CommonOptions &options) {
  TestOptions test;
  while (!arguments.empty() && arguments.error().empty()) {
    if (arguments.common(options) || readTestOption(arguments, test))
      continue;
    if (isOption(arguments.peek()))
      return unknownOption(arguments.peek());
    if (!test.path.empty())
      return usageError("more than one directory");
    test.path = arguments.next().str();
  }
  checkTestOptions(arguments, test);
  if (!arguments.error().empty())
    return usageError(arguments.error());
  return runTests(options, test, tool);
}

static int build(ArgumentReader &arguments, CommonOptions &options) {
  BuildOptions build;
  StringRef path;
  while (!arguments.empty() && arguments.error().empty()) {
    if (arguments.common(options) || readBuildOption(arguments, build) ||
        arguments.flag("--native") || arguments.flag("--aot"))
      continue;
    if (isOption(arguments.peek()))
      return unknownOption(arguments.peek());
    if (!path.empty())
      return usageError("more than one source file");
    path = arguments.next();
  }
  if (!arguments.error().empty())
    return usageError(arguments.error());
  if (path.empty())
    return usageError("no file specified");
  int status = buildProgram(path, options, build);
  if (status == exitSuccess)
    outs() << "Built native binary " << path << " -> " << build.output << '\n';
  return status;
}

static int explainCode(ArgumentReader &arguments) {
  if (arguments.empty())
    return usageError("no diagnostic code specified");
  StringRef code = arguments.next();
  StringRef text = explain(code);
  if (text.empty()) {
    errs() << "error: there is no diagnostic '" << code << "'\n";
    return exitFailure;
  }
  outs() << text;
  return exitSuccess;
}

static int printVersion() {
  outs() << "Forge v" << versionText().drop_front(6)
         << "\nReads like English, runs like C.\n"
            "Engine: MLIR and LLVM, just in time and ahead of time.\n";
  return exitSuccess;
}

int main(int argc, char **argv) {
  ArrayRef<const char *> all(argv, argc);
  CommonOptions options;
  RunOptions runOptions;
  ArgumentReader arguments(all.drop_front());
  while (!arguments.empty() && isOption(arguments.peek())) {
    if (arguments.flag("--help") || arguments.flag("-h")) {
      outs() << usage;
      return exitSuccess;
    }
    if (arguments.flag("--version") || arguments.flag("-V")) {
      outs() << versionText() << '\n';
      return exitSuccess;
    }
    auto code = arguments.value("-e");
    if (!code)
      code = arguments.value("--eval");
    if (!arguments.error().empty())
      return usageError(arguments.error());
    if (code)
      return evaluate(all, *code, options, runOptions);
    if (!arguments.common(options) && !readRunOption(arguments, runOptions))
      return unknownOption(arguments.peek());
  }
  if (!arguments.error().empty())
    return usageError(arguments.error());
  if (arguments.empty())
    return usageError("no command");
  StringRef command = arguments.next();
  if (command == "run")
    return run(all, arguments, options, runOptions);
  if (runOptions.observation)
    return usageError("--profile and --perf are for programs that run");
  if (command == "check")
    return check(arguments, options);
  if (command == "test")
    return test(all.front(), arguments, options);
  if (command == "build")
    return build(arguments, options);
  if (command == "explain")
    return explainCode(arguments);
  if (command == "cache")
    return cache(arguments);
  if (command == "version")
    return printVersion();
  if (command == "help") {
    outs() << usage;
    return exitSuccess;
  }
  return usageError("unknown command '" + command + "'");
}
