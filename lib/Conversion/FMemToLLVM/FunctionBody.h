//===- FunctionBody.h - builds the bodies of shared functions --*- C++ -*-===//

#ifndef FORGE_LIB_CONVERSION_FMEMTOLLVM_FUNCTIONBODY_H
#define FORGE_LIB_CONVERSION_FMEMTOLLVM_FUNCTIONBODY_H

#include "forge/rt/Abi.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"

namespace forge::fmem {

/// Appends operations to the blocks of one function.
class FunctionBody {
public:
  explicit FunctionBody(mlir::LLVM::LLVMFuncOp function)
      : function(function), builder(function.getContext()),
        loc(function.getLoc()) {
    builder.setInsertionPointToStart(function.addEntryBlock(builder));
  }

  mlir::Value argument(unsigned index) { return function.getArgument(index); }
  mlir::Value constant(mlir::Type type, uint64_t value) {
    return mlir::LLVM::ConstantOp::create(
        builder, loc,
        mlir::IntegerAttr::get(type,
                               llvm::APInt(type.getIntOrFloatBitWidth(), value,
                                           /*isSigned=*/false,
                                           /*implicitTrunc=*/true)));
  }
  template <typename Op> mlir::Value op(mlir::Value lhs, uint64_t rhs) {
    return Op::create(builder, loc, lhs, constant(lhs.getType(), rhs));
  }
  mlir::Value compare(mlir::LLVM::ICmpPredicate predicate, mlir::Value lhs,
                      mlir::Value rhs) {
    return mlir::LLVM::ICmpOp::create(builder, loc, predicate, lhs, rhs);
  }
  mlir::Value compare(mlir::LLVM::ICmpPredicate predicate, mlir::Value lhs,
                      uint64_t rhs) {
    return compare(predicate, lhs, constant(lhs.getType(), rhs));
  }
  mlir::Value hasTag(mlir::Value box, uint64_t tag) {
    return compare(mlir::LLVM::ICmpPredicate::eq,
                   op<mlir::LLVM::LShrOp>(box, rt::tagShift), tag);
  }
  mlir::Value signExtendPayload(mlir::Value value) {
    unsigned unused = 64 - rt::tagShift;
    return op<mlir::LLVM::AShrOp>(op<mlir::LLVM::ShlOp>(value, unused), unused);
  }

  mlir::Block *block() {
    mlir::OpBuilder::InsertionGuard guard(builder);
    return builder.createBlock(&function.getBody(), function.getBody().end());
  }
  /// A block with one argument.
  mlir::Block *block(mlir::Type type) {
    mlir::Block *result = block();
    result->addArgument(type, loc);
    return result;
  }
  void startAt(mlir::Block *block) { builder.setInsertionPointToStart(block); }
  void branch(mlir::Value condition, mlir::Block *then, mlir::Block *otherwise,
              mlir::ValueRange operands = {}) {
    mlir::LLVM::CondBrOp::create(builder, loc, condition, then, operands,
                                 otherwise, mlir::ValueRange());
  }
  /// A branch that is hardly ever taken to `unlikely`.
  void guard(mlir::Value condition, mlir::Block *likely, mlir::Block *unlikely,
             mlir::ValueRange operands = {},
             mlir::ValueRange unlikelyOperands = {}) {
    auto branch = mlir::LLVM::CondBrOp::create(
        builder, loc, condition, likely, operands, unlikely, unlikelyOperands);
    branch.setBranchWeights(llvm::ArrayRef<int32_t>{2000, 1});
  }
  void jump(mlir::Block *target, mlir::ValueRange operands = {}) {
    mlir::LLVM::BrOp::create(builder, loc, operands, target);
  }
  void finish(mlir::ValueRange results = {}) {
    mlir::LLVM::ReturnOp::create(builder, loc, results);
  }

  mlir::LLVM::LLVMFuncOp function;
  mlir::OpBuilder builder;
  mlir::Location loc;
};

} // namespace forge::fmem

#endif // FORGE_LIB_CONVERSION_FMEMTOLLVM_FUNCTIONBODY_H
