//===- Run.cpp - compile a program in memory and run it -------------------===//
//
// Without an -O option a program runs in tiers: what is compiled first is cheap
// code, and the LLVM module is kept beside it as bitcode for what becomes hot.
// With one, there is only code of that level.
//
//===----------------------------------------------------------------------===//

#include "forge/Tooling/Run.h"

#include "ProgramCache.h"
#include "forge/Codegen/EmitObject.h"
#include "forge/Codegen/Optimize.h"
#include "forge/Codegen/TranslateToLLVM.h"
#include "forge/JIT/TieredProgram.h"
#include "forge/Tooling/RuntimeSymbols.h"
#include "forge/rt/Abi.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Bitcode/BitcodeReader.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/Module.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/SmallVectorMemoryBuffer.h"
#include "llvm/Target/TargetMachine.h"

using namespace llvm;
using namespace forge;

extern "C" int frt_main(int argc, char **argv, const rt::ProgramInfo *info,
                        void (*program)(rt::Context *)) noexcept;

/// The level of everything that is not cheap code.
static constexpr unsigned fullOptLevel = 2;

bool forge::readRunOption(ArgumentReader &arguments, RunOptions &run) {
  if (arguments.flag("--no-cache")) {
    run.useCache = false;
    return true;
  }
  if (arguments.flag("--wait-for-hot"))
    return run.waitForHot = true;
  if (arguments.flag("--engine-report"))
    return run.report = true;
  if (readObservation(arguments, run.observation))
    return true;
  if (std::optional<StringRef> count = arguments.value("--hot-after")) {
    uint32_t number = 0;
    run.neverHot = *count == "never";
    if (!run.neverHot && count->getAsInteger(10, number))
      arguments.fail("--hot-after needs a number or 'never', not '" + *count +
                     "'");
    run.hotAfter = number;
    return true;
  }
  return false;
}

namespace {

/// One program on its way from text to its end.
class Runner {
public:
  Runner(StringRef path, StringRef text, const CommonOptions &options,
         const RunOptions &run, ProgramCache cache)
      : path(path), text(text), options(options), run(run),
        cache(std::move(cache)),
        isTiered(!options.optLevel && !options.debugInfo) {}

  /// Returns the exit status.
  int execute(ArrayRef<const char *> arguments);

private:
  bool load();
  bool optimizeCached();
  bool compile();
  Error generate(Module &module, TargetMachine &machine, unsigned optLevel);
  void keep(CacheContent::Code code, StringRef object);
  Expected<int> start(ArrayRef<const char *> arguments);
  TierOptions tierOptions();

  StringRef path, text;
  const CommonOptions &options;
  const RunOptions &run;
  ProgramCache cache;
  bool isTiered;

  /// From the cache, if the program was found there.
  std::unique_ptr<CacheEntry> entry;
  SmallString<0> report;
  SmallVector<char, 0> compiledObject, compiledBitcode;
  /// What runs. Bitcode belongs to cheap code only.
  StringRef object, bitcode;
};

} // namespace

static StringRef textOf(const SmallVectorImpl<char> &bytes) {
  return {bytes.data(), bytes.size()};
}

static Expected<std::unique_ptr<TargetMachine>>
createHostMachine(unsigned optLevel) {
  forge::TargetOptions target;
  target.optLevel = optLevel;
  target.cpu = "native";
  return createTargetMachine(target);
}

//===----------------------------------------------------------------------===//
// Code
//===----------------------------------------------------------------------===//

void Runner::keep(CacheContent::Code code, StringRef object) {
  CacheContent content;
  content.code = code;
  content.report = report;
  content.object = object;
  if (code != CacheContent::Code::Optimized)
    content.bitcode = bitcode;
  cache.store(std::move(content));
}

/// A program that became hot, but ended before all of it was optimized.
bool Runner::optimizeCached() {
  LLVMContext context;
  Expected<std::unique_ptr<Module>> module =
      parseBitcodeFile(MemoryBufferRef(bitcode, path), context);
  auto machine = createHostMachine(fullOptLevel);
  if (!module || !machine) {
    consumeError(module.takeError());
    consumeError(machine.takeError());
    return false;
  }
  if (Error error = generate(**module, **machine, fullOptLevel)) {
    consumeError(std::move(error));
    return false;
  }
  bitcode = "";
  keep(CacheContent::Code::Optimized, object);
  return true;
}

bool Runner::load() {
  entry = cache.load();
  if (!entry)
    return false;
  const CacheContent &content = entry->content();
  cache.setDependencies(content);
  report = content.report;
  object = content.object;
  bitcode = content.bitcode;
  if (content.code == CacheContent::Code::CheapButHot && !optimizeCached()) {
    entry.reset();
    report.clear();
    return false;
  }
  errs() << report;
  return true;
}

Error Runner::generate(Module &module, TargetMachine &machine,
                       unsigned optLevel) {
  optimizeModule(module, machine, optLevel);
  Expected<SmallVector<char, 0>> bytes =
      emitToMemory(module, machine, EmitKind::Object);
  if (!bytes)
    return bytes.takeError();
  compiledObject = std::move(*bytes);
  object = textOf(compiledObject);
  return Error::success();
}

