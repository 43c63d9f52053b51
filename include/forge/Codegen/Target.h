//===- Target.h - the machines Forge generates code for -------------------===//
//
// Two targets exist: the machine the compiler runs on and wasm32 with WASI.
// Nothing else of LLVM's targets is linked.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_CODEGEN_TARGET_H
#define FORGE_CODEGEN_TARGET_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/TargetParser/Triple.h"
#include <memory>
#include <optional>
#include <string>

namespace llvm {
class TargetMachine;
} // namespace llvm

namespace forge {

enum class TargetKind { Native, Wasm32 };

/// What to generate code for, and how hard to try.
struct TargetOptions {
  TargetKind kind = TargetKind::Native;

  /// 0 to 3, as in -O0 to -O3.
  unsigned optLevel = 2;

  /// CPU name as LLVM spells it, or "native" for the CPU of this machine.
  /// Empty selects a baseline that every machine of the target of the last
  /// decade has, so that executables can be copied.
  std::string cpu;
};

/// The kind that a `--target=` argument names: "native", the host's triple,
/// "wasm", "wasm32-wasi" and its longer spellings; nothing for other targets.
std::optional<TargetKind> parseTargetKind(llvm::StringRef name);

/// The triple code of `kind` is generated for.
llvm::Triple targetTriple(TargetKind kind);

/// Creates LLVM's description of the machine. Fails when `cpu` is unknown.
llvm::Expected<std::unique_ptr<llvm::TargetMachine>>
createTargetMachine(const TargetOptions &options);

} // namespace forge

#endif // FORGE_CODEGEN_TARGET_H
