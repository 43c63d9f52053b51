//===- EmitObject.cpp - object code, assembly, LLVM IR and bitcode --------===//

#include "forge/Codegen/EmitObject.h"
#include "forge/Codegen/AtomicFile.h"
#include "llvm/Bitcode/BitcodeWriter.h"
#include "llvm/IR/LegacyPassManager.h"
#include "llvm/IR/Module.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Target/TargetMachine.h"

using namespace forge;

static llvm::Error generateCode(llvm::Module &module,
                                llvm::TargetMachine &machine,
                                llvm::CodeGenFileType type,
                                llvm::raw_pwrite_stream &os) {
  llvm::legacy::PassManager passes;
  if (machine.addPassesToEmitFile(passes, os, nullptr, type))
    return llvm::createStringError("cannot generate code for " +
                                   machine.getTargetTriple().str());
  passes.run(module);
  return llvm::Error::success();
}

llvm::Expected<llvm::SmallVector<char, 0>>
forge::emitToMemory(llvm::Module &module, llvm::TargetMachine &machine,
                    EmitKind kind) {
  llvm::SmallVector<char, 0> result;
  llvm::raw_svector_ostream os(result);
  switch (kind) {
  case EmitKind::Object:
    if (llvm::Error error = generateCode(module, machine,
                                         llvm::CodeGenFileType::ObjectFile, os))
      return std::move(error);
    break;
  case EmitKind::Assembly:
    if (llvm::Error error = generateCode(
            module, machine, llvm::CodeGenFileType::AssemblyFile, os))
      return std::move(error);
    break;
  case EmitKind::LLVMIR:
    module.print(os, nullptr);
    break;
  case EmitKind::Bitcode:
    llvm::WriteBitcodeToFile(module, os);
    break;
  }
  return result;
}

llvm::Error forge::emitToFile(llvm::Module &module,
                              llvm::TargetMachine &machine, EmitKind kind,
                              llvm::StringRef path) {
  llvm::Expected<llvm::SmallVector<char, 0>> content =
      emitToMemory(module, machine, kind);
  if (!content)
    return content.takeError();
  return writeFileAtomically(path, *content);
}
