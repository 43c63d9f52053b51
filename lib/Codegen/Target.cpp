//===- Target.cpp - target machines for the host and for wasm32 -----------===//

#include "forge/Codegen/Target.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/MC/MCSubtargetInfo.h"
#include "llvm/MC/TargetRegistry.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/Target/TargetMachine.h"
#include "llvm/TargetParser/Host.h"

using namespace forge;

// Declared here rather than through llvm/Support/TargetSelect.h's helpers,
// which would initialize, and link, all of LLVM's targets.
extern "C" {
void LLVMInitializeX86TargetInfo();
void LLVMInitializeX86Target();
void LLVMInitializeX86TargetMC();
void LLVMInitializeX86AsmParser();
void LLVMInitializeX86AsmPrinter();
void LLVMInitializeWebAssemblyTargetInfo();
void LLVMInitializeWebAssemblyTarget();
void LLVMInitializeWebAssemblyTargetMC();
void LLVMInitializeWebAssemblyAsmPrinter();
}

// Registration is idempotent; the JIT pays only for the target it uses.
static void initializeTarget(TargetKind kind) {
  switch (kind) {
  case TargetKind::Native:
    LLVMInitializeX86TargetInfo();
    LLVMInitializeX86Target();
    LLVMInitializeX86TargetMC();
    LLVMInitializeX86AsmParser();
    LLVMInitializeX86AsmPrinter();
    return;
  case TargetKind::Wasm32:
    LLVMInitializeWebAssemblyTargetInfo();
    LLVMInitializeWebAssemblyTarget();
    LLVMInitializeWebAssemblyTargetMC();
    LLVMInitializeWebAssemblyAsmPrinter();
    return;
  }
}

std::optional<TargetKind> forge::parseTargetKind(llvm::StringRef name) {
  if (name == "native")
    return TargetKind::Native;
  if (name == "wasm" || name == "wasm32")
    return TargetKind::Wasm32;
  llvm::Triple wanted(llvm::Triple::normalize(name));
  if (wanted.getArch() == llvm::Triple::wasm32 && wanted.isOSWASI())
    return TargetKind::Wasm32;
  llvm::Triple host = targetTriple(TargetKind::Native);
  if (wanted.getArch() == host.getArch() && wanted.getOS() == host.getOS())
    return TargetKind::Native;
  return std::nullopt;
}

llvm::Triple forge::targetTriple(TargetKind kind) {
  switch (kind) {
  case TargetKind::Native:
    return llvm::Triple(llvm::sys::getProcessTriple());
  case TargetKind::Wasm32:
    return llvm::Triple("wasm32-unknown-wasip1");
  }
  llvm_unreachable("unknown target kind");
}

static llvm::CodeGenOptLevel codeGenOptLevel(unsigned optLevel) {
  switch (optLevel) {
  case 0:
    return llvm::CodeGenOptLevel::None;
  case 1:
    return llvm::CodeGenOptLevel::Less;
  case 2:
    return llvm::CodeGenOptLevel::Default;
  default:
    return llvm::CodeGenOptLevel::Aggressive;
  }
}

static std::string hostFeatures() {
  std::string features;
  for (const auto &feature : llvm::sys::getHostCPUFeatures())
    features += (feature.second ? "+" : "-") + feature.first().str() + ",";
  return features;
}

// Asked before the machine is created, which would print a warning of its own.
static bool isKnownCPU(const llvm::Target &target, const llvm::Triple &triple,
                       llvm::StringRef cpu) {
  std::unique_ptr<llvm::MCSubtargetInfo> subtarget(
      target.createMCSubtargetInfo(triple, "", ""));
  return subtarget && subtarget->isCPUStringValid(cpu);
}

llvm::Expected<std::unique_ptr<llvm::TargetMachine>>
forge::createTargetMachine(const TargetOptions &options) {
  initializeTarget(options.kind);
  llvm::Triple triple = targetTriple(options.kind);
  std::string error;
  const llvm::Target *target =
      llvm::TargetRegistry::lookupTarget(triple, error);
  if (!target)
    return llvm::createStringError(error);

  std::string cpu = options.cpu, features;
  llvm::Reloc::Model relocation = llvm::Reloc::PIC_;
  if (options.kind == TargetKind::Wasm32) {
    relocation = llvm::Reloc::Static;
    if (cpu.empty() || cpu == "native")
      cpu = "generic";
  } else if (cpu == "native") {
    cpu = llvm::sys::getHostCPUName().str();
    features = hostFeatures();
  } else if (cpu.empty()) {
    cpu = "x86-64-v2";
  }
  if (cpu == options.cpu && !isKnownCPU(*target, triple, cpu))
    return llvm::createStringError("unknown CPU '" + cpu + "' for " +
                                   triple.str());

  // Sections of their own let the linker drop unused functions; wasm-ld cannot
  // do so without.
  llvm::TargetOptions codegen;
  codegen.FunctionSections = true;
  codegen.DataSections = true;
  std::unique_ptr<llvm::TargetMachine> machine(target->createTargetMachine(
      triple, cpu, features, codegen, relocation, std::nullopt,
      codeGenOptLevel(options.optLevel)));
  if (!machine)
    return llvm::createStringError("no code generator for " + triple.str());
  return machine;
}
