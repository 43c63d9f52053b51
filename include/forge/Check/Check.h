//===- Check.h - from a main file to a resolved program --------*- C++ -*-===//

#ifndef FORGE_CHECK_CHECK_H
#define FORGE_CHECK_CHECK_H

#include "forge/Check/Resolution.h"
#include "forge/Diagnostics/DiagnosticEngine.h"
#include "forge/Source/SourceManager.h"
#include "llvm/ADT/ArrayRef.h"
#include <memory>
#include <optional>
#include <string>

namespace forge {

/// A parsed and resolved program: the main file, the files it imports, and the
/// prelude functions it may call.
class CheckedProgram {
public:
  CheckedProgram();
  ~CheckedProgram();

  const Resolution &resolution() const;
  const ModuleInfo &mainModule() const;
  const SourceManager &sources() const;

  /// A path where imports looked for a file, and what was found there.
  struct Lookup {
    std::string path;
    std::optional<FileId> file;
  };
  /// All of them: the program is the same as long as they find the same.
  llvm::ArrayRef<Lookup> lookups() const;

  /// Everything that is owned; internal to lib/Check.
  struct Storage;
  Storage &storage() { return *data; }

private:
  std::unique_ptr<Storage> data;
};

/// Parses and resolves `mainFile` and everything it imports, to run on
/// `target`. Findings go to the engine; the program must not be emitted if
/// there was an error.
std::unique_ptr<CheckedProgram>
checkProgram(SourceManager &sources, const SourceFile &mainFile,
             DiagnosticEngine &diagnostics,
             BuiltinTarget target = NativeTarget);

} // namespace forge

#endif // FORGE_CHECK_CHECK_H
