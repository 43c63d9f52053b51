//===- Passes.h - conversion from forge to fmem ----------------*- C++ -*-===//

#ifndef FORGE_CONVERSION_FORGETOFMEM_PASSES_H
#define FORGE_CONVERSION_FORGETOFMEM_PASSES_H

#include "mlir/IR/BuiltinOps.h"
#include "mlir/Pass/Pass.h"

namespace forge {

#define GEN_PASS_DECL
#include "forge/Conversion/ForgeToFMem/Passes.h.inc"

#define GEN_PASS_REGISTRATION
#include "forge/Conversion/ForgeToFMem/Passes.h.inc"

} // namespace forge

#endif // FORGE_CONVERSION_FORGETOFMEM_PASSES_H
