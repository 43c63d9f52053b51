//===- ValuePatterns.cpp - constants, boxes and variables to fmem ---------===//

#include "Lowering.h"

#include "mlir/Dialect/UB/IR/UBOps.h"

using namespace mlir;
using namespace forge;
using namespace forge::ir;
using namespace forge::lowering;

static fmem::Singleton representation(Singleton value) {
  switch (value) {
  case Singleton::Null:
    return fmem::Singleton::Null;
  case Singleton::None:
    return fmem::Singleton::None;
  case Singleton::Missing:
    return fmem::Singleton::Missing;
  case Singleton::Unbound:
    return fmem::Singleton::Unbound;
  }
  llvm_unreachable("unknown singleton");
}

namespace {

struct LowerSingleton : ForgePattern<SingletonOp> {
  using ForgePattern::ForgePattern;
  LogicalResult lower(SingletonOp op, Adaptor, Lowering &at) const override {
    at.rewriter.replaceOpWithNewOp<fmem::SingletonOp>(
        op, at.boxType(), representation(op.getValue()));
    return success();
  }
};

struct LowerPoison : ForgePattern<ub::PoisonOp> {
  using ForgePattern::ForgePattern;
  LogicalResult lower(ub::PoisonOp op, Adaptor, Lowering &at) const override {
    at.rewriter.replaceOpWithNewOp<fmem::UndefOp>(op, converted(op));
    return success();
  }
};

struct LowerNarrow : ForgePattern<NarrowOp> {
  using ForgePattern::ForgePattern;
  LogicalResult lower(NarrowOp op, Adaptor operands,
                      Lowering &at) const override {
    at.rewriter.replaceOp(op, operands.getValue());
    return success();
  }
};

struct LowerIsMarker : ForgePattern<IsMarkerOp> {
  using ForgePattern::ForgePattern;
  LogicalResult lower(IsMarkerOp op, Adaptor operands,
                      Lowering &at) const override {
    at.rewriter.replaceOpWithNewOp<fmem::IsMarkerOp>(
        op, at.rewriter.getI1Type(), representation(op.getMarker()),
        at.boxed(operands.getValue()));
    return success();
  }
};

struct LowerString : ForgePattern<StringOp> {
  using ForgePattern::ForgePattern;
  LogicalResult lower(StringOp op, Adaptor, Lowering &at) const override {
    at.rewriter.replaceOp(op, at.string(op.getValue()));
    return success();
  }
};

struct LowerBox : ForgePattern<BoxOp> {
  using ForgePattern::ForgePattern;
  LogicalResult lower(BoxOp op, Adaptor operands, Lowering &at) const override {
    at.rewriter.replaceOp(op, at.boxed(operands.getValue()));
    return success();
  }
};

struct LowerUnbox : ForgePattern<UnboxOp> {
  using ForgePattern::ForgePattern;
  LogicalResult lower(UnboxOp op, Adaptor operands,
                      Lowering &at) const override {
    at.rewriter.replaceOp(op, at.as(operands.getValue(), converted(op)));
    return success();
  }
};

struct LowerCellNew : ForgePattern<CellNewOp> {
  using ForgePattern::ForgePattern;
  LogicalResult lower(CellNewOp op, Adaptor operands,
                      Lowering &at) const override {
    at.rewriter.replaceOp(op, at.call("frt_cell_new", operands.getValue()));
    return success();
  }
};

/// Loads and takes of cells: the same operation one level down.
template <typename From, typename To>
struct LowerCellRead : ForgePattern<From> {
  using ForgePattern<From>::ForgePattern;
  LogicalResult lower(From op, typename ForgePattern<From>::Adaptor operands,
                      Lowering &at) const override {
    at.rewriter.replaceOpWithNewOp<To>(op, at.boxType(), operands.getCell());
    return success();
  }
};

struct LowerCellStore : ForgePattern<CellStoreOp> {
  using ForgePattern::ForgePattern;
  LogicalResult lower(CellStoreOp op, Adaptor operands,
                      Lowering &at) const override {
    at.rewriter.replaceOpWithNewOp<fmem::CellStoreOp>(
        op, at.boxed(operands.getValue()), operands.getCell());
    return success();
  }
};

template <typename From, typename To>
struct LowerGlobalRead : ForgePattern<From> {
  using ForgePattern<From>::ForgePattern;
  LogicalResult lower(From op, typename ForgePattern<From>::Adaptor,
                      Lowering &at) const override {
    at.rewriter.replaceOpWithNewOp<To>(op, at.boxType(), op.getIndex());
    return success();
  }
};

struct LowerGlobalStore : ForgePattern<GlobalStoreOp> {
  using ForgePattern::ForgePattern;
  LogicalResult lower(GlobalStoreOp op, Adaptor operands,
                      Lowering &at) const override {
    at.rewriter.replaceOpWithNewOp<fmem::GlobalStoreOp>(
        op, at.boxed(operands.getValue()), op.getIndex());
    return success();
  }
};

struct LowerGlobalCell : ForgePattern<GlobalCellOp> {
  using ForgePattern::ForgePattern;
  LogicalResult lower(GlobalCellOp op, Adaptor, Lowering &at) const override {
    at.rewriter.replaceOpWithNewOp<fmem::GlobalLoadOp>(op, at.boxType(),
                                                       op.getIndex());
    return success();
  }
};

struct LowerGlobalNewCell : ForgePattern<GlobalNewCellOp> {
  using ForgePattern::ForgePattern;
  LogicalResult lower(GlobalNewCellOp op, Adaptor,
                      Lowering &at) const override {
    Value unbound = fmem::SingletonOp::create(at.rewriter, at.loc, at.boxType(),
                                              fmem::Singleton::Unbound);
    at.rewriter.replaceOpWithNewOp<fmem::GlobalStoreOp>(
        op, at.call("frt_cell_new", unbound), op.getIndex());
    return success();
  }
};

/// The error edge raises; here is only the test.
struct LowerCheckBound : ForgePattern<CheckBoundOp> {
  using ForgePattern::ForgePattern;
  LogicalResult lower(CheckBoundOp op, Adaptor operands,
                      Lowering &at) const override {
    Value flag =
        fmem::IsMarkerOp::create(at.rewriter, at.loc, at.rewriter.getI1Type(),
                                 fmem::Singleton::Unbound, operands.getValue());
    at.rewriter.replaceOp(
        op, {at.as(operands.getValue(), converted(op.getResult())), flag});
    return success();
  }
};

} // namespace

void forge::lowering::populateValuePatterns(TypeConverter &converter,
                                            RewritePatternSet &patterns) {
  patterns.add<
      LowerSingleton, LowerPoison, LowerIsMarker, LowerString, LowerBox,
      LowerUnbox, LowerCellNew, LowerCellRead<CellLoadOp, fmem::CellLoadOp>,
      LowerCellRead<CellTakeOp, fmem::CellTakeOp>, LowerCellStore,
      LowerGlobalRead<GlobalLoadOp, fmem::GlobalLoadOp>,
      LowerGlobalRead<GlobalTakeOp, fmem::GlobalTakeOp>, LowerGlobalCell,
      LowerGlobalNewCell, LowerGlobalStore, LowerNarrow, LowerCheckBound>(
      converter, patterns.getContext());
}
