//===- TranslateToLLVM.cpp - LLVM dialect to LLVM IR ----------------------===//

#include "forge/Codegen/TranslateToLLVM.h"
#include "DebugScopes.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Target/LLVMIR/Dialect/Builtin/BuiltinToLLVMIRTranslation.h"
#include "mlir/Target/LLVMIR/Dialect/LLVMIR/LLVMToLLVMIRTranslation.h"
#include "mlir/Target/LLVMIR/Export.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/Module.h"
#include "llvm/Target/TargetMachine.h"
#include "llvm/Transforms/IPO/Internalize.h"

using namespace forge;

void forge::registerLLVMTranslations(mlir::DialectRegistry &registry) {
  mlir::registerBuiltinDialectTranslation(registry);
  mlir::registerLLVMDialectTranslation(registry);
}

void forge::setTarget(mlir::ModuleOp module,
                      const llvm::TargetMachine &machine) {
  mlir::MLIRContext *context = module.getContext();
  module->setAttr(
      mlir::LLVM::LLVMDialect::getDataLayoutAttrName(),
      mlir::StringAttr::get(
          context, machine.createDataLayout().getStringRepresentation()));
  module->setAttr(
      mlir::LLVM::LLVMDialect::getTargetTripleAttrName(),
      mlir::StringAttr::get(context, machine.getTargetTriple().str()));
}

// A program is the whole world: what the runtime does not find by name is used
// only from inside, and saying so lets LLVM specialize and drop code.
static void internalizeProgram(llvm::Module &module) {
  llvm::Function *entry = module.getFunction(programEntryName);
  if (!entry || entry->isDeclaration())
    return;
  llvm::internalizeModule(module, [](const llvm::GlobalValue &value) {
    return value.getName().starts_with(programEntryName);
  });
}

std::unique_ptr<llvm::Module>
forge::translateToLLVM(mlir::ModuleOp module, llvm::LLVMContext &context,
                       const llvm::TargetMachine &machine,
                       const TranslationOptions &options) {
  setTarget(module, machine);
  if (options.debugInfo)
    addDebugScopes(module);
  std::unique_ptr<llvm::Module> result = mlir::translateModuleToLLVMIR(
      module, context, module.getName().value_or("forge"));
  if (!result)
    return nullptr;
  result->setTargetTriple(machine.getTargetTriple());
  result->setDataLayout(machine.createDataLayout());
  internalizeProgram(*result);
  return result;
}
