//===- CompileCache.cpp - compiled programs on disk -----------------------===//
//
// LLVM's cache pruning keeps the directory small. It looks at file names, which
// is why they start with "llvmcache-", and at access times, which loading sets.
// A temporary file bears such a name, too: what a killed process leaves behind
// goes with the entries.
//
//===----------------------------------------------------------------------===//

#include "forge/JIT/CompileCache.h"
#include "BuildIdentity.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/CachePruning.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/TargetParser/Host.h"
#include <cstdlib>

using namespace forge;
namespace fs = llvm::sys::fs;

static constexpr llvm::StringLiteral prefix = "llvmcache-";
static constexpr llvm::StringLiteral timestamp = "llvmcache.timestamp";
/// So many files are listed in a few milliseconds.
static constexpr uint64_t maxEntries = 4096;

//===----------------------------------------------------------------------===//
// Keys
//===----------------------------------------------------------------------===//

CacheKeyBuilder::CacheKeyBuilder() {
  add(buildIdentity());
  add(llvm::sys::getHostCPUName());
  // The order in the map depends on how its texts hash.
  auto features = llvm::sys::getHostCPUFeatures();
  llvm::SmallVector<llvm::StringRef> present;
  for (const auto &feature : features)
    if (feature.second)
      present.push_back(feature.first());
  llvm::sort(present);
  for (llvm::StringRef feature : present)
    add(feature);
}

CacheKeyBuilder &CacheKeyBuilder::add(llvm::StringRef text) {
  add(uint64_t(text.size()));
  hasher.update(text);
  return *this;
}

CacheKeyBuilder &CacheKeyBuilder::add(uint64_t number) {
  uint8_t bytes[sizeof(number)];
  llvm::support::endian::write64le(bytes, number);
  hasher.update(bytes);
  return *this;
}

//===----------------------------------------------------------------------===//
// The directory
//===----------------------------------------------------------------------===//

CompileCache::CompileCache(std::string directory, uint64_t sizeLimit,
                           unsigned pruningSeconds)
    : root(std::move(directory)), sizeLimit(sizeLimit),
      pruningSeconds(pruningSeconds) {}

std::string CompileCache::defaultDirectory() {
  if (const char *chosen = std::getenv("FORGE_CACHE_DIR"); chosen && *chosen)
    return chosen;
  llvm::SmallString<128> path;
  // LLVM's function would take an empty variable for the current directory.
  if (const char *caches = std::getenv("XDG_CACHE_HOME"); caches && *caches)
    path = caches;
  else if (llvm::sys::path::home_directory(path))
    llvm::sys::path::append(path, ".cache");
  else
    return "";
  llvm::sys::path::append(path, "forge");
  return path.str().str();
}

std::string CompileCache::pathOf(const Hash &key) const {
  llvm::SmallString<128> path(root);
  llvm::sys::path::append(path, prefix + llvm::toHex(key, /*LowerCase=*/true));
  return path.str().str();
}

static bool areUnchanged(llvm::ArrayRef<FileDependency> dependencies) {
  return llvm::all_of(dependencies, [](const FileDependency &dependency) {
    return examineFile(dependency.path) == dependency;
  });
}

/// Reads a file and says that it was used. Not mapped: nobody can change what
/// was read.
static std::unique_ptr<llvm::MemoryBuffer> readEntry(llvm::StringRef path) {
  auto file = fs::openNativeFileForRead(path, fs::OF_UpdateAtime);
  if (!file) {
    llvm::consumeError(file.takeError());
    return nullptr;
  }
  auto buffer = llvm::MemoryBuffer::getOpenFile(
      *file, path, /*FileSize=*/-1, /*RequiresNullTerminator=*/false,
      /*IsVolatile=*/true, llvm::Align(16));
  fs::setLastAccessAndModificationTime(*file, std::chrono::system_clock::now());
  fs::closeFile(*file);
  return buffer ? std::move(*buffer) : nullptr;
}

std::unique_ptr<CacheEntry> CompileCache::load(const Hash &key) {
  std::string path = pathOf(key);
  std::unique_ptr<llvm::MemoryBuffer> file = readEntry(path);
  if (!file)
    return nullptr;
  std::unique_ptr<CacheEntry> entry = CacheEntry::decode(key, std::move(file));
  if (entry && areUnchanged(entry->content().dependencies))
    return entry;
  fs::remove(path);
  return nullptr;
}

bool CompileCache::store(const Hash &key, const CacheContent &content) {
  llvm::SmallVector<char, 0> bytes = CacheEntry::encode(key, content);
  if (bytes.size() > sizeLimit / 2 ||
      fs::create_directories(root, /*IgnoreExisting=*/true,
                             fs::owner_all)) // programs are private
    return false;
  // Nothing is registered to be removed on signals: those are the program's.
  llvm::SmallString<128> temporary(root);
  llvm::sys::path::append(temporary, prefix + "%%%%%%%%%%%%.tmp");
  int file = -1;
  if (fs::createUniqueFile(temporary, file, temporary, fs::OF_None,
                           fs::owner_read | fs::owner_write))
    return false;
  llvm::raw_fd_ostream os(file, /*shouldClose=*/true);
  os.write(bytes.data(), bytes.size());
  os.close();
  bool isWritten = !os.has_error();
  os.clear_error();
  if (!isWritten || fs::rename(temporary, pathOf(key))) {
    fs::remove(temporary);
    return false;
  }

  llvm::CachePruningPolicy policy;
  policy.Interval = std::chrono::seconds(pruningSeconds);
  policy.Expiration = std::chrono::hours(30 * 24);
  policy.MaxSizeBytes = sizeLimit;
  policy.MaxSizeFiles = maxEntries;
  llvm::pruneCache(root, policy);
  return true;
}

/// Calls `visit` with path and status of every file that belongs to the cache.
template <typename Visit>
static void visitFiles(llvm::StringRef root, Visit visit) {
  std::error_code code;
  for (fs::directory_iterator it(root, code), end; !code && it != end;
       it.increment(code)) {
    llvm::StringRef name = llvm::sys::path::filename(it->path());
    if (!name.starts_with(prefix) && name != timestamp)
      continue;
    if (auto status = it->status())
      visit(it->path(), *status);
  }
}

CompileCache::Usage CompileCache::usage() const {
  Usage result;
  visitFiles(root,
             [&](llvm::StringRef path, const fs::basic_file_status &file) {
               if (path.ends_with(timestamp) || path.ends_with(".tmp"))
                 return;
               ++result.entries;
               result.bytes += file.getSize();
             });
  return result;
}

llvm::Error CompileCache::clear() {
  std::string failed;
  std::error_code reason;
  visitFiles(root, [&](const std::string &path, const fs::basic_file_status &) {
    // Another process may have been faster, which is fine.
    std::error_code code = fs::remove(path, /*IgnoreNonExisting=*/true);
    if (code && failed.empty()) {
      failed = path;
      reason = code;
    }
  });
  if (!failed.empty())
    return llvm::createStringError("cannot remove '" + failed +
                                   "': " + reason.message());
  return llvm::Error::success();
}
