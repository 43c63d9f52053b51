//===- JitTest.cpp --------------------------------------------------------===//

#include "forge/JIT/Jit.h"
#include "TestCode.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/Module.h"
#include <catch2/catch.hpp>
#include <string>

using namespace forge;
using namespace llvm::orc;

static std::unique_ptr<Jit> createJit(const JitOptions &options) {
  auto jit = Jit::create(options);
  if (!jit)
    FAIL(llvm::toString(jit.takeError()));
  return std::move(*jit);
}

template <typename Function>
static Function *find(Jit &jit, llvm::StringRef name) {
  auto address = jit.lookup(name);
  if (!address)
    FAIL(llvm::toString(address.takeError()));
  return address->toPtr<Function *>();
}

static void add(Jit &jit, const char *text, unsigned optLevel = 0) {
  llvm::LLVMContext context;
  auto module = parseModule(context, text);
  if (llvm::Error error = jit.addObject(compileModule(*module, optLevel)))
    FAIL(llvm::toString(std::move(error)));
}

static std::string received;
static void receive(const char *text) { received += text; }

TEST_CASE("a program calls the runtime through bound symbols") {
  unsigned optLevel = GENERATE(0u, 2u);
  const RuntimeSymbol symbols[] = {
      {"frt_test_receive", reinterpret_cast<void *>(receive)}};
  JitOptions options;
  options.runtimeSymbols = symbols;
  auto jit = createJit(options);
  add(*jit, R"(
    @text = private constant [6 x i8] c"hello\00"
    declare void @frt_test_receive(ptr)
    define void @forge_program(ptr %context) {
      call void @frt_test_receive(ptr @text)
      ret void
    })",
      optLevel);
  received.clear();
  find<void(void *)>(*jit, "forge_program")(nullptr);
  CHECK(received == "hello");
}

TEST_CASE("modules see each other's functions") {
  auto jit = createJit({});
  add(*jit, "define i64 @twice(i64 %x) { %r = add i64 %x, %x\n ret i64 %r }");
  add(*jit, R"(
    declare i64 @twice(i64)
    define i64 @four(i64 %x) {
      %a = call i64 @twice(i64 %x)
      %b = call i64 @twice(i64 %a)
      ret i64 %b
    })");
  CHECK(find<int64_t(int64_t)>(*jit, "four")(10) == 40);
}

TEST_CASE("generated code reaches the C library and compiler support") {
  unsigned optLevel = GENERATE(0u, 2u);
  JitOptions options;
  auto jit = createJit(options);
  add(*jit, R"(
    declare i64 @strlen(ptr)
    define i64 @length(ptr %s) { %n = call i64 @strlen(ptr %s)
      ret i64 %n }
    define i64 @divide(i64 %a, i64 %b) {
      %x = sext i64 %a to i128
      %wide = shl i128 %x, 64
      %y = sext i64 %b to i128
      %q = sdiv i128 %wide, %y
      %high = ashr i128 %q, 64
      %r = trunc i128 %high to i64
      ret i64 %r
    })",
      optLevel);
  CHECK(find<int64_t(const char *)>(*jit, "length")("seven..") == 7);
  CHECK(find<int64_t(int64_t, int64_t)>(*jit, "divide")(-42, 6) == -7);
}

TEST_CASE("functions that must be inlined are inlined at -O0") {
  auto jit = createJit({});
  add(*jit, R"(
    define internal i64 @inner(i64 %x) alwaysinline {
      %r = mul i64 %x, 3
      ret i64 %r
    }
    define i64 @outer(i64 %x) { %r = call i64 @inner(i64 %x)
      ret i64 %r })");
  CHECK(find<int64_t(int64_t)>(*jit, "outer")(14) == 42);
}

TEST_CASE("debugger support does not disturb running") {
  JitOptions options;
  options.debugInfo = true;
  auto jit = createJit(options);
  add(*jit, "define i64 @answer() { ret i64 42 }");
  CHECK(find<int64_t()>(*jit, "answer")() == 42);
}

TEST_CASE("unknown symbols are errors that name the symbol") {
  auto jit = createJit({});
  auto address = jit->lookup("missing_function");
  REQUIRE(!address);
  CHECK(llvm::toString(address.takeError()).find("missing_function") !=
        std::string::npos);
}

TEST_CASE("code refers to addresses that were given names") {
  int64_t value = 41;
  auto jit = createJit({});
  if (llvm::Error error = jit->define(RuntimeSymbol{"test.value", &value}))
    FAIL(llvm::toString(std::move(error)));
  add(*jit, R"(
    @test.value = external global i64
    define void @increment() {
      %x = load i64, ptr @test.value
      %y = add i64 %x, 1
      store i64 %y, ptr @test.value
      ret void
    })");
  find<void()>(*jit, "increment")();
  CHECK(value == 42);
}

TEST_CASE("what is no object code is refused") {
  auto jit = createJit({});
  llvm::Error error = jit->addObject(llvm::MemoryBuffer::getMemBufferCopy(
      "this is a text and no object code of any machine at all", "text"));
  CHECK(llvm::toString(std::move(error)) != "");
}
