//===- TargetTest.cpp -----------------------------------------------------===//

#include "forge/Codegen/Target.h"
#include "llvm/IR/DataLayout.h"
#include "llvm/Target/TargetMachine.h"
#include "llvm/TargetParser/Host.h"
#include <catch2/catch.hpp>

using namespace forge;

static std::unique_ptr<llvm::TargetMachine>
create(const TargetOptions &options) {
  auto machine = createTargetMachine(options);
  if (!machine)
    FAIL(llvm::toString(machine.takeError()));
  return std::move(*machine);
}

TEST_CASE("target names") {
  CHECK(parseTargetKind("native") == TargetKind::Native);
  CHECK(parseTargetKind("x86_64-linux-gnu") == TargetKind::Native);
  CHECK(parseTargetKind("x86_64-unknown-linux-gnu") == TargetKind::Native);
  CHECK(parseTargetKind("wasm32-wasi") == TargetKind::Wasm32);
  CHECK(parseTargetKind("wasm32-wasip1") == TargetKind::Wasm32);
  CHECK(parseTargetKind("wasm32-unknown-wasi") == TargetKind::Wasm32);
  CHECK(parseTargetKind("wasm") == TargetKind::Wasm32);
  CHECK(parseTargetKind("") == std::nullopt);
  CHECK(parseTargetKind("aarch64-linux-gnu") == std::nullopt);
  CHECK(parseTargetKind("x86_64-pc-windows-msvc") == std::nullopt);
  CHECK(parseTargetKind("wasm64-wasi") == std::nullopt);
}

TEST_CASE("pointers are 64 bits on the host and 32 on wasm") {
  CHECK(create({TargetKind::Native, 2, ""})
            ->createDataLayout()
            .getPointerSizeInBits() == 64);
  CHECK(create({TargetKind::Wasm32, 2, ""})
            ->createDataLayout()
            .getPointerSizeInBits() == 32);
}

TEST_CASE("the CPU is a baseline unless this machine's is asked for") {
  CHECK(create({TargetKind::Native, 2, ""})->getTargetCPU() == "x86-64-v2");
  CHECK(create({TargetKind::Native, 2, "native"})->getTargetCPU() ==
        llvm::sys::getHostCPUName());
  CHECK(create({TargetKind::Native, 2, "x86-64-v3"})->getTargetCPU() ==
        "x86-64-v3");
}

TEST_CASE("an unknown CPU is an error that names it") {
  auto machine = createTargetMachine({TargetKind::Native, 2, "pdp11"});
  REQUIRE(!machine);
  CHECK(llvm::toString(machine.takeError()).find("'pdp11'") !=
        std::string::npos);
}

TEST_CASE("optimization levels reach code generation") {
  CHECK(create({TargetKind::Native, 0, ""})->getOptLevel() ==
        llvm::CodeGenOptLevel::None);
  CHECK(create({TargetKind::Native, 2, ""})->getOptLevel() ==
        llvm::CodeGenOptLevel::Default);
  CHECK(create({TargetKind::Wasm32, 3, ""})->getOptLevel() ==
        llvm::CodeGenOptLevel::Aggressive);
}
