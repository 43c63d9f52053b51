//===- ForgeToFMem.cpp - the pass from forge to fmem ----------------------===//
//
// Error edges get their blocks and function values their entries first, on the
// forge level; then everything is converted in one go, patterns by op theme.
//
//===----------------------------------------------------------------------===//

#include "Lowering.h"
#include "forge/Conversion/ForgeToFMem/Passes.h"

#include "mlir/Dialect/Func/Transforms/FuncConversions.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/UB/IR/UBOps.h"

namespace forge {
#define GEN_PASS_DEF_CONVERTFORGETOFMEM
#include "forge/Conversion/ForgeToFMem/Passes.h.inc"
} // namespace forge

using namespace mlir;
using namespace forge;
using namespace forge::lowering;

/// Captured variables belong to the closure; functions only borrow them.
static void borrowCaptures(ModuleOp module) {
  for (auto function : module.getOps<func::FuncOp>()) {
    for (unsigned i = 0, e = ir::captureCount(function); i != e; ++i)
      function.setArgAttr(i, fmem::attrs::borrow,
                          UnitAttr::get(module.getContext()));
  }
}

/// A selection of references becomes branches, so that ownership moves along
/// edges only.
static void expandSelections(ModuleOp module) {
  SmallVector<arith::SelectOp> selections;
  module.walk([&](arith::SelectOp op) {
    if (isa<ir::ForgeDialect>(op.getType().getDialect()))
      selections.push_back(op);
  });
  for (arith::SelectOp op : selections) {
    Location loc = op.getLoc();
    Block *before = op->getBlock();
    Block *after = before->splitBlock(op);
    Value result = after->addArgument(op.getType(), loc);
    OpBuilder builder(op.getContext());
    auto arm = [&](Value value) {
      Block *block = builder.createBlock(after);
      cf::BranchOp::create(builder, loc, after, value);
      return block;
    };
    Block *whenTrue = arm(op.getTrueValue());
    Block *whenFalse = arm(op.getFalseValue());
    builder.setInsertionPointToEnd(before);
    cf::CondBranchOp::create(builder, loc, op.getCondition(), whenTrue,
                             ValueRange{}, whenFalse, ValueRange{});
    op.replaceAllUsesWith(result);
    op.erase();
  }
}

namespace {

struct ConvertForgeToFMem
    : forge::impl::ConvertForgeToFMemBase<ConvertForgeToFMem> {
  void runOnOperation() override {
    ModuleOp module = getOperation();
    ir::RecordTable records(module);
    expandSelections(module);
    splitErrorEdges(module);
    createEntries(module);
    borrowCaptures(module);

    MLIRContext *context = &getContext();
    RepresentationConverter converter(context);
    ConversionTarget target(*context);
    target.addIllegalDialect<ir::ForgeDialect, ub::UBDialect>();
    target.addLegalDialect<arith::ArithDialect, fmem::FMemDialect,
                           math::MathDialect>();
    target.addDynamicallyLegalOp<func::FuncOp>([&](func::FuncOp op) {
      return converter.isSignatureLegal(op.getFunctionType()) &&
             converter.isLegal(&op.getBody());
    });
    target.markUnknownOpDynamicallyLegal(
        [&](Operation *op) { return converter.isLegal(op); });

    RewritePatternSet patterns(context);
    populateArrayPatterns(converter, patterns);
    populateValuePatterns(converter, patterns);
    populateArithPatterns(converter, patterns);
    populateCollectionPatterns(converter, patterns);
    populateFunctionPatterns(converter, patterns);
    populateControlPatterns(converter, patterns);
    populateRecordPatterns(converter, patterns, records);
    populateTypePatterns(converter, patterns);
    populateTypeofPatterns(converter, patterns);
    populateBranchOpInterfaceTypeConversionPattern(patterns, converter);
    populateReturnOpTypeConversionPattern(patterns, converter);
    patterns.add<ConvertFunction, RemoveCast>(converter, context);
    if (failed(applyFullConversion(module, target, std::move(patterns))))
      signalPassFailure();
  }

  /// Signatures and the arguments of all blocks.
  struct ConvertFunction : OpConversionPattern<func::FuncOp> {
    using OpConversionPattern::OpConversionPattern;
    LogicalResult
    matchAndRewrite(func::FuncOp op, OpAdaptor,
                    ConversionPatternRewriter &rewriter) const override {
      const TypeConverter &converter = *getTypeConverter();
      FunctionType type = op.getFunctionType();
      TypeConverter::SignatureConversion arguments(type.getNumInputs());
      SmallVector<Type> results;
      if (failed(converter.convertSignatureArgs(type.getInputs(), arguments)) ||
          failed(converter.convertTypes(type.getResults(), results)) ||
          failed(rewriter.convertRegionTypes(&op.getBody(), converter,
                                             &arguments)))
        return failure();
      rewriter.modifyOpInPlace(op, [&] {
        op.setFunctionType(
            rewriter.getFunctionType(arguments.getConvertedTypes(), results));
      });
      return success();
    }
  };

  /// Casts bridge entries, which are built before the conversion.
  struct RemoveCast : OpConversionPattern<UnrealizedConversionCastOp> {
    using OpConversionPattern::OpConversionPattern;
    LogicalResult
    matchAndRewrite(UnrealizedConversionCastOp op, OpAdaptor operands,
                    ConversionPatternRewriter &rewriter) const override {
      rewriter.replaceOp(op, operands.getInputs());
      return success();
    }
  };
};

} // namespace
