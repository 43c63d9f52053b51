//===- FastPath.h - builds a fast path of a runtime entry ------*- C++ -*-===//
//
// A fast path is a function with the context and the operands of a runtime
// entry as parameters. It handles what is common and calls the entry for all
// else. An operand that is known to be a Float may be passed as `f64`.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_LIB_CONVERSION_FMEMTOLLVM_FASTPATH_H
#define FORGE_LIB_CONVERSION_FMEMTOLLVM_FASTPATH_H

#include "AliasTags.h"
#include "FunctionBody.h"
#include "Functions.h"

namespace forge::fmem {

/// The quiet NaN without payload. Others would look like tagged boxes.
inline constexpr uint64_t canonicalNaN = 0x7FF8000000000000;

class FastPath : public FunctionBody {
public:
  FastPath(mlir::LLVM::LLVMFuncOp function, Functions &functions,
           llvm::StringRef entry);

  mlir::Value context() { return argument(0); }
  mlir::Value operand(unsigned index) { return argument(index + 1); }
  bool isKnownFloat(unsigned index) { return operand(index).getType().isF64(); }
  /// The box is that of a number of 64 bits.
  bool isKnownInt(unsigned index) { return knownInts & 1u << index; }
  void setKnownInt(unsigned index) { knownInts |= 1u << index; }
  /// Calls the entry with all operands.
  mlir::Value callEntry();
  void release(mlir::Value box) {
    functions.release(builder, loc, context(), box);
  }
  /// Where the entry is called with all operands and its result returned.
  mlir::Block *slow();

  // Tests of boxes.
  mlir::Value isInt(mlir::Value box) { return hasTag(box, rt::tagInt); }
  mlir::Value isObject(mlir::Value box) { return hasTag(box, rt::tagPtr); }
  mlir::Value isFloat(mlir::Value box) {
    return compare(mlir::LLVM::ICmpPredicate::ult, box,
                   rt::tagInt << rt::tagShift);
  }
  mlir::Value both(mlir::Value lhs, mlir::Value rhs) {
    return mlir::LLVM::AndOp::create(builder, loc, lhs, rhs);
  }
  mlir::Value either(mlir::Value lhs, mlir::Value rhs) {
    return mlir::LLVM::OrOp::create(builder, loc, lhs, rhs);
  }
  mlir::Value equal(mlir::Value lhs, mlir::Value rhs) {
    return compare(mlir::LLVM::ICmpPredicate::eq, lhs, rhs);
  }
  mlir::Value equal(mlir::Value lhs, uint64_t rhs) {
    return compare(mlir::LLVM::ICmpPredicate::eq, lhs, rhs);
  }

  // Contents of boxes.
  mlir::Value number(mlir::Value box) { return signExtendPayload(box); }
  mlir::Value floatIn(mlir::Value box) {
    return mlir::LLVM::BitcastOp::create(builder, loc, builder.getF64Type(),
                                         box);
  }
  mlir::Value toFloat(mlir::Value number) {
    return mlir::LLVM::SIToFPOp::create(builder, loc, builder.getF64Type(),
                                        number);
  }
  /// Box of a Float; all NaNs become one.
  mlir::Value boxFloat(mlir::Value number);
  /// Box of a number known to fit into 48 bits.
  mlir::Value boxSmall(mlir::Value number) {
    return op<mlir::LLVM::OrOp>(op<mlir::LLVM::AndOp>(number, rt::payloadMask),
                                rt::tagInt << rt::tagShift);
  }
  /// Whether a number fits into 48 bits.
  mlir::Value isSmall(mlir::Value number) {
    return equal(signExtendPayload(number), number);
  }

  // Memory. An object is an address.
  mlir::Value objectIn(mlir::Value box) {
    return mlir::LLVM::IntToPtrOp::create(
        builder, loc, pointerType(),
        op<mlir::LLVM::AndOp>(box, rt::payloadMask));
  }
  mlir::Value at(mlir::Value address, int64_t offset) {
    return mlir::LLVM::GEPOp::create(
        builder, loc, pointerType(), builder.getI8Type(), address,
        llvm::ArrayRef<mlir::LLVM::GEPArg>{int32_t(offset)});
  }
  mlir::Value elementAt(mlir::Value address, mlir::Value index) {
    return mlir::LLVM::GEPOp::create(builder, loc, pointerType(),
                                     builder.getI64Type(), address,
                                     llvm::ArrayRef<mlir::LLVM::GEPArg>{index},
                                     mlir::LLVM::GEPNoWrapFlags::inbounds);
  }
  mlir::Value load(mlir::Type type, mlir::Value address, Part part);
  mlir::Value kindOf(mlir::Value object) {
    return load(builder.getI8Type(), at(object, offsetof(rt::Header, kind)),
                Part::Kind);
  }
  mlir::Value isKind(mlir::Value object, rt::Kind kind) {
    return equal(kindOf(object), uint64_t(kind));
  }
  void store(mlir::Value value, mlir::Value address, Part part);
  mlir::Value boxOf(mlir::Value object) {
    return op<mlir::LLVM::AddOp>(
        mlir::LLVM::PtrToIntOp::create(builder, loc, boxType(), object),
        rt::tagPtr << rt::tagShift);
  }
  void retain(mlir::Value box) {
    functions.retain(builder, loc, context(), box);
  }
  /// Continues in the block that is returned with the object in the box, if
  /// that has this kind, else in `otherwise`.
  mlir::Value expectKind(mlir::Value box, rt::Kind kind,
                         mlir::Block *otherwise);
  /// Returns a constant truth value.
  void finishWith(bool value) { finish(constant(builder.getI1Type(), value)); }

  mlir::Type pointerType() {
    return mlir::LLVM::LLVMPointerType::get(builder.getContext());
  }
  mlir::Type boxType() { return builder.getI64Type(); }

private:
  Functions &functions;
  llvm::StringRef entry;
  mlir::Block *slowBlock = nullptr;
  unsigned knownInts = 0;
};

} // namespace forge::fmem

#endif // FORGE_LIB_CONVERSION_FMEMTOLLVM_FASTPATH_H
