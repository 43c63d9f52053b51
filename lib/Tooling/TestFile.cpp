//===- TestFile.cpp - the tests of one file -------------------------------===//
//
// The file is compiled and linked once. Its tests run in one process, unless a
// test ends the process: the tests behind it run in another. In simulated
// worlds each run of a test has its own process, so that it depends on nothing
// but the seed.
//
//===----------------------------------------------------------------------===//

#include "TestFile.h"

#include "forge/Check/Check.h"
#include "forge/Check/TestPlan.h"
#include "forge/Codegen/EmitObject.h"
#include "forge/Codegen/Optimize.h"
#include "forge/Codegen/TranslateToLLVM.h"
#include "forge/JIT/TieredProgram.h"
#include "forge/Tooling/RuntimeSymbols.h"
#include "forge/rt/Abi.h"

#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/Module.h"
#include "llvm/Support/SmallVectorMemoryBuffer.h"
#include "llvm/Target/TargetMachine.h"

using namespace llvm;
using namespace forge;

extern "C" int frt_main(int argc, char **argv, const rt::ProgramInfo *info,
                        void (*program)(rt::Context *)) noexcept;

/// The level of everything that is not cheap code.
static constexpr unsigned fullOptLevel = 2;

namespace {

class FileTester {
public:
  FileTester(StringRef path, const CommonOptions &options,
             const TestOptions &test, bool color, const char *tool)
      : path(path.str()), options(options), test(test), tool(tool),
        compilation(compilationOptions(options)), report(outs(), color),
        color(color) {}

  TestCounts run();

private:
  static CompilationOptions compilationOptions(const CommonOptions &options) {
    CompilationOptions result = options.compilation(fullOptLevel);
    result.runTests = true;
    return result;
  }

  /// Whether any test is to be run or skipped.
  bool choose();
  Error compile();
  Error link();
  int execute();
  Error runAll();
  Error runSimulated();
  void take(const TestResult &result);
  void skipUntil(size_t number);
  TestCounts fail(StringRef message);
  TestProcessOptions processOptions() const;

  std::string path;
  const CommonOptions &options;
  const TestOptions &test;
  const char *tool;
  Compilation compilation;
  TestReport report;
  bool color;
  TestCounts counts;
  TestPlan plan;
  std::vector<bool> isWanted;
  /// The first test that the report does not show yet.
  size_t next = 0;

  SmallVector<char, 0> object, bitcode;
  std::unique_ptr<Jit> jit;
  std::optional<TieredProgram> tiers;
  void (*program)(rt::Context *) = nullptr;
  const rt::ProgramInfo *info = nullptr;
};

} // namespace

/// What is wrong with the file as a whole.
TestCounts FileTester::fail(StringRef message) {
  outs().flush();
  errs() << "  ERROR  " << path << " — " << message << '\n';
  return {0, 1, 0};
}

bool FileTester::choose() {
  plan = planTests(compilation.checked().mainModule().statements);
  bool any = false;
  for (const TestPlan::Test &candidate : plan.tests) {
    isWanted.push_back(candidate.function->name.text.contains(test.filter));
    any |= isWanted.back();
  }
  return any;
}

Error FileTester::compile() {
  bool isTiered = !options.optLevel && !options.debugInfo;
  unsigned level = isTiered ? 0 : options.optLevel.value_or(fullOptLevel);
  forge::TargetOptions target;
  target.optLevel = level;
  target.cpu = "native";
  Expected<std::unique_ptr<TargetMachine>> machine =
      createTargetMachine(target);
  if (!machine)
    return machine.takeError();
  mlir::OwningOpRef<mlir::ModuleOp> module =
      compilation.compile(Stage::LLVMDialect, machine->get());
  LLVMContext context;
  std::unique_ptr<Module> code;
  if (module)
    code = compilation.translate(*module, context, **machine);
  if (!code)
    return createStringError("it cannot be compiled");
  if (isTiered) {
    bitcode = cantFail(emitToMemory(*code, **machine, EmitKind::Bitcode));
    makeCheapModule(*code);
  }
  optimizeModule(*code, **machine, level);
  Expected<SmallVector<char, 0>> bytes =
      emitToMemory(*code, **machine, EmitKind::Object);
  if (!bytes)
    return bytes.takeError();
  object = std::move(*bytes);
  return Error::success();
}

Error FileTester::link() {
  JitOptions jitOptions;
  jitOptions.debugInfo = options.debugInfo;
  jitOptions.runtimeSymbols = runtimeSymbols();
  Expected<std::unique_ptr<Jit>> created = Jit::create(jitOptions);
  if (!created)
    return created.takeError();
  jit = std::move(*created);
  if (!bitcode.empty()) {
    tiers.emplace(*jit, StringRef(bitcode.data(), bitcode.size()),
                  TierOptions());
    if (Error error = tiers->prepare())
      return error;
  }
  if (Error error = jit->addObject(MemoryBuffer::getMemBuffer(
          StringRef(object.data(), object.size()), path,
          /*RequiresNullTerminator=*/false)))
    return error;
  auto entry = jit->lookup(programEntryName);
  if (!entry)
    return entry.takeError();
  auto infoAddress = jit->lookup("forge_program_info");
  if (!infoAddress)
    return infoAddress.takeError();
  if (tiers)
    if (Error error = tiers->attach())
      return error;
  program = entry->toPtr<void (*)(rt::Context *)>();
  info = infoAddress->toPtr<const rt::ProgramInfo *>();
  return Error::success();
}

