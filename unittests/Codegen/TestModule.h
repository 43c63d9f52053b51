//===- TestModule.h - LLVM IR from text for tests -------------------------===//

#ifndef FORGE_UNITTESTS_CODEGEN_TESTMODULE_H
#define FORGE_UNITTESTS_CODEGEN_TESTMODULE_H

#include "forge/Codegen/Target.h"
#include "llvm/AsmParser/Parser.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/Module.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Target/TargetMachine.h"
#include <catch2/catch.hpp>

namespace forge {

/// A module parsed from LLVM IR, with the machine it is for.
struct TestModule {
  TestModule(llvm::StringRef text, const TargetOptions &options = {}) {
    auto created = createTargetMachine(options);
    if (!created)
      FAIL(llvm::toString(created.takeError()));
    machine = std::move(*created);
    llvm::SMDiagnostic error;
    module = llvm::parseAssemblyString(text, error, context);
    INFO(error.getMessage().str());
    REQUIRE(module);
    module->setTargetTriple(machine->getTargetTriple());
    module->setDataLayout(machine->createDataLayout());
  }

  llvm::LLVMContext context;
  std::unique_ptr<llvm::TargetMachine> machine;
  std::unique_ptr<llvm::Module> module;
};

} // namespace forge

#endif // FORGE_UNITTESTS_CODEGEN_TESTMODULE_H
