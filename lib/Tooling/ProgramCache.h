//===- ProgramCache.h - the cache entry of one program ---------*- C++ -*-===//

#ifndef FORGE_LIB_TOOLING_PROGRAMCACHE_H
#define FORGE_LIB_TOOLING_PROGRAMCACHE_H

#include "forge/Check/Check.h"
#include "forge/JIT/CompileCache.h"
#include "forge/Tooling/Run.h"
#include <optional>

namespace forge {

/// The place in the compile cache of a program run with certain options.
/// Without a cache, nothing is found and nothing kept.
class ProgramCache {
public:
  ProgramCache() = default;
  /// `path` is how the user named the file with this text.
  ProgramCache(llvm::StringRef path, llvm::StringRef text,
               const CommonOptions &options, const RunOptions &run);

  bool isUsed() const { return cache.has_value(); }
  std::unique_ptr<CacheEntry> load();
  /// Files other than the main one, as the compilation found them.
  void setDependencies(const CheckedProgram &program);
  void setDependencies(const CacheContent &content);
  /// Fills in the dependencies and keeps the content. May be called from
  /// another thread.
  bool store(CacheContent content);

private:
  std::optional<CompileCache> cache;
  Hash key = {};
  std::vector<FileDependency> dependencies;
};

} // namespace forge

#endif // FORGE_LIB_TOOLING_PROGRAMCACHE_H
