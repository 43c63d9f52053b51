//===- CommandLine.cpp - options that forge and forgec share --------------===//

#include "forge/Tooling/CommandLine.h"

#include "forge/Tooling/PerformanceReport.h"

#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Process.h"
#include <cstdlib>

using namespace llvm;
using namespace forge;

StringRef ArgumentReader::next() {
  StringRef argument = rest.front();
  rest = rest.drop_front();
  return argument;
}

void ArgumentReader::fail(const Twine &text) {
  if (message.empty())
    message = text.str();
}

bool ArgumentReader::flag(StringRef option) {
  if (empty() || peek() != option)
    return false;
  next();
  return true;
}

std::optional<StringRef> ArgumentReader::value(StringRef option) {
  if (empty())
    return std::nullopt;
  StringRef argument = peek();
  if (argument == option) {
    next();
    if (empty()) {
      fail("option '" + option + "' needs a value");
      return StringRef();
    }
    return next();
  }
  if (option.starts_with("--") && argument.consume_front(option) &&
      argument.consume_front("=")) {
    next();
    return argument;
  }
  return std::nullopt;
}

bool ArgumentReader::common(CommonOptions &options) {
  StringRef argument = peek();
  if (argument.size() == 3 && argument.starts_with("-O") &&
      argument[2] >= '0' && argument[2] <= '3') {
    options.optLevel = argument[2] - '0';
    next();
    return true;
  }
  if (flag("--strict"))
    return options.strict = true;
  if (flag("--allow-run"))
    return options.allowRun = true;
  if (flag("-g"))
    return options.debugInfo = true;
  if (flag("--print-ir-after-all"))
    return options.printAfterAll = true;
  if (flag("--time-passes"))
    return options.timePasses = true;
  if (flag("--explain-perf"))
    return options.explainPerformance = true;
  if (flag("--count-rc"))
    return options.countRC = true;
  // Engines of other implementations: this one always compiles.
  if (flag("--vm") || flag("--jit"))
    return true;
  if (flag("--interp")) {
    options.optLevel = 0;
    return true;
  }
  if (std::optional<StringRef> format = value("--error-format")) {
    auto parsed = StringSwitch<std::optional<ErrorFormat>>(*format)
                      .Case("human", ErrorFormat::Human)
                      .Case("short", ErrorFormat::Short)
                      .Case("json", ErrorFormat::Json)
                      .Default(std::nullopt);
    if (!parsed)
      fail("unknown error format '" + *format + "': use human, short or json");
    options.errorFormat = parsed.value_or(ErrorFormat::Human);
    return true;
  }
  if (std::optional<StringRef> color = value("--color")) {
    auto parsed = StringSwitch<std::optional<ColorMode>>(*color)
                      .Case("auto", ColorMode::Auto)
                      .Case("always", ColorMode::Always)
                      .Case("never", ColorMode::Never)
                      .Default(std::nullopt);
    if (!parsed)
      fail("unknown color mode '" + *color + "': use auto, always or never");
    options.color = parsed.value_or(ColorMode::Auto);
    return true;
  }
  return false;
}

CompilationOptions CommonOptions::compilation(unsigned defaultOptLevel) const {
  CompilationOptions result;
  result.optLevel = optLevel.value_or(defaultOptLevel);
  result.debugInfo = debugInfo;
  result.printAfterAll = printAfterAll;
  result.timePasses = timePasses;
  result.countRC = countRC;
  result.explainPerformance = explainPerformance;
#ifndef NDEBUG
  result.verifyOwnership = true;
#endif
  return result;
}

bool forge::wantsColor(ColorMode mode, bool isTerminal) {
  if (mode != ColorMode::Auto)
    return mode == ColorMode::Always;
  const char *forced = std::getenv("CLICOLOR_FORCE");
  if (forced && StringRef(forced) == "1")
    return true;
  const char *term = std::getenv("TERM");
  return isTerminal && !std::getenv("NO_COLOR") &&
         !(term && StringRef(term) == "dumb");
}

RenderOptions CommonOptions::rendering() const {
  RenderOptions result;
  result.format = errorFormat;
  result.color = wantsColor(color, sys::Process::StandardErrIsDisplayed());
  return result;
}

const SourceFile *forge::openSource(Compilation &compilation, StringRef path) {
  auto report = [&](std::error_code code) {
    errs() << "error: could not read '" << path << "': " << code.message()
           << '\n';
    return nullptr;
  };
  if (path == "-") {
    auto buffer = MemoryBuffer::getSTDIN();
    if (!buffer)
      return report(buffer.getError());
    return &compilation.sources().add("<stdin>", (*buffer)->getBuffer().str());
  }
  auto file = compilation.sources().load(path);
  if (!file)
    return report(file.getError());
  return *file;
}

void forge::reportDiagnostics(Compilation &compilation,
                              const CommonOptions &options) {
  render(compilation.diagnostics(), options.rendering(), errs());
}

void forge::reportPerformance(Compilation &compilation,
                              const CommonOptions &options) {
  if (options.explainPerformance)
    writePerformance(compilation.sources(), compilation.performance(),
                     options.errorFormat, errs());
}

int forge::reportError(Error error) {
  handleAllErrors(std::move(error), [](const ErrorInfoBase &info) {
    errs() << "error: " << info.message() << '\n';
  });
  return exitFailure;
}

StringRef forge::versionText() { return "forge " FORGE_VERSION; }
