//===- ProgramCache.cpp - the cache entry of one program ------------------===//

#include "ProgramCache.h"

using namespace forge;

/// The texts and options that decide about code and diagnostics. Whatever
/// changes neither is left out.
static Hash keyOf(llvm::StringRef path, llvm::StringRef text,
                  const CommonOptions &options, const RunOptions &run) {
  RenderOptions rendering = options.rendering();
  return CacheKeyBuilder()
      .add(path)
      .add(text)
      .add(options.optLevel ? 1 + *options.optLevel : 0)
      .add(run.neverHot)
      .add(options.strict)
      .add(options.countRC)
      .add(uint64_t(rendering.format))
      .add(rendering.color)
      .key();
}

ProgramCache::ProgramCache(llvm::StringRef path, llvm::StringRef text,
                           const CommonOptions &options,
                           const RunOptions &run) {
  // These want to see the compilation, or code that debuggers understand.
  bool isObserved = options.printAfterAll || options.timePasses ||
                    options.debugInfo || options.explainPerformance;
  if (!run.useCache || isObserved)
    return;
  std::string directory = CompileCache::defaultDirectory();
  if (directory.empty())
    return;
  cache.emplace(std::move(directory));
  key = keyOf(path, text, options, run);
}

std::unique_ptr<CacheEntry> ProgramCache::load() {
  return cache ? cache->load(key) : nullptr;
}

void ProgramCache::setDependencies(const CheckedProgram &program) {
  if (!cache || program.lookups().empty())
    return;
  const SourceManager &sources = program.sources();
  auto add = [&](llvm::StringRef path, FileId file) {
    dependencies.push_back(describeFile(path, sources.file(file).text()));
  };
  // Where the main file is decides which imports are circles.
  FileId main = program.mainModule().body->span.file;
  add(sources.file(main).path(), main);
  for (const CheckedProgram::Lookup &lookup : program.lookups()) {
    if (lookup.file)
      add(lookup.path, *lookup.file);
    else
      dependencies.push_back({lookup.path, {}});
  }
}

void ProgramCache::setDependencies(const CacheContent &content) {
  dependencies = content.dependencies;
}

bool ProgramCache::store(CacheContent content) {
  content.dependencies = dependencies;
  return cache && cache->store(key, content);
}
