//===- ErrorEdges.cpp - what happens on the way to a handler --------------===//
//
// Inline code detects an error by a flag and has no error object yet, and every
// error on its way records where it came through. Both belong on the error
// edge, out of the fast path: each `forge.br_error` gets a block of its own for
// it.
//
// Edges into a handler that takes the error right away record nothing: nobody
// could see it.
//
//===----------------------------------------------------------------------===//

#include "Lowering.h"

using namespace mlir;
using namespace forge;
using namespace forge::ir;

/// Operators of `frt_raise_overflow`.
enum Overflow { OverflowAdd, OverflowSub, OverflowMul, OverflowNegate = 4 };

/// As `frt_raise_path` takes it: a byte for each step.
static int64_t encodedPath(ArrayRef<int64_t> slots) {
  uint64_t path = 0;
  for (auto [step, slot] : llvm::enumerate(slots))
    path |= uint64_t(slot < 0 ? 1 : slot + 2) << 8 * step;
  return int64_t(path);
}

/// Creates the error that inline code for `op` only detects.
static void raiseDetected(OpBuilder &builder, Location loc, Operation *op) {
  auto raise = [&](StringRef entry, ValueRange operands) {
    RaiseOp::create(builder, loc, ErrorType::get(builder.getContext()), entry,
                    operands);
  };
  auto constant = [&](int64_t value) -> Value {
    return arith::ConstantOp::create(builder, loc,
                                     builder.getI64IntegerAttr(value));
  };
  auto overflow = [&](int64_t kind) {
    raise("frt_raise_overflow",
          {constant(kind), op->getOperand(0),
           op->getNumOperands() > 1 ? op->getOperand(1) : constant(0)});
  };
  if (auto check = dyn_cast<CheckBoundOp>(op)) {
    auto text = [&](StringRef value) -> Value {
      return StringOp::create(builder, loc, StrType::get(builder.getContext()),
                              value);
    };
    Value hint = check.getHint().empty()
                     ? SingletonOp::create(builder, loc,
                                           AnyType::get(builder.getContext()),
                                           Singleton::Null)
                           .getResult()
                     : text(check.getHint());
    return raise("frt_raise_undefined", {text(check.getName()), hint});
  }
  if (auto update = dyn_cast<PlaceUpdateOp>(op);
      update && isInlineUpdate(update)) {
    bool combines = update.getKind() != Update::set &&
                    update.getKind() != Update::push &&
                    update.getValues()[0].getType().isInteger(64);
    SmallVector<Value> operands = {update.getUpdated(),
                                   constant(encodedPath(*update.getSlots()))};
    llvm::append_range(operands, update.getIndexes());
    operands.resize(5, constant(0));
    operands.push_back(constant(combines ? int64_t(update.getKind()) : 0));
    operands.push_back(combines ? update.getValues()[0]
                                : Value(update.getUpdated()));
    return raise("frt_raise_path", operands);
  }
  if (isArrayAccess(op)) {
    if (auto get = dyn_cast<IndexGetOp>(op))
      return raise("frt_raise_index", {get.getContainer(), get.getKey()});
    auto update = cast<PlaceUpdateOp>(op);
    if (update.getIndexes().size() > 1) {
      // Indexes that do not exist are 0; only operators look at their operand.
      SmallVector<Value> operands = {update.getUpdated()};
      operands.push_back(constant(update.getIndexes().size()));
      llvm::append_range(operands, update.getIndexes());
      operands.resize(5, constant(0));
      operands.push_back(constant(int64_t(update.getKind())));
      operands.push_back(update.getKind() == Update::set
                             ? update.getUpdated()
                             : update.getValues()[0]);
      return raise("frt_raise_deep", operands);
    }
    if (update.getKind() == Update::set)
      return raise("frt_raise_index",
                   {update.getUpdated(), update.getIndexes()[0]});
    if (update.getKind() != Update::push)
      raise("frt_raise_update",
            {update.getUpdated(), update.getIndexes()[0],
             constant(int64_t(update.getKind())), update.getValues()[0]});
    return;
  }
  if (!isa<AddOp, SubOp, MulOp, DivOp, RemOp, NegOp>(op) ||
      !isIntegerOperator(op))
    return;
  if (isa<AddOp>(op))
    return overflow(OverflowAdd);
  if (isa<SubOp>(op))
    return overflow(OverflowSub);
  if (isa<MulOp>(op))
    return overflow(OverflowMul);
  if (isa<NegOp>(op))
    return overflow(OverflowNegate);
  if (isa<RemOp>(op))
    return raise("frt_raise_modulo_by_zero", {});
  if (isa<DivOp>(op)) {
    // The generic operation knows which of its two errors it is.
    Type any = AnyType::get(builder.getContext());
    auto box = [&](Value value) -> Value {
      return BoxOp::create(builder, loc, any, value);
    };
    RuntimeOp::create(
        builder, loc, TypeRange{any, ErrorType::get(builder.getContext())},
        "frt_div", ValueRange{box(op->getOperand(0)), box(op->getOperand(1))});
  }
}

