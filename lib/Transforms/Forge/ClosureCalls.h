//===- ClosureCalls.h - calls of closures that are known -------*- C++ -*-===//

#ifndef FORGE_LIB_TRANSFORMS_FORGE_CLOSURECALLS_H
#define FORGE_LIB_TRANSFORMS_FORGE_CLOSURECALLS_H

#include "dialects/Forge/Forge.h"

namespace forge {

/// Replaces the call of a closure by one of its function.
inline ir::CallOp callDirectly(ir::CallValueOp call, ir::ClosureOp closure,
                               mlir::func::FuncOp callee) {
  mlir::OpBuilder builder(call);
  auto direct = ir::CallOp::create(
      builder, call.getLoc(), callee.getSymName(),
      callee.getResultTypes().front(),
      ir::completeArguments(builder, call.getLoc(), callee,
                            closure.getCaptures(), call.getArgs()));
  call.replaceAllUsesWith(direct.getResults());
  call.erase();
  return direct;
}

} // namespace forge

#endif // FORGE_LIB_TRANSFORMS_FORGE_CLOSURECALLS_H
