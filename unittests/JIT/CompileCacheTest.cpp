//===- CompileCacheTest.cpp -----------------------------------------------===//

#include "forge/JIT/CompileCache.h"
#include "unittests/TestDirectory.h"
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <thread>

using namespace forge;
namespace fs = llvm::sys::fs;

static Hash keyOf(llvm::StringRef name) {
  return CacheKeyBuilder().add(name).key();
}

static bool store(CompileCache &cache, const Hash &key, llvm::StringRef object,
                  std::vector<FileDependency> dependencies = {}) {
  CacheContent content;
  content.object = object;
  content.dependencies = std::move(dependencies);
  return cache.store(key, content);
}

/// The object of an entry, "none" without one.
static std::string load(CompileCache &cache, const Hash &key) {
  auto entry = cache.load(key);
  return entry ? entry->content().object.str() : "none";
}

/// Path of the only entry.
static std::string entryPath(const CompileCache &cache) {
  std::error_code code;
  for (fs::directory_iterator it(cache.directory(), code), end;
       !code && it != end; it.increment(code))
    if (!llvm::StringRef(it->path()).ends_with(".timestamp"))
      return it->path();
  FAIL("no entry");
  return "";
}

TEST_CASE("keys tell everything apart that is added") {
  CHECK(keyOf("a") == keyOf("a"));
  CHECK(keyOf("a") != keyOf("b"));
  CHECK(CacheKeyBuilder().add("ab").add("c").key() !=
        CacheKeyBuilder().add("a").add("bc").key());
  CHECK(CacheKeyBuilder().add(1).key() != CacheKeyBuilder().add(2).key());
}

TEST_CASE("what was stored is loaded, by this cache and by the next") {
  TestDirectory directory;
  CompileCache cache(directory.path("deep/er"));
  CHECK(load(cache, keyOf("a")) == "none");
  REQUIRE(store(cache, keyOf("a"), "code a"));
  REQUIRE(store(cache, keyOf("b"), "code b"));
  CHECK(load(cache, keyOf("a")) == "code a");
  CompileCache other(directory.path("deep/er"));
  CHECK(load(other, keyOf("b")) == "code b");
  REQUIRE(store(cache, keyOf("a"), "newer"));
  CHECK(load(other, keyOf("a")) == "newer");
  CHECK(cache.usage().entries == 2);
}

TEST_CASE("nobody else reads the programs of a user") {
  TestDirectory directory;
  CompileCache cache(directory.path("cache"));
  REQUIRE(store(cache, keyOf("a"), "code"));
  auto permissions = fs::getPermissions(entryPath(cache));
  REQUIRE(permissions);
  CHECK((*permissions & (fs::group_all | fs::others_all)) == 0);
}

TEST_CASE("a damaged entry is none, and is removed") {
  TestDirectory directory;
  CompileCache cache(directory.path("cache"));
  std::string object(1000, 'x');
  REQUIRE(store(cache, keyOf("a"), object));
  std::string path = entryPath(cache);
  uint64_t size = 0;
  REQUIRE_FALSE(fs::file_size(path, size));
  SECTION("truncated") { std::filesystem::resize_file(path, size / 2); }
  SECTION("emptied") { std::filesystem::resize_file(path, 0); }
  SECTION("extended") { std::ofstream(path, std::ios::app) << "more"; }
  SECTION("overwritten in the middle") {
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(std::streamoff(size / 2));
    file << "y";
  }
  SECTION("replaced by something else") { std::ofstream(path) << "say 1\n"; }
  CHECK(load(cache, keyOf("a")) == "none");
  CHECK_FALSE(fs::exists(path));
  REQUIRE(store(cache, keyOf("a"), object));
  CHECK(load(cache, keyOf("a")) == object);
}

TEST_CASE("an entry is out of date when a file changed, came or went") {
  TestDirectory directory;
  CompileCache cache(directory.path("cache"));
  std::string there = directory.path("there.fg");
  std::string absent = directory.path("absent.fg");
  std::ofstream(there) << "say 1";
  REQUIRE(store(cache, keyOf("a"), "code",
                {examineFile(there), examineFile(absent)}));
  CHECK(load(cache, keyOf("a")) == "code");
  SECTION("changed") { std::ofstream(there) << "say 2"; }
  SECTION("went") { fs::remove(there); }
  SECTION("came") { std::ofstream(absent) << ""; }
  CHECK(load(cache, keyOf("a")) == "none");
  CHECK(cache.usage().entries == 0);
}

