//===- CompileCache.h - compiled programs on disk --------------*- C++ -*-===//
//
// A directory with one file per program. Any number of processes may use it at
// the same time: files appear and are replaced in one step, and one that
// disappears or that is not as it was written is as good as none.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_JIT_COMPILECACHE_H
#define FORGE_JIT_COMPILECACHE_H

#include "forge/JIT/CacheEntry.h"
#include "llvm/Support/Error.h"

namespace forge {

/// Collects what decides about the code of a program.
class CacheKeyBuilder {
public:
  /// Starts with this compiler and this machine's CPU.
  CacheKeyBuilder();

  CacheKeyBuilder &add(llvm::StringRef text);
  CacheKeyBuilder &add(uint64_t number);
  Hash key() { return hasher.final(); }

private:
  llvm::BLAKE3 hasher;
};

class CompileCache {
public:
  /// The space that all entries together may take. Beyond it, those that were
  /// not used for the longest time go.
  static constexpr uint64_t defaultSizeLimit = uint64_t(256) << 20;
  /// Scanning the directory takes time, so that the limit is looked after only
  /// so often.
  static constexpr unsigned defaultPruningSeconds = 30;

  explicit CompileCache(std::string directory,
                        uint64_t sizeLimit = defaultSizeLimit,
                        unsigned pruningSeconds = defaultPruningSeconds);

  /// $FORGE_CACHE_DIR, or `forge` in $XDG_CACHE_HOME or ~/.cache; empty if
  /// there is no such place.
  static std::string defaultDirectory();

  llvm::StringRef directory() const { return root; }

  /// The entry of a program whose files are unchanged, or null. An entry that
  /// is not as it was written, or out of date, is removed.
  std::unique_ptr<CacheEntry> load(const Hash &key);

  /// Keeps the code of a program; false if that was not possible, which is no
  /// error of anybody's program.
  bool store(const Hash &key, const CacheContent &content);

  struct Usage {
    uint64_t entries = 0, bytes = 0;
  };
  Usage usage() const;

  /// Removes all entries, and nothing else that may lie in the directory.
  llvm::Error clear();

private:
  std::string pathOf(const Hash &key) const;

  std::string root;
  uint64_t sizeLimit;
  unsigned pruningSeconds;
};

} // namespace forge

#endif // FORGE_JIT_COMPILECACHE_H
