//===- ValueOps.cpp - folds and promotion of values and variables ---------===//

#include "dialects/Forge/Forge.h"

#include "mlir/Dialect/UB/IR/UBOps.h"

using namespace mlir;
using namespace forge::ir;

OpFoldResult SingletonOp::fold(FoldAdaptor) { return getValueAttr(); }

OpFoldResult StringOp::fold(FoldAdaptor) { return getValueAttr(); }

OpFoldResult BoxOp::fold(FoldAdaptor adaptor) {
  if (isa_and_nonnull<ub::PoisonAttr>(adaptor.getValue()))
    return adaptor.getValue();
  if (isa<AnyType>(getValue().getType()))
    return getValue();
  // Reboxing what was just unboxed.
  if (auto unbox = getValue().getDefiningOp<UnboxOp>())
    if (isa<AnyType>(unbox.getValue().getType()))
      return unbox.getValue();
  return {};
}

OpFoldResult UnboxOp::fold(FoldAdaptor adaptor) {
  if (isa_and_nonnull<ub::PoisonAttr>(adaptor.getValue()))
    return adaptor.getValue();
  if (getValue().getType() == getType())
    return getValue();
  if (auto box = getValue().getDefiningOp<BoxOp>())
    if (box.getValue().getType() == getType())
      return box.getValue();
  return {};
}

OpFoldResult IsMarkerOp::fold(FoldAdaptor adaptor) {
  Builder builder(getContext());
  if (auto singleton = dyn_cast_or_null<SingletonAttr>(adaptor.getValue()))
    return builder.getBoolAttr(singleton.getValue() == getMarker());
  if (!isa<AnyType>(getValue().getType()) || getValue().getDefiningOp<BoxOp>())
    return builder.getBoolAttr(false);
  return {};
}

LogicalResult CheckBoundOp::fold(FoldAdaptor,
                                 SmallVectorImpl<OpFoldResult> &results) {
  Operation *source = getValue().getDefiningOp();
  if (!source || !isa<BoxOp>(source))
    return failure();
  if (getResult().getType() != getValue().getType())
    return failure();
  results.push_back(getValue());
  results.push_back(UnitAttr::get(getContext()));
  return success();
}

//===----------------------------------------------------------------------===//
// Promotion of slots
//===----------------------------------------------------------------------===//

SmallVector<MemorySlot> SlotOp::getPromotableSlots() {
  return {MemorySlot{getSlot(), AnyType::get(getContext())}};
}

Value SlotOp::getDefaultValue(const MemorySlot &, OpBuilder &builder) {
  Type any = AnyType::get(getContext());
  if (getLate())
    return SingletonOp::create(builder, getLoc(), any, Singleton::Unbound);
  return ub::PoisonOp::create(builder, getLoc(), any,
                              ub::PoisonAttr::get(getContext()));
}

void SlotOp::handleBlockArgument(const MemorySlot &, BlockArgument,
                                 OpBuilder &) {}

std::optional<PromotableAllocationOpInterface>
SlotOp::handlePromotionComplete(const MemorySlot &, Value defaultValue,
                                OpBuilder &) {
  if (defaultValue && defaultValue.use_empty())
    defaultValue.getDefiningOp()->erase();
  erase();
  return std::nullopt;
}

bool SlotLoadOp::loadsFrom(const MemorySlot &slot) {
  return getSlot() == slot.ptr;
}

bool SlotLoadOp::storesTo(const MemorySlot &) { return false; }

Value SlotLoadOp::getStored(const MemorySlot &, OpBuilder &, Value,
                            const DataLayout &) {
  llvm_unreachable("a load stores nothing");
}

bool SlotLoadOp::canUsesBeRemoved(const MemorySlot &,
                                  const SmallPtrSetImpl<OpOperand *> &,
                                  SmallVectorImpl<OpOperand *> &,
                                  const DataLayout &) {
  return true;
}

DeletionKind SlotLoadOp::removeBlockingUses(
    const MemorySlot &, const SmallPtrSetImpl<OpOperand *> &, OpBuilder &,
    Value reachingDefinition, const DataLayout &) {
  getResult().replaceAllUsesWith(reachingDefinition);
  return DeletionKind::Delete;
}

bool SlotStoreOp::loadsFrom(const MemorySlot &) { return false; }

bool SlotStoreOp::storesTo(const MemorySlot &slot) {
  return getSlot() == slot.ptr;
}

Value SlotStoreOp::getStored(const MemorySlot &, OpBuilder &, Value,
                             const DataLayout &) {
  return getValue();
}

bool SlotStoreOp::canUsesBeRemoved(const MemorySlot &,
                                   const SmallPtrSetImpl<OpOperand *> &,
                                   SmallVectorImpl<OpOperand *> &,
                                   const DataLayout &) {
  return true;
}

DeletionKind
SlotStoreOp::removeBlockingUses(const MemorySlot &,
                                const SmallPtrSetImpl<OpOperand *> &,
                                OpBuilder &, Value, const DataLayout &) {
  return DeletionKind::Delete;
}

#define GET_OP_CLASSES
#include "dialects/Forge/Ops/ValueOps.cpp.inc"
