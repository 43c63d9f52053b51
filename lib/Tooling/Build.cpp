//===- Build.cpp - compile a program to a file ----------------------------===//

#include "forge/Tooling/Build.h"

#include "forge/Codegen/AtomicFile.h"
#include "forge/Codegen/EmitObject.h"
#include "forge/Codegen/Link.h"
#include "forge/Codegen/Optimize.h"
#include "forge/Syntax/AstPrinter.h"
#include "forge/Syntax/Parser.h"

#include "llvm/ADT/StringSwitch.h"
#include "llvm/IR/DiagnosticInfo.h"
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

/// Finds out which parts of the runtime the program needs that are no part of
/// the usual archive. The Object of a module refers to its functions.
static void findNetworking(const Module &module, LinkOptions &link) {
  for (const GlobalValue &value : module.global_values()) {
    if (!value.isDeclaration())
      continue;
    StringRef name = value.getName();
    bool asks = name == "frt_module";
    for (StringRef start :
         {"frt_fetch", "frt_http_", "frt_builtin_fetch", "frt_builtin_http_"})
      asks |= name.starts_with(start);
    link.tls |= asks;
    link.network |= asks || name.starts_with("frt_server_");
  }
}

/// The part behind MLIR: LLVM IR, assembly, object, executable.
static Error emitCode(Module &module, TargetMachine &machine,
                      const SourceFile &file, const CommonOptions &options,
                      BuildOptions &build) {
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
  link.profileRuntime = build.pgoGenerate;
  findNetworking(module, link);
  Expected<std::string> runtime = findRuntimeLibDir();
  if (!runtime)
    return runtime.takeError();
  link.runtimeLibDir = *runtime;
  return linkProgram(*bytes, build.output, link);
}

bool forge::readBuildOption(ArgumentReader &arguments, BuildOptions &build) {
  if (arguments.flag("--static"))
    return build.staticLibc = true;
  if (arguments.flag("--pgo-generate"))
    return build.pgoGenerate = true;
  if (std::optional<StringRef> profile = arguments.value("--pgo-use")) {
    build.pgoUse = profile->str();
    return true;
  }
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

/// What is wrong with the combination of options, or empty.
static StringRef conflictOf(const BuildOptions &build) {
  if (build.pgoGenerate && !build.pgoUse.empty())
    return "--pgo-generate and --pgo-use exclude each other";
  if (build.pgoGenerate && build.target.kind == TargetKind::Wasm32)
    return "--pgo-generate is not available for wasm32-wasi";
  return {};
}

/// Reads the profile that the options name; without one, `guidance` is empty.
static bool readGuidance(Compilation &compilation, const SourceFile &file,
                         const BuildOptions &build, ProfileGuidance &guidance) {
  guidance.generate = build.pgoGenerate;
  if (build.pgoUse.empty())
    return true;
  Expected<std::unique_ptr<MemoryBuffer>> profile = readProfile(build.pgoUse);
  if (profile) {
    guidance.profile = std::move(*profile);
    return true;
  }
  compilation.diagnostics().report(
      DiagCode::UnusableProfile, {file.id(), 0, 0},
      {build.pgoUse, toString(profile.takeError())});
  return false;
}

/// Optimizes; says so when the profile is one of another program.
static void optimize(Module &module, TargetMachine &machine,
                     Compilation &compilation, const SourceFile &file,
                     const BuildOptions &build,
                     const ProfileGuidance &guidance) {
  unsigned mismatches = 0;
  if (guidance.profile)
    module.getContext().setDiagnosticHandlerCallBack(
        [](const DiagnosticInfo *info, void *count) {
          if (info->getKind() == DK_PGOProfile)
            ++*static_cast<unsigned *>(count);
        },
        &mismatches);
  optimizeModule(module, machine, build.target.optLevel,
                 /*cancelled=*/nullptr, guidance);
  if (mismatches)
    compilation.diagnostics().report(
        DiagCode::ProfileMismatch, {file.id(), 0, 0},
        {build.pgoUse, std::to_string(mismatches)});
}

static int buildFile(Compilation &compilation, const SourceFile &file,
                     const CommonOptions &options, BuildOptions &build) {
  if (options.strict)
    compilation.diagnostics().setStrict(true);
  if (build.kind == OutputKind::Ast)
    return emitAst(compilation, file, options, build);
  ProfileGuidance guidance;
  if (!compilation.check(file) ||
      !readGuidance(compilation, file, build, guidance)) {
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
  if (!module || stage != Stage::LLVMDialect) {
    reportDiagnostics(compilation, options);
    if (!module)
      return exitFailure;
    reportPerformance(compilation, options);
    return writePrinted(build, [&](raw_ostream &os) { module->print(os); });
  }

  LLVMContext context;
  std::unique_ptr<Module> code =
      compilation.translate(*module, context, **machine);
  if (code)
    optimize(*code, **machine, compilation, file, build, guidance);
  reportDiagnostics(compilation, options);
  if (!code || compilation.diagnostics().hasErrors())
    return exitFailure;
  reportPerformance(compilation, options);
  if (Error error = emitCode(*code, **machine, file, options, build))
    return reportError(std::move(error));
  return exitSuccess;
}

int forge::buildProgram(StringRef path, const CommonOptions &options,
                        BuildOptions &build) {
  if (StringRef conflict = conflictOf(build); !conflict.empty()) {
    errs() << "error: " << conflict << '\n';
    return exitUsage;
  }
  CompilationOptions compile = options.compilation(2);
  compile.wasm = build.target.kind == TargetKind::Wasm32;
  build.target.optLevel = compile.optLevel;
  Compilation compilation(compile);
  const SourceFile *file = openSource(compilation, path);
  return file ? buildFile(compilation, *file, options, build) : exitFailure;
}
