//===- AtomicFileTest.cpp -------------------------------------------------===//

#include "forge/Codegen/AtomicFile.h"
#include "unittests/TestDirectory.h"

using namespace forge;

static bool succeeded(llvm::Error error) {
  bool result = !error;
  llvm::consumeError(std::move(error));
  return result;
}

static llvm::ArrayRef<char> bytes(llvm::StringRef text) {
  return {text.data(), text.size()};
}

TEST_CASE("writing makes or replaces a file and leaves nothing else") {
  TestDirectory directory;
  std::string path = directory.path("out");
  CHECK(succeeded(writeFileAtomically(path, bytes("one"))));
  CHECK(directory.read("out") == "one");
  CHECK(succeeded(writeFileAtomically(path, bytes("second"))));
  CHECK(directory.read("out") == "second");
  CHECK(directory.entryCount() == 1);
}

TEST_CASE("a failed producer leaves the old content") {
  TestDirectory directory;
  std::string path = directory.path("out");
  REQUIRE(succeeded(writeFileAtomically(path, bytes("old"))));
  llvm::Error error =
      produceFileAtomically(path, [](llvm::StringRef temporary) {
        REQUIRE(succeeded(writeFileAtomically(temporary, bytes("half"))));
        return llvm::createStringError("out of ideas");
      });
  CHECK(llvm::toString(std::move(error)) == "out of ideas");
  CHECK(directory.read("out") == "old");
  CHECK(directory.entryCount() == 1);
}

TEST_CASE("errors name the file and the cause") {
  TestDirectory directory;
  std::string path = directory.path("missing/out");
  llvm::Error error = writeFileAtomically(path, bytes("x"));
  CHECK(llvm::toString(std::move(error)) ==
        "cannot write '" + path + "': No such file or directory");
}

TEST_CASE("devices are written to, not replaced") {
  CHECK(succeeded(writeFileAtomically("/dev/null", bytes("x"))));
  CHECK(llvm::sys::fs::get_file_type("/dev/null") ==
        llvm::sys::fs::file_type::character_file);
  CHECK(llvm::toString(writeFileAtomically("/dev/full", bytes("x"))) ==
        "cannot write '/dev/full': No space left on device");
}
