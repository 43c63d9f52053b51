//===- ArithPatterns.cpp - operators to fmem ------------------------------===//
//
// Integer operators become inline code with an overflow flag; what is not known
// to be integers is a call. Operators on floats are arith operations already.
//
//===----------------------------------------------------------------------===//

#include "Lowering.h"

using namespace mlir;
using namespace forge;
using namespace forge::ir;
using namespace forge::lowering;

namespace {

/// `result, error` of a raising runtime call.
template <typename Op>
LogicalResult replaceByCall(Op op, StringRef symbol, ValueRange operands,
                            Type resultType, const Lowering &at) {
  Value result = at.call(symbol, operands);
  Value error = at.errorPending();
  at.rewriter.replaceOp(op, {at.as(result, resultType), error});
  return success();
}

/// +, - and *.
template <typename Op> struct LowerChecked : ForgePattern<Op> {
  LowerChecked(TypeConverter &converter, MLIRContext *context, StringRef symbol,
               fmem::CheckedKind kind)
      : ForgePattern<Op>(converter, context), symbol(symbol), kind(kind) {}

  LogicalResult lower(Op op, typename ForgePattern<Op>::Adaptor operands,
                      Lowering &at) const override {
    if (!isIntegerOperator(op))
      return replaceByCall(op, symbol, {operands.getLhs(), operands.getRhs()},
                           this->converted(op.getResult()), at);
    at.rewriter.replaceOpWithNewOp<fmem::CheckedOp>(
        op, at.rewriter.getI64Type(), at.rewriter.getI1Type(), kind,
        operands.getLhs(), operands.getRhs());
    return success();
  }

  StringRef symbol;
  fmem::CheckedKind kind;
};

/// Integer comparison with a constant.
Value equals(const Lowering &at, Value value, int64_t constant) {
  return arith::CmpIOp::create(at.rewriter, at.loc, arith::CmpIPredicate::eq,
                               value, at.i64(constant));
}

/// Machine division traps where the language raises: the divisor is replaced by
/// one whenever the result is not going to be used.
struct LowerDiv : ForgePattern<DivOp> {
  using ForgePattern::ForgePattern;
  LogicalResult lower(DivOp op, Adaptor operands, Lowering &at) const override {
    Value lhs = operands.getLhs(), rhs = operands.getRhs();
    if (!isIntegerOperator(op))
      return replaceByCall(op, "frt_div", {lhs, rhs}, converted(op.getResult()),
                           at);
    Value isZero = equals(at, rhs, 0);
    Value overflows = arith::AndIOp::create(
        at.rewriter, at.loc, equals(at, lhs, INT64_MIN), equals(at, rhs, -1));
    Value raises = arith::OrIOp::create(at.rewriter, at.loc, isZero, overflows);
    Value divisor =
        arith::SelectOp::create(at.rewriter, at.loc, raises, at.i64(1), rhs);
    Value result = arith::DivSIOp::create(at.rewriter, at.loc, lhs, divisor);
    at.rewriter.replaceOp(op, {result, raises});
    return success();
  }
};

/// The remainder by -1 is 0, like that by 1, and never overflows.
struct LowerRem : ForgePattern<RemOp> {
  using ForgePattern::ForgePattern;
  LogicalResult lower(RemOp op, Adaptor operands, Lowering &at) const override {
    Value lhs = operands.getLhs(), rhs = operands.getRhs();
    if (!isIntegerOperator(op))
      return replaceByCall(op, "frt_rem", {lhs, rhs}, converted(op.getResult()),
                           at);
    Value raises = equals(at, rhs, 0);
    Value trivial =
        arith::OrIOp::create(at.rewriter, at.loc, raises, equals(at, rhs, -1));
    Value divisor =
        arith::SelectOp::create(at.rewriter, at.loc, trivial, at.i64(1), rhs);
    Value result = arith::RemSIOp::create(at.rewriter, at.loc, lhs, divisor);
    at.rewriter.replaceOp(op, {result, raises});
    return success();
  }
};

struct LowerNeg : ForgePattern<NegOp> {
  using ForgePattern::ForgePattern;
  LogicalResult lower(NegOp op, Adaptor operands, Lowering &at) const override {
    if (!isIntegerOperator(op))
      return replaceByCall(op, "frt_neg", operands.getOperand(),
                           converted(op.getResult()), at);
    at.rewriter.replaceOpWithNewOp<fmem::CheckedOp>(
        op, at.rewriter.getI64Type(), at.rewriter.getI1Type(),
        fmem::CheckedKind::sub, at.i64(0), operands.getOperand());
    return success();
  }
};

struct LowerCompare : ForgePattern<CompareOp> {
  using ForgePattern::ForgePattern;
  LogicalResult lower(CompareOp op, Adaptor operands,
                      Lowering &at) const override {
    return replaceByCall(op, "frt_compare",
                         {operands.getLhs(), operands.getRhs(),
                          at.i64(int64_t(op.getPredicate()))},
                         at.rewriter.getI1Type(), at);
  }
};

struct LowerWhenCompare : ForgePattern<WhenCompareOp> {
  using ForgePattern::ForgePattern;
  LogicalResult lower(WhenCompareOp op, Adaptor operands,
                      Lowering &at) const override {
    at.rewriter.replaceOp(
        op, at.call("frt_when_compare", {operands.getLhs(), operands.getRhs(),
                                         at.i64(int64_t(op.getPredicate()))}));
    return success();
  }
};

struct LowerEqual : ForgePattern<EqualOp> {
  using ForgePattern::ForgePattern;
  LogicalResult lower(EqualOp op, Adaptor operands,
                      Lowering &at) const override {
    at.rewriter.replaceOp(
        op, at.call("frt_equal", {operands.getLhs(), operands.getRhs()}));
    return success();
  }
};

struct LowerTruthy : ForgePattern<TruthyOp> {
  using ForgePattern::ForgePattern;
  LogicalResult lower(TruthyOp op, Adaptor operands,
                      Lowering &at) const override {
    at.rewriter.replaceOp(op, at.call("frt_truthy", operands.getValue()));
    return success();
  }
};

struct LowerConcat : ForgePattern<ConcatOp> {
  using ForgePattern::ForgePattern;
  LogicalResult lower(ConcatOp op, Adaptor operands,
                      Lowering &at) const override {
    at.rewriter.replaceOp(op, at.call("frt_string_concat",
                                      {operands.getLhs(), operands.getRhs()}));
    return success();
  }
};

struct LowerInterpolate : ForgePattern<InterpolateOp> {
  using ForgePattern::ForgePattern;
  LogicalResult lower(InterpolateOp op, Adaptor operands,
                      Lowering &at) const override {
    Value parts = at.packBorrowed(operands.getParts());
    at.rewriter.replaceOp(op,
                          at.call("frt_interpolate",
                                  {parts, at.i64(operands.getParts().size())}));
    return success();
  }
};

} // namespace

void forge::lowering::populateArithPatterns(TypeConverter &converter,
                                            RewritePatternSet &patterns) {
  MLIRContext *context = patterns.getContext();
  patterns.add<LowerChecked<AddOp>>(converter, context, "frt_add",
                                    fmem::CheckedKind::add);
  patterns.add<LowerChecked<SubOp>>(converter, context, "frt_sub",
                                    fmem::CheckedKind::sub);
  patterns.add<LowerChecked<MulOp>>(converter, context, "frt_mul",
                                    fmem::CheckedKind::mul);
  patterns.add<LowerDiv, LowerRem, LowerNeg, LowerCompare, LowerWhenCompare,
               LowerEqual, LowerTruthy, LowerConcat, LowerInterpolate>(
      converter, context);
}
