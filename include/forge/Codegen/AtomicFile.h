//===- AtomicFile.h - outputs that are never half written -----------------===//

#ifndef FORGE_CODEGEN_ATOMICFILE_H
#define FORGE_CODEGEN_ATOMICFILE_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

namespace llvm {
class raw_fd_ostream;
} // namespace llvm

namespace forge {

/// Flushes `os` and takes over its error, if it has one: a stream destroyed
/// with an unread error would end the process.
llvm::Error finishStream(llvm::raw_fd_ostream &os, llvm::StringRef path);

/// Replaces the file `path` in one step: readers see the old content or all of
/// `content`, also when the compiler dies in between. "-" is standard output;
/// devices and pipes are written to directly.
llvm::Error writeFileAtomically(llvm::StringRef path,
                                llvm::ArrayRef<char> content);

/// Lets `produce` write a file of its own choice of format under a temporary
/// name beside `path`, then renames it to `path`. Nothing is left behind when
/// `produce` fails.
llvm::Error
produceFileAtomically(llvm::StringRef path,
                      llvm::function_ref<llvm::Error(llvm::StringRef)> produce);

} // namespace forge

#endif // FORGE_CODEGEN_ATOMICFILE_H
