//===- ArrayPatterns.cpp - arrays of known element type to fmem -----------===//
//
// General operations on arrays of known element type become inline accesses.
// These patterns come before the general ones.
//
//===----------------------------------------------------------------------===//

#include "Lowering.h"

using namespace mlir;
using namespace forge;
using namespace forge::ir;
using namespace forge::lowering;

namespace {

/// Type of the elements after conversion.
Type elementOf(Value array, const TypeConverter &converter) {
  return converter.convertType(cast<ArrayType>(array.getType()).getElement());
}

struct LowerArrayNew : ForgePattern<ArrayNewOp> {
  LowerArrayNew(TypeConverter &converter, MLIRContext *context)
      : ForgePattern(converter, context, /*benefit=*/2) {}
  LogicalResult lower(ArrayNewOp op, Adaptor operands,
                      Lowering &at) const override {
    auto type = dyn_cast<ArrayType>(op.getResult().getType());
    if (!type)
      return failure();
    Type element = type.getElement();
    StringRef symbol = element.isInteger(64)  ? "frt_array_new_int"
                       : element.isF64()      ? "frt_array_new_float"
                       : element.isInteger(1) ? "frt_array_new_bool"
                                              : "";
    if (symbol.empty())
      return failure();
    Value items = fmem::PackOp::create(
        at.rewriter, at.loc, fmem::RefType::get(op.getContext()), element,
        /*consume=*/false, operands.getElements());
    at.rewriter.replaceOp(
        op, at.call(symbol, {items, at.i64(op.getElements().size())}));
    return success();
  }
};

struct LowerArraySize : ForgePattern<ArraySizeOp> {
  using ForgePattern::ForgePattern;
  LogicalResult lower(ArraySizeOp op, Adaptor operands,
                      Lowering &at) const override {
    at.rewriter.replaceOpWithNewOp<fmem::ArraySizeOp>(
        op, at.rewriter.getI64Type(), operands.getArray());
    return success();
  }
};

struct LowerArrayGet : ForgePattern<IndexGetOp> {
  LowerArrayGet(TypeConverter &converter, MLIRContext *context)
      : ForgePattern(converter, context, /*benefit=*/2) {}
  LogicalResult lower(IndexGetOp op, Adaptor operands,
                      Lowering &at) const override {
    if (!isArrayAccess(op))
      return failure();
    auto get = fmem::ArrayGetOp::create(
        at.rewriter, at.loc, elementOf(op.getContainer(), *getTypeConverter()),
        at.rewriter.getI1Type(), operands.getContainer(), operands.getKey());
    at.rewriter.replaceOp(
        op,
        {at.as(get.getResult(), converted(op.getResult())), get.getOutside()});
    return success();
  }
};

struct LowerArrayUpdate : ForgePattern<PlaceUpdateOp> {
  LowerArrayUpdate(TypeConverter &converter, MLIRContext *context)
      : ForgePattern(converter, context, /*benefit=*/2) {}
  LogicalResult lower(PlaceUpdateOp op, Adaptor operands,
                      Lowering &at) const override {
    if (!isArrayAccess(op))
      return failure();
    Value value = operands.getValues()[0], result, error;
    if (op.getKind() == Update::push) {
      result = fmem::ArrayPushOp::create(at.rewriter, at.loc, at.boxType(),
                                         operands.getRoot(), value);
      error = at.i1(false);
    } else {
      fmem::CombineAttr kind;
      if (auto combine = fmem::symbolizeCombine(uint32_t(op.getKind())))
        kind = fmem::CombineAttr::get(op.getContext(), *combine);
      Operation *set;
      if (operands.getIndexes().size() == 1)
        set = fmem::ArraySetOp::create(
            at.rewriter, at.loc, at.boxType(), at.rewriter.getI1Type(),
            operands.getRoot(), operands.getIndexes()[0], value, kind);
      else
        set = fmem::ArraySetDeepOp::create(
            at.rewriter, at.loc, at.boxType(), at.rewriter.getI1Type(),
            operands.getRoot(), operands.getIndexes(), value, kind);
      result = set->getResult(0);
      error = set->getResult(1);
    }
    Value other = op.getKind() == Update::push ? result : at.null();
    at.rewriter.replaceOp(op, {result, other, error});
    return success();
  }
};

struct LowerArrayNext : ForgePattern<IterNextOp> {
  LowerArrayNext(TypeConverter &converter, MLIRContext *context)
      : ForgePattern(converter, context, /*benefit=*/2) {}
  LogicalResult lower(IterNextOp op, Adaptor operands,
                      Lowering &at) const override {
    if (!isa<ArrayType>(op.getSequence().getType()))
      return failure();
    auto next = fmem::ArrayNextOp::create(
        at.rewriter, at.loc, elementOf(op.getSequence(), *getTypeConverter()),
        at.rewriter.getI1Type(), operands.getSequence(),
        operands.getPosition());
    Value position = arith::AddIOp::create(at.rewriter, at.loc,
                                           operands.getPosition(), at.i64(1));
    at.rewriter.replaceOp(
        op, {next.getMore(), at.as(next.getResult(), converted(op.getValue())),
             position});
    return success();
  }
};

} // namespace

void forge::lowering::populateArrayPatterns(TypeConverter &converter,
                                            RewritePatternSet &patterns) {
  patterns.add<LowerArrayNew, LowerArraySize, LowerArrayGet, LowerArrayUpdate,
               LowerArrayNext>(converter, patterns.getContext());
}
