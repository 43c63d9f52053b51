//===- Optimize.h - LLVM's pass pipelines ---------------------------------===//

#ifndef FORGE_CODEGEN_OPTIMIZE_H
#define FORGE_CODEGEN_OPTIMIZE_H

#include "forge/Codegen/ProfileGuidance.h"
#include <atomic>

namespace llvm {
class Module;
class TargetMachine;
} // namespace llvm

namespace forge {

/// Runs LLVM's default pipeline of `optLevel` (0 to 3) for the target. Level 0
/// runs nothing but what correctness asks for, such as inlining of functions
/// that must be inlined, and nothing at all when no function asks for it.
/// Once `cancelled` is set, passes that are not essential are left out.
/// Functions that a profile does not fit are reported to the diagnostic handler
/// of the module's context, as DiagnosticInfoPGOProfile.
void optimizeModule(llvm::Module &module, llvm::TargetMachine &machine,
                    unsigned optLevel,
                    const std::atomic<bool> *cancelled = nullptr,
                    const ProfileGuidance &guidance = {});

} // namespace forge

#endif // FORGE_CODEGEN_OPTIMIZE_H
