//===- LoopDepths.cpp - how often code runs, roughly ----------------------===//

#include "forge/Analysis/LoopDepths.h"

#include "mlir/Analysis/CFGLoopInfo.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"

using namespace mlir;
using namespace forge;

LoopDepths::LoopDepths(ModuleOp module) {
  SymbolTable symbols(module);
  for (auto function : module.getOps<func::FuncOp>()) {
    function.walk([&](CallOpInterface call) {
      auto callee = dyn_cast<SymbolRefAttr>(call.getCallableForCallee());
      if (Operation *target =
              callee ? symbols.lookup(callee.getRootReference()) : nullptr)
        calls[target].push_back(call);
    });
    if (function.isExternal() || function.getBody().hasOneBlock())
      continue;
    DominanceInfo dominance(function);
    CFGLoopInfo loops(dominance.getDomTree(&function.getBody()));
    for (Block &block : function.getBody())
      blocks[&block] = loops.getLoopDepth(&block);
  }
  for (auto function : module.getOps<func::FuncOp>())
    ofFunction(function);
}

unsigned LoopDepths::ofFunction(Operation *function) {
  // A cycle of calls comes back to the entry that is made here.
  auto [known, isNew] = functions.try_emplace(function, 0);
  if (!isNew)
    return known->second;
  unsigned depth = 0;
  for (Operation *call : calls.lookup(function))
    depth = std::max(depth, blocks.lookup(call->getBlock()) +
                                ofFunction(call->getParentOp()));
  return functions[function] = depth;
}

unsigned LoopDepths::of(Operation *op) const {
  return blocks.lookup(op->getBlock()) + functions.lookup(op->getParentOp());
}
