//===- ColdCode.cpp - branches that are rarely taken ----------------------===//
//
// A branch on a pending error, an overflow or an exceeded call limit is rarely
// taken. A block is cold when it is only reached through such edges or from
// cold blocks. Releases there call the runtime instead of being inlined,
// because most of a function's releases are on its error edges; and runtime
// calls have no fast path.
//
// The same holds for what a program does once: the code of its files outside of
// loops, which for a script is most of it.
//
//===----------------------------------------------------------------------===//

#include "Lowering.h"
#include "mlir/Analysis/CFGLoopInfo.h"
#include "mlir/IR/Dominance.h"

using namespace mlir;
using namespace forge::fmem;

static bool isRarelyTrue(Value condition) {
  Operation *op = condition.getDefiningOp();
  if (isa_and_present<ErrorPendingOp, EnterCallOp>(op))
    return true;
  // The second result of the others is what went wrong.
  if (isa_and_present<ArrayStoreOp>(op))
    return true;
  return isa_and_present<CheckedOp, ArrayGetOp, ArraySetOp>(op) &&
         condition == op->getResult(1);
}

static bool isRareEdge(Block *from, Block *to) {
  auto branch = dyn_cast<cf::CondBranchOp>(from->getTerminator());
  return branch && isRarelyTrue(branch.getCondition()) &&
         branch.getTrueDest() == to && branch.getFalseDest() != to;
}

void forge::fmem::findColdCode(func::FuncOp function, Lowering &lowering) {
  llvm::DenseSet<Block *> cold;
  bool changed = true;
  while (changed) {
    changed = false;
    for (Block &block : function.getBody()) {
      if (block.isEntryBlock() || cold.contains(&block))
        continue;
      bool isCold = llvm::all_of(block.getPredecessors(), [&](Block *from) {
        return cold.contains(from) || isRareEdge(from, &block);
      });
      if (isCold)
        changed |= cold.insert(&block).second;
    }
  }

  if (function->hasAttr(attrs::program) || function->hasAttr(attrs::part)) {
    DominanceInfo dominance(function);
    // A single block has no dominator tree, and no loop.
    Region &body = function.getBody();
    std::optional<CFGLoopInfo> loops;
    if (!body.hasOneBlock())
      loops.emplace(dominance.getDomTree(&body));
    for (Block &block : body)
      if (!loops || !loops->getLoopFor(&block))
        cold.insert(&block);
  }

  for (Block &block : function.getBody()) {
    if (auto branch = dyn_cast<cf::CondBranchOp>(block.getTerminator()))
      if (isRarelyTrue(branch.getCondition()))
        branch.setBranchWeights(ArrayRef<int32_t>{1, 2000});
    if (cold.contains(&block))
      for (Operation &op : block)
        if (isa<CallOp, ReleaseOp>(op))
          lowering.cold.insert(&op);
  }
}
