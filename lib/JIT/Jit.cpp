//===- Jit.cpp - programs run in the compiler's process -------------------===//
//
// LLJIT with its default platform and JITLink. Compilation happens on the
// calling thread: a second thread costs small programs more than it saves.
//
//===----------------------------------------------------------------------===//

#include "forge/JIT/Jit.h"
#include "CompilerSupport.h"
#include "forge/Codegen/Optimize.h"
#include "forge/Codegen/Target.h"
#include "llvm/ExecutionEngine/Orc/AbsoluteSymbols.h"
#include "llvm/ExecutionEngine/Orc/CompileUtils.h"
#include "llvm/ExecutionEngine/Orc/Debugging/DebuggerSupport.h"
#include "llvm/ExecutionEngine/Orc/ExecutionUtils.h"
#include "llvm/ExecutionEngine/Orc/LLJIT.h"
#include "llvm/IR/Module.h"
#include "llvm/Target/TargetMachine.h"

using namespace forge;
using namespace llvm::orc;

// Describes the machine to LLJIT in its own terms. The compile function below
// does the work, so that the host is examined only once.
static JITTargetMachineBuilder
describeMachine(const llvm::TargetMachine &machine) {
  JITTargetMachineBuilder builder(machine.getTargetTriple());
  builder.setCPU(machine.getTargetCPU().str());
  builder.setCodeGenOptLevel(machine.getOptLevel());
  builder.setRelocationModel(machine.getRelocationModel());
  return builder;
}

static llvm::Error bindSymbols(LLJIT &jit,
                               llvm::ArrayRef<RuntimeSymbol> symbols) {
  if (symbols.empty())
    return llvm::Error::success();
  SymbolMap map;
  map.reserve(symbols.size());
  for (const RuntimeSymbol &symbol : symbols)
    map[jit.mangleAndIntern(symbol.name)] = {
        ExecutorAddr::fromPtr(symbol.address),
        llvm::JITSymbolFlags::Exported | llvm::JITSymbolFlags::Callable};
  return jit.getMainJITDylib().define(absoluteSymbols(std::move(map)));
}

llvm::Expected<std::unique_ptr<Jit>> Jit::create(const JitOptions &options) {
  TargetOptions target;
  target.optLevel = options.optLevel;
  target.cpu = "native";
  auto machine = createTargetMachine(target);
  if (!machine)
    return machine.takeError();

  llvm::TargetMachine &compiler = **machine;
  LLJITBuilder builder;
  builder.setJITTargetMachineBuilder(describeMachine(compiler))
      .setDataLayout(compiler.createDataLayout())
      .setCompileFunctionCreator(
          [&compiler](JITTargetMachineBuilder)
              -> llvm::Expected<std::unique_ptr<IRCompileLayer::IRCompiler>> {
            return std::make_unique<SimpleCompiler>(compiler);
          });
  auto jit = builder.create();
  if (!jit)
    return jit.takeError();
  if (options.debugInfo)
    if (llvm::Error error = enableDebuggerSupport(**jit))
      return std::move(error);
  if (llvm::Error error = bindSymbols(**jit, compilerSupportSymbols()))
    return std::move(error);
  if (llvm::Error error = bindSymbols(**jit, options.runtimeSymbols))
    return std::move(error);
  return std::unique_ptr<Jit>(
      new Jit(std::move(*jit), std::move(*machine), options.optLevel));
}

Jit::Jit(std::unique_ptr<LLJIT> jit,
         std::unique_ptr<llvm::TargetMachine> machine, unsigned optLevel)
    : jit(std::move(jit)), machine(std::move(machine)), optLevel(optLevel) {}

// The compile function refers to the machine.
Jit::~Jit() { jit.reset(); }

llvm::Error Jit::addModule(ThreadSafeModule module) {
  module.withModuleDo([&](llvm::Module &m) {
    m.setDataLayout(jit->getDataLayout());
    m.setTargetTriple(machine->getTargetTriple());
    optimizeModule(m, *machine, optLevel);
  });
  return jit->addIRModule(std::move(module));
}

llvm::Expected<ExecutorAddr> Jit::lookup(llvm::StringRef name) {
  return jit->lookup(name);
}
