//===- CacheEntryTest.cpp -------------------------------------------------===//

#include "forge/JIT/CacheEntry.h"
#include "unittests/TestDirectory.h"
#include <catch2/catch.hpp>
#include <fstream>

using namespace forge;

static Hash hashOf(llvm::StringRef text) {
  llvm::BLAKE3 hasher;
  hasher.update(text);
  return hasher.final();
}

static CacheContent sample() {
  CacheContent content;
  content.code = CacheContent::Code::CheapButHot;
  content.dependencies = {{"lib/a.fg", hashOf("a")}, {"gone.fg", {}}};
  content.report = "warning: something\n";
  content.object = "object code of an odd number of bytes";
  content.bitcode = "BC";
  return content;
}

static std::unique_ptr<CacheEntry> decode(const Hash &key,
                                          llvm::StringRef bytes) {
  return CacheEntry::decode(key, llvm::MemoryBuffer::getMemBufferCopy(bytes));
}

static llvm::SmallVector<char, 0> encoded(const Hash &key) {
  return CacheEntry::encode(key, sample());
}

static llvm::StringRef textOf(const llvm::SmallVectorImpl<char> &bytes) {
  return {bytes.data(), bytes.size()};
}

TEST_CASE("an entry comes back as it was written") {
  Hash key = hashOf("key");
  auto bytes = encoded(key);
  auto entry = decode(key, textOf(bytes));
  REQUIRE(entry);
  const CacheContent &content = entry->content(), expected = sample();
  CHECK(content.code == expected.code);
  CHECK(content.dependencies == expected.dependencies);
  CHECK(content.report == expected.report);
  CHECK(content.object == expected.object);
  CHECK(content.bitcode == expected.bitcode);
  CHECK(reinterpret_cast<uintptr_t>(content.object.data()) % 16 == 0);
}

TEST_CASE("an entry without parts is an entry") {
  Hash key = hashOf("key");
  auto bytes = CacheEntry::encode(key, {});
  auto entry = decode(key, textOf(bytes));
  REQUIRE(entry);
  CHECK(entry->content().object.empty());
  CHECK(entry->content().dependencies.empty());
}

TEST_CASE("an entry is no entry of another program") {
  auto bytes = encoded(hashOf("key"));
  CHECK_FALSE(decode(hashOf("other key"), textOf(bytes)));
}

TEST_CASE("no byte of an entry can change") {
  Hash key = hashOf("key");
  auto bytes = encoded(key);
  for (size_t i = 0; i != bytes.size(); ++i)
    for (unsigned bit = 0; bit != 8; ++bit) {
      std::string changed = textOf(bytes).str();
      changed[i] ^= char(1 << bit);
      INFO("byte " << i << ", bit " << bit);
      REQUIRE_FALSE(decode(key, changed));
    }
}

TEST_CASE("no end of an entry can be missing, and nothing follows it") {
  Hash key = hashOf("key");
  auto bytes = encoded(key);
  for (size_t size = 0; size != bytes.size(); ++size) {
    INFO(size << " bytes");
    REQUIRE_FALSE(decode(key, textOf(bytes).take_front(size)));
  }
  CHECK_FALSE(decode(key, textOf(bytes).str() + '\0'));
}

// A body that was written with a checksum of its own, but not by this format:
// numbers and sizes that lie beyond the end, or wrap around.
TEST_CASE("sizes inside of an entry are not believed") {
  Hash key = hashOf("key");
  constexpr size_t headerSize = 80;
  for (uint64_t size : {uint64_t(1) << 20, ~uint64_t(0), ~uint64_t(15)})
    for (size_t at : {0, 8, 16, 32, 48}) {
      auto bytes = CacheEntry::encode(key, {});
      llvm::StringRef body = textOf(bytes).drop_front(headerSize);
      REQUIRE(at + sizeof(size) <= body.size());
      std::memcpy(bytes.data() + headerSize + at, &size, sizeof(size));
      Hash checksum = hashOf(body);
      std::memcpy(bytes.data() + 8 + key.size(), checksum.data(),
                  checksum.size());
      INFO(size << " at " << at);
      CHECK_FALSE(decode(key, textOf(bytes)));
    }
}

TEST_CASE("files are known by place and content") {
  TestDirectory directory;
  std::string path = directory.path("a.fg");
  CHECK(examineFile(path) == FileDependency{path, {}});
  std::ofstream(path) << "say 1";
  FileDependency first = examineFile(path);
  CHECK(first == describeFile(path, "say 1"));
  CHECK(first.state != Hash{});
  std::ofstream(path) << "say 2";
  CHECK(examineFile(path).state != first.state);
  std::ofstream(directory.path("b.fg")) << "say 1";
  CHECK(examineFile(directory.path("b.fg")).state != first.state);
  llvm::sys::fs::create_directory(directory.path("c.fg"));
  CHECK(examineFile(directory.path("c.fg")).state == Hash{});
}
