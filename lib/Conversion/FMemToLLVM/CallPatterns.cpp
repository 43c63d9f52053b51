//===- CallPatterns.cpp - runtime calls, entries, errors ------------------===//

#include "Lowering.h"
#include "mlir/IR/Matchers.h"

using namespace mlir;
using namespace forge;
using namespace forge::fmem;

namespace {

struct CallPattern : FMemPattern<CallOp> {
  using FMemPattern::FMemPattern;
  LogicalResult
  matchAndRewrite(CallOp op, OpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    LLVM::LLVMFuncOp fast;
    if (!lowering.cold.contains(op))
      fast = lowering.boxes.find(op);
    Value result = fast ? callFast(fast, op, adaptor.getArgs(), rewriter)
                        : lowering.functions.callRuntime(
                              rewriter, op.getLoc(), op.getSymbol(),
                              contextOf(op), adaptor.getArgs());
    // The runtime has added a reference to what its holder keeps alive.
    if (!fast && op->hasAttr(attrs::borrow))
      lowering.functions.releaseCold(rewriter, op.getLoc(), contextOf(op),
                                     result);
    if (result)
      rewriter.replaceOp(op, result);
    else
      rewriter.eraseOp(op);
    return success();
  }

private:
  static Value callFast(LLVM::LLVMFuncOp callee, CallOp op, ValueRange boxes,
                        ConversionPatternRewriter &rewriter) {
    SmallVector<Value> arguments{contextOf(op)};
    for (auto [box, original] : llvm::zip_equal(boxes, op.getArgs())) {
      Type param = callee.getFunctionType().getParams()[arguments.size()];
      arguments.push_back(param.isF64() && !box.getType().isF64()
                              ? rewriter.getRemappedValue(knownFloat(original))
                              : box);
    }
    auto call = LLVM::CallOp::create(rewriter, op.getLoc(), callee, arguments);
    return call.getNumResults() ? call.getResult() : Value();
  }
};

struct ErrorPendingPattern : FMemPattern<ErrorPendingOp> {
  using FMemPattern::FMemPattern;
  LogicalResult
  matchAndRewrite(ErrorPendingOp op, OpAdaptor,
                  ConversionPatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    Type pointer = pointerType(rewriter);
    Value slot =
        memberOf(rewriter, loc, contextOf(op), offsetof(rt::Context, error));
    Value error = LLVM::LoadOp::create(rewriter, loc, pointer, slot);
    Value null = LLVM::ZeroOp::create(rewriter, loc, pointer);
    rewriter.replaceOpWithNewOp<LLVM::ICmpOp>(op, LLVM::ICmpPredicate::ne,
                                              error, null);
    return success();
  }
};

struct TracePattern : FMemPattern<TraceOp> {
  using FMemPattern::FMemPattern;
  LogicalResult
  matchAndRewrite(TraceOp op, OpAdaptor,
                  ConversionPatternRewriter &rewriter) const override {
    Value site =
        addressOf(rewriter, op.getLoc(),
                  lowering.data.sourceSite(op.getLoc(), op.getFunction()));
    lowering.functions.callRuntime(rewriter, op.getLoc(), "frt_trace",
                                   contextOf(op), site);
    rewriter.eraseOp(op);
    return success();
  }
};

/// A call exceeds the limits when as many calls are counted as may be. Where
/// frames may be large, also when this one lies below what is left of the stack
/// for other functions; where it lies tells the address of a byte in it.
struct EnterCallPattern : FMemPattern<EnterCallOp> {
  using FMemPattern::FMemPattern;

  static Value isRoomLeft(LLVM::LLVMFuncOp function, Location loc,
                          OpBuilder &builder) {
    Value byte;
    {
      OpBuilder::InsertionGuard guard(builder);
      builder.setInsertionPointToStart(&function.front()); // once per call
      Value one =
          LLVM::ConstantOp::create(builder, loc, builder.getI32IntegerAttr(1));
      byte = LLVM::AllocaOp::create(builder, loc, pointerType(builder),
                                    builder.getI8Type(), one);
    }
    Type int64 = builder.getI64Type();
    Value frame = LLVM::PtrToIntOp::create(builder, loc, int64, byte);
    Value slot = memberOf(builder, loc, function.getArgument(0),
                          offsetof(rt::Context, stackLimit));
    Value limit = LLVM::LoadOp::create(builder, loc, int64, slot);
    return LLVM::ICmpOp::create(builder, loc, LLVM::ICmpPredicate::uge, frame,
                                limit);
  }

