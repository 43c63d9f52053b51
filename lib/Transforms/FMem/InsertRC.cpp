//===- InsertRC.cpp - insert retain and release ---------------------------===//
//
// Exact counting by liveness on the control flow graph, in the manner of
// "Perceus: Garbage Free Reference Counting with Reuse" (Reinking, Xie, de
// Moura, Leijen, PLDI 2021), carried over from expressions to blocks. Every
// owned box holds one reference from its definition on. Walking a block
// backwards tells for each use how many references are needed from there on:
//
//   - a consuming use needs one per operand, and one more if the box is live
//     afterwards or the same operation also looks at it: the surplus over one
//     is retained before the operation, so that the last use moves;
//   - a borrowing use that is the last one is followed by the release;
//   - a result or block argument that is not live is released at once.
//
// At the end of a block the references needed differ by edge: what is forwarded
// to block arguments plus what is live into the successor. What all edges need
// goes before the branch. What only one needs, and the release of what dies on
// it, goes to the edge (EdgeReleases.h).
//
// Boxes that are not owned are retained for each consuming use. The result of a
// select is retained when it is made and owned from there on.
//
// Insertions are collected first and made at the end, so that the walk never
// sees its own operations.
//
//===----------------------------------------------------------------------===//

#include "EdgeReleases.h"
#include "forge/Transforms/FMem/Passes.h"

using namespace mlir;

namespace forge::fmem {
#define GEN_PASS_DEF_INSERTRC
#include "forge/Transforms/FMem/Passes.h.inc"
} // namespace forge::fmem

using namespace forge::fmem;

namespace {

struct InsertRC : public forge::fmem::impl::InsertRCBase<InsertRC> {
  void runOnOperation() override;

private:
  using Edge = std::pair<Operation *, unsigned>;

  void planBlock(Block &block, OwnershipModel &model,
                 const CrossLiveness &liveness);
  void planTerminator(Operation *terminator, OwnershipModel &model,
                      const CrossLiveness &liveness);
  void planOperation(Operation *op, OwnershipModel &model,
                     const CrossLiveness &liveness);
  bool isLive(Value value, const CrossLiveness &liveness) const;
  void insert(const CrossLiveness &liveness);

  /// Boxes with a reference that are used after the point of the walk: in the
  /// block, or behind it.
  llvm::DenseSet<Value> live;
  llvm::BitVector liveOut;

  llvm::MapVector<Operation *, SmallVector<Value>> retainBefore, retainAfter,
      releaseAfter;
  llvm::MapVector<Block *, SmallVector<Value>> releaseAtStart;
  llvm::MapVector<Edge, EdgeWork> onEdge;
};

} // namespace

//===----------------------------------------------------------------------===//
// Planning
//===----------------------------------------------------------------------===//

/// References that are needed, per box.
using Need = llvm::SmallMapVector<Value, unsigned, 4>;

/// References that block arguments take on an edge.
static Need forwardedOn(Operation *terminator, unsigned index,
                        const OwnershipModel &model) {
  Need need;
  if (auto branch = dyn_cast<BranchOpInterface>(terminator))
    for (Value value :
         branch.getSuccessorOperands(index).getForwardedOperands())
      if (isBox(value) && model.holding(value) != Holding::Uncounted)
        ++need[value];
  return need;
}

bool InsertRC::isLive(Value value, const CrossLiveness &liveness) const {
  if (live.contains(value))
    return true;
  unsigned number = liveness.numberOf(value);
  return number != CrossLiveness::notCrossing && liveOut.test(number);
}

void InsertRC::planTerminator(Operation *terminator, OwnershipModel &model,
                              const CrossLiveness &liveness) {
  liveOut.reset();
  liveOut.resize(liveness.size());
  unsigned successors = terminator->getNumSuccessors();
  if (successors == 0)
    return;

  // A box that is live into all successors and forwarded to none needs nothing,
  // so only the others are looked at.
  SmallVector<Need> forwarded;
  llvm::SetVector<Value> values;
  llvm::BitVector everywhere = liveness.liveInto(terminator->getSuccessor(0));
  for (unsigned i = 0; i != successors; ++i) {
    forwarded.push_back(forwardedOn(terminator, i, model));
    for (auto &[value, count] : forwarded.back())
      values.insert(value);
    const llvm::BitVector &into =
        liveness.liveInto(terminator->getSuccessor(i));
    liveOut |= into;
    everywhere &= into;
  }
  llvm::BitVector somewhere = liveOut;
  for (unsigned number : somewhere.reset(everywhere).set_bits())
    values.insert(liveness.valueOf(number));

  for (Value value : values) {
    unsigned number = liveness.numberOf(value);
    unsigned held = model.hasReference(value);
    SmallVector<unsigned> needs;
    for (unsigned i = 0; i != successors; ++i)
      needs.push_back(
          forwarded[i].lookup(value) +
          (number != CrossLiveness::notCrossing &&
           liveness.liveInto(terminator->getSuccessor(i)).test(number)));
    unsigned least = *llvm::min_element(needs);
    unsigned common = least > held ? least - held : 0;
    retainBefore[terminator].append(common, value);
    for (auto [index, need] : llvm::enumerate(needs)) {
      unsigned has = held + common;
      if (need > has)
        onEdge[{terminator, index}].retains.append(need - has, value);
      else if (need < has &&
               !llvm::is_contained(
                   OwnershipModel::voidResults(terminator, index), value))
        onEdge[{terminator, index}].releases.push_back(value);
    }
    if (held)
      live.insert(value);
  }
}

