//===- ProfileGuidance.h - optimization by profiles of earlier runs -------===//

#ifndef FORGE_CODEGEN_PROFILEGUIDANCE_H
#define FORGE_CODEGEN_PROFILEGUIDANCE_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/MemoryBuffer.h"
#include <memory>

namespace llvm {
class PassBuilder;
class PassInstrumentationCallbacks;
struct PipelineTuningOptions;
class TargetMachine;
} // namespace llvm

namespace forge {

/// What the optimizer has to do with profiles.
struct ProfileGuidance {
  /// Insert counters; the program writes a profile when it ends.
  bool generate = false;
  /// A profile as `readProfile` returns it, or null.
  std::shared_ptr<llvm::MemoryBuffer> profile;

  explicit operator bool() const { return generate || profile; }
};

/// What programs with counters write unless LLVM_PROFILE_FILE says otherwise.
inline constexpr char defaultProfileName[] = "default.profraw";

/// Reads a profile, either as a program wrote it or as llvm-profdata merged
/// some, and returns it in the second form.
llvm::Expected<std::unique_ptr<llvm::MemoryBuffer>>
readProfile(llvm::StringRef path);

/// LLVM's pipelines with the passes that guidance takes.
std::unique_ptr<llvm::PassBuilder>
makePassBuilder(llvm::TargetMachine &machine,
                const llvm::PipelineTuningOptions &tuning,
                const ProfileGuidance &guidance,
                llvm::PassInstrumentationCallbacks *callbacks);

} // namespace forge

#endif // FORGE_CODEGEN_PROFILEGUIDANCE_H
