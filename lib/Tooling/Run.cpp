//===- Run.cpp - compile a program in memory and run it -------------------===//

#include "forge/Tooling/Run.h"

#include "forge/Codegen/TranslateToLLVM.h"
#include "forge/JIT/Jit.h"
#include "forge/Tooling/RuntimeSymbols.h"
#include "forge/rt/Abi.h"

#include "llvm/ExecutionEngine/Orc/ThreadSafeModule.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/Module.h"

using namespace llvm;
using namespace forge;

extern "C" int frt_main(int argc, char **argv, const rt::ProgramInfo *info,
                        void (*program)(rt::Context *)) noexcept;

int forge::runProgram(Compilation &compilation, const SourceFile &file,
                      const CommonOptions &options,
                      ArrayRef<const char *> arguments) {
  if (options.strict)
    compilation.diagnostics().setStrict(true);
  bool checked = compilation.check(file);
  if (!checked) {
    reportDiagnostics(compilation, options);
    return exitFailure;
  }
  CompilationOptions compile = options.compilation(2);
  JitOptions jitOptions;
  jitOptions.optLevel = compile.optLevel;
  jitOptions.debugInfo = compile.debugInfo;
  jitOptions.runtimeSymbols = runtimeSymbols();
  Expected<std::unique_ptr<Jit>> jit = Jit::create(jitOptions);
  if (!jit)
    return reportError(jit.takeError());
  TargetMachine &machine = (*jit)->targetMachine();

  mlir::OwningOpRef<mlir::ModuleOp> module =
      compilation.compile(Stage::LLVMDialect, &machine);
  reportDiagnostics(compilation, options);
  if (!module)
    return exitFailure;
  auto context = std::make_unique<LLVMContext>();
  std::unique_ptr<Module> code =
      compilation.translate(*module, *context, machine);
  if (!code)
    return exitFailure;
  module = nullptr;
  if (Error error = (*jit)->addModule(
          orc::ThreadSafeModule(std::move(code), std::move(context))))
    return reportError(std::move(error));

  auto program = (*jit)->lookup(programEntryName);
  if (!program)
    return reportError(program.takeError());
  auto info = (*jit)->lookup("forge_program_info");
  if (!info)
    return reportError(info.takeError());
  errs().flush();
  return frt_main(int(arguments.size()), const_cast<char **>(arguments.data()),
                  info->toPtr<const rt::ProgramInfo *>(),
                  program->toPtr<void (*)(rt::Context *)>());
}
