//===- EmitObject.h - object code, assembly, LLVM IR and bitcode ----------===//

#ifndef FORGE_CODEGEN_EMITOBJECT_H
#define FORGE_CODEGEN_EMITOBJECT_H

#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

namespace llvm {
class Module;
class TargetMachine;
} // namespace llvm

namespace forge {

enum class EmitKind { Object, Assembly, LLVMIR, Bitcode };

/// Generates code for `module`, which must have the data layout of `machine`.
/// Object and Assembly change the module; it is of no further use then.
llvm::Expected<llvm::SmallVector<char, 0>>
emitToMemory(llvm::Module &module, llvm::TargetMachine &machine, EmitKind kind);

/// Like `emitToMemory`, into the file `path`, which is replaced in one step, or
/// to standard output for "-".
llvm::Error emitToFile(llvm::Module &module, llvm::TargetMachine &machine,
                       EmitKind kind, llvm::StringRef path);

} // namespace forge

#endif // FORGE_CODEGEN_EMITOBJECT_H
