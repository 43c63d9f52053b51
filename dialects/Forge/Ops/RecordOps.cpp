//===- RecordOps.cpp - verifiers and folds of record operations -----------===//

#include "dialects/Forge/Forge.h"

using namespace mlir;
using namespace forge::ir;

LogicalResult RecordGetOp::verify() {
  return getSlotAttr().getInt() >= 0
             ? success()
             : LogicalResult(emitOpError("has no slot"));
}

/// What a literal puts into the slot. Instances of structs have their slots in
/// this order too, because all of their keys are given.
OpFoldResult RecordGetOp::fold(FoldAdaptor) {
  Value object = getObject();
  if (auto cast = object.getDefiningOp<UnboxOp>())
    object = cast.getValue();
  Operation *maker = object.getDefiningOp();
  if (!isa_and_present<ObjectNewOp, StructNewOp>(maker))
    return {};
  auto keys = maker->getAttrOfType<ArrayAttr>("keys");
  if (getSlot() >= keys.size() || keys[getSlot()] != getFieldAttr())
    return {};
  Value value = maker->getOperand(getSlot());
  return value.getType() == getType() ? OpFoldResult(value) : OpFoldResult();
}

/// A record is the name of a struct or `unit`, and the keys.
LogicalResult RecordIsOp::verify() {
  for (Attribute attribute : getRecords()) {
    auto record = dyn_cast<ArrayAttr>(attribute);
    if (!record || record.empty() || !isa<StringAttr, UnitAttr>(record[0]) ||
        !llvm::all_of(record.getValue().drop_front(),
                      llvm::IsaPred<StringAttr>))
      return emitOpError("a record is a name or unit, and keys");
  }
  return success();
}

bool forge::ir::isInlineAccess(Operation *op) {
  auto update = dyn_cast<PlaceUpdateOp>(op);
  return isArrayAccess(op) || (update && isInlineUpdate(update));
}

bool forge::ir::isInlineUpdate(PlaceUpdateOp op) {
  // Larger paths do not fit into what the runtime gets on errors.
  constexpr size_t mostSteps = 8, mostIndexes = 3;
  if (!op.getSlots() || op.getValues().size() != 1 ||
      op.getPath().size() > mostSteps || op.getIndexes().size() > mostIndexes ||
      !isa<AnyType>(op.getResult().getType()) ||
      !llvm::all_of(op.getIndexes().getTypes(),
                    [](Type index) { return index.isInteger(64); }))
    return false;
  Type value = op.getValues()[0].getType();
  switch (op.getKind()) {
  case Update::set:
    // Elements of arrays are stored as what they are.
    return op.getSlots()->back() >= 0 || !isa<AnyType>(value);
  case Update::add:
  case Update::sub:
  case Update::mul:
    return value.isInteger(64) || value.isF64();
  case Update::div:
    return value.isF64();
  case Update::push:
    return op.getResult().use_empty() && !isa<AnyType>(value);
  default:
    return false;
  }
}

#define GET_OP_CLASSES
#include "dialects/Forge/Ops/RecordOps.cpp.inc"
