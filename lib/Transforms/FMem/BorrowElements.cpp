//===- BorrowElements.cpp - look into what others hold --------------------===//
//
// Reading `m[i][j]` gets a row, looks into it, and gives it back: two changes
// of its count per access. So does matching a tree with its branches. Where the
// element is only looked at while its holder stays as it is, it is borrowed.
//
// An object changes only through the operation that takes its reference:
// whoever else holds it makes it shared, and shared objects are not changed in
// place. So the holder must not be taken between the read and the last look;
// functions that are lent either of them cannot change it. As looks count as
// uses of the holder, its release comes after them.
//
// Limits:
//  1. The looks lie on one way from the read: in its block, or in blocks that
//     are reached through it alone.
//
//===----------------------------------------------------------------------===//

#include "OwnershipModel.h"
#include "forge/Transforms/FMem/Passes.h"

#include "llvm/ADT/SmallPtrSet.h"

using namespace mlir;

namespace forge::fmem {
#define GEN_PASS_DEF_BORROWELEMENTS
#include "forge/Transforms/FMem/Passes.h.inc"
} // namespace forge::fmem

using namespace forge::fmem;

/// Whether the operation puts boxes into memory, or hands them on, so that
/// other operations use them.
static bool passesOn(Operation *op) {
  return isa<BranchOpInterface, arith::SelectOp, PackOp, StepsOp, RefStoreOp>(
      op);
}

namespace {

struct BorrowElements
    : public forge::fmem::impl::BorrowElementsBase<BorrowElements> {
  void runOnOperation() override;

private:
  bool mayBorrow(Operation *read, OwnershipModel &model);
  void visit(Operation *read, OwnershipModel &model);

  llvm::SmallPtrSet<Operation *, 16> visited;
};

} // namespace

/// The holder of what is read, and those that it is borrowed from.
static llvm::SmallPtrSet<Value, 4> holdersOf(Operation *read) {
  llvm::SmallPtrSet<Value, 4> holders;
  for (Value holder = holderOfRead(read); holder; holder = holderOf(holder))
    holders.insert(holder);
  return holders;
}

/// Whether the operation takes none of the boxes and does not hand them on.
static bool leaves(Operation *op, const llvm::SmallPtrSetImpl<Value> &holders,
                   OwnershipModel &model) {
  if (llvm::none_of(op->getOperands(),
                    [&](Value value) { return holders.contains(value); }))
    return true;
  return !passesOn(op) &&
         llvm::none_of(model.usesOf(op).consumed,
                       [&](Value value) { return holders.contains(value); });
}

bool BorrowElements::mayBorrow(Operation *read, OwnershipModel &model) {
  llvm::SmallPtrSet<Value, 4> holders = holdersOf(read);
  for (OpOperand &use : read->getResult(0).getUses()) {
    if (passesOn(use.getOwner()) || model.consumes(use))
      return false;
    // Backwards along the only way to the use, up to the read.
    constexpr unsigned longest = 256;
    Operation *op = use.getOwner();
    for (unsigned i = 0; op != read; ++i) {
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

/// Holders come first: what is borrowed from them depends on them.
void BorrowElements::visit(Operation *read, OwnershipModel &model) {
  Value holder = read ? holderOfRead(read) : Value();
  if (!holder || !visited.insert(read).second)
    return;
  visit(holder.getDefiningOp(), model);
  if (!mayBorrow(read, model))
    return;
  if (isa<ArrayGetOp, ArrayNextOp, RecordGetOp>(read))
    read->setAttr("borrow", UnitAttr::get(&getContext()));
  else
    read->setAttr(attrs::borrow, UnitAttr::get(&getContext()));
  ++numBorrowed;
}

void BorrowElements::runOnOperation() {
  func::FuncOp function = getOperation();
  markAllAnalysesPreserved();
  if (function.isExternal())
    return;
  visited.clear();
  auto symbols = getCachedParentAnalysis<SymbolTable>();
  OwnershipModel model(function, symbols ? &symbols->get() : nullptr);
  function.walk([&](Operation *op) { visit(op, model); });
}
