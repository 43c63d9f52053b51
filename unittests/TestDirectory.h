//===- TestDirectory.h - a directory of its own for a test ----------------===//

#ifndef FORGE_UNITTESTS_TESTDIRECTORY_H
#define FORGE_UNITTESTS_TESTDIRECTORY_H

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include <catch2/catch.hpp>
#include <string>

namespace forge {

/// A new empty directory, removed with its content at the end.
class TestDirectory {
public:
  TestDirectory() {
    REQUIRE(!llvm::sys::fs::createUniqueDirectory("forge-test", root));
  }
  ~TestDirectory() { llvm::sys::fs::remove_directories(root); }

  std::string path(llvm::StringRef name) const {
    llvm::SmallString<128> result(root);
    llvm::sys::path::append(result, name);
    return std::string(result);
  }

  std::string read(llvm::StringRef name) const {
    auto buffer = llvm::MemoryBuffer::getFile(path(name));
    REQUIRE(buffer);
    return (*buffer)->getBuffer().str();
  }

  unsigned entryCount() const {
    unsigned count = 0;
    std::error_code code;
    for (llvm::sys::fs::directory_iterator entry(root, code), end;
         entry != end && !code; entry.increment(code))
      ++count;
    return count;
  }

private:
  llvm::SmallString<128> root;
};

} // namespace forge

#endif // FORGE_UNITTESTS_TESTDIRECTORY_H
