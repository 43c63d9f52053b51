//===- BuildFrames.cpp - functions that wait become resumable -------------===//
//
// A function that may wait runs on the native stack as any other does, until a
// call of it comes back *suspended*. Then it moves what it still needs into a
// frame on the heap and returns, as does its caller, and so on. When the call
// has its result, the function goes on in its *resume function*, a copy that
// starts behind the call (compare Pettyjohn et al., "Continuations from
// Generalized Stack Inspection", ICFP 2005). Calls that need not wait cost a
// test, on the edge that the test for errors takes anyway.
//
//   %r = call @g(%x)                  ^check:  %s = fmem.suspended
//   %e = fmem.error_pending      =>            cond_br %s, ^capture, ^failed
//   cond_br %e, ^failed, ^ok          ^capture: fmem.frame.capture @f.resume 0
//                                                (what is alive) ; return
//
//   @f.resume(context, frame): switch on the frame's state to a block for each
//   suspension point, which moves the values out of the frame, frees it, takes
//   the result of the call, and goes on behind it.
//
//  1. For each call that may wait: what is alive behind it (`Liveness`).
//  2. Calls in tail position need no frame.
//  3. Constants and addresses are made anew instead of being kept.
//  4. In the copy a kept value has several definitions. It becomes a stack
//  slot,
//     and upstream's promotion of memory slots puts the block arguments in.
//
// Each point has a frame of its own, as large as what is alive there: values
// that are never alive together share memory without being colored.
//
// Limits:
//  1. The closure of a uniform entry is borrowed, and only its native caller is
//     known to hold it: the frame of an entry keeps a reference.
//  2. Stack memory does not outlive a suspension, except for the slots of
//     error edges (`fmem.cleanup.slots`), which are copied.
//
//===----------------------------------------------------------------------===//

#include "Suspension.h"
#include "forge/Transforms/FMem/Passes.h"
#include "forge/rt/Abi.h"

#include "mlir/Analysis/Liveness.h"
#include "mlir/IR/Dominance.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/IR/PatternMatch.h"
#include "mlir/Interfaces/DataLayoutInterfaces.h"
#include "mlir/Transforms/Mem2Reg.h"
#include "mlir/Transforms/RegionUtils.h"

using namespace mlir;

namespace forge::fmem {
#define GEN_PASS_DEF_BUILDFRAMES
#include "forge/Transforms/FMem/Passes.h.inc"
} // namespace forge::fmem

using namespace forge;
using namespace forge::fmem;

namespace {

/// A call that may wait.
struct Point {
  Operation *call;
  /// What the code behind the call needs, without its result.
  SmallVector<Value> kept;
  /// The code behind the call, once it has a block.
  Block *after = nullptr;
};

/// One function that may wait, and its resume function.
class FrameBuilder {
public:
  FrameBuilder(func::FuncOp function, const Suspension &suspension)
      : function(function), builder(function.getContext()),
        suspension(suspension) {}

  /// Whether it succeeded; reports why not.
  LogicalResult run();
  size_t numPoints() const { return points.size(); }
  size_t largestFrame() const { return largest; }

private:
  void findPoints();
  LogicalResult findKept();
  void splitAt(Point &point, func::FuncOp resume, int32_t state);
  void capture(const Point &point, func::FuncOp resume, int32_t state);
  func::FuncOp declareResume();
  void fillResume(func::FuncOp resume);
  void returnBits(func::FuncOp resume, Value closureSlot);
  Value becomeVariable(Value value, OpBuilder &atEntry);

  func::FuncOp function;
  OpBuilder builder;
  const Suspension &suspension;
  SmallVector<Point> points;
  /// Values that the resume function makes anew.
  SmallVector<Value> remade;
  /// Memory of error edges that is copied, if there is any.
  CleanupSlotsOp slots;
  /// The closure of an entry that reads captured values, else null.
  Value closure;
  size_t largest = 0;
};

struct BuildFrames : public forge::fmem::impl::BuildFramesBase<BuildFrames> {
  using BuildFramesBase::BuildFramesBase;
  void runOnOperation() override;
};

} // namespace

/// Whether the operation gives the same value anywhere, without operands.
static bool canBeRemade(Operation *op) {
  if (!op || op->getNumOperands() != 0 || op->getNumResults() != 1)
    return false;
  return isPure(op) || isa<FieldCacheOp, ObjectLayoutOp>(op);
}

