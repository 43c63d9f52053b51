//===- Passes.h - conversion of the fmem dialect to LLVM -------*- C++ -*-===//

#ifndef FORGE_CONVERSION_FMEMTOLLVM_PASSES_H
#define FORGE_CONVERSION_FMEMTOLLVM_PASSES_H

#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/Pass/Pass.h"

namespace forge {

#define GEN_PASS_DECL
#include "forge/Conversion/FMemToLLVM/Passes.h.inc"

#define GEN_PASS_REGISTRATION
#include "forge/Conversion/FMemToLLVM/Passes.h.inc"

} // namespace forge

#endif // FORGE_CONVERSION_FMEMTOLLVM_PASSES_H
