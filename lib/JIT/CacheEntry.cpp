//===- CacheEntry.cpp - a compiled program as bytes -----------------------===//
//
//   header  magic and format, 8 bytes; key; size and hash of what follows
//   body    kind of code; number of dependencies, each a text and a hash;
//           report, object, bitcode as texts
//
// A text is its length, its bytes, and zeros up to the next multiple of 16, so
// that object code is aligned. Numbers are little endian.
//
//===----------------------------------------------------------------------===//

#include "forge/JIT/CacheEntry.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MathExtras.h"

using namespace forge;
namespace endian = llvm::support::endian;

// The last two digits are the format's version.
static constexpr llvm::StringLiteral magic = "forgec01";
static constexpr size_t alignment = 16;

namespace {

struct Header {
  char magic[8];
  uint8_t key[sizeof(Hash)];
  uint8_t checksum[sizeof(Hash)];
  uint8_t bodySize[8];
};
static_assert(sizeof(Header) % alignment == 0);

class Writer {
public:
  explicit Writer(llvm::SmallVectorImpl<char> &bytes) : bytes(bytes) {}

  void number(uint64_t value) {
    char encoded[sizeof(value)];
    endian::write64le(encoded, value);
    bytes.append(std::begin(encoded), std::end(encoded));
  }
  void text(llvm::StringRef value) {
    number(value.size());
    align();
    bytes.append(value.begin(), value.end());
    align();
  }
  void hash(const Hash &value) { bytes.append(value.begin(), value.end()); }

private:
  void align() { bytes.resize(llvm::alignTo(bytes.size(), alignment)); }

  llvm::SmallVectorImpl<char> &bytes;
};

/// Reads what a Writer wrote. Beyond the end everything is empty and `failed`
/// is set.
class Reader {
public:
  explicit Reader(llvm::StringRef body) : body(body) {}

  uint64_t number() {
    llvm::StringRef bytes = take(sizeof(uint64_t));
    return failed ? 0 : endian::read64le(bytes.data());
  }
  llvm::StringRef text() {
    uint64_t size = number();
    align();
    llvm::StringRef result = take(size);
    align();
    return result;
  }
  Hash hash() {
    Hash result = {};
    llvm::StringRef bytes = take(result.size());
    if (!failed)
      llvm::copy(bytes, result.begin());
    return result;
  }
  bool isAtEnd() const { return !failed && position == body.size(); }
  bool hasFailed() const { return failed; }

private:
  llvm::StringRef take(uint64_t size) {
    if (failed || size > body.size() - position) {
      failed = true;
      return "";
    }
    llvm::StringRef result = body.substr(position, size);
    position += size;
    return result;
  }
  void align() { take(llvm::alignTo(position, alignment) - position); }

  llvm::StringRef body;
  size_t position = 0;
  bool failed = false;
};

} // namespace

FileDependency forge::describeFile(llvm::StringRef path,
                                   llvm::StringRef content) {
  // Two names of one file are one module, so that the place matters, too.
  llvm::SmallString<128> place;
  llvm::sys::fs::real_path(path, place);
  llvm::BLAKE3 hasher;
  hasher.update(place);
  hasher.update(llvm::StringRef("", 1));
  hasher.update(content);
  return {path.str(), hasher.final()};
}

FileDependency forge::examineFile(llvm::StringRef path) {
  auto buffer = llvm::MemoryBuffer::getFile(path, /*IsText=*/false,
                                            /*RequiresNullTerminator=*/false,
                                            /*IsVolatile=*/true);
  if (!buffer)
    return {path.str(), {}};
  return describeFile(path, (*buffer)->getBuffer());
}

llvm::SmallVector<char, 0> CacheEntry::encode(const Hash &key,
                                              const CacheContent &content) {
  llvm::SmallVector<char, 0> bytes(sizeof(Header));
  Writer writer(bytes);
  writer.number(uint64_t(content.code));
  writer.number(content.dependencies.size());
  for (const FileDependency &dependency : content.dependencies) {
    writer.text(dependency.path);
    writer.hash(dependency.state);
  }
  writer.text(content.report);
  writer.text(content.object);
  writer.text(content.bitcode);

  llvm::StringRef body(bytes.data() + sizeof(Header),
                       bytes.size() - sizeof(Header));
  llvm::BLAKE3 hasher;
  hasher.update(body);
  Hash checksum = hasher.final();
  Header header;
  llvm::copy(magic, header.magic);
  llvm::copy(key, header.key);
  llvm::copy(checksum, header.checksum);
  endian::write64le(header.bodySize, body.size());
  std::memcpy(bytes.data(), &header, sizeof(header));
  return bytes;
}

std::unique_ptr<CacheEntry>
CacheEntry::decode(const Hash &key, std::unique_ptr<llvm::MemoryBuffer> file) {
  llvm::StringRef bytes = file->getBuffer();
  if (bytes.size() < sizeof(Header))
    return nullptr;
  Header header;
  std::memcpy(&header, bytes.data(), sizeof(header));
  llvm::StringRef body = bytes.drop_front(sizeof(Header));
  if (llvm::StringRef(header.magic, sizeof(header.magic)) != magic ||
      !llvm::equal(header.key, key) ||
      endian::read64le(header.bodySize) != body.size())
    return nullptr;
  llvm::BLAKE3 hasher;
  hasher.update(body);
  if (!llvm::equal(header.checksum, hasher.final()))
    return nullptr;

  std::unique_ptr<CacheEntry> entry(new CacheEntry(std::move(file)));
  CacheContent &content = entry->parts;
  Reader reader(body);
  uint64_t code = reader.number();
  if (code > uint64_t(CacheContent::Code::Optimized))
    return nullptr;
  content.code = CacheContent::Code(code);
  uint64_t dependencies = reader.number();
  for (uint64_t i = 0; i != dependencies && !reader.hasFailed(); ++i) {
    std::string path = reader.text().str();
    content.dependencies.push_back({std::move(path), reader.hash()});
  }
  content.report = reader.text();
  content.object = reader.text();
  content.bitcode = reader.text();
  return reader.isAtEnd() ? std::move(entry) : nullptr;
}
