//===- NumberFunctions.cpp - fast paths of operators on boxes -------------===//
//
// Ints within 48 bits and Floats. They carry no references, so that an entry
// that consumes an operand leaves nothing to do here.
//
//===----------------------------------------------------------------------===//

#include "BoxFunctions.h"
#include "FastPath.h"

using namespace mlir;
using namespace forge;
using namespace forge::fmem;

/// Continues in `floats` if both operands are Floats, or one is and the other
/// is known to be an Int, with both as Floats. Other mixtures are rare.
static void convertToFloats(FastPath &path, Block *floats) {
  Value areNumbers = path.constant(path.builder.getI1Type(), 1);
  for (unsigned i = 0; i != 2; ++i) {
    Value operand = path.operand(i);
    if (path.isKnownInt(i))
      areNumbers = path.both(areNumbers, path.isInt(operand));
    else if (!path.isKnownFloat(i))
      areNumbers = path.both(areNumbers, path.isFloat(operand));
  }
  Block *convert = path.block();
  path.branch(areNumbers, convert, path.slow());

  path.startAt(convert);
  SmallVector<Value> converted;
  for (unsigned i = 0; i != 2; ++i) {
    Value operand = path.operand(i);
    if (path.isKnownInt(i))
      converted.push_back(path.toFloat(path.number(operand)));
    else
      converted.push_back(path.isKnownFloat(i) ? operand
                                               : path.floatIn(operand));
  }
  path.jump(floats, converted);
}

/// Continues in `ints`, unless that is null, with two Ints of 48 bits, and with
/// other numbers in `floats`; without that block they are slow.
static void splitNumbers(FastPath &path, Block *ints, Block *floats) {
  Block *others = floats ? path.block() : path.slow();
  if (ints)
    path.branch(
        path.both(path.isInt(path.operand(0)), path.isInt(path.operand(1))),
        ints, others);
  else
    path.jump(others);
  if (!floats)
    return;
  path.startAt(others);
  convertToFloats(path, floats);
}

/// Where two Ints are handled; null if an operand is known to be a Float.
static Block *blockOfInts(FastPath &path) {
  return path.isKnownFloat(0) || path.isKnownFloat(1) ? nullptr : path.block();
}

static Block *blockOfFloats(FastPath &path) {
  Type number = path.builder.getF64Type();
  Block *result = path.block(number);
  result->addArgument(number, path.loc);
  return result;
}

/// Returns the box of a number if it fits into 48 bits.
static void finishInt(FastPath &path, Value number) {
  Block *fits = path.block();
  path.guard(path.isSmall(number), fits, path.slow());
  path.startAt(fits);
  path.finish(path.boxSmall(number));
}

/// Continues in a block where the divisor is neither 0 nor -1.
static void expectDivisor(FastPath &path, Value divisor) {
  Block *fine = path.block();
  path.guard(path.compare(LLVM::ICmpPredicate::ugt,
                          path.op<LLVM::AddOp>(divisor, 1), 1),
             fine, path.slow());
  path.startAt(fine);
}

static void finishInts(FastPath &path, Arithmetic kind) {
  OpBuilder &builder = path.builder;
  Location loc = path.loc;
  Value lhs = path.number(path.operand(0)), rhs = path.number(path.operand(1));
  switch (kind) {
  case Arithmetic::Add:
    return finishInt(path, LLVM::AddOp::create(builder, loc, lhs, rhs));
  case Arithmetic::Sub:
    return finishInt(path, LLVM::SubOp::create(builder, loc, lhs, rhs));
  case Arithmetic::Mul: {
    auto type = LLVM::LLVMStructType::getLiteral(
        builder.getContext(), {lhs.getType(), builder.getI1Type()});
    Value product =
        LLVM::SMulWithOverflowOp::create(builder, loc, type, lhs, rhs);
    Value overflows = LLVM::ExtractValueOp::create(builder, loc, product,
                                                   ArrayRef<int64_t>{1});
    Block *fine = path.block();
    path.guard(path.equal(overflows, 0), fine, path.slow());
    path.startAt(fine);
    return finishInt(path, LLVM::ExtractValueOp::create(builder, loc, product,
                                                        ArrayRef<int64_t>{0}));
  }
  case Arithmetic::Div:
    expectDivisor(path, rhs);
    return path.finish(
        path.boxSmall(LLVM::SDivOp::create(builder, loc, lhs, rhs)));
  case Arithmetic::Rem:
    expectDivisor(path, rhs);
    return path.finish(
        path.boxSmall(LLVM::SRemOp::create(builder, loc, lhs, rhs)));
  }
}

static Value onFloats(FastPath &path, Arithmetic kind, Value lhs, Value rhs) {
  OpBuilder &builder = path.builder;
  switch (kind) {
  case Arithmetic::Add:
    return LLVM::FAddOp::create(builder, path.loc, lhs, rhs);
  case Arithmetic::Sub:
    return LLVM::FSubOp::create(builder, path.loc, lhs, rhs);
  case Arithmetic::Mul:
    return LLVM::FMulOp::create(builder, path.loc, lhs, rhs);
  case Arithmetic::Div:
    return LLVM::FDivOp::create(builder, path.loc, lhs, rhs);
  case Arithmetic::Rem:
    break;
  }
  llvm_unreachable("the remainder of Floats is a function");
}

