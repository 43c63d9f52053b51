//===- TierChecks.h - counters and exits of cheap code ---------*- C++ -*-===//

#ifndef FORGE_JIT_TIERCHECKS_H
#define FORGE_JIT_TIERCHECKS_H

namespace llvm {
class Module;
} // namespace llvm

namespace forge {

/// Makes a program's module count how often functions are entered and loop
/// headers reached, and go over to other code when its owner has some; see
/// TierData. Apart from that, the program stays what it is.
void addTierChecks(llvm::Module &module);

} // namespace forge

#endif // FORGE_JIT_TIERCHECKS_H
