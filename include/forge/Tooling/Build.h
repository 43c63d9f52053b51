//===- Build.h - compile a program to a file -------------------*- C++ -*-===//

#ifndef FORGE_TOOLING_BUILD_H
#define FORGE_TOOLING_BUILD_H

#include "forge/Tooling/CommandLine.h"

namespace forge {

/// What a build produces; `Check` nothing but diagnostics.
enum class OutputKind {
  Ast,
  ForgeIR,
  FMemIR,
  LLVMIR,
  Assembly,
  Object,
  Executable,
};

/// The kind that `--emit=NAME` asks for; `wasm` is an executable for wasm.
std::optional<OutputKind> parseOutputKind(llvm::StringRef name);

struct BuildOptions {
  OutputKind kind = OutputKind::Executable;
  TargetOptions target;
  /// Where to write; `-` is stdout. Empty: derived from the source's name for
  /// binary outputs, stdout for texts.
  std::string output;
  bool staticLibc = false;
  /// Build a program that counts what it does and writes a profile at its end.
  bool pgoGenerate = false;
  /// Path of a profile to optimize by, or empty.
  std::string pgoUse;
};

/// Consumes one of the options of everything that builds: -o, --target, --mcpu,
/// --static, --pgo-generate, --pgo-use. A target that does not exist is a usage
/// error.
bool readBuildOption(ArgumentReader &arguments, BuildOptions &build);

/// Compiles the file at `path`, `-` for stdin; nothing is written unless
/// everything succeeded. Returns the exit status, that of wrong usage for
/// options that exclude each other; on success `output` is the
/// path that was written.
int buildProgram(llvm::StringRef path, const CommonOptions &options,
                 BuildOptions &build);

} // namespace forge

#endif // FORGE_TOOLING_BUILD_H
