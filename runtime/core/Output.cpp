//===- Output.cpp - standard output and error -----------------------------===//

#include "Output.h"

#include "Memory.h"
#include "StringObject.h"
#include "forge/rt/Prototypes.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <unistd.h>

using namespace forge::rt;

void forge::rt::writeDirectly(int descriptor, std::string_view text) {
  while (!text.empty()) {
    ssize_t n = write(descriptor, text.data(), text.size());
    if (n < 0) {
      if (errno == EINTR)
        continue;
      return; // nobody reads: as with a closed pipe, output is lost
    }
    text.remove_prefix(static_cast<size_t>(n));
  }
}

Output::Output() : terminal(isatty(STDOUT_FILENO)) {}

void forge::rt::flushOut(Context &ctx) {
  Output &out = *runtime(ctx).output;
  writeDirectly(STDOUT_FILENO, {out.buffer, std::exchange(out.used, 0)});
}

void forge::rt::writeOut(Context &ctx, std::string_view text,
                         std::string_view end) {
  Output &out = *runtime(ctx).output;
  if (out.used + text.size() + end.size() > Output::bufferSize)
    flushOut(ctx);
  for (std::string_view part : {text, end}) {
    if (part.size() > Output::bufferSize - out.used)
      flushOut(ctx);
    if (part.size() > Output::bufferSize) {
      writeDirectly(STDOUT_FILENO, part);
      continue;
    }
    std::copy(part.begin(), part.end(), out.buffer + out.used);
    out.used += part.size();
  }
  auto endsLine = [](std::string_view part) {
    return part.find('\n') != std::string_view::npos;
  };
  if (out.terminal && (endsLine(end) || endsLine(text)))
    flushOut(ctx);
}

void forge::rt::writeErr(Context &ctx, std::string_view text) {
  flushOut(ctx);
  writeDirectly(STDERR_FILENO, text);
}

bool forge::rt::stderrHasColour() {
  const char *force = std::getenv("CLICOLOR_FORCE");
  if (force && std::strcmp(force, "1") == 0)
    return true;
  const char *term = std::getenv("TERM");
  return isatty(STDERR_FILENO) && !std::getenv("NO_COLOR") &&
         !(term && std::strcmp(term, "dumb") == 0);
}

void forge::rt::finishOutput(Context &ctx) {
  flushOut(ctx);
  const ProgramInfo *program = runtime(ctx).program;
  if (program && program->atEnd.ptr)
    program->atEnd.ptr(&ctx);
}

extern "C" void frt_show_counters(Context *ctx) noexcept {
  StringBuilder text;
  auto add = [&](std::string_view name, int64_t number) {
    text.append(name);
    text.appendInt(number);
  };
  const Counters &counters = ctx->counters;
  add("forge: allocs=", counters.allocs);
  add(" copies=", counters.copies);
  add(" retains=", counters.retains);
  text.append('\n');
  writeErr(*ctx, text.view());
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
  for (Service *service = runtime(ctx).services; service;
       service = service->next)
    service->flush(ctx, service);
  finishOutput(ctx);
#if !defined(__wasm__)
  if (frt_before_exit)
    frt_before_exit();
  if (__llvm_profile_write_file)
    __llvm_profile_write_file();
#endif
  std::_Exit(status);
}
