//===- Jit.h - object code linked into the compiler's process --*- C++ -*-===//

#ifndef FORGE_JIT_JIT_H
#define FORGE_JIT_JIT_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/ExecutionEngine/Orc/Shared/ExecutorAddress.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/MemoryBuffer.h"
#include <memory>

namespace llvm::orc {
class LLJIT;
} // namespace llvm::orc

namespace forge {

class CodeMap;

/// A function of the runtime that generated code may call.
struct RuntimeSymbol {
  const char *name;
  void *address;
};

struct JitOptions {
  /// Show the generated code to debuggers.
  bool debugInfo = false;

  /// Write the generated code to a file for `perf inject --jit`.
  bool perf = false;

  /// Receives where functions were linked, if given; outlives the object.
  CodeMap *codeMap = nullptr;

  /// The runtime, bound by address: the compiler exports no dynamic symbols, as
  /// that would keep all of its code from being dropped.
  llvm::ArrayRef<RuntimeSymbol> runtimeSymbols;
};

/// Links object code when one of its symbols is looked up. Code lives as long
/// as the object. Different threads may add and look up.
class Jit {
public:
  static llvm::Expected<std::unique_ptr<Jit>> create(const JitOptions &options);
  ~Jit();

  /// Adds object code for this machine; it may refer to the symbols of all
  /// other object code, to defined symbols and to the C library.
  llvm::Error addObject(std::unique_ptr<llvm::MemoryBuffer> object);

  /// Binds names to addresses.
  llvm::Error define(llvm::ArrayRef<RuntimeSymbol> symbols);

  /// The address of a symbol; links what it needs.
  llvm::Expected<llvm::orc::ExecutorAddr> lookup(llvm::StringRef name);

private:
  explicit Jit(std::unique_ptr<llvm::orc::LLJIT> jit);

  std::unique_ptr<llvm::orc::LLJIT> jit;
};

} // namespace forge

#endif // FORGE_JIT_JIT_H
