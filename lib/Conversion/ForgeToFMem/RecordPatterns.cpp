//===- RecordPatterns.cpp - objects and accesses to them, to fmem ---------===//
//
// Making objects, and accesses to fields whose slots are known.
//
//===----------------------------------------------------------------------===//

#include "Lowering.h"

using namespace mlir;
using namespace forge;
using namespace forge::ir;
using namespace forge::lowering;

namespace {

/// Objects and instances of structs: a call that is given the keys.
template <typename Op> struct LowerMaker : ForgePattern<Op> {
  LowerMaker(TypeConverter &converter, MLIRContext *context,
             const RecordTable &records)
      : ForgePattern<Op>(converter, context), records(records) {}

  LogicalResult lower(Op op, typename ForgePattern<Op>::Adaptor operands,
                      Lowering &at) const override {
    Value layout = fmem::ObjectLayoutOp::create(
        at.rewriter, at.loc, fmem::RefType::get(op.getContext()),
        op.getKeysAttr(), records.recordOf(op));
    Value values = at.packConsumed(operands.getValues());
    SmallVector<Value> arguments = {layout, values};
    StringRef entry = "frt_object_new";
    if constexpr (std::is_same_v<Op, StructNewOp>) {
      arguments.insert(arguments.begin(), at.string(op.getName()));
      entry = "frt_struct_new";
    }
    at.rewriter.replaceOp(op, at.call(entry, arguments));
    return success();
  }

  const RecordTable &records;
};

struct LowerRecordGet : ForgePattern<RecordGetOp> {
  using ForgePattern::ForgePattern;
  LogicalResult lower(RecordGetOp op, Adaptor operands,
                      Lowering &at) const override {
    at.rewriter.replaceOpWithNewOp<fmem::RecordGetOp>(
        op, converted(op.getResult()), operands.getObject(), op.getSlot());
    return success();
  }
};

struct LowerRecordIs : ForgePattern<RecordIsOp> {
  using ForgePattern::ForgePattern;
  LogicalResult lower(RecordIsOp op, Adaptor operands,
                      Lowering &at) const override {
    at.rewriter.replaceOpWithNewOp<fmem::RecordIsOp>(
        op, at.rewriter.getI1Type(), operands.getObject(), op.getRecords());
    return success();
  }
};

struct LowerRecordUpdate : ForgePattern<PlaceUpdateOp> {
  LowerRecordUpdate(TypeConverter &converter, MLIRContext *context)
      : ForgePattern(converter, context, /*benefit=*/3) {}
  LogicalResult lower(PlaceUpdateOp op, Adaptor operands,
                      Lowering &at) const override {
    if (!isInlineUpdate(op))
      return failure();
    SmallVector<Attribute> path;
    for (int64_t slot : op.getSlotsAttr().asArrayRef())
      path.push_back(slot < 0 ? Attribute(at.rewriter.getUnitAttr())
                              : at.rewriter.getI64IntegerAttr(slot));
    fmem::CombineAttr kind;
    if (auto combine = fmem::symbolizeCombine(uint32_t(op.getKind())))
      kind = fmem::CombineAttr::get(op.getContext(), *combine);
    auto update = fmem::RecordUpdateOp::create(
        at.rewriter, at.loc, at.boxType(), at.rewriter.getI1Type(),
        operands.getRoot(), at.rewriter.getArrayAttr(path),
        operands.getIndexes(), operands.getValues()[0], kind,
        op.getKind() == Update::push, op.getPlain());
    at.rewriter.replaceOp(op,
                          {update.getResult(), at.null(), update.getOutside()});
    return success();
  }
};

} // namespace

void forge::lowering::populateRecordPatterns(TypeConverter &converter,
                                             RewritePatternSet &patterns,
                                             const RecordTable &records) {
  MLIRContext *context = patterns.getContext();
  patterns.add<LowerMaker<ObjectNewOp>, LowerMaker<StructNewOp>>(
      converter, context, records);
  patterns.add<LowerRecordGet, LowerRecordIs, LowerRecordUpdate>(converter,
                                                                 context);
}