/// The first operation that an edge leads to, through blocks that only lead on.
static Operation &destinationOf(Block *block) {
  SmallPtrSet<Block *, 4> visited;
  while (visited.insert(block).second) {
    auto onward = dyn_cast<cf::BranchOp>(block->front());
    if (!onward)
      break;
    block = onward.getDest();
  }
  return block->front();
}

/// Records the calls that an error leaves on its way to a handler: those of
/// functions that were inlined are in the location. With `isShown` also the one
/// that the handler, which starts with `destination`, belongs to.
static void trace(OpBuilder &builder, Location loc, StringRef function,
                  Operation &destination, bool isShown) {
  SmallVector<Frame> frames = framesOf(loc);
  // Leaving the function leaves all; blocks that do so may have been merged, so
  // their location says nothing.
  size_t staying = 0;
  if (!isa<PropagateOp>(destination))
    staying = framesOf(destination.getLoc()).size() - isShown;
  for (size_t i = 0; i + staying < frames.size(); ++i)
    fmem::TraceOp::create(builder, frames[i].loc,
                          frames[i].function.empty() ? function
                                                     : frames[i].function);
}

/// Where an error goes that is made for certain.
static Operation &destinationOf(RaiseOp raise) {
  Operation *branch = raise->getBlock()->getTerminator();
  return branch->getNumSuccessors() ? destinationOf(branch->getSuccessor(0))
                                    : *branch;
}

void forge::lowering::splitErrorEdges(ModuleOp module) {
  // Parts of a file are entered and left unseen.
  llvm::DenseSet<StringAttr> parts;
  for (auto function : module.getOps<func::FuncOp>())
    if (function->hasAttr(attrs::part))
      parts.insert(function.getSymNameAttr());
  auto isPartCall = [&](Operation *op) {
    auto call = dyn_cast_if_present<CallOp>(op);
    return call && parts.contains(call.getCalleeAttr().getAttr());
  };
  module.walk([&](func::FuncOp function) {
    StringRef name = frameName(function);
    SmallVector<BrErrorOp> branches;
    SmallVector<RaiseOp> raises;
    function.walk([&](Operation *op) {
      if (auto branch = dyn_cast<BrErrorOp>(op))
        branches.push_back(branch);
      else if (auto raise = dyn_cast<RaiseOp>(op))
        raises.push_back(raise);
    });
    for (BrErrorOp branch : branches) {
      Operation *source = branch.getError().getDefiningOp();
      OpBuilder builder(branch);
      Block *handler = branch.getHandler();
      Block *edge = builder.createBlock(handler);
      // The operation may stand for others that were merged with it; the
      // branch is where the program failed.
      Location loc = branch.getLoc();
      if (source && !isa<RaiseOp>(source))
        raiseDetected(builder, loc, source);
      // A handler that takes the error at once shows nobody that its own
      // function was left.
      Operation &destination = destinationOf(handler);
      if (!isa_and_nonnull<RaiseOp>(source) && !isPartCall(source))
        trace(builder, loc, name, destination,
              !isa<CatchOp, DiscardErrorOp>(destination));
      cf::BranchOp::create(builder, loc, handler, branch.getHandlerOperands());
      branch.getHandlerOperandsMutable().clear();
      branch.setSuccessor(edge, 0);
    }
    for (RaiseOp raise : raises) {
      OpBuilder builder(raise);
      builder.setInsertionPointAfter(raise);
      trace(builder, raise.getLoc(), name, destinationOf(raise),
            /*isShown=*/true);
    }
  });
}
