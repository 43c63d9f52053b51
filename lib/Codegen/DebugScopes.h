//===- DebugScopes.h - functions and call chains in debug information -----===//

#ifndef FORGE_CODEGEN_DEBUGSCOPES_H
#define FORGE_CODEGEN_DEBUGSCOPES_H

#include "mlir/IR/BuiltinOps.h"

namespace forge {

/// Attaches subprograms to the functions of a module in the LLVM dialect whose
/// locations have a name, and to the locations of what was inlined from others.
void addDebugScopes(mlir::ModuleOp module);

} // namespace forge

#endif // FORGE_CODEGEN_DEBUGSCOPES_H
