//===- TestCode.h - LLVM IR to object code for tests ----------------------===//

#ifndef FORGE_UNITTESTS_JIT_TESTCODE_H
#define FORGE_UNITTESTS_JIT_TESTCODE_H

#include "forge/Codegen/EmitObject.h"
#include "forge/Codegen/Optimize.h"
#include "forge/Codegen/Target.h"
#include "llvm/AsmParser/Parser.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/Module.h"
#include "llvm/Support/SmallVectorMemoryBuffer.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Target/TargetMachine.h"
#include <catch2/catch.hpp>

namespace forge {

inline std::unique_ptr<llvm::Module> parseModule(llvm::LLVMContext &context,
                                                 llvm::StringRef text) {
  llvm::SMDiagnostic error;
  auto module = llvm::parseAssemblyString(text, error, context);
  INFO(error.getMessage().str());
  REQUIRE(module);
  return module;
}

inline std::unique_ptr<llvm::MemoryBuffer> compileModule(llvm::Module &module,
                                                         unsigned optLevel) {
  TargetOptions options;
  options.optLevel = optLevel;
  options.cpu = "native";
  auto machine = createTargetMachine(options);
  if (!machine)
    FAIL(llvm::toString(machine.takeError()));
  module.setDataLayout((*machine)->createDataLayout());
  module.setTargetTriple((*machine)->getTargetTriple());
  optimizeModule(module, **machine, optLevel);
  auto object = emitToMemory(module, **machine, EmitKind::Object);
  if (!object)
    FAIL(llvm::toString(object.takeError()));
  return std::make_unique<llvm::SmallVectorMemoryBuffer>(
      std::move(*object), /*RequiresNullTerminator=*/false);
}

} // namespace forge

#endif // FORGE_UNITTESTS_JIT_TESTCODE_H
