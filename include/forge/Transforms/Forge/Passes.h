//===- Passes.h - passes on the forge dialect ------------------*- C++ -*-===//

#ifndef FORGE_TRANSFORMS_FORGE_PASSES_H
#define FORGE_TRANSFORMS_FORGE_PASSES_H

#include "mlir/IR/BuiltinOps.h"
#include "mlir/Pass/Pass.h"

namespace forge {

#define GEN_PASS_DECL
#include "forge/Transforms/Forge/Passes.h.inc"

#define GEN_PASS_REGISTRATION
#include "forge/Transforms/Forge/Passes.h.inc"

} // namespace forge

#endif // FORGE_TRANSFORMS_FORGE_PASSES_H
