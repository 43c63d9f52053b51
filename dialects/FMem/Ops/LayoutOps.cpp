//===- LayoutOps.cpp - stack memory and static records --------------------===//

#include "dialects/FMem/FMem.h"

#include "llvm/ADT/BitVector.h"

using namespace mlir;
using namespace forge::fmem;

#define GET_OP_CLASSES
#include "dialects/FMem/Ops/LayoutOps.cpp.inc"

void FMemDialect::registerLayoutOps() {
  addOperations<
#define GET_OP_LIST
#include "dialects/FMem/Ops/LayoutOps.cpp.inc"
      >();
}

LogicalResult PackOp::verify() {
  for (auto [index, value] : llvm::enumerate(getValues()))
    if (value.getType() != getElement())
      return emitOpError("element ")
             << index << " is " << value.getType() << ", not " << getElement();
  return success();
}

//===----------------------------------------------------------------------===//
// Promotion of stack slots
//===----------------------------------------------------------------------===//

SmallVector<MemorySlot> StackSlotOp::getPromotableSlots() {
  return {MemorySlot{getResult(), getElement()}};
}

Value StackSlotOp::getDefaultValue(const MemorySlot &slot, OpBuilder &builder) {
  return UndefOp::create(builder, getLoc(), slot.elemType);
}

void StackSlotOp::handleBlockArgument(const MemorySlot &, BlockArgument,
                                      OpBuilder &) {}

std::optional<PromotableAllocationOpInterface>
StackSlotOp::handlePromotionComplete(const MemorySlot &, Value defaultValue,
                                     OpBuilder &) {
  if (defaultValue && defaultValue.use_empty())
    defaultValue.getDefiningOp()->erase();
  erase();
  return std::nullopt;
}

bool RefLoadOp::loadsFrom(const MemorySlot &slot) {
  return getAddress() == slot.ptr;
}

bool RefLoadOp::storesTo(const MemorySlot &) { return false; }

Value RefLoadOp::getStored(const MemorySlot &, OpBuilder &, Value,
                           const DataLayout &) {
  llvm_unreachable("a load stores nothing");
}

bool RefLoadOp::canUsesBeRemoved(const MemorySlot &slot,
                                 const SmallPtrSetImpl<OpOperand *> &,
                                 SmallVectorImpl<OpOperand *> &,
                                 const DataLayout &) {
  return getType() == slot.elemType;
}

DeletionKind RefLoadOp::removeBlockingUses(const MemorySlot &,
                                           const SmallPtrSetImpl<OpOperand *> &,
                                           OpBuilder &,
                                           Value reachingDefinition,
                                           const DataLayout &) {
  getResult().replaceAllUsesWith(reachingDefinition);
  return DeletionKind::Delete;
}

bool RefStoreOp::loadsFrom(const MemorySlot &) { return false; }

bool RefStoreOp::storesTo(const MemorySlot &slot) {
  return getAddress() == slot.ptr;
}

Value RefStoreOp::getStored(const MemorySlot &, OpBuilder &, Value,
                            const DataLayout &) {
  return getValue();
}

bool RefStoreOp::canUsesBeRemoved(const MemorySlot &slot,
                                  const SmallPtrSetImpl<OpOperand *> &,
                                  SmallVectorImpl<OpOperand *> &,
                                  const DataLayout &) {
  // A slot whose address is stored is used otherwise as well.
  return getValue() != slot.ptr && getValue().getType() == slot.elemType;
}

DeletionKind
RefStoreOp::removeBlockingUses(const MemorySlot &,
                               const SmallPtrSetImpl<OpOperand *> &,
                               OpBuilder &, Value, const DataLayout &) {
  return DeletionKind::Delete;
}

/// Looks at all users, so that the cost does not grow with their square.
LogicalResult CleanupSlotsOp::verify() {
  int64_t count = getCount();
  if (count < 1)
    return emitOpError("has ") << count << " slots";
  llvm::BitVector noted(count);
  // What comes from a frame was noted before the function was suspended.
  if (llvm::any_of(getResult().getUsers(),
                   [](Operation *user) { return isa<CleanupRestoreOp>(user); }))
    return success();
  for (Operation *user : getResult().getUsers()) {
    auto note = dyn_cast<CleanupNoteOp>(user);
    if (!note)
      continue;
    int64_t index = note.getIndex();
    if (index < 0 || index >= count)
      return note.emitOpError("there is no slot ") << index;
    if (noted.test(index))
      return note.emitOpError("slot ") << index << " has a box already";
    noted.set(index);
  }
  for (Operation *user : getResult().getUsers()) {
    auto release = dyn_cast<CleanupReleaseOp>(user);
    if (!release)
      continue;
    std::optional<size_t> unknown;
    release.forEachSlot([&](size_t slot) {
      if (slot >= noted.size() || !noted.test(slot))
        unknown = slot;
    });
    if (unknown)
      return release.emitOpError("slot ") << *unknown << " has no box";
  }
  return success();
}

SmallVector<Value> CleanupSlotsOp::notedBoxes() {
  SmallVector<Value> boxes(getCount());
  for (Operation *user : getResult().getUsers())
    if (auto note = dyn_cast<CleanupNoteOp>(user))
      boxes[note.getIndex()] = note.getValue();
  return boxes;
}

/// Slots are only known by their operation.
static LogicalResult checkSlots(Operation *op, Value slots) {
  if (slots.getDefiningOp<CleanupSlotsOp>())
    return success();
  return op->emitOpError("takes the slots of fmem.cleanup.slots");
}

LogicalResult CleanupNoteOp::verify() {
  return checkSlots(getOperation(), getSlots());
}

LogicalResult CleanupReleaseOp::verify() {
  return checkSlots(getOperation(), getSlots());
}

LogicalResult CleanupSaveOp::verify() {
  return checkSlots(getOperation(), getSlots());
}

LogicalResult CleanupRestoreOp::verify() {
  return checkSlots(getOperation(), getSlots());
}

CleanupSlotsOp CleanupReleaseOp::getSlotsOp() {
  return getSlots().getDefiningOp<CleanupSlotsOp>();
}

void CleanupReleaseOp::forEachSlot(function_ref<void(size_t)> visit) {
  for (auto [position, word] : llvm::enumerate(getMask()))
    for (uint64_t rest = word; rest; rest &= rest - 1)
      visit(64 * (getFirst() + position) + llvm::countr_zero(rest));
}

LogicalResult StepsOp::verify() {
  size_t indexes = 0;
  for (Attribute step : getPath()) {
    if (!isa<StringAttr, UnitAttr>(step))
      return emitOpError("a step of the path must be a string or unit, not ")
             << step;
    indexes += isa<UnitAttr>(step);
  }
  if (indexes != getIndexes().size())
    return emitOpError("the path has ") << indexes << " index steps for "
                                        << getIndexes().size() << " operands";
  return success();
}

LogicalResult
FunctionAddressOp::verifySymbolUses(SymbolTableCollection &symbols) {
  auto callee =
      symbols.lookupNearestSymbolFrom<func::FuncOp>(*this, getCalleeAttr());
  if (!callee)
    return emitOpError("there is no function '") << getCallee() << "'";
  if (!callee->hasAttr(attrs::entry))
    return emitOpError("'") << getCallee() << "' is no uniform entry";
  return success();
}
