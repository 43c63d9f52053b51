//===- Observers.cpp - who learns about linked code -----------------------===//

#include "Observers.h"
#include "forge/JIT/CodeMap.h"
#include "llvm/ExecutionEngine/JITLink/JITLink.h"
#include "llvm/ExecutionEngine/Orc/Debugging/DebugInfoSupport.h"
#include "llvm/ExecutionEngine/Orc/Debugging/PerfSupportPlugin.h"
#include "llvm/ExecutionEngine/Orc/LLJIT.h"
#include "llvm/ExecutionEngine/Orc/ObjectLinkingLayer.h"
#include "llvm/ExecutionEngine/Orc/TargetProcess/JITLoaderPerf.h"

using namespace forge;
using namespace llvm::orc;

/// Calls inside of an object refer to sections, and the linker drops symbols
/// that nothing refers to.
static void keepFunctions(llvm::jitlink::PassConfiguration &passes) {
  passes.PrePrunePasses.push_back([](llvm::jitlink::LinkGraph &graph) {
    for (llvm::jitlink::Symbol *symbol : graph.defined_symbols())
      if (symbol->hasName() && symbol->isCallable())
        symbol->setLive(true);
    return llvm::Error::success();
  });
}

namespace {

/// Keeps what perf shows: the names of functions, and debug sections.
class KeepEverythingPlugin : public DebugInfoPreservationPlugin {
public:
  void modifyPassConfig(MaterializationResponsibility &responsibility,
                        llvm::jitlink::LinkGraph &graph,
                        llvm::jitlink::PassConfiguration &passes) override {
    DebugInfoPreservationPlugin::modifyPassConfig(responsibility, graph,
                                                  passes);
    keepFunctions(passes);
  }
};

/// Enters functions and the unwind tables into a code map.
class CodeMapPlugin : public ObjectLinkingLayer::Plugin {
public:
  explicit CodeMapPlugin(CodeMap &map) : map(map) {}

  void modifyPassConfig(MaterializationResponsibility &,
                        llvm::jitlink::LinkGraph &,
                        llvm::jitlink::PassConfiguration &passes) override {
    keepFunctions(passes);
    passes.PostFixupPasses.push_back([this](llvm::jitlink::LinkGraph &graph) {
      record(graph);
      return llvm::Error::success();
    });
  }
  llvm::Error notifyFailed(MaterializationResponsibility &) override {
    return llvm::Error::success();
  }
  llvm::Error notifyRemovingResources(JITDylib &, ResourceKey) override {
    return llvm::Error::success();
  }
  void notifyTransferringResources(JITDylib &, ResourceKey,
                                   ResourceKey) override {}

private:
  void record(llvm::jitlink::LinkGraph &graph) {
    for (llvm::jitlink::Symbol *symbol : graph.defined_symbols())
      if (symbol->hasName() && symbol->isCallable())
        map.addFunction(*symbol->getName(), symbol->getAddress().getValue(),
                        symbol->getSize());
    if (auto *section = graph.findSectionByName(".eh_frame"))
      map.setUnwindSection(
          llvm::jitlink::SectionRange(*section).getStart().getValue());
  }

  CodeMap &map;
};

} // namespace

void forge::observeLinking(LLJIT &jit, const JitOptions &options) {
  auto &layer = llvm::cast<ObjectLinkingLayer>(jit.getObjLinkingLayer());
  if (options.codeMap)
    layer.addPlugin(std::make_shared<CodeMapPlugin>(*options.codeMap));
  if (!options.perf)
    return;
  // The linker drops debug sections that nobody asks for.
  layer.addPlugin(std::make_shared<KeepEverythingPlugin>());
  layer.addPlugin(std::make_shared<PerfSupportPlugin>(
      jit.getExecutionSession().getExecutorProcessControl(),
      ExecutorAddr::fromPtr(&llvm_orc_registerJITLoaderPerfStart),
      ExecutorAddr::fromPtr(&llvm_orc_registerJITLoaderPerfEnd),
      ExecutorAddr::fromPtr(&llvm_orc_registerJITLoaderPerfImpl),
      /*EmitDebugInfo=*/true, /*EmitUnwindInfo=*/false));
}
