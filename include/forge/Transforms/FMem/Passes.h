//===- Passes.h - passes on the fmem dialect -------------------*- C++ -*-===//

#ifndef FORGE_TRANSFORMS_FMEM_PASSES_H
#define FORGE_TRANSFORMS_FMEM_PASSES_H

#include "dialects/FMem/FMem.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/Pass/Pass.h"

namespace forge::fmem {

#define GEN_PASS_DECL
#include "forge/Transforms/FMem/Passes.h.inc"

#define GEN_PASS_REGISTRATION
#include "forge/Transforms/FMem/Passes.h.inc"

} // namespace forge::fmem

#endif // FORGE_TRANSFORMS_FMEM_PASSES_H
