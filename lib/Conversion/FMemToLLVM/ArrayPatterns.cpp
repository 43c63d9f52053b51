//===- ArrayPatterns.cpp - inline access to arrays ------------------------===//

#include "Lowering.h"

using namespace mlir;
using namespace forge;
using namespace forge::fmem;

/// Replaces the operation by a call whose results are those of the operation,
/// as a struct if there are several.
static LogicalResult replaceByCall(ConversionPatternRewriter &rewriter,
                                   Operation *op, LLVM::LLVMFuncOp callee,
                                   ValueRange arguments) {
  Location loc = op->getLoc();
  Value result =
      LLVM::CallOp::create(rewriter, loc, callee, arguments).getResult();
  if (op->getNumResults() == 1) {
    rewriter.replaceOp(op, result);
    return success();
  }
  SmallVector<Value> results;
  for (int64_t i = 0, e = op->getNumResults(); i != e; ++i)
    results.push_back(LLVM::ExtractValueOp::create(rewriter, loc, result, i));
  rewriter.replaceOp(op, results);
  return success();
}

namespace {

struct ArraySizePattern : FMemPattern<ArraySizeOp> {
  using FMemPattern::FMemPattern;
  LogicalResult
  matchAndRewrite(ArraySizeOp op, OpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    return replaceByCall(rewriter, op, lowering.arrays.size(),
                         adaptor.getArray());
  }
};

struct ArrayGetPattern : FMemPattern<ArrayGetOp> {
  using FMemPattern::FMemPattern;
  LogicalResult
  matchAndRewrite(ArrayGetOp op, OpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    return replaceByCall(
        rewriter, op,
        lowering.arrays.get(op.getResult().getType(), op.getBorrow()),
        {contextOf(op), adaptor.getArray(), adaptor.getIndex()});
  }
};

struct ArrayNextPattern : FMemPattern<ArrayNextOp> {
  using FMemPattern::FMemPattern;
  LogicalResult
  matchAndRewrite(ArrayNextOp op, OpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    return replaceByCall(
        rewriter, op,
        lowering.arrays.next(op.getResult().getType(), op.getBorrow()),
        {contextOf(op), adaptor.getArray(), adaptor.getPosition()});
  }
};

struct ArrayUniquePattern : FMemPattern<ArrayUniqueOp> {
  using FMemPattern::FMemPattern;
  LogicalResult
  matchAndRewrite(ArrayUniqueOp op, OpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    return replaceByCall(rewriter, op, lowering.arrays.unique(op.getElement()),
                         {contextOf(op), adaptor.getArray()});
  }
};

/// `array.set` and `array.store` differ in the function alone.
template <typename Op> struct ArrayUpdatePattern : FMemPattern<Op> {
  using FMemPattern<Op>::FMemPattern;
  LogicalResult
  matchAndRewrite(Op op, typename Op::Adaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    ArrayFunctions &arrays = this->lowering.arrays;
    Type element = op.getValue().getType();
    auto callee = std::is_same_v<Op, ArraySetOp>
                      ? arrays.set(element, op.getKind())
                      : arrays.store(element, op.getKind());
    return replaceByCall(rewriter, op, callee,
                         {this->contextOf(op), adaptor.getArray(),
                          adaptor.getIndex(), adaptor.getValue()});
  }
};

struct ArraySetDeepPattern : FMemPattern<ArraySetDeepOp> {
  using FMemPattern::FMemPattern;
  LogicalResult
  matchAndRewrite(ArraySetDeepOp op, OpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    SmallVector<Value> arguments = {contextOf(op), adaptor.getArray()};
    llvm::append_range(arguments, adaptor.getIndexes());
    arguments.push_back(adaptor.getValue());
    return replaceByCall(rewriter, op,
                         lowering.arrays.setDeep(op.getValue().getType(),
                                                 op.getIndexes().size(),
                                                 op.getKind()),
                         arguments);
  }
};

struct ArrayPushPattern : FMemPattern<ArrayPushOp> {
  using FMemPattern::FMemPattern;
  LogicalResult
  matchAndRewrite(ArrayPushOp op, OpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    return replaceByCall(
        rewriter, op, lowering.arrays.push(op.getValue().getType()),
        {contextOf(op), adaptor.getArray(), adaptor.getValue()});
  }
};

} // namespace

void forge::fmem::populateArrayPatterns(const LLVMTypeConverter &types,
                                        RewritePatternSet &patterns,
                                        Lowering &lowering) {
  patterns.add<ArrayGetPattern, ArrayNextPattern, ArrayPushPattern,
               ArrayUpdatePattern<ArraySetOp>, ArraySetDeepPattern,
               ArraySizePattern, ArrayUpdatePattern<ArrayStoreOp>,
               ArrayUniquePattern>(types, lowering);
}
