//===- OwnershipModel.cpp - who holds and who takes references ------------===//

#include "OwnershipModel.h"
#include "dialects/FMem/RuntimeSymbol.h"

using namespace mlir;
using namespace forge::fmem;

Value forge::fmem::holderOfRead(Operation *op) {
  if (auto get = dyn_cast<ArrayGetOp>(op))
    return isBox(get.getResult()) ? get.getArray() : Value();
  if (auto next = dyn_cast<ArrayNextOp>(op))
    return isBox(next.getResult()) ? next.getArray() : Value();
  if (auto get = dyn_cast<RecordGetOp>(op))
    return isBox(get.getResult()) ? get.getObject() : Value();
  auto call = dyn_cast<CallOp>(op);
  return call && readsOperand(call.getSymbol()) ? call.getArgs().front()
                                                : Value();
}

Value forge::fmem::holderOf(Value value) {
  Operation *op = value.getDefiningOp();
  if (!op)
    return {};
  // Operations that read have `borrow` as an attribute of their own.
  bool isBorrowed = op->hasAttr("borrow") || op->hasAttr(attrs::borrow);
  return isBorrowed ? holderOfRead(op) : Value();
}

OwnershipModel::OwnershipModel(func::FuncOp function,
                               const SymbolTable *symbols)
    : entry(&function.front()), symbols(symbols) {
  for (unsigned i = 0, e = function.getNumArguments(); i != e; ++i)
    borrowedParameters.push_back(bool(function.getArgAttr(i, attrs::borrow)));
}

Holding OwnershipModel::holding(Value value) const {
  if (auto argument = dyn_cast<BlockArgument>(value))
    return argument.getOwner() == entry &&
                   borrowedParameters[argument.getArgNumber()]
               ? Holding::Borrowed
               : Holding::Owned;
  Operation *op = value.getDefiningOp();
  if (isa<EntryCaptureOp>(op))
    return Holding::Borrowed;
  if (isa<arith::SelectOp>(op))
    return Holding::View;
  auto ownership = dyn_cast<OwnershipOpInterface>(op);
  if (!ownership ||
      ownership.ownsResult(cast<OpResult>(value).getResultNumber()))
    return Holding::Owned;
  return Holding::Uncounted;
}

func::FuncOp OwnershipModel::calleeOf(func::CallOp call) {
  StringAttr name = call.getCalleeAttr().getAttr();
  if (symbols)
    return symbols->lookup<func::FuncOp>(name);
  auto [known, isNew] = searched.try_emplace(name);
  if (isNew)
    known->second = SymbolTable::lookupNearestSymbolFrom<func::FuncOp>(
        call, call.getCalleeAttr());
  return known->second;
}

bool OwnershipModel::consumes(OpOperand &operand) {
  Operation *op = operand.getOwner();
  unsigned index = operand.getOperandNumber();
  if (isa<ReleaseOp, func::ReturnOp>(op))
    return true;
  if (auto call = dyn_cast<func::CallOp>(op)) {
    func::FuncOp callee = calleeOf(call);
    return !callee || !callee.getArgAttr(index, attrs::borrow);
  }
  auto ownership = dyn_cast<OwnershipOpInterface>(op);
  return ownership && ownership.consumesOperand(index);
}

void OwnershipModel::addNoted(CleanupReleaseOp release,
                              SmallVectorImpl<Value> &boxes) {
  CleanupSlotsOp slots = release.getSlotsOp();
  auto [known, isNew] = noted.try_emplace(slots);
  if (isNew)
    known->second = slots.notedBoxes();
  release.forEachSlot(
      [&](size_t slot) { boxes.push_back(known->second[slot]); });
}

BoxUses OwnershipModel::usesOf(Operation *op) {
  BoxUses uses;
  if (auto release = dyn_cast<CleanupReleaseOp>(op)) {
    addNoted(release, uses.consumed);
    return uses;
  }
  // A copy for later counts neither as a use nor as a reference.
  if (isa<CleanupNoteOp>(op))
    return uses;

  unsigned forwardedFrom = op->getNumOperands(), forwardedTo = 0;
  if (auto branch = dyn_cast<BranchOpInterface>(op))
    for (unsigned i = 0, e = op->getNumSuccessors(); i != e; ++i) {
      OperandRange forwarded =
          branch.getSuccessorOperands(i).getForwardedOperands();
      if (forwarded.empty())
        continue;
      forwardedFrom = std::min(forwardedFrom, forwarded.getBeginOperandIndex());
      forwardedTo = std::max<unsigned>(
          forwardedTo, forwarded.getBeginOperandIndex() + forwarded.size());
    }

  for (OpOperand &operand : op->getOpOperands()) {
    unsigned index = operand.getOperandNumber();
    if (index >= forwardedFrom && index < forwardedTo)
      continue;
    Value value = operand.get();
    if (isBox(value)) {
      (consumes(operand) ? uses.consumed : uses.borrowed).push_back(value);
      // What is borrowed is there as long as its holder.
      while ((value = holderOf(value)))
        uses.borrowed.push_back(value);
      continue;
    }
    // Stack memory that borrows keeps what it holds in use.
    if (!isa<RefType>(value.getType()))
      continue;
    Operation *memory = value.getDefiningOp();
    auto pack = dyn_cast_if_present<PackOp>(memory);
    if ((pack && !pack.getConsume()) || isa_and_present<StepsOp>(memory))
      llvm::copy_if(memory->getOperands(), std::back_inserter(uses.borrowed),
                    isBox);
  }
  return uses;
}

/// Whether the operation can leave an error pending. Functions are assumed to.
static bool mayRaise(Operation &op) {
  if (auto call = dyn_cast<CallOp>(op))
    return RuntimeSymbol::find(call.getSymbol())->raises();
  return isa<func::CallOp>(op);
}

ValueRange OwnershipModel::voidResults(Operation *terminator,
                                       unsigned successor) {
  auto branch = dyn_cast<cf::CondBranchOp>(terminator);
  if (!branch || successor != 0)
    return {};
  auto pending = branch.getCondition().getDefiningOp<ErrorPendingOp>();
  if (!pending || pending->getBlock() != terminator->getBlock())
    return {};
  for (Operation *op = pending->getPrevNode(); op; op = op->getPrevNode())
    if (mayRaise(*op))
      return op->getResults();
  return {};
}