/// Whether nothing but the return of the call's result follows, so that the
/// caller can wait for the call itself.
static bool isTailCall(Operation *call) {
  Operation *next = call->getNextNode();
  while (next && canBeRemade(next))
    next = next->getNextNode();
  auto exit = dyn_cast_or_null<func::ReturnOp>(next);
  return exit && llvm::equal(exit.getOperands(), call->getResults());
}

/// Name of the function in stack traces.
static StringAttr shownName(func::FuncOp function) {
  if (auto name = function->getAttrOfType<StringAttr>(attrs::displayName))
    return name;
  bool isProgram =
      function->hasAttr(attrs::program) || function->hasAttr(attrs::part);
  return StringAttr::get(function.getContext(),
                         isProgram ? "<main>" : "<lambda>");
}

void FrameBuilder::findPoints() {
  bool readsCaptures = false;
  function.walk([&](Operation *op) {
    if (suspension.maySuspend(op))
      points.push_back({op, {}});
    else if (auto found = dyn_cast<CleanupSlotsOp>(op))
      slots = found;
    else if (isa<EntryCaptureOp>(op))
      readsCaptures = true;
  });
  if (function->hasAttr(attrs::entry) && readsCaptures)
    closure = function.getArgument(1);
  if (!closure && !slots)
    llvm::erase_if(points, [](Point &p) { return isTailCall(p.call); });
}

/// Fills in what is alive behind each call.
LogicalResult FrameBuilder::findKept() {
  Liveness liveness(function);
  Value context = function.getArgument(0);
  llvm::DenseMap<Operation *, Point *> pointOf;
  llvm::DenseSet<Value> isRemade;
  for (Point &point : points)
    pointOf[point.call] = &point;

  for (Block &block : function.getBody()) {
    if (llvm::none_of(block, [&](Operation &op) { return pointOf.count(&op); }))
      continue;
    auto alive = liveness.getLiveOut(&block);
    for (Operation &op : llvm::reverse(block)) {
      for (Value result : op.getResults())
        alive.erase(result);
      if (Point *point = pointOf.lookup(&op))
        for (Value value : alive) {
          if (value == context || value == closure)
            continue;
          Operation *source = value.getDefiningOp();
          if (canBeRemade(source)) {
            if (isRemade.insert(value).second)
              remade.push_back(value);
            continue;
          }
          if (source == slots.getOperation() && source)
            continue;
          if (isa_and_nonnull<PackOp, StackSlotOp, StepsOp>(source))
            return source->emitOpError(
                "is used while the function may wait in between");
          point->kept.push_back(value);
        }
      for (Value operand : op.getOperands())
        alive.insert(operand);
    }
  }

  // Numbers of blocks and operations make an order that does not depend on
  // addresses.
  llvm::DenseMap<Value, unsigned> order;
  for (Block &block : function.getBody()) {
    for (Value argument : block.getArguments())
      order.try_emplace(argument, order.size());
    for (Operation &op : block)
      for (Value result : op.getResults())
        order.try_emplace(result, order.size());
  }
  auto isEarlier = [&](Value a, Value b) {
    return order.lookup(a) < order.lookup(b);
  };
  for (Point &point : points)
    llvm::sort(point.kept, isEarlier);
  llvm::sort(remade, isEarlier);
  return success();
}

func::FuncOp FrameBuilder::declareResume() {
  MLIRContext *context = function.getContext();
  auto type = builder.getFunctionType(
      {ContextType::get(context), RefType::get(context)}, builder.getI64Type());
  builder.setInsertionPointAfter(function);
  auto resume =
      func::FuncOp::create(builder, function.getLoc(),
                           (function.getSymName() + ".resume").str(), type);
  resume.setPrivate();
  resume->setAttr(attrs::displayName, shownName(function));
  return resume;
}

/// Keeps what is alive and returns.
void FrameBuilder::capture(const Point &point, func::FuncOp resume,
                           int32_t state) {
  Location loc = point.call->getLoc();
  SmallVector<Value> values = point.kept;
  if (closure) {
    values.push_back(EntryClosureOp::create(builder, loc, closure));
    RetainOp::create(builder, loc, values.back());
  }
  size_t extra = slots ? slots.getCount() : 0;
  largest = std::max(largest, values.size() + extra);
  auto frame = FrameCaptureOp::create(
      builder, loc, FlatSymbolRefAttr::get(resume.getSymNameAttr()),
      builder.getI32IntegerAttr(state), shownName(function), values,
      builder.getI64IntegerAttr(int64_t(extra)));
  if (slots)
    CleanupSaveOp::create(builder, loc, slots, frame,
                          builder.getI64IntegerAttr(int64_t(values.size())));
  SmallVector<Value> results;
  for (Type type : function.getResultTypes())
    results.push_back(UndefOp::create(builder, loc, type));
  func::ReturnOp::create(builder, loc, results);
}

