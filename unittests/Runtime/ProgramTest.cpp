//===- ProgramTest.cpp - exit statuses and output of programs -------------===//

#include "RuntimeFixture.h"

#include "core/Output.h"

#include <cstdio>
#include <cstdlib>
#include <unistd.h>
#include <vector>

using namespace forge::rt;

extern "C" int frt_main(int argc, char **argv, const void *info,
                        void (*program)(Context *)) noexcept;

namespace {

/// Runs a program with its standard output and error going to one file.
class ProgramFixture {
public:
  int status = -1;
  std::string output;

  void run(void (*program)(Context *), int32_t globals = 0) {
    std::vector<Bits> variables(static_cast<size_t>(globals));
    ProgramInfo info{abiVersion, globals, {"test.fg"}, {}, {variables.data()}};
    std::FILE *file = std::tmpfile();
    int saved[] = {dup(1), dup(2)};
    std::fflush(nullptr);
    dup2(fileno(file), 1);
    dup2(fileno(file), 2);
    setenv("FORGE_CHECK_LIVE", "1", 1);
    status = frt_main(0, nullptr, &info, program);
    unsetenv("FORGE_CHECK_LIVE");
    std::fflush(nullptr);
    dup2(saved[0], 1);
    dup2(saved[1], 2);
    close(saved[0]);
    close(saved[1]);
    std::rewind(file);
    char piece[256];
    output.clear();
    while (size_t n = std::fread(piece, 1, sizeof(piece), file))
      output.append(piece, n);
    std::fclose(file);
  }
};

} // namespace

TEST_CASE_METHOD(ProgramFixture, "a program that ends normally", "[program]") {
  run([](Context *ctx) { writeOut(*ctx, "hello\n"); });
  CHECK(status == 0);
  CHECK(output == "hello\n");
}

TEST_CASE_METHOD(ProgramFixture,
                 "texts of all sizes are written in their order", "[program]") {
  static std::string expected;
  expected.clear();
  run([](Context *ctx) {
    constexpr size_t room = Output::bufferSize;
    char letter = 'a';
    for (size_t size : {size_t(1), room - 1, room, room + 1, 2 * room + 3})
      for (bool line : {false, true}) {
        std::string text(size, letter++);
        Owned string(*ctx, makeString(*ctx, text));
        frt_print_text(ctx, string, line);
        frt_print_int(ctx, INT64_MIN, line);
        const char *end = line ? "\n" : "";
        expected += text + end + "-9223372036854775808" + end;
      }
  });
  CHECK(status == 0);
  CHECK(output.size() == expected.size());
  CHECK((output == expected)); // too long to be shown
}

TEST_CASE_METHOD(ProgramFixture, "output comes before the error report",
                 "[program]") {
  run([](Context *ctx) {
    writeOut(*ctx, "before\n");
    frt_raise_modulo_by_zero(ctx);
  });
  CHECK(status == 1);
  CHECK(output == "before\n"
                  "error[FG0501]: modulo by zero\n"
                  "   = hint: check that the divisor is not zero before using "
                  "%\n");
}

TEST_CASE_METHOD(ProgramFixture, "objects left behind are reported",
                 "[program]") {
  run([](Context *ctx) { ctx->globals.ptr[0] = makeArray(*ctx); }, 1);
  CHECK(status == 0); // globals are released

  // Too large for the memory of small objects, which ends with the program.
  static Bits leaked;
  run([](Context *ctx) { leaked = makeArray(*ctx, 1000); });
  CHECK(status == 97);
  CHECK(output == "forge: 1 live objects at exit\n");
  freeBytes(headerOf(leaked));
}

TEST_CASE_METHOD(ProgramFixture, "the stack has room for the deepest calls",
                 "[program]") {
  // Frames of 64 KB each, far more than generated code needs.
  struct Deep {
    static int call(int depth) {
      volatile char frame[64 * 1024];
      frame[0] = static_cast<char>(depth);
      return depth == 0 ? 0 : call(depth - 1) + frame[0] * 0 + 1;
    }
  };
  run([](Context *ctx) {
    if (Deep::call(ctx->maxDepth) == ctx->maxDepth)
      writeOut(*ctx, "reached\n");
  });
  CHECK(output == "reached\n");
}
