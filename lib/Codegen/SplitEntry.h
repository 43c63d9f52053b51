//===- SplitEntry.h - early returns without a frame ------------*- C++ -*-===//

#ifndef FORGE_LIB_CODEGEN_SPLITENTRY_H
#define FORGE_LIB_CODEGEN_SPLITENTRY_H

#include "llvm/IR/PassManager.h"

namespace forge {

/// Splits recursive functions that may return at once into the tests that
/// decide about that and the rest.
struct SplitEntryPass : llvm::PassInfoMixin<SplitEntryPass> {
  llvm::PreservedAnalyses run(llvm::Module &module,
                              llvm::ModuleAnalysisManager &);
};

} // namespace forge

#endif // FORGE_LIB_CODEGEN_SPLITENTRY_H