/// Tests behind a call whether it has suspended. Where a test for an error
/// follows at once, only behind that: a suspended call has an error pending.
void FrameBuilder::splitAt(Point &point, func::FuncOp resume, int32_t state) {
  Location loc = point.call->getLoc();
  Block *before = point.call->getBlock();
  point.after = before->splitBlock(std::next(point.call->getIterator()));
  Block *captured = builder.createBlock(point.after);
  capture(point, resume, state);

  auto pending = dyn_cast<ErrorPendingOp>(point.after->front());
  auto exit = dyn_cast<cf::CondBranchOp>(point.after->getTerminator());
  bool isTested =
      pending && exit && exit.getCondition() == pending.getResult() &&
      llvm::all_of(point.after->without_terminator(), [&](Operation &op) {
        return &op == pending || isPure(&op);
      });
  if (!isTested) {
    builder.setInsertionPointToEnd(before);
    Value suspended = SuspendedOp::create(builder, loc);
    cf::CondBranchOp::create(builder, loc, suspended, captured, point.after);
    return;
  }
  builder.setInsertionPointToEnd(before);
  cf::BranchOp::create(builder, loc, point.after);
  Block *check = builder.createBlock(captured);
  Value suspended = SuspendedOp::create(builder, loc);
  cf::CondBranchOp::create(builder, loc, suspended, captured, ValueRange(),
                           exit.getTrueDest(), exit.getTrueDestOperands());
  exit.getTrueDestOperandsMutable().clear();
  exit->setSuccessor(check, 0);
}

/// Gives the value a stack slot that is stored where it is defined and loaded
/// where it is used; returns the slot.
Value FrameBuilder::becomeVariable(Value value, OpBuilder &atEntry) {
  Location loc = value.getLoc();
  Type ref = RefType::get(value.getContext());
  Value slot =
      StackSlotOp::create(atEntry, loc, ref, TypeAttr::get(value.getType()));
  for (OpOperand &use : llvm::make_early_inc_range(value.getUses())) {
    OpBuilder before(use.getOwner());
    use.set(RefLoadOp::create(before, loc, value.getType(), slot));
  }
  OpBuilder behind(value.getContext());
  behind.setInsertionPointAfterValue(value);
  RefStoreOp::create(behind, loc, value, slot);
  return slot;
}

/// Results leave as 64 bits; the reference to the closure is given up.
void FrameBuilder::returnBits(func::FuncOp resume, Value closureSlot) {
  for (auto exit : llvm::to_vector(resume.getOps<func::ReturnOp>())) {
    OpBuilder before(exit);
    Location loc = exit.getLoc();
    // Where the function is suspended, the frame keeps the closure.
    bool isCapture = llvm::any_of(*exit->getBlock(), [](Operation &op) {
      return isa<FrameCaptureOp>(op);
    });
    if (closureSlot && !isCapture)
      ReleaseOp::create(before, loc,
                        RefLoadOp::create(before, loc,
                                          BoxType::get(exit.getContext()),
                                          closureSlot));
    Value bits;
    if (exit.getNumOperands() == 0)
      bits =
          arith::ConstantOp::create(before, loc, before.getI64IntegerAttr(0));
    else
      bits = FrameBitsOp::create(before, loc, exit.getOperand(0));
    exit->setOperands(bits);
  }
}

