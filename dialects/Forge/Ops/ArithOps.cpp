//===- ArithOps.cpp - operators on known types ----------------------------===//
//
// An operator on `any` operands is a call of the runtime. Once the operands
// have builtin types it becomes an arith operation; what stays are the integer
// operations that can overflow or divide by zero.
//
//===----------------------------------------------------------------------===//

#include "dialects/Forge/Forge.h"

#include "mlir/IR/Matchers.h"
#include "mlir/IR/PatternMatch.h"

using namespace mlir;
using namespace forge::ir;

static bool isInt(Value value) { return value.getType().isInteger(64); }
static bool isFloat(Value value) { return value.getType().isF64(); }
static bool isBool(Value value) { return value.getType().isInteger(1); }

bool forge::ir::isIntegerOperator(Operation *op) {
  return isInt(op->getResult(0)) && llvm::all_of(op->getOperands(), isInt);
}

static bool isNumber(Value value) { return isInt(value) || isFloat(value); }

static Value toFloat(PatternRewriter &rewriter, Location loc, Value value) {
  if (isFloat(value))
    return value;
  return arith::SIToFPOp::create(rewriter, loc, rewriter.getF64Type(), value);
}

/// Replaces a raising operation by a value that cannot fail.
static LogicalResult replaceByValue(PatternRewriter &rewriter, Operation *op,
                                    Value value) {
  if (op->getResult(0).getType() != value.getType()) {
    if (!isa<AnyType>(op->getResult(0).getType()))
      return failure();
    value = BoxOp::create(rewriter, op->getLoc(), value);
  }
  Value none = NoErrorOp::create(rewriter, op->getLoc());
  rewriter.replaceOp(op, {value, none});
  return success();
}

/// Mixed or pure float operands: the arith operation. Operands of a refined
/// type can be reached through a box as well.
template <typename FloatOp, typename Op>
static LogicalResult lowerFloat(Op op, PatternRewriter &rewriter) {
  if (!isNumber(op.getLhs()) || !isNumber(op.getRhs()) ||
      (isInt(op.getLhs()) && isInt(op.getRhs())))
    return failure();
  Value lhs = toFloat(rewriter, op.getLoc(), op.getLhs());
  Value rhs = toFloat(rewriter, op.getLoc(), op.getRhs());
  return replaceByValue(rewriter, op,
                        FloatOp::create(rewriter, op.getLoc(), lhs, rhs));
}

/// The operation on two integer constants, or nullopt if it overflows.
template <typename Op>
static std::optional<APInt> evaluate(const APInt &lhs, const APInt &rhs) {
  bool overflow = false;
  APInt value;
  if constexpr (std::is_same_v<Op, AddOp>)
    value = lhs.sadd_ov(rhs, overflow);
  else if constexpr (std::is_same_v<Op, SubOp>)
    value = lhs.ssub_ov(rhs, overflow);
  else
    value = lhs.smul_ov(rhs, overflow);
  if (overflow)
    return std::nullopt;
  return value;
}

template <typename Op>
static LogicalResult foldIntegers(Op op, PatternRewriter &rewriter) {
  APInt lhs, rhs;
  if (!isInt(op.getLhs()) || !isInt(op.getRhs()) ||
      !matchPattern(op.getLhs(), m_ConstantInt(&lhs)) ||
      !matchPattern(op.getRhs(), m_ConstantInt(&rhs)))
    return failure();
  std::optional<APInt> value = evaluate<Op>(lhs, rhs);
  if (!value)
    return failure();
  Value constant = arith::ConstantOp::create(
      rewriter, op.getLoc(),
      rewriter.getIntegerAttr(op.getLhs().getType(), *value));
  return replaceByValue(rewriter, op, constant);
}

