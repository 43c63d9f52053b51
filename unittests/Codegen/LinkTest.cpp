//===- LinkTest.cpp - linked programs run ---------------------------------===//

#include "forge/Codegen/Link.h"
#include "unittests/TestDirectory.h"
#include "TestModule.h"
#include "forge/Codegen/EmitObject.h"
#include "llvm/Support/Program.h"

using namespace forge;

// Writes its first argument and returns the number of arguments.
static const char nativeProgram[] = R"(
  declare i32 @puts(ptr)
  define i32 @main(i32 %argc, ptr %argv) {
    %slot = getelementptr ptr, ptr %argv, i64 1
    %text = load ptr, ptr %slot
    %ignored = call i32 @puts(ptr %text)
    ret i32 %argc
  })";

// wasi-libc calls main under the name that tells the argument list.
static const char wasmProgram[] = R"(
  declare i32 @puts(ptr)
  define i32 @__main_argc_argv(i32 %argc, ptr %argv) {
    %slot = getelementptr ptr, ptr %argv, i32 1
    %text = load ptr, ptr %slot
    %ignored = call i32 @puts(ptr %text)
    ret i32 %argc
  })";

namespace {
struct RunResult {
  int status;
  std::string output;
  std::string errors;
};
} // namespace

static RunResult run(const TestDirectory &directory,
                     std::vector<std::string> command) {
  auto program = llvm::sys::findProgramByName(command.front());
  REQUIRE(program);
  std::vector<llvm::StringRef> arguments(command.begin(), command.end());
  std::string out = directory.path("stdout"), err = directory.path("stderr");
  std::optional<llvm::StringRef> redirects[] = {
      llvm::StringRef(), llvm::StringRef(out), llvm::StringRef(err)};
  int status =
      llvm::sys::ExecuteAndWait(*program, arguments, std::nullopt, redirects);
  return {status, directory.read("stdout"), directory.read("stderr")};
}

static LinkOptions linkOptions(TargetKind kind) {
  LinkOptions options;
  options.kind = kind;
  options.runtime = false;
  options.runtimeLibDir = FORGE_TEST_LIB_DIR;
  return options;
}

static llvm::Error link(const char *text, const std::string &output,
                        const LinkOptions &options) {
  TestModule test(text, {options.kind, 2, ""});
  auto object = emitToMemory(*test.module, *test.machine, EmitKind::Object);
  if (!object)
    return object.takeError();
  return linkProgram(*object, output, options);
}

static void requireSuccess(llvm::Error error) {
  if (error)
    FAIL(llvm::toString(std::move(error)));
}

TEST_CASE("native executables run, with shared and with static C library") {
  LinkOptions options = linkOptions(TargetKind::Native);
  options.staticLibc = GENERATE(false, true);
  options.debugInfo = GENERATE(false, true);
  TestDirectory directory;
  std::string program = directory.path("program");
  requireSuccess(link(nativeProgram, program, options));
  RunResult result = run(directory, {program, "native works"});
  CHECK(result.status == 2);
  CHECK(result.output == "native works\n");
}

TEST_CASE("wasm modules run") {
  LinkOptions options = linkOptions(TargetKind::Wasm32);
  options.debugInfo = GENERATE(false, true);
  TestDirectory directory;
  std::string program = directory.path("program.wasm");
  requireSuccess(link(wasmProgram, program, options));
  RunResult result =
      run(directory, {"node", FORGE_TEST_WASM_RUNNER, program, "wasm works"});
  CHECK(result.status == 2);
  CHECK(result.output == "wasm works\n");
  CHECK(result.errors == "");
}

TEST_CASE("one process links many times") {
  TestDirectory directory;
  for (TargetKind kind : {TargetKind::Native, TargetKind::Wasm32,
                          TargetKind::Native, TargetKind::Wasm32})
    requireSuccess(
        link(kind == TargetKind::Native ? nativeProgram : wasmProgram,
             directory.path("program"), linkOptions(kind)));
}

TEST_CASE("undefined symbols are reported and leave no output") {
  TargetKind kind = GENERATE(TargetKind::Native, TargetKind::Wasm32);
  TestDirectory directory;
  llvm::Error error = link(R"(
      declare void @nowhere()
      define i32 @main(i32 %c, ptr %v) {
        call void @nowhere()
        ret i32 0
      }
      define i32 @__main_argc_argv(i32 %c, ptr %v) {
        call void @nowhere()
        ret i32 0
      })",
                           directory.path("program"), linkOptions(kind));
  CHECK(llvm::toString(std::move(error)).find("nowhere") != std::string::npos);
  CHECK(directory.entryCount() == 0);
}

TEST_CASE("missing files are named with where they were looked for") {
  TestDirectory directory;
  LinkOptions options = linkOptions(TargetKind::Wasm32);
  options.runtime = true;
  options.runtimeLibDir = directory.path("nothing");
  std::string message =
      llvm::toString(link(wasmProgram, directory.path("program"), options));
  for (const char *part : {"libc++.a", "libc.a", "libforge_rt.a"})
    CHECK(message.find(part) != std::string::npos);
  CHECK(message.find(directory.path("nothing")) != std::string::npos);
  CHECK(directory.entryCount() == 0);
}