  LogicalResult
  matchAndRewrite(EnterCallOp op, OpAdaptor,
                  ConversionPatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    Type int32 = rewriter.getI32Type();
    auto function = op->getParentOfType<LLVM::LLVMFuncOp>();
    Value context = contextOf(op);
    Value depthSlot =
        memberOf(rewriter, loc, context, offsetof(rt::Context, depth));
    Value limitSlot =
        memberOf(rewriter, loc, context, offsetof(rt::Context, maxDepth));
    Value depth = LLVM::LoadOp::create(rewriter, loc, int32, depthSlot);
    Value limit = LLVM::LoadOp::create(rewriter, loc, int32, limitSlot);
    Value inside = LLVM::ICmpOp::create(rewriter, loc, LLVM::ICmpPredicate::slt,
                                        depth, limit);
    if (lowering.large.contains(function.getSymNameAttr()))
      inside = LLVM::AndOp::create(rewriter, loc, inside,
                                   isRoomLeft(function, loc, rewriter));
    Value step = LLVM::ZExtOp::create(rewriter, loc, int32, inside);
    Value next = LLVM::AddOp::create(rewriter, loc, depth, step);
    LLVM::StoreOp::create(rewriter, loc, next, depthSlot);
    Value truth =
        LLVM::ConstantOp::create(rewriter, loc, rewriter.getBoolAttr(true));
    rewriter.replaceOpWithNewOp<LLVM::XOrOp>(op, inside, truth);
    return success();
  }
};

/// A function value without captures is one static object.
struct StaticClosurePattern : FMemPattern<CallOp> {
  StaticClosurePattern(const LLVMTypeConverter &types, Lowering &lowering)
      : FMemPattern<CallOp>(types, lowering, /*benefit=*/2) {}

