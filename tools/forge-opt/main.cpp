//===- main.cpp - forge-opt: run passes on IR text ------------------------===//

#include "forge/Pipeline/Passes.h"

#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Tools/mlir-opt/MlirOptMain.h"

int main(int argc, char **argv) {
  mlir::DialectRegistry registry;
  forge::registerForgeDialects(registry);
  registry.insert<mlir::LLVM::LLVMDialect>();
  forge::registerForgePasses();
  return mlir::asMainReturnCode(mlir::MlirOptMain(
      argc, argv, "The pass driver of the Forge compiler\n", registry));
}
