//===- Jit.h - programs run in the compiler's process ---------------------===//

#ifndef FORGE_JIT_JIT_H
#define FORGE_JIT_JIT_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/ExecutionEngine/Orc/Shared/ExecutorAddress.h"
#include "llvm/ExecutionEngine/Orc/ThreadSafeModule.h"
#include "llvm/Support/Error.h"
#include <memory>

namespace llvm {
class TargetMachine;
namespace orc {
class LLJIT;
} // namespace orc
} // namespace llvm

namespace forge {

/// A function of the runtime that generated code may call.
struct RuntimeSymbol {
  const char *name;
  void *address;
};

struct JitOptions {
  /// 0 generates code as fast as possible, without LLVM's pass pipeline; 1 to 3
  /// are as in -O1 to -O3.
  unsigned optLevel = 0;

  /// Show the generated code to debuggers.
  bool debugInfo = false;

  /// The runtime, bound by address: the compiler exports no dynamic symbols, as
  /// that would keep all of its code from being dropped.
  llvm::ArrayRef<RuntimeSymbol> runtimeSymbols;
};

/// Compiles modules for the CPU of this machine when one of their symbols is
/// looked up. Code lives as long as the object.
class Jit {
public:
  static llvm::Expected<std::unique_ptr<Jit>> create(const JitOptions &options);
  ~Jit();

  /// The machine code is generated for; modules are translated for it.
  llvm::TargetMachine &targetMachine() { return *machine; }

  /// Adds a module; its functions may refer to those of all other modules, to
  /// runtime symbols and to the C library. Optimizes it at once, and generates
  /// code when a symbol of it is first looked up.
  llvm::Error addModule(llvm::orc::ThreadSafeModule module);

  /// The address of a function; compiles what it needs.
  llvm::Expected<llvm::orc::ExecutorAddr> lookup(llvm::StringRef name);

private:
  Jit(std::unique_ptr<llvm::orc::LLJIT> jit,
      std::unique_ptr<llvm::TargetMachine> machine, unsigned optLevel);

  std::unique_ptr<llvm::orc::LLJIT> jit;
  std::unique_ptr<llvm::TargetMachine> machine;
  unsigned optLevel;
};

} // namespace forge

#endif // FORGE_JIT_JIT_H
