//===- VerifyOwnership.cpp - prove that references balance ----------------===//
//
// Abstract interpretation with one number per box: the references to it that
// the function holds. An owned box starts with one; retain adds one, every
// consuming use takes one, and an edge takes one for each block argument that
// the box is forwarded to. On all paths to a block the numbers must be equal,
// so one visit per block and a comparison per further edge suffice.
//
// Checked for boxes that carry references:
//   - a consuming use finds a reference;
//   - a borrowing use, also through packed stack memory, finds one, unless
//     something outside of the function keeps the object alive;
//   - nothing is left when the function returns.
//
// Results of an operation that raised are meaningless, so they are dropped on
// the edge that is taken in this case.
//
//===----------------------------------------------------------------------===//

#include "OwnershipModel.h"
#include "forge/Transforms/FMem/Passes.h"

#include "mlir/IR/RegionGraphTraits.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/PostOrderIterator.h"

using namespace mlir;

namespace forge::fmem {
#define GEN_PASS_DEF_VERIFYOWNERSHIP
#include "forge/Transforms/FMem/Passes.h.inc"
} // namespace forge::fmem

using namespace forge::fmem;

namespace {

/// References held; boxes without any are absent or zero.
using State = llvm::MapVector<Value, unsigned>;

struct VerifyOwnership
    : public forge::fmem::impl::VerifyOwnershipBase<VerifyOwnership> {
  void runOnOperation() override;
};

class Checker {
public:
  explicit Checker(OwnershipModel model) : model(std::move(model)) {}
  LogicalResult check(func::FuncOp function);

private:
  LogicalResult checkBlock(Block &block, State state);
  LogicalResult checkOperation(Operation &op, State &state);
  LogicalResult take(Operation &op, Value value, State &state);
  LogicalResult checkEdge(Operation &terminator, unsigned index, State state);
  LogicalResult checkNothingLeft(Operation &op, const State &state);

  OwnershipModel model;
  llvm::DenseMap<Block *, State> atStart;
};

} // namespace

static InFlightDiagnostic withDefinition(InFlightDiagnostic diag, Value value) {
  diag.attachNote(value.getLoc()) << "the box is defined here";
  return diag;
}

LogicalResult Checker::take(Operation &op, Value value, State &state) {
  if (model.holding(value) == Holding::Uncounted)
    return success();
  unsigned &count = state[value];
  if (count == 0)
    return withDefinition(
        op.emitOpError("consumes a box without holding a reference"), value);
  --count;
  return success();
}

LogicalResult Checker::checkOperation(Operation &op, State &state) {
  if (auto retain = dyn_cast<RetainOp>(op)) {
    Value value = retain.getValue();
    Holding holding = model.holding(value);
    if (holding == Holding::Owned && state[value] == 0)
      return withDefinition(
          op.emitOpError("retains a box after its last reference"), value);
    if (holding != Holding::Uncounted)
      ++state[value];
    return success();
  }

  BoxUses uses = model.usesOf(&op);
  for (Value value : uses.borrowed) {
    Holding holding = model.holding(value);
    if ((holding == Holding::Owned || holding == Holding::View) &&
        state[value] == 0)
      return withDefinition(
          op.emitOpError("uses a box after its last reference"), value);
  }
  // An operation that looks at what it consumes would see it freed.
  for (Value value : uses.consumed)
    if (failed(take(op, value, state)))
      return failure();
  for (Value value : uses.borrowed)
    if (model.holding(value) == Holding::Owned && state[value] == 0)
      return withDefinition(
          op.emitOpError("consumes the last reference to a box that it uses"),
          value);

  for (Value result : op.getResults())
    if (isBox(result) && model.holding(result) == Holding::Owned)
      state[result] = 1;
  return success();
}

LogicalResult Checker::checkNothingLeft(Operation &op, const State &state) {
  for (auto &[value, count] : state)
    if (count != 0)
      return withDefinition(op.emitOpError("leaves a reference behind"), value);
  return success();
}

LogicalResult Checker::checkEdge(Operation &terminator, unsigned index,
                                 State state) {
  Block *successor = terminator.getSuccessor(index);
  if (auto branch = dyn_cast<BranchOpInterface>(terminator))
    for (Value value :
         branch.getSuccessorOperands(index).getForwardedOperands())
      if (isBox(value) && failed(take(terminator, value, state)))
        return failure();
  for (Value value : OwnershipModel::voidResults(&terminator, index))
    state.erase(value);
  for (BlockArgument argument : successor->getArguments())
    if (isBox(argument))
      state[argument] = 1;
  state.remove_if([](auto &entry) { return entry.second == 0; });

  auto [known, isFirst] = atStart.try_emplace(successor, state);
  if (isFirst)
    return success();
  auto differs = [&](const State &some, const State &other) -> Value {
    for (auto &[value, count] : some)
      if (other.lookup(value) != count)
        return value;
    return {};
  };
  Value value = differs(state, known->second);
  if (!value)
    value = differs(known->second, state);
  if (!value)
    return success();
  return withDefinition(terminator.emitOpError("leads to a block with ")
                            << state.lookup(value)
                            << " references to a box, another path with "
                            << known->second.lookup(value),
                        value);
}

LogicalResult Checker::checkBlock(Block &block, State state) {
  for (Operation &op : block)
    if (failed(checkOperation(op, state)))
      return failure();
  Operation &terminator = block.back();
  if (terminator.getNumSuccessors() == 0)
    return checkNothingLeft(terminator, state);
  for (unsigned i = 0, e = terminator.getNumSuccessors(); i != e; ++i)
    if (failed(checkEdge(terminator, i, state)))
      return failure();
  return success();
}

LogicalResult Checker::check(func::FuncOp function) {
  State &initial = atStart[&function.front()];
  for (BlockArgument parameter : function.getArguments())
    if (isBox(parameter) && model.holding(parameter) == Holding::Owned)
      initial[parameter] = 1;
  llvm::ReversePostOrderTraversal<Block *> order(&function.front());
  for (Block *block : order)
    if (failed(checkBlock(*block, atStart[block])))
      return failure();
  return success();
}

void VerifyOwnership::runOnOperation() {
  func::FuncOp function = getOperation();
  markAllAnalysesPreserved();
  if (function.isExternal())
    return;
  auto symbols = getCachedParentAnalysis<SymbolTable>();
  OwnershipModel model(function, symbols ? &symbols->get() : nullptr);
  if (failed(Checker(model).check(function)))
    signalPassFailure();
}