/// Compiles and keeps the code. Prints why, if that is not possible.
bool Runner::compile() {
  CompilationOptions compile = options.compilation(fullOptLevel);
  Compilation compilation(compile);
  compilation.diagnostics().setStrict(options.strict);
  const SourceFile &file = compilation.sources().add(path.str(), text.str());
  if (!compilation.check(file)) {
    reportDiagnostics(compilation, options);
    return false;
  }
  unsigned optLevel = isTiered ? 0 : compile.optLevel;
  Expected<std::unique_ptr<TargetMachine>> machine =
      createHostMachine(optLevel);
  if (!machine) {
    reportError(machine.takeError());
    return false;
  }

  mlir::OwningOpRef<mlir::ModuleOp> module =
      compilation.compile(Stage::LLVMDialect, machine->get());
  raw_svector_ostream os(report);
  render(compilation.diagnostics(), options.rendering(), os);
  errs() << report;
  if (!module)
    return false;
  reportPerformance(compilation, options);
  LLVMContext context;
  std::unique_ptr<Module> code =
      compilation.translate(*module, context, **machine);
  if (!code)
    return false;
  if (isTiered) {
    compiledBitcode =
        cantFail(emitToMemory(*code, **machine, EmitKind::Bitcode));
    bitcode = textOf(compiledBitcode);
    makeCheapModule(*code);
  }
  if (Error error = generate(*code, **machine, optLevel)) {
    reportError(std::move(error));
    return false;
  }
  cache.setDependencies(compilation.checked());
  keep(isTiered ? CacheContent::Code::Cheap : CacheContent::Code::Optimized,
       object);
  return true;
}

//===----------------------------------------------------------------------===//
// Running
//===----------------------------------------------------------------------===//

TierOptions Runner::tierOptions() {
  TierOptions tiers;
  tiers.hotAfter = run.hotAfter.value_or(TierOptions::defaultHotAfter);
  tiers.neverHot = run.neverHot;
  tiers.waitForHot = run.waitForHot;
  tiers.optLevel = fullOptLevel;
  if (cache.isUsed()) {
    tiers.onHot = [this] { keep(CacheContent::Code::CheapButHot, object); };
    tiers.onOptimized = [this](StringRef optimized) {
      keep(CacheContent::Code::Optimized, optimized);
    };
  }
  return tiers;
}

/// Ends the process without taking everything apart. A thread may still be
/// compiling; what it uses must stay.
static void leave(int status) {
#if !__has_feature(address_sanitizer)
  sys::Process::Exit(status, /*NoCleanup=*/true);
#endif
}

static int call(orc::ExecutorAddr program, orc::ExecutorAddr info,
                ArrayRef<const char *> arguments) {
  return frt_main(int(arguments.size()), const_cast<char **>(arguments.data()),
                  info.toPtr<const rt::ProgramInfo *>(),
                  program.toPtr<void (*)(rt::Context *)>());
}

Expected<int> Runner::start(ArrayRef<const char *> arguments) {
  JitOptions jitOptions;
  jitOptions.debugInfo = options.debugInfo;
  jitOptions.runtimeSymbols = runtimeSymbols();
  Expected<std::unique_ptr<Jit>> jit = Jit::create(jitOptions);
  if (!jit)
    return jit.takeError();
  std::optional<TieredProgram> tiers;
  if (!bitcode.empty()) {
    tiers.emplace(**jit, bitcode, tierOptions());
    if (Error error = tiers->prepare())
      return std::move(error);
  }
  if (Error error = (*jit)->addObject(MemoryBuffer::getMemBuffer(
          object, path, /*RequiresNullTerminator=*/false)))
    return std::move(error);
  auto program = (*jit)->lookup(programEntryName);
  if (!program)
    return program.takeError();
  auto info = (*jit)->lookup("forge_program_info");
  if (!info)
    return info.takeError();
  if (tiers)
    if (Error error = tiers->attach())
      return std::move(error);

  int status = call(*program, *info, arguments);
  if (run.report) {
    TieredProgram::Counts counts;
    if (tiers)
      counts = tiers->counts();
    errs() << "forge: cache: " << (entry ? "hit" : "miss") << '\n'
           << "forge: code: " << (tiers ? "cheap" : "optimized")
           << ", compilations meanwhile: " << counts.compilations
           << ", functions replaced: " << counts.functions
           << ", loops left: " << counts.loops << '\n';
  }
  leave(status);
  return status;
}

int Runner::execute(ArrayRef<const char *> arguments) {
  if (!load() && !compile())
    return exitFailure;
  Expected<int> status = start(arguments);
  return status ? *status : reportError(status.takeError());
}

int forge::runText(StringRef name, StringRef text, const CommonOptions &options,
                   const RunOptions &run, ArrayRef<const char *> arguments) {
  if (run.observation)
    return observeText(name, text, options, run.observation, arguments);
  return Runner(name, text, options, run, {}).execute(arguments);
}

int forge::runFile(StringRef path, const CommonOptions &options,
                   const RunOptions &run, ArrayRef<const char *> arguments) {
  if (run.observation)
    return observeFile(path, options, run.observation, arguments);
  auto file = MemoryBuffer::getFileOrSTDIN(path, /*IsText=*/false,
                                           /*RequiresNullTerminator=*/false);
  if (!file) {
    errs() << "error: could not read '" << path
           << "': " << file.getError().message() << '\n';
    return exitFailure;
  }
  StringRef text = (*file)->getBuffer();
  if (path == "-")
    return runText("<stdin>", text, options, run, arguments);
  return Runner(path, text, options, run,
                ProgramCache(path, text, options, run))
      .execute(arguments);
}
