//===- Run.h - compile a program in memory and run it ----------*- C++ -*-===//

#ifndef FORGE_TOOLING_RUN_H
#define FORGE_TOOLING_RUN_H

#include "forge/Tooling/CommandLine.h"

namespace forge {

/// Compiles the file with the JIT and runs it in this process. `arguments` is
/// what the program sees as its arguments. Returns the exit status.
int runProgram(Compilation &compilation, const SourceFile &file,
               const CommonOptions &options,
               llvm::ArrayRef<const char *> arguments);

} // namespace forge

#endif // FORGE_TOOLING_RUN_H