LogicalResult AddOp::canonicalize(AddOp op, PatternRewriter &rewriter) {
  if (isa<StrType>(op.getLhs().getType()))
    return replaceByValue(rewriter, op,
                          ConcatOp::create(rewriter, op.getLoc(),
                                           StrType::get(op.getContext()),
                                           op.getLhs(), op.getRhs()));
  if (succeeded(foldIntegers(op, rewriter)))
    return success();
  return lowerFloat<arith::AddFOp>(op, rewriter);
}

LogicalResult SubOp::canonicalize(SubOp op, PatternRewriter &rewriter) {
  if (succeeded(foldIntegers(op, rewriter)))
    return success();
  return lowerFloat<arith::SubFOp>(op, rewriter);
}

LogicalResult MulOp::canonicalize(MulOp op, PatternRewriter &rewriter) {
  if (succeeded(foldIntegers(op, rewriter)))
    return success();
  return lowerFloat<arith::MulFOp>(op, rewriter);
}

/// Division by a constant that is neither 0 nor -1 cannot raise.
static bool hasSafeDivisor(Value divisor) {
  APInt value;
  return matchPattern(divisor, m_ConstantInt(&value)) && !value.isZero() &&
         !value.isAllOnes();
}

LogicalResult DivOp::canonicalize(DivOp op, PatternRewriter &rewriter) {
  if (isInt(op.getLhs()) && isInt(op.getRhs()) && hasSafeDivisor(op.getRhs()))
    return replaceByValue(rewriter, op,
                          arith::DivSIOp::create(rewriter, op.getLoc(),
                                                 op.getLhs(), op.getRhs()));
  return lowerFloat<arith::DivFOp>(op, rewriter);
}

LogicalResult RemOp::canonicalize(RemOp op, PatternRewriter &rewriter) {
  if (isInt(op.getLhs()) && isInt(op.getRhs()) && hasSafeDivisor(op.getRhs()))
    return replaceByValue(rewriter, op,
                          arith::RemSIOp::create(rewriter, op.getLoc(),
                                                 op.getLhs(), op.getRhs()));
  return lowerFloat<arith::RemFOp>(op, rewriter);
}

LogicalResult NegOp::canonicalize(NegOp op, PatternRewriter &rewriter) {
  if (isFloat(op.getOperand()))
    return replaceByValue(
        rewriter, op,
        arith::NegFOp::create(rewriter, op.getLoc(), op.getOperand()));
  APInt value;
  if (isInt(op.getOperand()) &&
      matchPattern(op.getOperand(), m_ConstantInt(&value)) &&
      !value.isMinSignedValue()) {
    value.negate();
    return replaceByValue(
        rewriter, op,
        arith::ConstantOp::create(
            rewriter, op.getLoc(),
            rewriter.getIntegerAttr(op.getOperand().getType(), value)));
  }
  return failure();
}

//===----------------------------------------------------------------------===//
// Comparisons
//===----------------------------------------------------------------------===//

static arith::CmpIPredicate integerPredicate(Predicate predicate) {
  switch (predicate) {
  case Predicate::lt:
    return arith::CmpIPredicate::slt;
  case Predicate::gt:
    return arith::CmpIPredicate::sgt;
  case Predicate::le:
    return arith::CmpIPredicate::sle;
  case Predicate::ge:
    return arith::CmpIPredicate::sge;
  case Predicate::eq:
    return arith::CmpIPredicate::eq;
  case Predicate::ne:
    return arith::CmpIPredicate::ne;
  }
  llvm_unreachable("unknown predicate");
}

/// Comparisons with NaN are false, except `!=`.
static arith::CmpFPredicate floatPredicate(Predicate predicate) {
  switch (predicate) {
  case Predicate::lt:
    return arith::CmpFPredicate::OLT;
  case Predicate::gt:
    return arith::CmpFPredicate::OGT;
  case Predicate::le:
    return arith::CmpFPredicate::OLE;
  case Predicate::ge:
    return arith::CmpFPredicate::OGE;
  case Predicate::eq:
    return arith::CmpFPredicate::OEQ;
  case Predicate::ne:
    return arith::CmpFPredicate::UNE;
  }
  llvm_unreachable("unknown predicate");
}

