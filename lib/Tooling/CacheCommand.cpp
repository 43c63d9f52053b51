//===- CacheCommand.cpp - forge cache -------------------------------------===//

#include "forge/JIT/CompileCache.h"
#include "forge/Tooling/Run.h"
#include "llvm/Support/Format.h"

using namespace llvm;
using namespace forge;

int forge::runCacheCommand(ArgumentReader &arguments) {
  bool clear = arguments.flag("clear");
  if (!arguments.empty()) {
    arguments.fail("'forge cache' knows no '" + arguments.peek() + "'");
    return exitUsage;
  }
  std::string directory = CompileCache::defaultDirectory();
  if (directory.empty()) {
    errs() << "error: there is no place for a cache: set FORGE_CACHE_DIR\n";
    return exitFailure;
  }
  CompileCache cache(directory);
  if (clear) {
    if (Error error = cache.clear())
      return reportError(std::move(error));
    return exitSuccess;
  }
  CompileCache::Usage usage = cache.usage();
  outs() << cache.directory() << ": " << usage.entries
         << (usage.entries == 1 ? " program, " : " programs, ")
         << format("%.1f", double(usage.bytes) / (1 << 20)) << " of "
         << (CompileCache::defaultSizeLimit >> 20) << " MB\n";
  return exitSuccess;
}
