//===- BoxOps.cpp - folds of boxes and checked arithmetic -----------------===//

#include "dialects/FMem/FMem.h"
#include "forge/rt/Abi.h"

#include "mlir/IR/Matchers.h"

using namespace mlir;
using namespace forge::fmem;

#define GET_OP_CLASSES
#include "dialects/FMem/Ops/BoxOps.cpp.inc"

void FMemDialect::registerBoxOps() {
  addOperations<
#define GET_OP_LIST
#include "dialects/FMem/Ops/BoxOps.cpp.inc"
      >();
}

bool BoxOp::consumesOperand(unsigned) { return false; }

bool BoxOp::ownsResult(unsigned) {
  APInt constant;
  if (matchPattern(getValue(), m_ConstantInt(&constant)))
    return !constant.isSignedIntN(forge::rt::tagShift);
  return getValue().getType().isInteger(64);
}

OpFoldResult SingletonOp::fold(FoldAdaptor) { return getValueAttr(); }

// The box stays: it may be owned and is then released on its own.
OpFoldResult UnboxOp::fold(FoldAdaptor) {
  if (auto box = getValue().getDefiningOp<BoxOp>())
    if (box.getValue().getType() == getType())
      return box.getValue();
  return {};
}

OpFoldResult IsMarkerOp::fold(FoldAdaptor) {
  Builder builder(getContext());
  Operation *producer = getValue().getDefiningOp();
  if (auto singleton = dyn_cast_if_present<SingletonOp>(producer))
    return builder.getBoolAttr(singleton.getValue() == getMarker());
  if (isa_and_present<BoxOp, StringOp, BuiltinOp>(producer))
    return builder.getBoolAttr(false);
  return {};
}

/// The exact result of the operation as a signed number of double width.
static APInt computeExactly(CheckedKind kind, const APInt &lhs,
                            const APInt &rhs) {
  APInt a = lhs.sext(2 * lhs.getBitWidth());
  APInt b = rhs.sext(2 * rhs.getBitWidth());
  switch (kind) {
  case CheckedKind::add:
    return a + b;
  case CheckedKind::sub:
    return a - b;
  case CheckedKind::mul:
    return a * b;
  }
  llvm_unreachable("unknown checked operation");
}

LogicalResult CheckedOp::fold(FoldAdaptor adaptor,
                              SmallVectorImpl<OpFoldResult> &results) {
  Builder builder(getContext());
  auto lhs = dyn_cast_if_present<IntegerAttr>(adaptor.getLhs());
  auto rhs = dyn_cast_if_present<IntegerAttr>(adaptor.getRhs());
  if (lhs && rhs) {
    APInt exact = computeExactly(getKind(), lhs.getValue(), rhs.getValue());
    APInt wrapped = exact.trunc(64);
    results.push_back(IntegerAttr::get(getResult().getType(), wrapped));
    results.push_back(builder.getBoolAttr(wrapped.sext(128) != exact));
    return success();
  }

  // Neutral elements. Constants are on the right after canonicalization, and
  // subtraction does not commute anyway.
  if (!rhs)
    return failure();
  bool neutral = getKind() == CheckedKind::mul ? rhs.getValue().isOne()
                                               : rhs.getValue().isZero();
  if (!neutral)
    return failure();
  results.push_back(getLhs());
  results.push_back(builder.getBoolAttr(false));
  return success();
}
