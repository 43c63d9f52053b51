//===- RegressionTest.cpp - inputs that once went wrong -------------------===//
//
// Files in fuzz/Inputs, found by the parser fuzzer or written to start it, must
// parse and render in every format without a crash.
//
//===----------------------------------------------------------------------===//

#include "ParseText.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include <catch2/catch.hpp>

using namespace forge;
using namespace forge::test;

TEST_CASE("inputs of the fuzzer", "[regression]") {
  std::error_code error;
  unsigned files = 0;
  for (llvm::sys::fs::directory_iterator it(FORGE_FUZZ_INPUTS, error), end;
       it != end && !error; it.increment(error)) {
    INFO(it->path());
    auto buffer = llvm::MemoryBuffer::getFile(it->path());
    REQUIRE(buffer);
    Parsed parsed((*buffer)->getBuffer().str());
    std::string text;
    llvm::raw_string_ostream os(text);
    for (ErrorFormat format :
         {ErrorFormat::Human, ErrorFormat::Short, ErrorFormat::Json})
      render(parsed.diagnostics, {format, /*color=*/true, 20}, os);
    printAst(*parsed.tree, os, {/*spans=*/true});
    CHECK(!text.empty());
    ++files;
  }
  CHECK_FALSE(error);
  CHECK(files > 0u);
}
