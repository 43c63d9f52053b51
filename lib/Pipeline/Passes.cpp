//===- Passes.cpp - the pass pipelines of the compiler --------------------===//

#include "forge/Pipeline/Passes.h"

#include "dialects/FMem/FMem.h"
#include "dialects/Forge/Forge.h"
#include "forge/Conversion/FMemToLLVM/Passes.h"
#include "forge/Conversion/ForgeToFMem/Passes.h"
#include "forge/Transforms/FMem/Passes.h"
#include "forge/Transforms/Forge/Passes.h"

#include "mlir/Conversion/MathToLLVM/MathToLLVM.h"
#include "mlir/Conversion/ReconcileUnrealizedCasts/ReconcileUnrealizedCasts.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/UB/IR/UBOps.h"
#include "mlir/Pass/PassOptions.h"
#include "mlir/Pass/PassRegistry.h"
#include "mlir/Transforms/Passes.h"

using namespace mlir;
using namespace forge;

/// One sweep is enough where patterns enable each other top down. Blocks are
/// not merged when they do the same: each raises its errors at its own place in
/// the source.
static std::unique_ptr<Pass> canonicalizer() {
  GreedyRewriteConfig config;
  config.setUseTopDownTraversal(true);
  config.setRegionSimplificationLevel(GreedySimplifyRegionLevel::Normal);
  return createCanonicalizerPass(config);
}

void forge::addForgePasses(OpPassManager &passes,
                           const PipelineOptions &options) {
  passes.addPass(createSymbolDCEPass());
  OpPassManager &functions = passes.nest<func::FuncOp>();
  functions.addPass(createMem2Reg());
  functions.addPass(canonicalizer());
  if (options.optLevel > 0)
    passes.addPass(createCompleteStructs());
  // Twice: once the functions that were inlined are gone, more is known about
  // the closures that the others capture and about what arrays hold, and of
  // what takes closures only large functions are left.
  for (unsigned round = 0; options.optLevel > 0 && round != 2; ++round) {
    if (round == 1)
      passes.addPass(createSpecializeClosures());
    ResolveMethodsOptions methods;
    methods.onlyKnown = round == 0;
    passes.addPass(createResolveMethods(methods));
    passes.addPass(createInline());
    passes.addPass(createSymbolDCEPass());
    passes.addNestedPass<func::FuncOp>(canonicalizer());
  }
  if (options.optLevel > 0) {
    passes.addNestedPass<func::FuncOp>(createSplitValues());
    passes.addNestedPass<func::FuncOp>(canonicalizer());
  }
  if (options.optLevel > 0) {
    passes.addPass(createNarrowValues());
    passes.addPass(createSpecialize());
  }
  // Typed operands turn operators into arith operations, which fold; what is
  // left may be typed better the second time.
  passes.addPass(createInferTypes());
  passes.addNestedPass<func::FuncOp>(canonicalizer());
  if (options.optLevel > 0)
    passes.addNestedPass<func::FuncOp>(createCSEPass());
  passes.addPass(createInferRaises());
  passes.addNestedPass<func::FuncOp>(canonicalizer());
  if (options.optLevel > 0)
    passes.addPass(createVacatePlaces());
  if (options.explainPerformance)
    passes.addPass(createExplainDynamic());
}

void forge::addFMemPasses(OpPassManager &passes,
                          const PipelineOptions &options) {
  passes.addPass(createConvertForgeToFMem());
  passes.addPass(fmem::createGuardRecursion());
  if (options.optLevel > 0) {
    passes.addNestedPass<func::FuncOp>(fmem::createReuseObjects());
    passes.addPass(fmem::createInferBorrows());
  }
  if (options.optLevel > 0)
    passes.addNestedPass<func::FuncOp>(fmem::createBorrowElements());
  passes.addNestedPass<func::FuncOp>(fmem::createInsertRC());
  if (options.optLevel > 0)
    passes.addPass(fmem::createHoistUnique());
  if (options.verifyOwnership)
    passes.addNestedPass<func::FuncOp>(fmem::createVerifyOwnership());
}

void forge::addLLVMPasses(OpPassManager &passes,
                          const PipelineOptions &options) {
  passes.addPass(fmem::createThreadContext());
  passes.addPass(fmem::createBuildFrames());
  passes.addPass(createConvertMathToLLVMPass());
  ConvertFMemToLLVMOptions conversion;
  conversion.target = options.wasm ? "wasm32" : "native";
  conversion.countRC = options.countRC;
  passes.addPass(createConvertFMemToLLVM(conversion));
  passes.addPass(createReconcileUnrealizedCastsPass());
}

void forge::registerForgeDialects(DialectRegistry &registry) {
  registry.insert<arith::ArithDialect, cf::ControlFlowDialect,
                  fmem::FMemDialect, func::FuncDialect, ir::ForgeDialect,
                  math::MathDialect, ub::UBDialect>();
}

namespace {

/// The options of the named pipelines on the command line of forge-opt.
struct CommandLineOptions : PassPipelineOptions<CommandLineOptions> {
  Option<unsigned> optLevel{*this, "opt-level",
                            llvm::cl::desc("optimization level, 0 to 3"),
                            llvm::cl::init(2)};
  Option<bool> wasm{*this, "wasm", llvm::cl::desc("generate for wasm32"),
                    llvm::cl::init(false)};

  /// Pipelines run by hand always prove what they insert.
  PipelineOptions get() const { return {optLevel, wasm, true}; }
};

} // namespace

void forge::registerForgePasses() {
  registerForgeTransformsPasses();
  registerForgeToFMemPasses();
  fmem::registerFMemPasses();
  registerFMemToLLVMPasses();
  registerCanonicalizerPass();
  registerCSEPass();
  registerMem2RegPass();
  registerSymbolDCEPass();
  PassPipelineRegistration<CommandLineOptions>(
      "forge-passes", "infer and simplify on the forge dialect",
      [](OpPassManager &passes, const CommandLineOptions &options) {
        addForgePasses(passes, options.get());
      });
  PassPipelineRegistration<CommandLineOptions>(
      "fmem-passes", "forge to fmem with reference counts",
      [](OpPassManager &passes, const CommandLineOptions &options) {
        addFMemPasses(passes, options.get());
      });
  PassPipelineRegistration<CommandLineOptions>(
      "llvm-passes", "fmem to the LLVM dialect",
      [](OpPassManager &passes, const CommandLineOptions &options) {
        addLLVMPasses(passes, options.get());
      });
}