void InsertRC::planOperation(Operation *op, OwnershipModel &model,
                             const CrossLiveness &liveness) {
  for (Value result : op->getResults()) {
    if (!isBox(result) || !model.hasReference(result))
      continue;
    bool isUsed = isLive(result, liveness);
    bool isView = model.holding(result) == Holding::View;
    if (isUsed && isView)
      retainAfter[op].push_back(result);
    else if (!isUsed && !isView)
      releaseAfter[op].push_back(result);
  }

  BoxUses uses = model.usesOf(op);
  Need consumed;
  for (Value value : uses.consumed)
    if (model.holding(value) != Holding::Uncounted)
      ++consumed[value];
  llvm::SmallSetVector<Value, 4> borrowed;
  for (Value value : uses.borrowed)
    if (model.hasReference(value))
      borrowed.insert(value);

  SmallVector<Value> used;
  for (auto [value, count] : consumed) {
    bool held = model.hasReference(value);
    bool isBorrowed = borrowed.remove(value);
    bool isLast = held && !isLive(value, liveness);
    unsigned needed = count + (held && (isBorrowed || !isLast));
    retainBefore[op].append(needed - held, value);
    if (isBorrowed && isLast)
      releaseAfter[op].push_back(value);
    if (held)
      used.push_back(value);
  }
  for (Value value : borrowed) {
    if (!isLive(value, liveness))
      releaseAfter[op].push_back(value);
    used.push_back(value);
  }
  live.insert(used.begin(), used.end());
}

void InsertRC::planBlock(Block &block, OwnershipModel &model,
                         const CrossLiveness &liveness) {
  live.clear();
  Operation *terminator = block.getTerminator();
  planTerminator(terminator, model, liveness);
  for (Operation &op : llvm::reverse(block))
    planOperation(&op, model, liveness);
  for (BlockArgument argument : block.getArguments())
    if (isBox(argument) && model.hasReference(argument) &&
        !isLive(argument, liveness))
      releaseAtStart[&block].push_back(argument);
}

//===----------------------------------------------------------------------===//
// Insertion
//===----------------------------------------------------------------------===//

void InsertRC::insert(const CrossLiveness &liveness) {
  OpBuilder builder(&getContext());
  auto retain = [&](Operation *op, Value value) {
    RetainOp::create(builder, op->getLoc(), value);
    ++numRetains;
  };
  auto release = [&](Operation *op, Value value) {
    ReleaseOp::create(builder, op->getLoc(), value);
    ++numReleases;
  };
  for (auto &[op, values] : retainBefore) {
    builder.setInsertionPoint(op);
    for (Value value : values)
      retain(op, value);
  }
  // Retains of views come before the releases of what they are views of.
  for (auto &[op, values] : releaseAfter) {
    builder.setInsertionPointAfter(op);
    for (Value value : values)
      release(op, value);
  }
  for (auto &[op, values] : retainAfter) {
    builder.setInsertionPointAfter(op);
    for (Value value : values)
      retain(op, value);
  }
  for (auto &[block, values] : releaseAtStart) {
    builder.setInsertionPointToStart(block);
    for (Value value : values)
      release(&block->front(), value);
  }
  EdgeReleases edges(getOperation(), liveness);
  for (auto &[edge, work] : onEdge) {
    numRetains += work.retains.size();
    numReleases += work.releases.size();
    edges.insert(edge.first, edge.second, work);
  }
  edges.finish();
}

void InsertRC::runOnOperation() {
  func::FuncOp function = getOperation();
  if (function.isExternal())
    return;
  for (auto *plan : {&retainBefore, &retainAfter, &releaseAfter})
    plan->clear();
  releaseAtStart.clear();
  onEdge.clear();

  auto symbols = getCachedParentAnalysis<SymbolTable>();
  OwnershipModel model(function, symbols ? &symbols->get() : nullptr);
  CrossLiveness liveness(function, model);
  for (Block &block : function.getBody())
    planBlock(block, model, liveness);
  insert(liveness);
}
