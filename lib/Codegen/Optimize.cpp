//===- Optimize.cpp - LLVM's pass pipelines -------------------------------===//

#include "forge/Codegen/Optimize.h"

#include "SplitEntry.h"

#include "llvm/Analysis/CGSCCPassManager.h"
#include "llvm/Analysis/LoopAnalysisManager.h"
#include "llvm/IR/Module.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Target/TargetMachine.h"

using namespace forge;

// Building and running even the empty pipeline is a good part of the time that
// a small program takes to start.
static bool needsPassesAtO0(const llvm::Module &module) {
  for (const llvm::Function &function : module) {
    if (function.hasFnAttribute(llvm::Attribute::AlwaysInline) ||
        function.isPresplitCoroutine())
      return true;
    // Coroutine intrinsics have no lowering of their own.
    if (function.isIntrinsic() && function.getName().starts_with("llvm.coro."))
      return true;
  }
  return false;
}

static llvm::OptimizationLevel optimizationLevel(unsigned optLevel) {
  switch (optLevel) {
  case 0:
    return llvm::OptimizationLevel::O0;
  case 1:
    return llvm::OptimizationLevel::O1;
  case 2:
    return llvm::OptimizationLevel::O2;
  default:
    return llvm::OptimizationLevel::O3;
  }
}

void forge::optimizeModule(llvm::Module &module, llvm::TargetMachine &machine,
                           unsigned optLevel,
                           const std::atomic<bool> *cancelled,
                           const ProfileGuidance &guidance) {
  if (optLevel == 0 && !guidance && !needsPassesAtO0(module))
    return;

  llvm::PipelineTuningOptions tuning;
  tuning.LoopVectorization = optLevel >= 2;
  tuning.SLPVectorization = optLevel >= 2;
  llvm::PassInstrumentationCallbacks callbacks;
  if (cancelled)
    callbacks.registerShouldRunOptionalPassCallback(
        [cancelled](llvm::StringRef, llvm::Any) {
          return !cancelled->load(std::memory_order_relaxed);
        });
  std::unique_ptr<llvm::PassBuilder> owned =
      makePassBuilder(machine, tuning, guidance, &callbacks);
  llvm::PassBuilder &builder = *owned;
  llvm::LoopAnalysisManager loops;
  llvm::FunctionAnalysisManager functions;
  llvm::CGSCCAnalysisManager sccs;
  llvm::ModuleAnalysisManager modules;
  builder.registerModuleAnalyses(modules);
  builder.registerCGSCCAnalyses(sccs);
  builder.registerFunctionAnalyses(functions);
  builder.registerLoopAnalyses(loops);
  builder.crossRegisterProxies(loops, functions, sccs, modules);

  // Profiles count functions as they are written. WebAssembly has no tail calls
  // everywhere.
  if (optLevel >= 2 && !guidance && !machine.getTargetTriple().isWasm())
    builder.registerPipelineStartEPCallback(
        [](llvm::ModulePassManager &passes, llvm::OptimizationLevel) {
          passes.addPass(SplitEntryPass());
        });
  llvm::OptimizationLevel level = optimizationLevel(optLevel);
  llvm::ModulePassManager passes =
      optLevel == 0 ? builder.buildO0DefaultPipeline(level)
                    : builder.buildPerModuleDefaultPipeline(level);
  passes.run(module, modules);
}
