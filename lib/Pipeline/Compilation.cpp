//===- Compilation.cpp - one program from source to LLVM IR ---------------===//

#include "forge/Pipeline/Compilation.h"

#include "forge/Check/Check.h"
#include "forge/Codegen/TranslateToLLVM.h"
#include "forge/Emit/Emit.h"

#include "mlir/Pass/PassManager.h"
#include "llvm/IR/Module.h"

using namespace mlir;
using namespace forge;

static DialectRegistry makeRegistry() {
  DialectRegistry registry;
  registerForgeDialects(registry);
  registerLLVMTranslations(registry);
  return registry;
}

Compilation::Compilation(CompilationOptions options)
    : options(options),
      mlirContext(makeRegistry(), MLIRContext::Threading::DISABLED) {
  mlirContext.loadAllAvailableDialects();
  if (options.explainPerformance)
    performanceRemarks.listen(mlirContext);
}

Compilation::~Compilation() = default;

bool Compilation::check(const SourceFile &file) {
  program = checkProgram(sourceManager, file, engine,
                         options.wasm ? WasmTarget : NativeTarget);
  return program && !engine.hasErrors();
}

OwningOpRef<ModuleOp> Compilation::compile(Stage stage,
                                           const llvm::TargetMachine *machine) {
  assert(program && "compile follows a successful check");
  OwningOpRef<ModuleOp> module =
      emitProgram(mlirContext, *program, engine,
                  options.runTests ? EmitMode::Tests : EmitMode::Program);
  if (!module || engine.hasErrors())
    return nullptr;
  if (machine)
    setTarget(*module, *machine);

  PassManager passes(&mlirContext);
  // What the passes of this compiler produce is verified in its own tests and
  // in builds with assertions.
#ifdef NDEBUG
  passes.enableVerifier(false);
#endif
  if (options.printAfterAll)
    passes.enableIRPrinting([](Pass *, Operation *) { return false; },
                            [](Pass *, Operation *) { return true; });
  if (options.timePasses)
    passes.enableTiming();
  addForgePasses(passes, options);
  if (stage >= Stage::FMem)
    addFMemPasses(passes, options);
  if (stage >= Stage::LLVMDialect)
    addLLVMPasses(passes, options);
  if (failed(passes.run(*module)))
    return nullptr;
  return module;
}

std::unique_ptr<llvm::Module>
Compilation::translate(ModuleOp module, llvm::LLVMContext &context,
                       const llvm::TargetMachine &machine) {
  TranslationOptions translation;
  translation.debugInfo = options.debugInfo;
  return translateToLLVM(module, context, machine, translation);
}
