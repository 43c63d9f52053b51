//===- BorrowElements.cpp - look into arrays below arrays -----------------===//
//
// Reading `m[i][j]` gets a row, looks into it, and gives it back: two changes
// of its count per access. Where the row is only looked at while the outer
// array stays as it is, it is borrowed from there.
//
// An array changes only through the operation that takes its reference: whoever
// else holds it makes it shared, and a shared array is not changed in place. So
// the outer array must not be taken between the read and the last look. As
// looks count as uses of the outer array, its release comes after them.
//
// Limits:
//  1. The looks lie on one way from the read: in its block, or in blocks that
//     are reached through it alone.
//
//===----------------------------------------------------------------------===//

#include "OwnershipModel.h"
#include "dialects/FMem/RuntimeSymbol.h"
#include "forge/Transforms/FMem/Passes.h"

#include "llvm/ADT/SmallPtrSet.h"

using namespace mlir;

namespace forge::fmem {
#define GEN_PASS_DEF_BORROWELEMENTS
#include "forge/Transforms/FMem/Passes.h.inc"
} // namespace forge::fmem

using namespace forge::fmem;

/// Whether the operation looks at the box and neither keeps nor takes it, nor
/// runs other code of the program.
static bool onlyLooks(OpOperand &use) {
  Operation *op = use.getOwner();
  if (isa<ArrayGetOp, ArraySizeOp, ArrayNextOp>(op))
    return true;
  auto call = dyn_cast<CallOp>(op);
  if (!call)
    return false;
  const RuntimeSymbol *callee = RuntimeSymbol::find(call.getSymbol());
  if (!callee || call.consumesOperand(use.getOperandNumber()))
    return false;
  // What makes an error, such as that of an index, reads its operands.
  return callee->pure() ||
         (callee->cold() && callee->result() == forge::CType::Void);
}

namespace {

struct BorrowElements
    : public forge::fmem::impl::BorrowElementsBase<BorrowElements> {
  void runOnOperation() override;

private:
  bool mayBorrow(ArrayGetOp get, OwnershipModel &model);
};

} // namespace

/// The array of a read, and those that it is borrowed from.
static llvm::SmallPtrSet<Value, 4> holdersOf(ArrayGetOp get) {
  llvm::SmallPtrSet<Value, 4> holders;
  for (; get; get = get.getArray().getDefiningOp<ArrayGetOp>()) {
    holders.insert(get.getArray());
    auto outer = get.getArray().getDefiningOp<ArrayGetOp>();
    if (!outer || !outer.getBorrow())
      break;
  }
  return holders;
}

/// Whether none of the boxes is taken by the operation, or handed on.
static bool leaves(Operation *op, const llvm::SmallPtrSetImpl<Value> &holders,
                   OwnershipModel &model) {
  if (llvm::none_of(op->getOperands(),
                    [&](Value value) { return holders.contains(value); }))
    return true;
  // Stack memory, and the operands of branches, are not looked into.
  if (isa<BranchOpInterface, PackOp, StepsOp, RefStoreOp>(op))
    return false;
  return llvm::none_of(model.usesOf(op).consumed,
                       [&](Value value) { return holders.contains(value); });
}

bool BorrowElements::mayBorrow(ArrayGetOp get, OwnershipModel &model) {
  llvm::SmallPtrSet<Value, 4> holders = holdersOf(get);
  for (OpOperand &use : get.getResult().getUses()) {
    if (!onlyLooks(use))
      return false;
    // Backwards along the only way to the use, up to the read.
    constexpr unsigned longest = 256;
    Operation *op = use.getOwner();
    for (unsigned i = 0; op != get; ++i) {
      if (i == longest || !leaves(op, holders, model))
        return false;
      Block *block = op->getBlock();
      op = op->getPrevNode();
      if (op)
        continue;
      Block *from = block->getSinglePredecessor();
      if (!from)
        return false;
      op = from->getTerminator();
    }
  }
  return true;
}

void BorrowElements::runOnOperation() {
  func::FuncOp function = getOperation();
  markAllAnalysesPreserved();
  if (function.isExternal())
    return;
  auto symbols = getCachedParentAnalysis<SymbolTable>();
  OwnershipModel model(function, symbols ? &symbols->get() : nullptr);
  // Outer arrays come first: what is borrowed from them depends on them.
  llvm::SmallPtrSet<Operation *, 16> visited;
  auto visit = [&](auto &self, ArrayGetOp get) -> void {
    if (!get || !isBox(get.getResult()) || !visited.insert(get).second)
      return;
    self(self, get.getArray().getDefiningOp<ArrayGetOp>());
    if (!mayBorrow(get, model))
      return;
    get.setBorrow(true);
    ++numBorrowed;
  };
  function.walk([&](ArrayGetOp get) { visit(visit, get); });
}