  LogicalResult
  matchAndRewrite(CallOp op, OpAdaptor,
                  ConversionPatternRewriter &rewriter) const override {
    if (op.getSymbol() != "frt_closure_new" ||
        !matchPattern(op.getArgs()[3], m_Zero()))
      return failure();
    auto entry = op.getArgs()[0].getDefiningOp<FunctionAddressOp>();
    auto info = op.getArgs()[1].getDefiningOp<FunctionInfoOp>();
    if (!entry || !info)
      return failure();
    StringAttr record = lowering.data.functionInfo(
        info.getName(), info.getTypeName(), info.getArity(), info.getFlags());
    StringAttr closure =
        lowering.data.closure(kindOfClosure(info.getFlags()),
                              entry.getCalleeAttr().getAttr(), record);
    rewriter.replaceOp(op, boxOf(rewriter, op.getLoc(),
                                 addressOf(rewriter, op.getLoc(), closure)));
    return success();
  }
};

/// Depth and limit are numbers of 32 bits.
struct CallsLeftPattern : FMemPattern<CallsLeftOp> {
  using FMemPattern::FMemPattern;
  LogicalResult
  matchAndRewrite(CallsLeftOp op, OpAdaptor,
                  ConversionPatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    auto load = [&](int64_t offset) -> Value {
      return LLVM::LoadOp::create(
          rewriter, loc, rewriter.getI32Type(),
          memberOf(rewriter, loc, contextOf(op), offset));
    };
    Value limit = load(offsetof(rt::Context, maxDepth));
    Value depth = load(offsetof(rt::Context, depth));
    Value left = LLVM::SubOp::create(rewriter, loc, limit, depth);
    rewriter.replaceOpWithNewOp<LLVM::SExtOp>(op, rewriter.getI64Type(), left);
    return success();
  }
};

struct SetCallsLeftPattern : FMemPattern<SetCallsLeftOp> {
  using FMemPattern::FMemPattern;
  LogicalResult
  matchAndRewrite(SetCallsLeftOp op, OpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    Type int32 = rewriter.getI32Type();
    Value context = contextOf(op);
    Value limit = LLVM::LoadOp::create(
        rewriter, loc, int32,
        memberOf(rewriter, loc, context, offsetof(rt::Context, maxDepth)));
    Value left = LLVM::TruncOp::create(rewriter, loc, int32, adaptor.getLeft());
    Value depth = LLVM::SubOp::create(rewriter, loc, limit, left);
    LLVM::StoreOp::create(
        rewriter, loc, depth,
        memberOf(rewriter, loc, context, offsetof(rt::Context, depth)));
    rewriter.eraseOp(op);
    return success();
  }
};

struct LeaveCallPattern : FMemPattern<LeaveCallOp> {
  using FMemPattern::FMemPattern;
  LogicalResult
  matchAndRewrite(LeaveCallOp op, OpAdaptor,
                  ConversionPatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    Type int32 = rewriter.getI32Type();
    Value slot =
        memberOf(rewriter, loc, contextOf(op), offsetof(rt::Context, depth));
    Value depth = LLVM::LoadOp::create(rewriter, loc, int32, slot);
    Value one =
        LLVM::ConstantOp::create(rewriter, loc, rewriter.getI32IntegerAttr(1));
    Value left = LLVM::SubOp::create(rewriter, loc, depth, one);
    LLVM::StoreOp::create(rewriter, loc, left, slot);
    rewriter.eraseOp(op);
    return success();
  }
};

/// An argument that was not passed is read from a static box instead, so that
/// no branch is needed.
struct EntryArgumentPattern : FMemPattern<EntryArgumentOp> {
  using FMemPattern::FMemPattern;
  LogicalResult
  matchAndRewrite(EntryArgumentOp op, OpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    Location loc = op.getLoc();
    Type box = rewriter.getI64Type();
    int64_t index = op.getIndex();
    Value passed =
        LLVM::ICmpOp::create(rewriter, loc, LLVM::ICmpPredicate::sgt,
                             adaptor.getCount(), bits(rewriter, loc, index));
    Value slot = memberOf(rewriter, loc, adaptor.getArgs(),
                          index * int64_t(sizeof(rt::Bits)));
    Value absent = addressOf(rewriter, loc,
                             lowering.data.box(singletonBits(op.getAbsent())));
    Value address = LLVM::SelectOp::create(rewriter, loc, passed, slot, absent);
    rewriter.replaceOpWithNewOp<LLVM::LoadOp>(op, box, address);
    return success();
  }
};

struct EntryDropSurplusPattern : FMemPattern<EntryDropSurplusOp> {
  using FMemPattern::FMemPattern;
  LogicalResult
  matchAndRewrite(EntryDropSurplusOp op, OpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    lowering.functions.dropSurplus(rewriter, op.getLoc(), contextOf(op),
                                   adaptor.getArgs(), adaptor.getCount(),
                                   bits(rewriter, op.getLoc(), op.getFrom()));
    rewriter.eraseOp(op);
    return success();
  }
};

struct EntryCapturePattern : FMemPattern<EntryCaptureOp> {
  using FMemPattern::FMemPattern;
  LogicalResult
  matchAndRewrite(EntryCaptureOp op, OpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    int64_t offset =
        offsetof(rt::Closure, captures) + op.getIndex() * sizeof(rt::Bits);
    Value address =
        memberOf(rewriter, op.getLoc(), adaptor.getClosure(), offset);
    rewriter.replaceOpWithNewOp<LLVM::LoadOp>(op, rewriter.getI64Type(),
                                              address);
    return success();
  }
};

struct EntryClosurePattern : FMemPattern<EntryClosureOp> {
  using FMemPattern::FMemPattern;
  LogicalResult
  matchAndRewrite(EntryClosureOp op, OpAdaptor adaptor,
                  ConversionPatternRewriter &rewriter) const override {
    rewriter.replaceOp(op, boxOf(rewriter, op.getLoc(), adaptor.getClosure()));
    return success();
  }
};

} // namespace

void forge::fmem::populateCallPatterns(const LLVMTypeConverter &types,
                                       RewritePatternSet &patterns,
                                       Lowering &lowering) {
  patterns.add<CallPattern, CallsLeftPattern, EnterCallPattern,
               EntryArgumentPattern, EntryCapturePattern, EntryClosurePattern,
               EntryDropSurplusPattern, ErrorPendingPattern, LeaveCallPattern,
               SetCallsLeftPattern, StaticClosurePattern, TracePattern>(
      types, lowering);
}
