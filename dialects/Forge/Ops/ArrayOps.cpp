//===- ArrayOps.cpp - folds of arrays of known element type ---------------===//

#include "dialects/Forge/Forge.h"

using namespace mlir;
using namespace forge::ir;

OpFoldResult ArraySizeOp::fold(FoldAdaptor) {
  if (auto literal = getArray().getDefiningOp<ArrayNewOp>())
    return IntegerAttr::get(getType(), literal.getElements().size());
  return {};
}

/// Whether combining elements of this type is inline code.
static bool isInlineOperator(Update kind, Type element) {
  if (element.isInteger(64))
    return kind == Update::add || kind == Update::sub || kind == Update::mul;
  return element.isF64() && kind >= Update::add && kind <= Update::div;
}

bool forge::ir::isArrayAccess(Operation *op) {
  if (auto get = dyn_cast<IndexGetOp>(op))
    return isa<ArrayType>(get.getContainer().getType()) &&
           get.getKey().getType().isInteger(64);
  auto update = dyn_cast<PlaceUpdateOp>(op);
  if (!update || update.getValues().size() != 1)
    return false;
  auto type = dyn_cast<ArrayType>(update.getRoot().getType());
  if (!type || update.getUpdated().getType() != type ||
      update.getValues()[0].getType() != type.getElement())
    return false;
  if (update.getKind() == Update::push)
    return update.getPath().empty();
  // Stores have no result but null.
  if (update.getPath().size() != 1 || update.getIndexes().size() != 1 ||
      !update.getIndexes()[0].getType().isInteger(64) ||
      !isa<AnyType>(update.getResult().getType()))
    return false;
  return update.getKind() == Update::set ||
         isInlineOperator(update.getKind(), type.getElement());
}

#define GET_OP_CLASSES
#include "dialects/Forge/Ops/ArrayOps.cpp.inc"
