//===- main.cpp - forgec: the ahead-of-time compiler ----------------------===//

#include "forge/Tooling/Build.h"
#include "forge/Tooling/CommandLine.h"

using namespace llvm;
using namespace forge;

static constexpr char usage[] = R"(usage: forgec [options] FILE

  -o PATH            output file; - is stdout
  -O0 .. -O3         optimization level (default 2)
  -g                 debug information
  --emit=KIND        ast, forge, fmem, llvm, asm, obj, exe (default) or wasm
  --target=TARGET    native (default) or wasm32-wasi
  --mcpu=CPU         CPU to generate code for; native is this machine's
  --static           link the C library statically
  --pgo-generate     make a program that writes a profile when it ends
  --pgo-use=FILE     optimize by a profile
  --strict           treat warnings as errors
  --explain-perf     list what is left to run time, and why
  --count-rc         the program shows allocations, copies and added references
  --error-format=F   human, short or json
  --color=WHEN       auto, always or never
  --print-ir-after-all, --time-passes
  --version, --help
)";

static int usageError(const Twine &message) {
  errs() << "error: " << message << "\n" << usage;
  return exitUsage;
}

int main(int argc, char **argv) {
  CommonOptions options;
  BuildOptions build;
  StringRef path;
  ArgumentReader arguments(ArrayRef(argv + 1, argc - 1));
  while (!arguments.empty() && arguments.error().empty()) {
    if (arguments.common(options) || readBuildOption(arguments, build))
      continue;
    if (arguments.flag("--help") || arguments.flag("-h")) {
      outs() << usage;
      return exitSuccess;
    }
    if (arguments.flag("--version") || arguments.flag("-V")) {
      outs() << versionText() << '\n';
      return exitSuccess;
    }
    if (auto name = arguments.value("--emit")) {
      auto kind = parseOutputKind(*name);
      if (!kind)
        return usageError("unknown output kind '" + *name + "'");
      build.kind = *kind;
      if (*name == "wasm")
        build.target.kind = TargetKind::Wasm32;
    } else if (arguments.peek().starts_with("-") && arguments.peek() != "-") {
      return usageError("unknown option '" + arguments.peek() + "'");
    } else if (path.empty()) {
      path = arguments.next();
    } else {
      return usageError("more than one source file");
    }
  }
  if (!arguments.error().empty())
    return usageError(arguments.error());
  if (path.empty())
    return usageError("no source file");
  return buildProgram(path, options, build);
}
