//===- InferRaises.cpp - functions that cannot raise ----------------------===//
//
// Least fixpoint of "raises" over the call graph. A function starts out raising
// if it is part of a cycle of direct calls, or if a raising operation other
// than a call has a handler from which `forge.propagate` can be reached.
// Callers of raising functions follow, again only if their handler can
// propagate.
//
//===----------------------------------------------------------------------===//

#include "dialects/Forge/Forge.h"
#include "forge/Transforms/Forge/Passes.h"

#include "mlir/Analysis/CallGraph.h"
#include "llvm/ADT/SCCIterator.h"

namespace forge {
#define GEN_PASS_DEF_INFERRAISES
#include "forge/Transforms/Forge/Passes.h.inc"
} // namespace forge

using namespace mlir;
using namespace forge::ir;

/// The blocks from which an error can leave the function.
static DenseSet<Block *> propagatingBlocks(func::FuncOp function) {
  DenseSet<Block *> blocks;
  SmallVector<Block *> worklist;
  for (Block &block : function.getBody())
    if (isa<PropagateOp>(block.getTerminator()))
      worklist.push_back(&block);
  while (!worklist.empty()) {
    Block *block = worklist.pop_back_val();
    if (!blocks.insert(block).second)
      continue;
    // A block that takes the error ends the way of that error.
    for (Block *predecessor : block->getPredecessors()) {
      bool takes = llvm::any_of(*predecessor, [](Operation &op) {
        return isa<CatchOp, DiscardErrorOp>(op);
      });
      if (!takes)
        worklist.push_back(predecessor);
    }
  }
  return blocks;
}

namespace {

/// Error edges of one function that lead out of it.
struct EscapingErrors {
  bool fromOperations = false;
  SmallVector<StringRef> fromCalls;
};

struct InferRaises : forge::impl::InferRaisesBase<InferRaises> {
  void runOnOperation() override {
    DenseMap<StringRef, EscapingErrors> errors;
    for (auto function : getOperation().getOps<func::FuncOp>())
      if (!function.isExternal())
        errors[function.getSymName()] = collect(function);

    DenseSet<StringRef> raising = recursiveFunctions();
    for (auto &[name, escaping] : errors)
      if (escaping.fromOperations)
        raising.insert(name);
    for (bool changed = true; changed;) {
      changed = false;
      for (auto &[name, escaping] : errors)
        if (!raising.contains(name) &&
            llvm::any_of(escaping.fromCalls, [&](StringRef callee) {
              return raising.contains(callee);
            }))
          changed |= raising.insert(name).second;
    }

    getOperation().walk([&](CallOp call) {
      if (raising.contains(call.getCallee()) || call.getError().use_empty())
        return;
      OpBuilder builder(call);
      call.getError().replaceAllUsesWith(
          NoErrorOp::create(builder, call.getLoc()));
      ++numSafeCalls;
    });
  }

  static EscapingErrors collect(func::FuncOp function) {
    EscapingErrors result;
    DenseSet<Block *> escapes = propagatingBlocks(function);
    for (Block &block : function.getBody()) {
      // A raise that nothing handles ends in a plain branch.
      for (Operation &op : block)
        if (isa<RaiseOp>(op) && escapes.contains(&block))
          result.fromOperations = true;
      auto branch = dyn_cast<BrErrorOp>(block.getTerminator());
      if (!branch || !escapes.contains(branch.getHandler()))
        continue;
      if (auto call = branch.getError().getDefiningOp<CallOp>())
        result.fromCalls.push_back(call.getCallee());
      else
        result.fromOperations = true;
    }
    return result;
  }

  /// Functions in cycles of direct calls.
  DenseSet<StringRef> recursiveFunctions() {
    DenseSet<StringRef> result;
    const CallGraph &graph = getAnalysis<CallGraph>();
    for (auto it = llvm::scc_begin(&graph); !it.isAtEnd(); ++it) {
      if (!it.hasCycle())
        continue;
      for (CallGraphNode *node : *it)
        if (!node->isExternal())
          result.insert(
              cast<func::FuncOp>(node->getCallableRegion()->getParentOp())
                  .getSymName());
    }
    return result;
  }
};

} // namespace