/// Makes the body of the resume function from the function's, which has its
/// final form.
void FrameBuilder::fillResume(func::FuncOp resume) {
  MLIRContext *mlir = function.getContext();
  Location loc = function.getLoc();
  IRMapping copies;
  function.getBody().cloneInto(&resume.getBody(), copies);
  Block *oldEntry = &resume.getBody().front();
  Block *entry =
      builder.createBlock(oldEntry, resume.getArgumentTypes(),
                          SmallVector<Location>(resume.getNumArguments(), loc));
  Value context = entry->getArgument(0), frame = entry->getArgument(1);
  oldEntry->getArgument(0).replaceAllUsesWith(context);

  // What is made anew comes first, then the variables.
  OpBuilder atEntry(mlir);
  atEntry.setInsertionPointToStart(entry);
  auto moveToEntry = [&](Value value) {
    Value copy = copies.lookup(value);
    copy.getDefiningOp()->moveBefore(entry, entry->end());
    return copy;
  };
  for (Value value : remade)
    moveToEntry(value);
  Value slotCopies;
  if (slots)
    slotCopies = moveToEntry(slots);
  atEntry.setInsertionPointToEnd(entry);

  llvm::DenseMap<Value, Value> variables;
  auto variableOf = [&](Value value) {
    Value &variable = variables[value];
    if (!variable)
      variable = becomeVariable(copies.lookup(value), atEntry);
    return variable;
  };
  Value closureSlot;
  Type box = BoxType::get(mlir), ref = RefType::get(mlir);
  if (closure) {
    closureSlot = StackSlotOp::create(atEntry, loc, ref, TypeAttr::get(box));
    // The frame has a reference already, which the next frame takes over.
    for (auto old : llvm::to_vector(resume.getOps<EntryClosureOp>())) {
      OpBuilder before(old);
      for (Operation *user : llvm::make_early_inc_range(old->getUsers()))
        if (isa<RetainOp>(user))
          user->erase();
      old.getResult().replaceAllUsesWith(
          RefLoadOp::create(before, old.getLoc(), box, closureSlot));
      old->erase();
    }
  }

  SmallVector<Block *> targets;
  SmallVector<int32_t> states;
  for (auto [state, point] : llvm::enumerate(points)) {
    Location pointLoc = point.call->getLoc();
    Block *target = builder.createBlock(oldEntry);
    int64_t index = 0;
    auto restore = [&](Type type, Value variable) {
      Value value = FrameLoadOp::create(builder, pointLoc, type, frame,
                                        builder.getI64IntegerAttr(index++));
      RefStoreOp::create(builder, pointLoc, value, variable);
    };
    for (Value value : point.kept)
      restore(value.getType(), variableOf(value));
    if (closure)
      restore(box, closureSlot);
    if (slots)
      CleanupRestoreOp::create(builder, pointLoc, slotCopies, frame,
                               builder.getI64IntegerAttr(index));
    FramePopOp::create(builder, pointLoc, frame);
    for (Value result : point.call->getResults()) {
      if (result.use_empty())
        continue;
      Value variable = variableOf(result);
      Value arrived =
          FrameResultOp::create(builder, pointLoc, result.getType());
      RefStoreOp::create(builder, pointLoc, arrived, variable);
    }
    cf::BranchOp::create(builder, pointLoc, copies.lookup(point.after));
    targets.push_back(target);
    states.push_back(int32_t(state));
  }

  atEntry.setInsertionPointToEnd(entry);
  Value state = FrameStateOp::create(atEntry, loc, frame);
  SmallVector<ValueRange> none(targets.size() - 1);
  cf::SwitchOp::create(atEntry, loc, state, targets.front(), ValueRange(),
                       ArrayRef(states).drop_front(),
                       BlockRange(targets).drop_front(), none);
  returnBits(resume, closureSlot);

  IRRewriter rewriter(mlir);
  (void)eraseUnreachableBlocks(rewriter, resume.getBody());
  SmallVector<PromotableAllocationOpInterface> allocators;
  for (Operation &op : *entry)
    if (auto slot = dyn_cast<StackSlotOp>(op))
      allocators.push_back(slot);
  DominanceInfo dominance(resume);
  OpBuilder anywhere(mlir);
  (void)tryToPromoteMemorySlots(allocators, anywhere,
                                DataLayout::closest(resume), dominance);
}

LogicalResult FrameBuilder::run() {
  findPoints();
  if (points.empty())
    return success();
  if (failed(findKept()))
    return failure();
  func::FuncOp resume = declareResume();
  for (auto [state, point] : llvm::enumerate(points))
    splitAt(point, resume, int32_t(state));
  fillResume(resume);
  return success();
}

void BuildFrames::runOnOperation() {
  Suspension suspension(getOperation());
  for (auto function : llvm::to_vector(getOperation().getOps<func::FuncOp>())) {
    if (function.isExternal() || !suspension.maySuspend(function))
      continue;
    FrameBuilder frames(function, suspension);
    if (failed(frames.run()))
      return signalPassFailure();
    if (frames.numPoints() == 0)
      continue;
    ++numFunctions;
    numSuspensionPoints += frames.numPoints();
    if (showFrames)
      function.emitRemark("'")
          << shownName(function).getValue() << "' may wait at "
          << frames.numPoints() << " places, with frames of up to "
          << offsetof(rt::Frame, slot) +
                 sizeof(rt::Bits) * frames.largestFrame()
          << " bytes";
  }
}
