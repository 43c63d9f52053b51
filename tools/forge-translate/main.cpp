//===- main.cpp - forge-translate: between text forms of a program --------===//
//
//   forge-translate --import-forge x.fg       Forge source to forge IR
//   forge-translate --mlir-to-llvmir x.mlir   LLVM dialect to LLVM IR
//
//===----------------------------------------------------------------------===//

#include "forge/Check/Check.h"
#include "forge/Codegen/TranslateToLLVM.h"
#include "forge/Diagnostics/DiagnosticEngine.h"
#include "forge/Emit/Emit.h"
#include "forge/Pipeline/Passes.h"

#include "mlir/Dialect/DLTI/DLTI.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Target/LLVMIR/Export.h"
#include "mlir/Tools/mlir-translate/MlirTranslateMain.h"
#include "mlir/Tools/mlir-translate/Translation.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/Module.h"
#include "llvm/Support/SourceMgr.h"

using namespace mlir;

static OwningOpRef<Operation *> importForge(llvm::SourceMgr &input,
                                            MLIRContext *context) {
  const llvm::MemoryBuffer *buffer =
      input.getMemoryBuffer(input.getMainFileID());
  forge::SourceManager sources;
  forge::DiagnosticEngine diagnostics(sources);
  const forge::SourceFile &file = sources.add(
      buffer->getBufferIdentifier().str(), buffer->getBuffer().str());
  std::unique_ptr<forge::CheckedProgram> program =
      forge::checkProgram(sources, file, diagnostics);
  OwningOpRef<ModuleOp> module;
  if (program && !diagnostics.hasErrors())
    module = forge::emitProgram(*context, *program, diagnostics);
  forge::render(diagnostics, {}, llvm::errs());
  if (!module || diagnostics.hasErrors())
    return nullptr;
  return OwningOpRef<Operation *>(module.release());
}

static LogicalResult exportLLVM(Operation *op, llvm::raw_ostream &os) {
  llvm::LLVMContext context;
  std::unique_ptr<llvm::Module> module = translateModuleToLLVMIR(op, context);
  if (!module)
    return failure();
  module->print(os, nullptr);
  return success();
}

int main(int argc, char **argv) {
  TranslateToMLIRRegistration import("import-forge", "Forge source to forge IR",
                                     importForge,
                                     [](DialectRegistry &registry) {
                                       forge::registerForgeDialects(registry);
                                     });
  TranslateFromMLIRRegistration exporter(
      "mlir-to-llvmir", "LLVM dialect to LLVM IR", exportLLVM,
      [](DialectRegistry &registry) {
        registry.insert<DLTIDialect, LLVM::LLVMDialect>();
        forge::registerLLVMTranslations(registry);
      });
  return failed(mlirTranslateMain(argc, argv, "Forge translation driver"));
}