TEST_CASE("a cache that cannot be written is no cache") {
  TestDirectory directory;
  std::ofstream(directory.path("file")) << "";
  CompileCache cache(directory.path("file/cache"));
  CHECK_FALSE(store(cache, keyOf("a"), "code"));
  CHECK(load(cache, keyOf("a")) == "none");
  CHECK(cache.usage().entries == 0);
  CHECK(llvm::toString(cache.clear()) == "");
}

TEST_CASE("the size is bounded; what was used lately stays") {
  TestDirectory directory;
  constexpr uint64_t limit = 20000;
  CompileCache cache(directory.path("cache"), limit, /*pruningSeconds=*/0);
  std::string object(1000, 'x');
  REQUIRE(store(cache, keyOf("used"), object));
  for (unsigned i = 0; i != 50; ++i) {
    // Times of files are as fine as the system's clock ticks.
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
    REQUIRE(load(cache, keyOf("used")) == object);
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
    REQUIRE(store(cache, keyOf("program " + std::to_string(i)), object));
    REQUIRE(cache.usage().bytes <= limit);
  }
  CHECK(cache.usage().bytes > limit / 2);
  CHECK(load(cache, keyOf("used")) == object);
  CHECK(load(cache, keyOf("program 49")) == object);
  CHECK(load(cache, keyOf("program 0")) == "none");
}

TEST_CASE("what would fill the cache alone is not kept") {
  TestDirectory directory;
  CompileCache cache(directory.path("cache"), 20000, 0);
  REQUIRE(store(cache, keyOf("small"), "code"));
  CHECK_FALSE(store(cache, keyOf("large"), std::string(15000, 'x')));
  CHECK(load(cache, keyOf("small")) == "code");
}

TEST_CASE("clearing removes what belongs to the cache only") {
  TestDirectory directory;
  CompileCache cache(directory.path("cache"));
  REQUIRE(store(cache, keyOf("a"), "code"));
  REQUIRE(store(cache, keyOf("b"), "code"));
  std::ofstream(directory.path("cache/letter.txt")) << "dear";
  REQUIRE(llvm::toString(cache.clear()) == "");
  CHECK(cache.usage().entries == 0);
  CHECK(load(cache, keyOf("a")) == "none");
  CHECK(directory.read("cache/letter.txt") == "dear");
}

// Every reader sees nothing or one of the versions, never a mixture.
TEST_CASE("any number of readers and writers work at the same time") {
  TestDirectory directory;
  constexpr unsigned writers = 4, readers = 4, rounds = 200;
  std::atomic<unsigned> wrong = 0, found = 0;
  std::vector<std::thread> threads;
  for (unsigned w = 0; w != writers; ++w)
    threads.emplace_back([&, w] {
      CompileCache cache(directory.path("cache"), 60000, 0);
      for (unsigned i = 0; i != rounds; ++i)
        store(cache, keyOf("key " + std::to_string(i % 3)),
              std::string(100 + i * 37, char('a' + w)));
    });
  for (unsigned r = 0; r != readers; ++r)
    threads.emplace_back([&] {
      CompileCache cache(directory.path("cache"), 60000, 0);
      for (unsigned i = 0; i != rounds; ++i) {
        std::string object = load(cache, keyOf("key " + std::to_string(i % 3)));
        if (object == "none")
          continue;
        ++found;
        bool isWhole = object.size() >= 100 && (object.size() - 100) % 37 == 0;
        for (char c : object)
          isWhole &= c == object[0];
        wrong += !isWhole;
      }
      if (r == 0)
        llvm::consumeError(cache.clear());
    });
  for (std::thread &thread : threads)
    thread.join();
  CHECK(wrong == 0);
  CHECK(found > 0);
  CompileCache cache(directory.path("cache"));
  CHECK(cache.usage().entries <= 3);
}

TEST_CASE("the place of the cache follows the environment") {
  auto withEnvironment = [](const char *name, const char *value, auto check) {
    const char *before = std::getenv(name);
    std::string saved = before ? before : "";
    setenv(name, value, 1);
    check();
    if (before)
      setenv(name, saved.c_str(), 1);
    else
      unsetenv(name);
  };
  withEnvironment("FORGE_CACHE_DIR", "/some/place", [] {
    CHECK(CompileCache::defaultDirectory() == "/some/place");
  });
  withEnvironment("FORGE_CACHE_DIR", "", [&] {
    withEnvironment("XDG_CACHE_HOME", "/xdg", [] {
      CHECK(CompileCache::defaultDirectory() == "/xdg/forge");
    });
    withEnvironment("XDG_CACHE_HOME", "", [&] {
      withEnvironment("HOME", "/home/somebody", [] {
        CHECK(CompileCache::defaultDirectory() ==
              "/home/somebody/.cache/forge");
      });
    });
  });
}
