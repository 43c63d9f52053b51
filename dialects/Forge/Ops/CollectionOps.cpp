//===- CollectionOps.cpp - verifiers and folds of collections -------------===//

#include "dialects/Forge/Forge.h"

#include "mlir/IR/PatternMatch.h"

using namespace mlir;
using namespace forge::ir;

LogicalResult ObjectNewOp::verify() {
  if (getKeys().size() != getValues().size())
    return emitOpError("has ") << getKeys().size() << " keys but "
                               << getValues().size() << " values";
  return success();
}

/// A path consists of field names and `unit` entries, one of these per index.
static LogicalResult verifyPath(Operation *op, ArrayAttr path,
                                size_t indexCount) {
  size_t units = 0;
  for (Attribute step : path) {
    if (isa<UnitAttr>(step))
      ++units;
    else if (!isa<StringAttr>(step))
      return op->emitOpError("path steps must be strings or unit");
  }
  if (units != indexCount)
    return op->emitOpError("path has ")
           << units << " index steps but " << indexCount << " index operands";
  return success();
}

LogicalResult PlaceUpdateOp::verify() {
  if (failed(verifyPath(*this, getPath(), getIndexes().size())))
    return failure();
  size_t expected = 1;
  if (getKind() == Update::pop)
    expected = 0;
  else if (getKind() == Update::map_set)
    expected = 2;
  if (getValues().size() != expected)
    return emitOpError("of kind ")
           << stringifyUpdate(getKind()) << " takes " << expected << " values";
  return success();
}

LogicalResult PlaceIsUpdatingOp::verify() {
  return verifyPath(*this, getPath(), getIndexes().size());
}

LogicalResult PlaceVacateOp::verify() {
  return verifyPath(*this, getPath(), getIndexes().size());
}

/// Numbers and truth values are no objects.
OpFoldResult PlaceVacateOp::fold(FoldAdaptor) {
  Value current = getCurrent();
  if (auto box = current.getDefiningOp<BoxOp>())
    current = box.getValue();
  bool isObject = isa<AnyType, ArrayType, ObjectType, StrType>(current.getType());
  if (isObject || getRoot().getType() != getUpdated().getType())
    return {};
  return getRoot();
}

/// Appending to an array of known element type cannot fail.
LogicalResult PlaceUpdateOp::canonicalize(PlaceUpdateOp op,
                                          PatternRewriter &rewriter) {
  if (op.getKind() != Update::push || !isArrayAccess(op) ||
      op.getError().use_empty())
    return failure();
  Value none = NoErrorOp::create(rewriter, op.getLoc());
  rewriter.replaceAllUsesWith(op.getError(), none);
  return success();
}

OpFoldResult PlaceIsUpdatingOp::fold(FoldAdaptor) {
  if (!isa<ArrayType>(getRoot().getType()) || !getPath().empty())
    return {};
  return BoolAttr::get(getContext(),
                       getMethod() == "push" || getMethod() == "pop");
}

LogicalResult IterBeginOp::canonicalize(IterBeginOp op,
                                        PatternRewriter &rewriter) {
  if (!isa<ArrayType>(op.getIterable().getType()) ||
      op.getIterable().getType() != op.getResult().getType())
    return failure();
  Value none = NoErrorOp::create(rewriter, op.getLoc());
  rewriter.replaceOp(op, {op.getIterable(), none});
  return success();
}

LogicalResult ExpectIntOp::canonicalize(ExpectIntOp op,
                                        PatternRewriter &rewriter) {
  Value value = op.getValue();
  if (auto box = value.getDefiningOp<BoxOp>())
    value = box.getValue();
  if (!value.getType().isInteger(64))
    return failure();
  if (isa<AnyType>(op.getResult().getType()))
    value = BoxOp::create(rewriter, op.getLoc(), value);
  Value none = NoErrorOp::create(rewriter, op.getLoc());
  rewriter.replaceOp(op, {value, none});
  return success();
}

#define GET_OP_CLASSES
#include "dialects/Forge/Ops/CollectionOps.cpp.inc"