void forge::fmem::buildArithmetic(FastPath &path, Arithmetic kind) {
  bool hasFloats = kind != Arithmetic::Rem;
  Block *ints = blockOfInts(path);
  Block *floats = hasFloats ? blockOfFloats(path) : nullptr;
  splitNumbers(path, ints, floats);
  if (floats) {
    path.startAt(floats);
    path.finish(path.boxFloat(
        onFloats(path, kind, floats->getArgument(0), floats->getArgument(1))));
  }
  if (!ints)
    return;
  path.startAt(ints);
  finishInts(path, kind);
}

void forge::fmem::buildNegation(FastPath &path) {
  Value operand = path.operand(0);
  Block *isInt = path.block(), *other = path.block(), *isFloat = path.block();
  path.branch(path.isInt(operand), isInt, other);

  path.startAt(isInt);
  Value zero = path.constant(path.boxType(), 0);
  finishInt(path, LLVM::SubOp::create(path.builder, path.loc, zero,
                                      path.number(operand)));

  path.startAt(other);
  path.branch(path.isFloat(operand), isFloat, path.slow());
  path.startAt(isFloat);
  path.finish(path.boxFloat(
      LLVM::FNegOp::create(path.builder, path.loc, path.floatIn(operand))));
}

void forge::fmem::buildComparison(FastPath &path, int64_t predicate) {
  using LLVM::FCmpPredicate;
  using LLVM::ICmpPredicate;
  static constexpr ICmpPredicate onInts[] = {
      ICmpPredicate::slt, ICmpPredicate::sle, ICmpPredicate::sgt,
      ICmpPredicate::sge};
  static constexpr FCmpPredicate onFloats[] = {
      FCmpPredicate::olt, FCmpPredicate::ole, FCmpPredicate::ogt,
      FCmpPredicate::oge};
  Block *ints = blockOfInts(path), *floats = blockOfFloats(path);
  splitNumbers(path, ints, floats);

  if (ints) {
    path.startAt(ints);
    path.finish(path.compare(onInts[predicate], path.number(path.operand(0)),
                             path.number(path.operand(1))));
  }

  path.startAt(floats);
  Value result =
      LLVM::FCmpOp::create(path.builder, path.loc, onFloats[predicate],
                           floats->getArgument(0), floats->getArgument(1));
  path.finish(result);
}

/// Immediate values equal themselves only; Ints compare as numbers and as boxes
/// alike; a String has the same text as itself.
void forge::fmem::buildEquality(FastPath &path) {
  Value lhs = path.operand(0), rhs = path.operand(1);
  Block *asBits = path.block(), *others = path.block(),
        *pointers = path.block(), *floats = path.block(), *same = path.block(),
        *isTrue = path.block();
  auto isImmediate = [&](Value box) { return path.hasTag(box, rt::tagImm); };
  Value isDecided = path.either(path.either(isImmediate(lhs), isImmediate(rhs)),
                                path.both(path.isInt(lhs), path.isInt(rhs)));
  path.branch(isDecided, asBits, others);

  path.startAt(asBits);
  path.finish(path.equal(lhs, rhs));

  path.startAt(others);
  path.branch(path.both(path.isFloat(lhs), path.isFloat(rhs)), floats,
              pointers);

  path.startAt(floats);
  Value result =
      LLVM::FCmpOp::create(path.builder, path.loc, LLVM::FCmpPredicate::oeq,
                           path.floatIn(lhs), path.floatIn(rhs));
  path.finish(result);

  path.startAt(pointers);
  path.branch(path.equal(lhs, rhs), same, path.slow());
  path.startAt(same);
  path.branch(path.isKind(path.objectIn(lhs), rt::Kind::String), isTrue,
              path.slow());
  path.startAt(isTrue);
  path.finishWith(true);
}

void forge::fmem::buildTruth(FastPath &path) {
  Value operand = path.operand(0);
  Block *pointer = path.slow(), *scalar = path.block(), *isFloat = path.block(),
        *other = path.block();
  path.branch(path.isObject(operand), pointer, scalar);

  path.startAt(scalar);
  path.branch(path.isFloat(operand), isFloat, other);

  path.startAt(isFloat);
  Value zero = LLVM::ConstantOp::create(path.builder, path.loc,
                                        path.builder.getF64FloatAttr(0.0));
  path.finish(LLVM::FCmpOp::create(path.builder, path.loc,
                                   LLVM::FCmpPredicate::une,
                                   path.floatIn(operand), zero)
                  .getResult());

  // Ints but 0, and of the immediate values `true`.
  path.startAt(other);
  Value isTruth = path.equal(operand, rt::trueBits);
  Value isNonzeroInt = path.both(path.isInt(operand),
                                 path.compare(LLVM::ICmpPredicate::ne, operand,
                                              rt::tagInt << rt::tagShift));
  path.finish(path.either(isTruth, isNonzeroInt));
}
