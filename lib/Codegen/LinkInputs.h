//===- LinkInputs.h - command lines for lld -------------------------------===//
//
// What a link of each target takes, and where it is found. Private to the room.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_CODEGEN_LINKINPUTS_H
#define FORGE_CODEGEN_LINKINPUTS_H

#include "forge/Codegen/Link.h"
#include <string>
#include <vector>

namespace forge {

/// Finds files in a list of directories, remembers which are missing and turns
/// them into one message for the user.
class FileFinder {
public:
  explicit FileFinder(std::vector<std::string> directories)
      : directories(std::move(directories)) {}

  /// The path of the first `name` in the directories. A missing file gives its
  /// name, and an entry in the final error with `remedy`, a phrase like
  /// "install the package libc6-dev".
  std::string find(llvm::StringRef name, llvm::StringRef remedy);

  /// Success, or one error that names all missing files.
  llvm::Error takeError() const;

private:
  std::vector<std::string> directories;
  std::vector<std::string> missing;
};

/// The complete command line, `argv[0]` included, for the ELF linker.
llvm::Expected<std::vector<std::string>>
nativeLinkCommand(llvm::StringRef object, llvm::StringRef output,
                  const LinkOptions &options);

/// The complete command line for the wasm linker.
llvm::Expected<std::vector<std::string>>
wasmLinkCommand(llvm::StringRef object, llvm::StringRef output,
                const LinkOptions &options);

} // namespace forge

#endif // FORGE_CODEGEN_LINKINPUTS_H
