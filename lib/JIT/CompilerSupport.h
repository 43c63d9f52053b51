//===- CompilerSupport.h - helper functions that code generation calls ----===//

#ifndef FORGE_JIT_COMPILERSUPPORT_H
#define FORGE_JIT_COMPILERSUPPORT_H

#include "forge/JIT/Jit.h"

namespace forge {

/// Functions of the compiler support library that LLVM calls for operations
/// without an instruction, such as 128-bit division. Executables get them from
/// an archive; in this process they have no dynamic symbol to find them by.
llvm::ArrayRef<RuntimeSymbol> compilerSupportSymbols();

} // namespace forge

#endif // FORGE_JIT_COMPILERSUPPORT_H
