//===- EmitObjectTest.cpp -------------------------------------------------===//

#include "forge/Codegen/EmitObject.h"
#include "TestModule.h"
#include "llvm/Bitcode/BitcodeReader.h"
#include "llvm/Object/ObjectFile.h"

using namespace forge;

static const char program[] = "define i64 @forty_two() { ret i64 42 }";

static std::string emit(TestModule &test, EmitKind kind) {
  auto content = emitToMemory(*test.module, *test.machine, kind);
  if (!content)
    FAIL(llvm::toString(content.takeError()));
  return std::string(content->begin(), content->end());
}

TEST_CASE("objects have the target's format and the function's symbol") {
  TargetKind kind = GENERATE(TargetKind::Native, TargetKind::Wasm32);
  TestModule test(program, {kind, 2, ""});
  std::string content = emit(test, EmitKind::Object);
  auto object = llvm::object::ObjectFile::createObjectFile(
      llvm::MemoryBufferRef(content, "test.o"));
  if (!object)
    FAIL(llvm::toString(object.takeError()));
  CHECK((*object)->isWasm() == (kind == TargetKind::Wasm32));
  bool found = false;
  for (llvm::object::SymbolRef symbol : (*object)->symbols())
    found |= llvm::cantFail(symbol.getName()) == "forty_two";
  CHECK(found);
}

TEST_CASE("assembly names the function") {
  TestModule test(program);
  CHECK(emit(test, EmitKind::Assembly).find("forty_two:") != std::string::npos);
}

TEST_CASE("LLVM IR and bitcode read back as the same module") {
  TestModule test(program);
  std::string text = emit(test, EmitKind::LLVMIR);
  CHECK(TestModule(text).module->getFunction("forty_two"));
  std::string bitcode = emit(test, EmitKind::Bitcode);
  auto module = llvm::parseBitcodeFile(
      llvm::MemoryBufferRef(bitcode, "test.bc"), test.context);
  if (!module)
    FAIL(llvm::toString(module.takeError()));
  CHECK((*module)->getFunction("forty_two"));
}
