//===- Jit.cpp - object code linked into the compiler's process -----------===//
//
// LLJIT with JITLink and without a compiler: what is compiled, and what comes
// from the cache, are object files. So neither a target machine nor LLVM's
// targets are set up here. Linking happens on the calling thread.
//
//===----------------------------------------------------------------------===//

#include "forge/JIT/Jit.h"
#include "CompilerSupport.h"
#include "Observers.h"
#include "llvm/ExecutionEngine/Orc/AbsoluteSymbols.h"
#include "llvm/ExecutionEngine/Orc/CompileUtils.h"
#include "llvm/ExecutionEngine/Orc/Debugging/DebuggerSupport.h"
#include "llvm/ExecutionEngine/Orc/LLJIT.h"
#include "llvm/TargetParser/Host.h"

using namespace forge;
using namespace llvm::orc;

namespace {

/// Stands where LLJIT has its compiler.
class NoCompiler : public IRCompileLayer::IRCompiler {
public:
  NoCompiler() : IRCompiler({}) {}
  llvm::Expected<std::unique_ptr<llvm::MemoryBuffer>>
  operator()(llvm::Module &) override {
    llvm_unreachable("only object code is added");
  }
};

} // namespace

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
  llvm::Triple triple(llvm::sys::getProcessTriple());
  LLJITBuilder builder;
  builder.setJITTargetMachineBuilder(JITTargetMachineBuilder(triple))
      .setDataLayout(llvm::DataLayout(triple.computeDataLayout()))
      .setPlatformSetUp(setUpInactivePlatform)
      .setCompileFunctionCreator(
          [](JITTargetMachineBuilder)
              -> llvm::Expected<std::unique_ptr<IRCompileLayer::IRCompiler>> {
            return std::make_unique<NoCompiler>();
          });
  auto jit = builder.create();
  if (!jit)
    return jit.takeError();
  if (options.debugInfo)
    if (llvm::Error error = enableDebuggerSupport(**jit))
      return std::move(error);
  observeLinking(**jit, options);
  if (llvm::Error error = bindSymbols(**jit, compilerSupportSymbols()))
    return std::move(error);
  if (llvm::Error error = bindSymbols(**jit, options.runtimeSymbols))
    return std::move(error);
  return std::unique_ptr<Jit>(new Jit(std::move(*jit)));
}

Jit::Jit(std::unique_ptr<LLJIT> jit) : jit(std::move(jit)) {}
Jit::~Jit() = default;

llvm::Error Jit::addObject(std::unique_ptr<llvm::MemoryBuffer> object) {
  return jit->addObjectFile(std::move(object));
}

llvm::Error Jit::define(llvm::ArrayRef<RuntimeSymbol> symbols) {
  return bindSymbols(*jit, symbols);
}

llvm::Expected<ExecutorAddr> Jit::lookup(llvm::StringRef name) {
  return jit->lookup(name);
}
