//===- RuntimeSymbols.h - the runtime as the JIT sees it -------*- C++ -*-===//

#ifndef FORGE_TOOLING_RUNTIMESYMBOLS_H
#define FORGE_TOOLING_RUNTIMESYMBOLS_H

#include "forge/JIT/Jit.h"

namespace forge {

/// Name and address of every entry point and static object of the runtime that
/// is linked into this process.
llvm::ArrayRef<RuntimeSymbol> runtimeSymbols();

} // namespace forge

#endif // FORGE_TOOLING_RUNTIMESYMBOLS_H
