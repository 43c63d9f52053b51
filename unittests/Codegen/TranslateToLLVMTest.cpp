//===- TranslateToLLVMTest.cpp --------------------------------------------===//

#include "forge/Codegen/TranslateToLLVM.h"
#include "forge/Codegen/EmitObject.h"
#include "forge/Codegen/Target.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Parser/Parser.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/Module.h"
#include "llvm/Target/TargetMachine.h"
#include <catch2/catch.hpp>

using namespace forge;

namespace {
struct Translation {
  Translation(llvm::StringRef text, const TargetOptions &target = {}) {
    mlir::DialectRegistry registry;
    registry.insert<mlir::LLVM::LLVMDialect>();
    registerLLVMTranslations(registry);
    context.appendDialectRegistry(registry);
    module = mlir::parseSourceString<mlir::ModuleOp>(text, &context);
    REQUIRE(module);
    machine = llvm::cantFail(createTargetMachine(target));
  }

  std::unique_ptr<llvm::Module> run(const TranslationOptions &options = {}) {
    return translateToLLVM(*module, llvmContext, *machine, options);
  }

  mlir::MLIRContext context{mlir::MLIRContext::Threading::DISABLED};
  mlir::OwningOpRef<mlir::ModuleOp> module;
  llvm::LLVMContext llvmContext;
  std::unique_ptr<llvm::TargetMachine> machine;
};
} // namespace

static const char program[] = R"(
  llvm.func @helper() -> i64 {
    %0 = llvm.mlir.constant(1 : i64) : i64 loc("hello.fg":3:5)
    llvm.return %0 : i64 loc("hello.fg":3:5)
  } loc("hello.fg":2:1)
  llvm.mlir.global external @forge_program_info(1 : i64) : i64
  llvm.mlir.global external @table(2 : i64) : i64
  llvm.func @forge_program(%ctx: !llvm.ptr) {
    %0 = llvm.call @helper() : () -> i64 loc("hello.fg":7:3)
    llvm.return loc("hello.fg":8:1)
  } loc("hello.fg":6:1))";

TEST_CASE("translated modules carry triple and data layout of the target") {
  TargetKind kind = GENERATE(TargetKind::Native, TargetKind::Wasm32);
  Translation translation(program, {kind, 2, ""});
  auto module = translation.run();
  REQUIRE(module);
  CHECK(module->getTargetTriple() == targetTriple(kind));
  CHECK(module->getDataLayout() == translation.machine->createDataLayout());
}

TEST_CASE("only what the runtime finds by name is visible outside") {
  Translation translation(program);
  auto module = translation.run();
  REQUIRE(module);
  CHECK(module->getFunction("helper")->hasInternalLinkage());
  CHECK(module->getNamedGlobal("table")->hasInternalLinkage());
  CHECK(module->getFunction(programEntryName)->hasExternalLinkage());
  CHECK(module->getNamedGlobal("forge_program_info")->hasExternalLinkage());
}

TEST_CASE("modules without an entry keep their functions visible") {
  Translation translation("llvm.func @f() { llvm.return }");
  auto module = translation.run();
  REQUIRE(module);
  CHECK(module->getFunction("f")->hasExternalLinkage());
}

TEST_CASE("debug information has the lines of the source") {
  Translation translation(program);
  auto module = translation.run({/*debugInfo=*/true});
  REQUIRE(module);
  llvm::DISubprogram *scope = module->getFunction("helper")->getSubprogram();
  REQUIRE(scope);
  CHECK(scope->getLine() == 2);
  CHECK(scope->getFilename() == "hello.fg");
  llvm::Instruction &call =
      module->getFunction(programEntryName)->getEntryBlock().front();
  REQUIRE(call.getDebugLoc());
  CHECK(call.getDebugLoc().getLine() == 7);
}

TEST_CASE("without debug information there is none") {
  Translation translation(program);
  auto module = translation.run();
  REQUIRE(module);
  CHECK(!module->getFunction("helper")->getSubprogram());
}

TEST_CASE("what cannot be translated is reported, not asserted") {
  Translation translation("%0 = builtin.unrealized_conversion_cast to i64\n"
                          "llvm.func @f() { llvm.return }");
  std::string message;
  mlir::ScopedDiagnosticHandler handler(
      &translation.context,
      [&](mlir::Diagnostic &diagnostic) { message += diagnostic.str(); });
  CHECK(!translation.run());
  CHECK(message.find("unrealized_conversion_cast") != std::string::npos);
}
