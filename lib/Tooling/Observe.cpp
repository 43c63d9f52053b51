//===- Observe.cpp - running a program under observation ------------------===//
//
// The program is compiled as always, with debug information and unwind tables
// beside the code, which itself stays the same. For perf it keeps frame
// pointers.
//
//===----------------------------------------------------------------------===//

#include "forge/Tooling/Observe.h"

#include "forge/Codegen/AtomicFile.h"
#include "forge/Codegen/EmitObject.h"
#include "forge/Codegen/Optimize.h"
#include "forge/Codegen/TranslateToLLVM.h"
#include "forge/JIT/CodeMap.h"
#include "forge/JIT/Jit.h"
#include "forge/Profile/FlameGraph.h"
#include "forge/Profile/ProfileReport.h"
#include "forge/Profile/Sampler.h"
#include "forge/Tooling/RuntimeSymbols.h"
#include "forge/rt/Abi.h"

#include "llvm/IR/LLVMContext.h"
#include "llvm/IR/Module.h"
#include "llvm/Support/LineIterator.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/SmallVectorMemoryBuffer.h"
#include "llvm/Target/TargetMachine.h"

using namespace llvm;
using namespace forge;

extern "C" int frt_main(int argc, char **argv, const rt::ProgramInfo *info,
                        void (*program)(rt::Context *)) noexcept;
extern "C" void frt_before_exit() noexcept;

namespace {

/// A run of a program whose time is sampled. There is one in a process: the
/// program may end the process itself, on a thread of the runtime.
class ProfiledRun {
public:
  ProfiledRun(CodeMap &map, std::unique_ptr<Sampler> sampler,
              const Observation &observation, StringRef path)
      : map(map), sampler(std::move(sampler)), observation(observation),
        path(path) {
    current = this;
  }
  ~ProfiledRun() { current = nullptr; }

  /// What the runtime calls instead of the program, on the program's thread.
  static void execute(rt::Context *context);
  /// Prints and draws what was sampled, once. Returns the exit status.
  int finish();

  void (*program)(rt::Context *) = nullptr;
  static ProfiledRun *current;

private:
  CallTree collect();
  std::string textOf(const ProfiledLine &line);

  CodeMap &map;
  std::unique_ptr<Sampler> sampler;
  const Observation &observation;
  std::string path;
  StringMap<std::unique_ptr<MemoryBuffer>> sources;
  bool isFinished = false;
};

} // namespace

ProfiledRun *ProfiledRun::current = nullptr;

void frt_before_exit() noexcept {
  if (ProfiledRun::current)
    ProfiledRun::current->finish();
}

void ProfiledRun::execute(rt::Context *context) {
  if (Error error = current->sampler->start())
    reportError(std::move(error));
  current->program(context);
  current->sampler->stop();
}

CallTree ProfiledRun::collect() {
  CallTree tree;
  DenseMap<uint64_t, std::vector<CodeFrame>> known;
  for (const SampledStack &stack : sampler->stacks()) {
    std::vector<CodeFrame> frames;
    for (uint64_t address : stack.addresses) {
      auto [entry, isNew] = known.try_emplace(address);
      if (isNew)
        entry->second = map.framesAt(address);
      llvm::append_range(frames, entry->second);
    }
    tree.add(frames, {stack.count, stack.nanoseconds}, stack.isCut);
  }
  return tree;
}

std::string ProfiledRun::textOf(const ProfiledLine &line) {
  std::unique_ptr<MemoryBuffer> &source = sources[line.file];
  if (!source) {
    auto file = MemoryBuffer::getFile(line.file);
    source = file ? std::move(*file) : MemoryBuffer::getMemBuffer("");
  }
  for (line_iterator text(*source, /*SkipBlanks=*/false); !text.is_at_eof();
       ++text)
    if (text.line_number() == int64_t(line.line))
      return text->trim().take_front(60).str();
  return "";
}

int ProfiledRun::finish() {
  if (isFinished)
    return exitSuccess;
  isFinished = true;
  sampler->stop();
  CallTree tree = collect();
  writeProfileReport(
      tree, sampler->lost(),
      [&](const ProfiledLine &line) { return textOf(line); }, outs());
  int status = exitSuccess;
  if (!observation.flameGraph.empty()) {
    std::string picture;
    raw_string_ostream os(picture);
    writeFlameGraph(tree, path, os);
    if (Error error = writeFileAtomically(observation.flameGraph, picture))
      status = reportError(std::move(error));
    else
      outs() << "  Flame graph: " << observation.flameGraph << '\n';
  }
  outs().flush();
  return status;
}

bool forge::readObservation(ArgumentReader &arguments,
                            Observation &observation) {
  if (arguments.flag("--perf"))
    return observation.perf = true;
  if (arguments.flag("--profile"))
    return observation.profile = true;
  StringRef path = arguments.peek();
  if (!path.consume_front("--profile="))
    return false;
  arguments.next();
  if (!path.ends_with(".svg"))
    arguments.fail("'--profile=" + path +
                   "': profiles are drawn as SVG; end the name in .svg");
  observation.profile = true;
  observation.flameGraph = path.str();
  return true;
}

