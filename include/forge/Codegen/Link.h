//===- Link.h - executables and wasm modules from object code -------------===//
//
// Programs are linked by lld inside the compiler's process, with the runtime
// archive and the start-up objects that are part of the installation. A user
// needs neither a C compiler nor a system linker.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_CODEGEN_LINK_H
#define FORGE_CODEGEN_LINK_H

#include "forge/Codegen/Target.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace forge {

struct LinkOptions {
  TargetKind kind = TargetKind::Native;

  /// Link the C library into a native executable as well.
  bool staticLibc = false;

  /// Keep symbols and debug information.
  bool debugInfo = false;

  /// Link what writes the profile of a program with counters.
  bool profileRuntime = false;

  /// Link the part of the runtime that speaks HTTP, and the C++ library.
  bool network = false;

  /// Link what requests to other servers need.
  bool tls = false;

  /// Link Forge's runtime, which has the `main` that calls `forge_program`.
  bool runtime = true;

  /// Further object files and archives, after the program's object.
  std::vector<std::string> extraInputs;

  /// Directory with `native/` and `wasm/`; see `findRuntimeLibDir`.
  std::string runtimeLibDir;
};

/// The directory with the runtime archives: the environment's FORGE_LIB_DIR, or
/// `../lib/forge` seen from the running executable.
llvm::Expected<std::string> findRuntimeLibDir();

/// Links one object into the file `output`, which is replaced in one step. The
/// error names everything that was not found, where it was looked for and how
/// to install it, or holds the linker's messages. An empty
/// `options.runtimeLibDir` is looked up.
llvm::Error linkProgram(llvm::ArrayRef<char> object, llvm::StringRef output,
                        const LinkOptions &options);

} // namespace forge

#endif // FORGE_CODEGEN_LINK_H
