//===- InferBorrows.cpp - which parameters callees take over --------------===//
//
// Borrow inference in the manner of Ullrich and de Moura, "Counting Immutable
// Beans" (IFL 2019), section 5: parameters start borrowed and become owned when
// the function gives their reference away. A parameter is given away when it,
// or a block argument that it flows into, is an operand that its operation
// consumes: stored, returned, updated in place, packed with its reference, or
// passed to a parameter that is owned. Flowing into a block argument alone does
// not count, because one retain on the edge is cheaper than one in every
// caller.
//
// The last rule makes this a reachability problem: "the argument of a call is
// owned if that parameter is" are edges between parameters, and ownership
// spreads along them from the operations that consume outright. Owned
// parameters matter beyond counting: they are how a value stays unique through
// a call, so that the callee updates it in place.
//
// Limits:
//  1. All callers of a function are `func.call`s. Uniform entries satisfy this:
//     their own parameters are no boxes and they call what they wrap.
//
//===----------------------------------------------------------------------===//

#include "OwnershipModel.h"
#include "forge/Transforms/FMem/Passes.h"

#include "llvm/ADT/SetVector.h"

using namespace mlir;

namespace forge::fmem {
#define GEN_PASS_DEF_INFERBORROWS
#include "forge/Transforms/FMem/Passes.h.inc"
} // namespace forge::fmem

using namespace forge::fmem;

namespace {
struct InferBorrows : public forge::fmem::impl::InferBorrowsBase<InferBorrows> {
  void runOnOperation() override;

private:
  void collect(BlockArgument parameter, const SymbolTable &symbols);
  void own(BlockArgument parameter);

  /// Parameters that receive the key's reference if the key is owned.
  llvm::DenseMap<Value, SmallVector<BlockArgument>> passedFrom;
  llvm::SetVector<Value> owned;
};
} // namespace

/// The parameter and the block arguments it flows into.
static llvm::SetVector<Value> flowOf(BlockArgument parameter) {
  llvm::SetVector<Value> flow;
  flow.insert(parameter);
  for (size_t i = 0; i != flow.size(); ++i)
    for (OpOperand &use : flow[i].getUses())
      if (auto branch = dyn_cast<BranchOpInterface>(use.getOwner()))
        if (auto argument =
                branch.getSuccessorBlockArgument(use.getOperandNumber()))
          flow.insert(*argument);
  return flow;
}

void InferBorrows::own(BlockArgument parameter) { owned.insert(parameter); }

void InferBorrows::collect(BlockArgument parameter,
                           const SymbolTable &symbols) {
  for (Value value : flowOf(parameter))
    for (OpOperand &use : value.getUses()) {
      Operation *user = use.getOwner();
      if (isa<func::ReturnOp>(user))
        return own(parameter);
      if (auto call = dyn_cast<func::CallOp>(user)) {
        auto callee =
            symbols.lookup<func::FuncOp>(call.getCalleeAttr().getAttr());
        if (!callee || callee.isExternal())
          return own(parameter);
        passedFrom[callee.getArgument(use.getOperandNumber())].push_back(
            parameter);
        continue;
      }
      auto ownership = dyn_cast<OwnershipOpInterface>(user);
      if (ownership && ownership.consumesOperand(use.getOperandNumber()))
        return own(parameter);
    }
}

void InferBorrows::runOnOperation() {
  passedFrom.clear();
  owned.clear();
  const auto &symbols = getAnalysis<SymbolTable>();

  auto functions = getOperation().getOps<func::FuncOp>();
  for (func::FuncOp function : functions)
    if (!function.isExternal())
      for (BlockArgument parameter : function.getArguments())
        if (isBox(parameter))
          collect(parameter, symbols);

  for (size_t i = 0; i != owned.size(); ++i)
    for (BlockArgument parameter : passedFrom.lookup(owned[i]))
      own(parameter);

  UnitAttr mark = UnitAttr::get(&getContext());
  for (func::FuncOp function : functions) {
    if (function.isExternal())
      continue;
    for (BlockArgument parameter : function.getArguments()) {
      if (!isBox(parameter))
        continue;
      unsigned index = parameter.getArgNumber();
      if (owned.contains(parameter)) {
        function.removeArgAttr(index, attrs::borrow);
        ++numOwned;
      } else {
        function.setArgAttr(index, attrs::borrow, mark);
        ++numBorrowed;
      }
    }
  }
  // Only marks changed, so the table serves the function passes that follow.
  markAnalysesPreserved<SymbolTable>();
}
