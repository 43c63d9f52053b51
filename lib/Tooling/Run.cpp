//===- Run.cpp - compile a program in memory and run it -------------------===//

#include "forge/Tooling/Run.h"

#include "ProgramCache.h"
#include "forge/Codegen/EmitObject.h"
#include "forge/Codegen/Optimize.h"
#include "forge/Codegen/TranslateToLLVM.h"
#include "forge/JIT/Jit.h"
#include "forge/Tooling/RuntimeSymbols.h"
#include "forge/rt/Abi.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/Module.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/SmallVectorMemoryBuffer.h"
#include "llvm/Target/TargetMachine.h"

using namespace llvm;
using namespace forge;

extern "C" int frt_main(int argc, char **argv, const rt::ProgramInfo *info,
                        void (*program)(rt::Context *)) noexcept;

bool forge::readRunOption(ArgumentReader &arguments, RunOptions &run) {
  if (arguments.flag("--no-cache")) {
    run.useCache = false;
    return true;
  }
  if (arguments.flag("--engine-report"))
    return run.report = true;
  return false;
}

namespace {

/// One program on its way from text to its end.
class Runner {
public:
  Runner(StringRef path, StringRef text, const CommonOptions &options,
         const RunOptions &run, ProgramCache cache)
      : path(path), text(text), options(options), run(run),
        cache(std::move(cache)) {}

  int execute(ArrayRef<const char *> arguments);

private:
  bool load();
  bool compile();
  int start(ArrayRef<const char *> arguments);

  StringRef path, text;
  const CommonOptions &options;
  const RunOptions &run;
  ProgramCache cache;
  std::unique_ptr<MemoryBuffer> object;
};

} // namespace

bool Runner::load() {
  std::unique_ptr<CacheEntry> entry = cache.load();
  if (!entry)
    return false;
  errs() << entry->content().report;
  object = MemoryBuffer::getMemBufferCopy(entry->content().object, path);
  return true;
}

/// Compiles and keeps the object. Prints why, if that is not possible.
bool Runner::compile() {
  CompilationOptions compile = options.compilation(2);
  Compilation compilation(compile);
  compilation.diagnostics().setStrict(options.strict);
  const SourceFile &file = compilation.sources().add(path.str(), text.str());
  if (!compilation.check(file)) {
    reportDiagnostics(compilation, options);
    return false;
  }
  forge::TargetOptions target;
  target.optLevel = compile.optLevel;
  target.cpu = "native";
  Expected<std::unique_ptr<TargetMachine>> machine =
      createTargetMachine(target);
  if (!machine) {
    reportError(machine.takeError());
    return false;
  }

  mlir::OwningOpRef<mlir::ModuleOp> module =
      compilation.compile(Stage::LLVMDialect, machine->get());
  SmallString<0> report;
  raw_svector_ostream os(report);
  render(compilation.diagnostics(), options.rendering(), os);
  errs() << report;
  if (!module)
    return false;
  LLVMContext context;
  std::unique_ptr<Module> code =
      compilation.translate(*module, context, **machine);
  if (!code)
    return false;
  module = nullptr;
  optimizeModule(*code, **machine, compile.optLevel);
  Expected<SmallVector<char, 0>> bytes =
      emitToMemory(*code, **machine, EmitKind::Object);
  if (!bytes) {
    reportError(bytes.takeError());
    return false;
  }
  object = std::make_unique<SmallVectorMemoryBuffer>(
      std::move(*bytes), path, /*RequiresNullTerminator=*/false);

  cache.setDependencies(compilation.checked());
  CacheContent content;
  content.report = report;
  content.object = object->getBuffer();
  cache.store(content);
  return true;
}

int Runner::start(ArrayRef<const char *> arguments) {
  JitOptions jitOptions;
  jitOptions.debugInfo = options.debugInfo;
  jitOptions.runtimeSymbols = runtimeSymbols();
  Expected<std::unique_ptr<Jit>> jit = Jit::create(jitOptions);
  if (!jit)
    return reportError(jit.takeError());
  if (Error error = (*jit)->addObject(std::move(object)))
    return reportError(std::move(error));
  auto program = (*jit)->lookup(programEntryName);
  if (!program)
    return reportError(program.takeError());
  auto info = (*jit)->lookup("forge_program_info");
  if (!info)
    return reportError(info.takeError());
  return frt_main(int(arguments.size()), const_cast<char **>(arguments.data()),
                  info->toPtr<const rt::ProgramInfo *>(),
                  program->toPtr<void (*)(rt::Context *)>());
}

int Runner::execute(ArrayRef<const char *> arguments) {
  bool isCached = load();
  if (!isCached && !compile())
    return exitFailure;
  int status = start(arguments);
  if (run.report)
    errs() << "forge: cache: " << (isCached ? "hit" : "miss") << '\n';
  return status;
}

int forge::runText(StringRef name, StringRef text, const CommonOptions &options,
                   const RunOptions &run, ArrayRef<const char *> arguments) {
  return Runner(name, text, options, run, {}).execute(arguments);
}

int forge::runFile(StringRef path, const CommonOptions &options,
                   const RunOptions &run, ArrayRef<const char *> arguments) {
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
