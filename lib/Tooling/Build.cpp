//===- Build.cpp - compile a program to a file ----------------------------===//

#include "forge/Tooling/Build.h"

#include "forge/Codegen/AtomicFile.h"
#include "forge/Codegen/EmitObject.h"
#include "forge/Codegen/Link.h"
#include "forge/Codegen/Optimize.h"
#include "forge/Syntax/AstPrinter.h"
#include "forge/Syntax/Parser.h"

#include "llvm/ADT/StringSwitch.h"
#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/Module.h"
#include "llvm/Support/Path.h"
#include "llvm/Target/TargetMachine.h"

using namespace llvm;
using namespace forge;

std::optional<OutputKind> forge::parseOutputKind(StringRef name) {
  return StringSwitch<std::optional<OutputKind>>(name)
      .Case("ast", OutputKind::Ast)
      .Case("forge", OutputKind::ForgeIR)
      .Case("fmem", OutputKind::FMemIR)
      .Case("llvm", OutputKind::LLVMIR)
      .Case("asm", OutputKind::Assembly)
      .Case("obj", OutputKind::Object)
      .Cases({"exe", "wasm"}, OutputKind::Executable)
      .Default(std::nullopt);
}

/// Path of a binary output next to nothing but the current directory, as
/// compilers do; never the source itself.
static std::string defaultOutput(const SourceFile &file,
                                 const BuildOptions &build) {
  StringRef stem = sys::path::stem(file.path());
  if (build.kind == OutputKind::Object)
    return (stem + ".o").str();
  if (build.target.kind == TargetKind::Wasm32)
    return (stem + ".wasm").str();
  return stem == sys::path::filename(file.path()) ? (stem + ".out").str()
                                                  : stem.str();
}

/// Texts go to stdout unless a path is given.
static Error writeOutput(StringRef path, ArrayRef<char> content) {
  return writeFileAtomically(path.empty() ? "-" : path, content);
}

static Error writeText(StringRef path, StringRef text) {
  return writeOutput(path, ArrayRef(text.data(), text.size()));
}

template <typename Print>
static int writePrinted(const BuildOptions &build, Print print) {
  std::string text;
  raw_string_ostream os(text);
  print(os);
  if (Error error = writeText(build.output, text))
    return reportError(std::move(error));
  return exitSuccess;
}

static int emitAst(Compilation &compilation, const SourceFile &file,
                   const CommonOptions &options, const BuildOptions &build) {
  std::unique_ptr<SyntaxTree> tree = parse(file, compilation.diagnostics());
  reportDiagnostics(compilation, options);
  if (compilation.diagnostics().hasErrors())
    return exitFailure;
  return writePrinted(build, [&](raw_ostream &os) { printAst(*tree, os); });
}

static EmitKind emitKind(OutputKind kind) {
  switch (kind) {
  case OutputKind::LLVMIR:
    return EmitKind::LLVMIR;
  case OutputKind::Assembly:
    return EmitKind::Assembly;
  default:
    return EmitKind::Object;
  }
}

/// The part behind MLIR: LLVM IR, assembly, object, executable.
static Error emitCode(Module &module, TargetMachine &machine,
                      const SourceFile &file, const CommonOptions &options,
                      BuildOptions &build) {
  optimizeModule(module, machine, build.target.optLevel);
  Expected<SmallVector<char, 0>> bytes =
      emitToMemory(module, machine, emitKind(build.kind));
  if (!bytes)
    return bytes.takeError();
  bool isBinary =
      build.kind == OutputKind::Object || build.kind == OutputKind::Executable;
  if (build.output.empty() && isBinary)
    build.output = defaultOutput(file, build);
  if (build.kind != OutputKind::Executable)
    return writeOutput(build.output, *bytes);
  LinkOptions link;
  link.kind = build.target.kind;
  link.staticLibc = build.staticLibc;
  link.debugInfo = options.debugInfo;
  Expected<std::string> runtime = findRuntimeLibDir();
  if (!runtime)
    return runtime.takeError();
  link.runtimeLibDir = *runtime;
  return linkProgram(*bytes, build.output, link);
}

bool forge::readBuildOption(ArgumentReader &arguments, BuildOptions &build) {
  if (arguments.flag("--static"))
    return build.staticLibc = true;
  if (std::optional<StringRef> output = arguments.value("-o")) {
    build.output = output->str();
    return true;
  }
  if (std::optional<StringRef> cpu = arguments.value("--mcpu")) {
    build.target.cpu = cpu->str();
    return true;
  }
  if (std::optional<StringRef> target = arguments.value("--target")) {
    std::optional<TargetKind> kind = parseTargetKind(*target);
    if (!kind)
      arguments.fail("unknown target '" + *target +
                     "': use native or wasm32-wasi");
    build.target.kind = kind.value_or(TargetKind::Native);
    return true;
  }
  return false;
}

static int buildFile(Compilation &compilation, const SourceFile &file,
                     const CommonOptions &options, BuildOptions &build) {
  if (options.strict)
    compilation.diagnostics().setStrict(true);
  if (build.kind == OutputKind::Ast)
    return emitAst(compilation, file, options, build);
  bool checked = compilation.check(file);
  if (!checked) {
    reportDiagnostics(compilation, options);
    return exitFailure;
  }
  Expected<std::unique_ptr<TargetMachine>> machine =
      createTargetMachine(build.target);
  if (!machine)
    return reportError(machine.takeError());

  Stage stage = Stage::LLVMDialect;
  if (build.kind == OutputKind::ForgeIR)
    stage = Stage::Forge;
  else if (build.kind == OutputKind::FMemIR)
    stage = Stage::FMem;
  mlir::OwningOpRef<mlir::ModuleOp> module =
      compilation.compile(stage, machine->get());
  reportDiagnostics(compilation, options);
  if (!module)
    return exitFailure;
  reportPerformance(compilation, options);
  if (stage != Stage::LLVMDialect)
    return writePrinted(build, [&](raw_ostream &os) { module->print(os); });

  LLVMContext context;
  std::unique_ptr<Module> code =
      compilation.translate(*module, context, **machine);
  if (!code)
    return exitFailure;
  if (Error error = emitCode(*code, **machine, file, options, build))
    return reportError(std::move(error));
  return exitSuccess;
}

int forge::buildProgram(StringRef path, const CommonOptions &options,
                        BuildOptions &build) {
  CompilationOptions compile = options.compilation(2);
  compile.wasm = build.target.kind == TargetKind::Wasm32;
  build.target.optLevel = compile.optLevel;
  Compilation compilation(compile);
  const SourceFile *file = openSource(compilation, path);
  return file ? buildFile(compilation, *file, options, build) : exitFailure;
}