/// The object of the program. Null after the problem was reported.
static std::unique_ptr<MemoryBuffer>
compileObject(Compilation &compilation, const SourceFile &file,
              const CommonOptions &options, const Observation &observation,
              TargetMachine &machine) {
  mlir::OwningOpRef<mlir::ModuleOp> module =
      compilation.compile(Stage::LLVMDialect, &machine);
  reportDiagnostics(compilation, options);
  if (!module)
    return nullptr;
  reportPerformance(compilation, options);
  LLVMContext context;
  std::unique_ptr<Module> code =
      compilation.translate(*module, context, machine);
  if (!code)
    return nullptr;
  for (Function &function : *code) {
    if (function.isDeclaration())
      continue;
    function.setUWTableKind(UWTableKind::Async);
    // What perf's walks over stacks can rely on.
    if (observation.perf)
      function.addFnAttr("frame-pointer", "all");
  }
  optimizeModule(*code, machine, unsigned(machine.getOptLevel()));
  Expected<SmallVector<char, 0>> bytes =
      emitToMemory(*code, machine, EmitKind::Object);
  if (!bytes) {
    reportError(bytes.takeError());
    return nullptr;
  }
  return std::make_unique<SmallVectorMemoryBuffer>(
      std::move(*bytes), file.path(), /*RequiresNullTerminator=*/false);
}

/// Runs linked code; samples it if asked to.
static int execute(Jit &jit, CodeMap &map, const SourceFile &file,
                   const Observation &observation,
                   ArrayRef<const char *> arguments) {
  auto address = jit.lookup(programEntryName);
  if (!address)
    return reportError(address.takeError());
  auto info = jit.lookup("forge_program_info");
  if (!info)
    return reportError(info.takeError());
  auto *program = address->toPtr<void (*)(rt::Context *)>();
  errs().flush();
  auto run = [&](void (*code)(rt::Context *)) {
    return frt_main(int(arguments.size()),
                    const_cast<char **>(arguments.data()),
                    info->toPtr<const rt::ProgramInfo *>(), code);
  };
  if (!observation.profile)
    return run(program);
  SamplerOptions sampling;
  sampling.codeBegin = map.begin();
  sampling.codeEnd = map.end();
  sampling.unwindTables = map.unwindTables();
  Expected<std::unique_ptr<Sampler>> sampler = Sampler::create(sampling);
  if (!sampler)
    return reportError(sampler.takeError());
  ProfiledRun profiled(map, std::move(*sampler), observation, file.path());
  profiled.program = program;
  int status = run(ProfiledRun::execute);
  int written = profiled.finish();
  return status ? status : written;
}

static int observe(Compilation &compilation, const SourceFile &file,
                   const CommonOptions &options, const Observation &observation,
                   ArrayRef<const char *> arguments) {
  if (options.strict)
    compilation.diagnostics().setStrict(true);
  if (!compilation.check(file)) {
    reportDiagnostics(compilation, options);
    return exitFailure;
  }
  forge::TargetOptions target;
  target.optLevel = options.compilation(2).optLevel;
  target.cpu = "native";
  Expected<std::unique_ptr<TargetMachine>> machine =
      createTargetMachine(target);
  if (!machine)
    return reportError(machine.takeError());
  std::unique_ptr<MemoryBuffer> object =
      compileObject(compilation, file, options, observation, **machine);
  if (!object)
    return exitFailure;

  CodeMap map;
  if (observation.profile)
    if (Error error = map.setObject(object->getMemBufferRef()))
      return reportError(std::move(error));
  JitOptions jitOptions;
  jitOptions.debugInfo = options.debugInfo;
  jitOptions.perf = observation.perf;
  jitOptions.codeMap = observation.profile ? &map : nullptr;
  jitOptions.runtimeSymbols = runtimeSymbols();
  Expected<std::unique_ptr<Jit>> jit = Jit::create(jitOptions);
  if (!jit)
    return reportError(jit.takeError());
  // The map reads the object when the program has ended.
  if (Error error = (*jit)->addObject(
          MemoryBuffer::getMemBuffer(object->getMemBufferRef(), false)))
    return reportError(std::move(error));
  return execute(**jit, map, file, observation, arguments);
}

/// Profiles and perf need to know lines.
static CompilationOptions observed(const CommonOptions &options) {
  CompilationOptions result = options.compilation(2);
  result.debugInfo = true;
  return result;
}

int forge::observeFile(StringRef path, const CommonOptions &options,
                       const Observation &observation,
                       ArrayRef<const char *> arguments) {
  Compilation compilation(observed(options));
  const SourceFile *file = openSource(compilation, path);
  return file ? observe(compilation, *file, options, observation, arguments)
              : exitFailure;
}

int forge::observeText(StringRef name, StringRef text,
                       const CommonOptions &options,
                       const Observation &observation,
                       ArrayRef<const char *> arguments) {
  Compilation compilation(observed(options));
  const SourceFile &file = compilation.sources().add(name.str(), text.str());
  return observe(compilation, file, options, observation, arguments);
}
