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
  if (!type || update.getUpdated().getType() != type)
    return false;
  Type value = update.getValues()[0].getType();
  if (update.getKind() == Update::push)
    return update.getPath().empty() && value == type.getElement();
  // Stores have no result but null.
  if (update.getPath().empty() || !isa<AnyType>(update.getResult().getType()) ||
      update.getPath().size() != update.getIndexes().size() ||
      !llvm::all_of(update.getIndexes().getTypes(),
                    [](Type index) { return index.isInteger(64); }))
    return false;
  Type element = type;
  for (size_t i = 0; i != update.getPath().size(); ++i) {
    auto array = dyn_cast<ArrayType>(element);
    if (!array)
      return false;
    element = array.getElement();
  }
  return value == element && (update.getKind() == Update::set ||
                              isInlineOperator(update.getKind(), element));
}

#define GET_OP_CLASSES
#include "dialects/Forge/Ops/ArrayOps.cpp.inc"
