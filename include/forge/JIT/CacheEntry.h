//===- CacheEntry.h - a compiled program as bytes --------------*- C++ -*-===//
//
// What the compile cache keeps of a program, and its form in a file: a header
// with format, key, size and checksum, then the parts. Nothing of a file is
// believed before all of that was compared.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_JIT_CACHEENTRY_H
#define FORGE_JIT_CACHEENTRY_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/BLAKE3.h"
#include "llvm/Support/MemoryBuffer.h"
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace forge {

using Hash = llvm::BLAKE3Result<32>;

/// A file that a compilation asked for, as it was then: the code is good for as
/// long as asking gives the same answer.
struct FileDependency {
  std::string path;
  /// Of the file's place and content; zeros if there was no such file.
  Hash state = {};

  bool operator==(const FileDependency &) const = default;
};

/// A file that was read.
FileDependency describeFile(llvm::StringRef path, llvm::StringRef content);
/// What `path` is now. Directories are no files.
FileDependency examineFile(llvm::StringRef path);

struct CacheContent {
  /// What the object was compiled as.
  enum class Code : uint32_t {
    /// Cheap code, which counts.
    Cheap,
    /// The same, of a program that has become hot in an earlier run.
    CheapButHot,
    /// Code of the level that was asked for.
    Optimized,
  };
  Code code = Code::Optimized;
  std::vector<FileDependency> dependencies;
  /// The diagnostics of the compilation, rendered.
  llvm::StringRef report;
  /// An object file.
  llvm::StringRef object;
  /// LLVM IR to optimize when the program becomes hot; empty with code that
  /// needs none.
  llvm::StringRef bitcode;
};

/// Content and the memory its texts lie in.
class CacheEntry {
public:
  /// The bytes of a file. `key` says which program this is.
  static llvm::SmallVector<char, 0> encode(const Hash &key,
                                           const CacheContent &content);
  /// Takes the bytes of a file apart. Returns null unless they are what
  /// `encode` made for this key.
  static std::unique_ptr<CacheEntry>
  decode(const Hash &key, std::unique_ptr<llvm::MemoryBuffer> file);

  const CacheContent &content() const { return parts; }

private:
  explicit CacheEntry(std::unique_ptr<llvm::MemoryBuffer> file)
      : file(std::move(file)) {}

  std::unique_ptr<llvm::MemoryBuffer> file;
  CacheContent parts;
};

} // namespace forge

#endif // FORGE_JIT_CACHEENTRY_H
