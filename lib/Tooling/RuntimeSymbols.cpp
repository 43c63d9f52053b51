//===- RuntimeSymbols.cpp - the runtime as the JIT sees it ----------------===//
//
// Only addresses matter here, so every symbol is declared as a char; the
// prototypes are in forge/rt/Prototypes.h.
//
//===----------------------------------------------------------------------===//

#include "forge/Tooling/RuntimeSymbols.h"

#define FORGE_JIT_SYMBOL(name) extern "C" char name;
#include "forge/rt/JitSymbols.inc"
#undef FORGE_JIT_SYMBOL

llvm::ArrayRef<forge::RuntimeSymbol> forge::runtimeSymbols() {
  static const RuntimeSymbol symbols[] = {
#define FORGE_JIT_SYMBOL(name) {#name, &name},
#include "forge/rt/JitSymbols.inc"
#undef FORGE_JIT_SYMBOL
  };
  return symbols;
}
