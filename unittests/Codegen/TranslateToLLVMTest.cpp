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
  } loc("help"("hello.fg":2:1))
  llvm.mlir.global external @forge_program_info(1 : i64) : i64
  llvm.mlir.global external @table(2 : i64) : i64
  llvm.func @forge_program(%ctx: !llvm.ptr) {
    %0 = llvm.call @helper() : () -> i64 loc("hello.fg":7:3)
    llvm.return loc("hello.fg":8:1)
  } loc("<main>"("hello.fg":6:1)))";

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
  CHECK(scope->getName() == "help");
  CHECK(scope->getLine() == 2);
  CHECK(scope->getFilename() == "hello.fg");
  llvm::Instruction &call =
      module->getFunction(programEntryName)->getEntryBlock().front();
  REQUIRE(call.getDebugLoc());
  CHECK(call.getDebugLoc().getLine() == 7);
}

TEST_CASE("what was inlined has the function it came from") {
  Translation translation(R"(
    llvm.func @f(%0: i64) -> i64 {
      %1 = llvm.add %0, %0 : i64 loc(callsite("g"(fused<loc("a.fg":1:1 to 3:2)>["a.fg":2:5]) at "a.fg":6:9))
      %2 = llvm.add %1, %1 : i64 loc(callsite("g"(fused<loc("a.fg":8:1 to 9:2)>["a.fg":8:20]) at "a.fg":6:9))
      llvm.return %2 : i64 loc("a.fg":7:1)
    } loc("f"("a.fg":5:1)))");
  auto module = translation.run({/*debugInfo=*/true});
  REQUIRE(module);
  auto at = module->getFunction("f")->getEntryBlock().begin();
  llvm::DebugLoc first = at->getDebugLoc(), second = (++at)->getDebugLoc();
  REQUIRE(first);
  CHECK(first.getLine() == 2);
  CHECK(first->getScope()->getSubprogram()->getName() == "g");
  CHECK(first->getScope()->getSubprogram()->getLine() == 1);
  REQUIRE(first.getInlinedAt());
  CHECK(first.getInlinedAt()->getLine() == 6);
  CHECK(first.getInlinedAt()->getScope()->getSubprogram()->getName() == "f");
  // Another function of the same name.
  REQUIRE(second);
  CHECK(second->getScope()->getSubprogram()->getLine() == 8);
}

TEST_CASE("functions without a name have no debug information") {
  Translation translation(R"(
    llvm.func @helper() {
      llvm.return loc("hello.fg":3:5)
    } loc("hello.fg":2:1))");
  auto module = translation.run({/*debugInfo=*/true});
  REQUIRE(module);
  CHECK(!module->getFunction("helper")->getSubprogram());
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
