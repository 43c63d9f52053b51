//===- CollectionPatterns.cpp - collections, places, loops to fmem --------===//

#include "Lowering.h"

#include "forge/rt/Abi.h"

using namespace mlir;
using namespace forge;
using namespace forge::ir;
using namespace forge::lowering;

static Value stackSlot(const Lowering &at, Type type) {
  return fmem::StackSlotOp::create(
      at.rewriter, at.loc, fmem::RefType::get(at.rewriter.getContext()), type);
}

/// Stack memory that holds a value; a box is moved into it.
static Value stackSlotWith(const Lowering &at, Value value) {
  Value slot = stackSlot(at, value.getType());
  fmem::RefStoreOp::create(at.rewriter, at.loc, value, slot);
  return slot;
}

static Value load(const Lowering &at, Value slot, Type type) {
  return fmem::RefLoadOp::create(at.rewriter, at.loc, type, slot);
}

static Value steps(const Lowering &at, ArrayAttr path, ValueRange indexes) {
  return fmem::StepsOp::create(at.rewriter, at.loc,
                               fmem::RefType::get(at.rewriter.getContext()),
                               path, at.boxed(indexes));
}

namespace {

/// Arrays and tuples of given elements.
template <typename Op> struct LowerSequence : ForgePattern<Op> {
  LowerSequence(TypeConverter &converter, MLIRContext *context,
                StringRef symbol)
      : ForgePattern<Op>(converter, context), symbol(symbol) {}

  LogicalResult lower(Op op, typename ForgePattern<Op>::Adaptor operands,
                      Lowering &at) const override {
    ValueRange elements = operands.getElements();
    Value packed = at.packConsumed(elements);
    at.rewriter.replaceOp(op,
                          at.call(symbol, {packed, at.i64(elements.size())}));
    return success();
  }

  StringRef symbol;
};

struct LowerFieldGet : ForgePattern<FieldGetOp> {
  using ForgePattern::ForgePattern;
  LogicalResult lower(FieldGetOp op, Adaptor operands,
                      Lowering &at) const override {
    Value cache = fmem::FieldCacheOp::create(
        at.rewriter, at.loc, fmem::RefType::get(op.getContext()));
    Value result = at.call("frt_field_get", {operands.getObject(),
                                             at.string(op.getField()), cache});
    Value error = at.errorPending();
    at.rewriter.replaceOp(op,
                          {at.as(result, converted(op.getResult())), error});
    return success();
  }
};

struct LowerFindsMethod : ForgePattern<FindsMethodOp> {
  using ForgePattern::ForgePattern;
  LogicalResult lower(FindsMethodOp op, Adaptor operands,
                      Lowering &at) const override {
    Value cache = fmem::FieldCacheOp::create(
        at.rewriter, at.loc, fmem::RefType::get(op.getContext()));
    at.rewriter.replaceOp(op,
                          at.call("frt_finds_method",
                                  {operands.getValue(), at.string(op.getType()),
                                   at.string(op.getMethod()), cache}));
    return success();
  }
};

struct LowerIndexGet : ForgePattern<IndexGetOp> {
  using ForgePattern::ForgePattern;
  LogicalResult lower(IndexGetOp op, Adaptor operands,
                      Lowering &at) const override {
    Value result =
        at.call("frt_index_get", {operands.getContainer(), operands.getKey()});
    Value error = at.errorPending();
    at.rewriter.replaceOp(op,
                          {at.as(result, converted(op.getResult())), error});
    return success();
  }
};

struct LowerPlaceUpdate : ForgePattern<PlaceUpdateOp> {
  using ForgePattern::ForgePattern;
  LogicalResult lower(PlaceUpdateOp op, Adaptor operands,
                      Lowering &at) const override {
    int64_t kind = int64_t(op.getKind());
    if (op.getResult().use_empty())
      kind |= rt::placeResultUnused;
    Value root = stackSlotWith(at, at.boxed(operands.getRoot()));
    Value path = steps(at, op.getPath(), operands.getIndexes());
    Value values = at.packConsumed(operands.getValues());
    Value result =
        at.call("frt_place_update",
                {root, path, at.i64(op.getPath().size()), at.i64(kind), values,
                 at.i64(operands.getValues().size()), at.string(op.getName())});
    Value error = at.errorPending();
    Value updated = load(at, root, at.boxType());
    at.rewriter.replaceOp(op,
                          {at.as(updated, converted(op.getUpdated())),
                           at.as(result, converted(op.getResult())), error});
    return success();
  }
};

struct LowerPlaceVacate : ForgePattern<PlaceVacateOp> {
  using ForgePattern::ForgePattern;
  LogicalResult lower(PlaceVacateOp op, Adaptor operands,
                      Lowering &at) const override {
    Value path = steps(at, op.getPath(), operands.getIndexes());
    Value updated =
        at.call("frt_place_vacate",
                {at.boxed(operands.getRoot()), path,
                 at.i64(op.getPath().size()), at.boxed(operands.getCurrent())});
    at.rewriter.replaceOp(op, at.as(updated, converted(op.getUpdated())));
    return success();
  }
};

struct LowerPlaceIsUpdating : ForgePattern<PlaceIsUpdatingOp> {
  using ForgePattern::ForgePattern;
  LogicalResult lower(PlaceIsUpdatingOp op, Adaptor operands,
                      Lowering &at) const override {
    Value path = steps(at, op.getPath(), operands.getIndexes());
    at.rewriter.replaceOp(
        op, at.call("frt_place_is_updating",
                    {operands.getRoot(), path, at.i64(op.getPath().size()),
                     at.string(op.getMethod())}));
    return success();
  }
};

struct LowerIterBegin : ForgePattern<IterBeginOp> {
  using ForgePattern::ForgePattern;
  LogicalResult lower(IterBeginOp op, Adaptor operands,
                      Lowering &at) const override {
    Value result = at.call("frt_iter_begin", operands.getIterable());
    Value error = at.errorPending();
    at.rewriter.replaceOp(op, {result, error});
    return success();
  }
};

struct LowerIterNext : ForgePattern<IterNextOp> {
  using ForgePattern::ForgePattern;
  LogicalResult lower(IterNextOp op, Adaptor operands,
                      Lowering &at) const override {
    Value position = stackSlotWith(at, operands.getPosition());
    Value out = stackSlot(at, at.boxType());
    Value more =
        at.call("frt_iter_next", {operands.getSequence(), position, out});
    at.rewriter.replaceOp(
        op, {more, at.as(load(at, out, at.boxType()), converted(op.getValue())),
             load(at, position, at.rewriter.getI64Type())});
    return success();
  }
};

struct LowerIterNextPair : ForgePattern<IterNextPairOp> {
  using ForgePattern::ForgePattern;
  LogicalResult lower(IterNextPairOp op, Adaptor operands,
                      Lowering &at) const override {
    Value position = stackSlotWith(at, operands.getPosition());
    Value first = stackSlot(at, at.boxType());
    Value second = stackSlot(at, at.boxType());
    Value more = at.call("frt_iter_next2",
                         {operands.getSequence(), position, first, second});
    at.rewriter.replaceOp(op, {more, load(at, first, at.boxType()),
                               load(at, second, at.boxType()),
                               load(at, position, at.rewriter.getI64Type())});
    return success();
  }
};

struct LowerExpectInt : ForgePattern<ExpectIntOp> {
  using ForgePattern::ForgePattern;
  LogicalResult lower(ExpectIntOp op, Adaptor operands,
                      Lowering &at) const override {
    Value result = at.call("frt_expect_int",
                           {operands.getValue(), at.string(op.getMessage())});
    Value error = at.errorPending();
    at.rewriter.replaceOp(op,
                          {at.as(result, converted(op.getResult())), error});
    return success();
  }
};

} // namespace

void forge::lowering::populateCollectionPatterns(TypeConverter &converter,
                                                 RewritePatternSet &patterns) {
  MLIRContext *context = patterns.getContext();
  patterns.add<LowerSequence<ArrayNewOp>>(converter, context, "frt_array_new");
  patterns.add<LowerSequence<TupleNewOp>>(converter, context, "frt_tuple_new");
  patterns.add<LowerFieldGet, LowerFindsMethod, LowerIndexGet, LowerPlaceUpdate,
               LowerPlaceIsUpdating, LowerPlaceVacate, LowerIterBegin,
               LowerIterNext, LowerIterNextPair, LowerExpectInt>(converter,
                                                                 context);
}