/// The comparison of two numbers or, for equality, of two booleans; null when
/// the operands are something else.
static Value compareScalars(PatternRewriter &rewriter, Location loc,
                            Predicate predicate, Value lhs, Value rhs) {
  bool equality = predicate == Predicate::eq || predicate == Predicate::ne;
  if ((isInt(lhs) && isInt(rhs)) || (equality && isBool(lhs) && isBool(rhs)))
    return arith::CmpIOp::create(rewriter, loc, integerPredicate(predicate),
                                 lhs, rhs);
  if (!isNumber(lhs) || !isNumber(rhs))
    return {};
  return arith::CmpFOp::create(rewriter, loc, floatPredicate(predicate),
                               toFloat(rewriter, loc, lhs),
                               toFloat(rewriter, loc, rhs));
}

LogicalResult CompareOp::canonicalize(CompareOp op, PatternRewriter &rewriter) {
  Value result = compareScalars(rewriter, op.getLoc(), op.getPredicate(),
                                op.getLhs(), op.getRhs());
  if (!result)
    return failure();
  return replaceByValue(rewriter, op, result);
}

LogicalResult WhenCompareOp::canonicalize(WhenCompareOp op,
                                          PatternRewriter &rewriter) {
  Value result = compareScalars(rewriter, op.getLoc(), op.getPredicate(),
                                op.getLhs(), op.getRhs());
  if (!result)
    return failure();
  rewriter.replaceOp(op, result);
  return success();
}

LogicalResult EqualOp::canonicalize(EqualOp op, PatternRewriter &rewriter) {
  if (Value result = compareScalars(rewriter, op.getLoc(), Predicate::eq,
                                    op.getLhs(), op.getRhs())) {
    rewriter.replaceOp(op, result);
    return success();
  }
  // Values of different known kinds are never equal, but for numbers.
  Type lhs = op.getLhs().getType(), rhs = op.getRhs().getType();
  auto kindIsKnown = [](Type type) {
    return type.isInteger(64) || type.isF64() || type.isInteger(1) ||
           isa<StrType, NullType>(type);
  };
  if (lhs == rhs && isa<NullType>(lhs)) {
    rewriter.replaceOpWithNewOp<arith::ConstantOp>(op,
                                                   rewriter.getBoolAttr(true));
    return success();
  }
  if (lhs == rhs || !kindIsKnown(lhs) || !kindIsKnown(rhs))
    return failure();
  rewriter.replaceOpWithNewOp<arith::ConstantOp>(op,
                                                 rewriter.getBoolAttr(false));
  return success();
}

OpFoldResult TruthyOp::fold(FoldAdaptor) {
  if (isBool(getValue()))
    return getValue();
  if (auto box = getValue().getDefiningOp<BoxOp>())
    if (isBool(box.getValue()))
      return box.getValue();
  if (isa<NullType>(getValue().getType()))
    return BoolAttr::get(getContext(), false);
  return {};
}

LogicalResult TruthyOp::canonicalize(TruthyOp op, PatternRewriter &rewriter) {
  if (isInt(op.getValue())) {
    Value zero = arith::ConstantOp::create(rewriter, op.getLoc(),
                                           rewriter.getI64IntegerAttr(0));
    rewriter.replaceOpWithNewOp<arith::CmpIOp>(op, arith::CmpIPredicate::ne,
                                               op.getValue(), zero);
    return success();
  }
  if (isFloat(op.getValue())) {
    // NaN counts as true.
    Value zero = arith::ConstantOp::create(rewriter, op.getLoc(),
                                           rewriter.getF64FloatAttr(0.0));
    rewriter.replaceOpWithNewOp<arith::CmpFOp>(op, arith::CmpFPredicate::UNE,
                                               op.getValue(), zero);
    return success();
  }
  return failure();
}

#define GET_OP_CLASSES
#include "dialects/Forge/Ops/ArithOps.cpp.inc"