int FileTester::execute() {
  const char *arguments[] = {tool, "test", path.c_str(), nullptr};
  return frt_main(3, const_cast<char **>(arguments), info, program);
}

TestProcessOptions FileTester::processOptions() const {
  TestProcessOptions process;
  process.capture = test.capture;
  process.color = color;
  return process;
}

/// Shows the tests before that number which are skipped.
void FileTester::skipUntil(size_t number) {
  for (; next < number; ++next)
    if (isWanted[next] && plan.tests[next].isSkipped) {
      report.skipped(plan.tests[next].function->name.text);
      ++counts.skipped;
    }
}

void FileTester::take(const TestResult &result) {
  if (result.test == TestResult::noTest) {
    if (result.failures.front().phase != rt::TestPhase::TopLevel)
      skipUntil(plan.tests.size());
    report.setupFailed(result);
    ++counts.failed;
  } else {
    auto number = size_t(result.test);
    skipUntil(number);
    StringRef name = plan.tests[number].function->name.text;
    if (result.failures.empty()) {
      report.passed(name, result.milliseconds);
      ++counts.passed;
    } else {
      report.failed(name, result);
      ++counts.failed;
    }
    next = number + 1;
  }
  outs().flush();
}

Error FileTester::runAll() {
  TestProcessOptions process = processOptions();
  bool isComplete = false, hasSetup = true;
  while (!isComplete && hasSetup) {
    process.wanted.assign(plan.tests.size(), false);
    bool any = false;
    for (size_t i = next; i < plan.tests.size(); ++i)
      any |= process.wanted[i] = isWanted[i] && !plan.tests[i].isSkipped;
    if (!any)
      break;
    Expected<bool> ended = runTestProcess(
        process, [this] { return execute(); },
        [&](const TestResult &result) {
          hasSetup &= result.test != TestResult::noTest;
          take(result);
        });
    if (!ended)
      return ended.takeError();
    isComplete = *ended;
  }
  if (hasSetup)
    skipUntil(plan.tests.size());
  return Error::success();
}

std::string forge::durationText(int64_t milliseconds) {
  if (milliseconds % 1000)
    return std::to_string(milliseconds) + "ms";
  return std::to_string(milliseconds / 1000) + "s";
}

/// The test in as many worlds as asked for, up to the first where it fails.
Error FileTester::runSimulated() {
  for (size_t i = 0; i < plan.tests.size(); ++i) {
    if (!isWanted[i] || plan.tests[i].isSkipped)
      continue;
    TestProcessOptions process = processOptions();
    process.wanted.assign(plan.tests.size(), false);
    process.wanted[i] = true;
    TestResult sum;
    sum.test = int64_t(i);
    uint64_t seed = *test.seed, end = seed + test.runs.value_or(1);
    for (; seed != end && sum.failures.empty(); ++seed) {
      process.world = {true, seed, *test.until};
      auto take = [&](const TestResult &result) {
        sum.milliseconds += result.milliseconds;
        if (result.failures.empty() || !sum.failures.empty())
          return;
        sum.test = result.test;
        sum.failures = result.failures;
        sum.output = result.output;
      };
      Expected<bool> ended =
          runTestProcess(process, [this] { return execute(); }, take);
      if (!ended)
        return ended.takeError();
    }
    take(sum);
    if (sum.failures.empty())
      continue;
    std::string command = "forge test --sim --seed " + std::to_string(seed - 1);
    if (*test.until != 3'600'000)
      command += " --until " + durationText(*test.until);
    command += " " + path + " --filter ";
    command += plan.tests[i].function->name.text;
    report.replay(command);
    if (sum.test == TestResult::noTest)
      return Error::success();
  }
  skipUntil(plan.tests.size());
  return Error::success();
}

TestCounts FileTester::run() {
  auto file = compilation.sources().load(path);
  if (!file)
    return fail("could not read it: " + file.getError().message());
  compilation.diagnostics().setStrict(options.strict);
  if (!compilation.check(**file)) {
    StringRef message = "it has errors";
    for (const Diagnostic &diagnostic : compilation.diagnostics().diagnostics())
      if (diagnostic.severity == Severity::Error) {
        message = diagnostic.message;
        break;
      }
    TestCounts result = fail(message);
    reportDiagnostics(compilation, options);
    return result;
  }
  if (!choose())
    return {};
  Error error = compile();
  reportDiagnostics(compilation, options);
  if (!error)
    error = link();
  if (error)
    return fail(toString(std::move(error)));
  report.file(path);
  outs().flush();
  if (Error error = test.isSimulated ? runSimulated() : runAll())
    counts += fail(toString(std::move(error)));
  return counts;
}

TestCounts forge::testFile(StringRef path, const CommonOptions &options,
                           const TestOptions &test, bool color,
                           const char *tool) {
  return FileTester(path, options, test, color, tool).run();
}
