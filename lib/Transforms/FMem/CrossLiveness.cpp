//===- CrossLiveness.cpp - boxes that live across blocks ------------------===//

#include "CrossLiveness.h"

using namespace mlir;
using namespace forge::fmem;

void CrossLiveness::collectUses(Operation *op, OwnershipModel &model) {
  auto use = [&](Value value) {
    if (value.getParentBlock() == op->getBlock() || !model.hasReference(value))
      return;
    auto [entry, isNew] = numbers.try_emplace(value, numbers.size());
    exposed[op->getBlock()].insert(entry->second);
  };
  BoxUses uses = model.usesOf(op);
  llvm::for_each(uses.consumed, use);
  llvm::for_each(uses.borrowed, use);
  if (auto branch = dyn_cast<BranchOpInterface>(op))
    for (unsigned i = 0, e = op->getNumSuccessors(); i != e; ++i)
      for (Value value : branch.getSuccessorOperands(i).getForwardedOperands())
        if (isBox(value))
          use(value);
}

CrossLiveness::CrossLiveness(func::FuncOp function, OwnershipModel &model) {
  for (Block &block : function.getBody())
    for (Operation &op : block)
      collectUses(&op, model);

  llvm::DenseMap<Block *, SmallVector<unsigned>> defined;
  for (auto [value, number] : numbers)
    defined[value.getParentBlock()].push_back(number);

  llvm::SetVector<Block *> worklist;
  for (Block &block : function.getBody()) {
    liveIn[&block].resize(numbers.size());
    worklist.insert(&block);
  }
  while (!worklist.empty()) {
    Block *block = worklist.pop_back_val();
    llvm::BitVector now(numbers.size());
    for (Block *successor : block->getSuccessors())
      now |= liveIn[successor];
    for (unsigned number : defined[block])
      now.reset(number);
    for (unsigned number : exposed[block])
      now.set(number);
    if (now == liveIn[block])
      continue;
    liveIn[block] = std::move(now);
    for (Block *predecessor : block->getPredecessors())
      worklist.insert(predecessor);
  }
}
