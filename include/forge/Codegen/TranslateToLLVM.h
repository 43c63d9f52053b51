//===- TranslateToLLVM.h - LLVM dialect to LLVM IR ------------------------===//

#ifndef FORGE_CODEGEN_TRANSLATETOLLVM_H
#define FORGE_CODEGEN_TRANSLATETOLLVM_H

#include "mlir/IR/BuiltinOps.h"
#include <memory>

namespace llvm {
class LLVMContext;
class Module;
class TargetMachine;
} // namespace llvm

namespace forge {

/// Name of the function a generated program starts with; its C signature is
/// `void forge_program(void *context)`. What else the runtime finds by name,
/// such as `forge_program_info`, begins with the same name.
inline constexpr char programEntryName[] = "forge_program";

/// Adds the interfaces translation needs to `registry`; the contexts of modules
/// passed to `translateToLLVM` must have them.
void registerLLVMTranslations(mlir::DialectRegistry &registry);

/// Records triple and data layout of `machine` in `module`, so that lowerings
/// to the LLVM dialect lay out memory for the target and not for the host.
void setTarget(mlir::ModuleOp module, const llvm::TargetMachine &machine);

struct TranslationOptions {
  /// Emit line tables from the locations of the module.
  bool debugInfo = false;
};

/// Translates a module that is entirely in the LLVM dialect. When it defines
/// the program entry, everything the runtime does not find by name becomes
/// internal. Returns null after reporting the problem to the diagnostic
/// handlers of the module's context. With debug info, `module` is annotated in
/// place.
std::unique_ptr<llvm::Module>
translateToLLVM(mlir::ModuleOp module, llvm::LLVMContext &context,
                const llvm::TargetMachine &machine,
                const TranslationOptions &options = {});

} // namespace forge

#endif // FORGE_CODEGEN_TRANSLATETOLLVM_H
