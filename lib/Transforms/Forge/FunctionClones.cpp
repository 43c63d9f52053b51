//===- FunctionClones.cpp - copies of functions under a budget ------------===//

#include "FunctionClones.h"

using namespace mlir;
using namespace forge;

static unsigned countOperations(Operation *root) {
  unsigned count = 0;
  root->walk(
      [&](Operation *op) { count += !op->hasTrait<OpTrait::ConstantLike>(); });
  return count;
}

FunctionClones::FunctionClones(ModuleOp module, CloneBudget budget)
    : symbols(module), budget(budget) {
  uint64_t share = uint64_t(countOperations(module)) * budget.growthPercent;
  growthLeft = budget.freeGrowth + share / 100;
}

func::FuncOp FunctionClones::originOf(func::FuncOp function) const {
  func::FuncOp origin = origins.lookup(function);
  return origin ? origin : function;
}

unsigned FunctionClones::sizeOf(func::FuncOp function) {
  unsigned &size = sizes[function];
  if (size == 0)
    size = countOperations(function);
  return size;
}

func::FuncOp FunctionClones::copyFor(func::FuncOp origin, Attribute key,
                                     bool &isNew) {
  isNew = false;
  if (func::FuncOp known = copies.lookup({origin, key}))
    return known;
  func::FuncOp first = originOf(origin);
  unsigned size = sizeOf(origin);
  if (copyCounts.lookup(first) >= budget.perFunction || size > growthLeft)
    return {};
  growthLeft -= size;
  ++copyCounts[first];
  func::FuncOp copy = origin.clone();
  copy.setName((first.getSymName() + ".copy").str());
  symbols.insert(copy, std::next(origin->getIterator()));
  copies[{origin, key}] = copy;
  origins[copy] = first;
  isNew = true;
  return copy;
}

std::string FunctionClones::refusal(func::FuncOp origin) const {
  unsigned count = copyCounts.lookup(originOf(origin));
  if (count >= budget.perFunction)
    return "there are " + std::to_string(count) +
           " versions of it already, which is the limit";
  return "it has " + std::to_string(sizes.lookup(origin)) +
         " operations, and the versions of functions made so far leave room "
         "for " +
         std::to_string(growthLeft);
}
