//===- Output.cpp - standard output and error -----------------------------===//

#include "Output.h"

#include "Memory.h"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <unistd.h>

using namespace forge::rt;

static constexpr size_t bufferSize = 64 * 1024;

struct forge::rt::Output {
  bool terminal;
  size_t used;
  char buffer[bufferSize];
};

static void writeAll(int fd, const char *data, size_t size) {
  while (size) {
    ssize_t n = write(fd, data, size);
    if (n < 0) {
      if (errno == EINTR)
        continue;
      return; // nobody reads: as with a closed pipe, output is lost
    }
    data += n;
    size -= static_cast<size_t>(n);
  }
}

Output *forge::rt::createOutput() {
  auto *out = static_cast<Output *>(allocateBytes(sizeof(Output)));
  out->terminal = isatty(STDOUT_FILENO);
  out->used = 0;
  return out;
}

void forge::rt::destroyOutput(Output *output) { freeBytes(output); }

void forge::rt::flushOut(Context &ctx) {
  Output &out = *runtime(ctx).output;
  writeAll(STDOUT_FILENO, out.buffer, std::exchange(out.used, 0));
}

void forge::rt::writeOut(Context &ctx, std::string_view text) {
  Output &out = *runtime(ctx).output;
  if (out.used + text.size() > bufferSize)
    flushOut(ctx);
  if (text.size() > bufferSize) {
    writeAll(STDOUT_FILENO, text.data(), text.size());
    return;
  }
  if (!text.empty())
    std::memcpy(out.buffer + out.used, text.data(), text.size());
  out.used += text.size();
  if (out.terminal && text.find('\n') != std::string_view::npos)
    flushOut(ctx);
}

void forge::rt::writeErr(Context &ctx, std::string_view text) {
  flushOut(ctx);
  writeAll(STDERR_FILENO, text.data(), text.size());
}

bool forge::rt::stderrHasColour() {
  const char *force = std::getenv("CLICOLOR_FORCE");
  if (force && std::strcmp(force, "1") == 0)
    return true;
  const char *term = std::getenv("TERM");
  return isatty(STDERR_FILENO) && !std::getenv("NO_COLOR") &&
         !(term && std::strcmp(term, "dumb") == 0);
}

void forge::rt::showCounters(Context &ctx) {
  const Runtime &rt = runtime(ctx);
  if (!rt.program || !(rt.program->flags & programCounts))
    return;
  const Counters &counters = ctx.counters;
  auto number = [](int64_t n) { return static_cast<long long>(n); };
  flushOut(ctx);
  std::fprintf(stderr, "forge: allocs=%lld copies=%lld retains=%lld\n",
               number(counters.allocs - rt.ownAllocs), number(counters.copies),
               number(counters.retains));
}

#if !defined(__wasm__)
/// What is still to do in a process that ends without running its handlers.
/// The first is of a compiler that profiles the program, the second of the
/// counters that executables have which collect a profile.
extern "C" {
[[gnu::weak]] void frt_before_exit() noexcept;
[[gnu::weak]] int __llvm_profile_write_file();
}
#endif

void forge::rt::exitProgram(Context &ctx, int status) {
  flushOut(ctx);
  showCounters(ctx);
#if !defined(__wasm__)
  if (frt_before_exit)
    frt_before_exit();
  if (__llvm_profile_write_file)
    __llvm_profile_write_file();
#endif
  std::_Exit(status);
}
