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
// it, goes to the edge: to the start of the successor if that has no other
// predecessor, else into a new block.
//
// Boxes that are not owned are retained for each consuming use. The result of a
// select is retained when it is made and owned from there on.
//
// Insertions are collected first and made at the end, so that the walk never
// sees its own operations.
//
//===----------------------------------------------------------------------===//

#include "OwnershipModel.h"
#include "forge/Transforms/FMem/Passes.h"

#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SetVector.h"

using namespace mlir;

namespace forge::fmem {
#define GEN_PASS_DEF_INSERTRC
#include "forge/Transforms/FMem/Passes.h.inc"
} // namespace forge::fmem

using namespace forge::fmem;

namespace {

/// Boxes with a reference of their own that are used outside of the block that
/// defines them, and the blocks they are live into.
class CrossLiveness {
public:
  CrossLiveness(func::FuncOp function, OwnershipModel &model);

  /// Calls back in the order of definition.
  void forEachLiveIn(Block *block,
                     llvm::function_ref<void(Value)> callback) const;

private:
  void collectUses(Operation *op, OwnershipModel &model);

  llvm::MapVector<Value, unsigned> numbers;
  llvm::DenseMap<Block *, llvm::SmallSetVector<unsigned, 4>> exposed;
  llvm::DenseMap<Block *, llvm::BitVector> liveIn;
};

/// What to insert on an edge.
struct EdgeWork {
  SmallVector<Value> retains;
  SmallVector<Value> releases;
};

struct InsertRC : public forge::fmem::impl::InsertRCBase<InsertRC> {
  void runOnOperation() override;

private:
  using Edge = std::pair<Operation *, unsigned>;

  void planBlock(Block &block, OwnershipModel &model,
                 const CrossLiveness &liveness);
  void planTerminator(Operation *terminator, OwnershipModel &model,
                      const CrossLiveness &liveness);
  void planOperation(Operation *op, OwnershipModel &model);
  void insert();
  void retain(OpBuilder &builder, Location loc, Value value);
  void release(OpBuilder &builder, Location loc, Value value);

  /// Boxes with a reference that are used after the point of the walk.
  llvm::DenseSet<Value> live;

  llvm::MapVector<Operation *, SmallVector<Value>> retainBefore, retainAfter,
      releaseAfter;
  llvm::MapVector<Block *, SmallVector<Value>> releaseAtStart;
  llvm::MapVector<Edge, EdgeWork> onEdge;
};

} // namespace

static bool hasReference(Value value, const OwnershipModel &model) {
  Holding holding = model.holding(value);
  return holding == Holding::Owned || holding == Holding::View;
}

//===----------------------------------------------------------------------===//
// Liveness across blocks
//===----------------------------------------------------------------------===//

void CrossLiveness::collectUses(Operation *op, OwnershipModel &model) {
  auto use = [&](Value value) {
    if (value.getParentBlock() == op->getBlock() || !hasReference(value, model))
      return;
    auto [entry, isNew] = numbers.try_emplace(value, numbers.size());
    exposed[op->getBlock()].insert(entry->second);
  };
  BoxUses uses = model.usesOf(op);
  llvm::for_each(uses.consumed, use);
  llvm::for_each(uses.borrowed, use);
  if (auto branch = dyn_cast<BranchOpInterface>(op))
    for (unsigned i = 0, e = op->getNumSuccessors(); i != e; ++i)
      for (Value value : branch.getSuccessorOperands(i).getForwardedOperands())
        if (isBox(value))
          use(value);
}

CrossLiveness::CrossLiveness(func::FuncOp function, OwnershipModel &model) {
  for (Block &block : function.getBody())
    for (Operation &op : block)
      collectUses(&op, model);

  llvm::DenseMap<Block *, SmallVector<unsigned>> defined;
  for (auto [value, number] : numbers)
    defined[value.getParentBlock()].push_back(number);

  llvm::SetVector<Block *> worklist;
  for (Block &block : function.getBody()) {
    liveIn[&block].resize(numbers.size());
    worklist.insert(&block);
  }
  while (!worklist.empty()) {
    Block *block = worklist.pop_back_val();
    llvm::BitVector now(numbers.size());
    for (Block *successor : block->getSuccessors())
      now |= liveIn[successor];
    for (unsigned number : defined[block])
      now.reset(number);
    for (unsigned number : exposed[block])
      now.set(number);
    if (now == liveIn[block])
      continue;
    liveIn[block] = std::move(now);
    for (Block *predecessor : block->getPredecessors())
      worklist.insert(predecessor);
  }
}

void CrossLiveness::forEachLiveIn(
    Block *block, llvm::function_ref<void(Value)> callback) const {
  for (unsigned number : liveIn.find(block)->second.set_bits())
    callback(numbers.begin()[number].first);
}

//===----------------------------------------------------------------------===//
// Planning
//===----------------------------------------------------------------------===//

/// References that an edge needs, per box in the order of first need.
using Need = llvm::SmallMapVector<Value, unsigned, 4>;

static Need needOf(Operation *terminator, unsigned index,
                   const OwnershipModel &model, const CrossLiveness &liveness) {
  Need need;
  if (auto branch = dyn_cast<BranchOpInterface>(terminator))
    for (Value value :
         branch.getSuccessorOperands(index).getForwardedOperands())
      if (isBox(value) && model.holding(value) != Holding::Uncounted)
        ++need[value];
  liveness.forEachLiveIn(terminator->getSuccessor(index),
                         [&](Value value) { ++need[value]; });
  return need;
}

void InsertRC::planTerminator(Operation *terminator, OwnershipModel &model,
                              const CrossLiveness &liveness) {
  SmallVector<Need> needs;
  llvm::SetVector<Value> values;
  for (unsigned i = 0, e = terminator->getNumSuccessors(); i != e; ++i) {
    needs.push_back(needOf(terminator, i, model, liveness));
    for (auto &[value, count] : needs.back())
      values.insert(value);
  }

  for (Value value : values) {
    unsigned held = hasReference(value, model);
    unsigned everywhere = ~0u;
    for (const Need &need : needs)
      everywhere = std::min(everywhere, need.lookup(value));
    unsigned common = everywhere > held ? everywhere - held : 0;
    retainBefore[terminator].append(common, value);
    for (auto [index, need] : llvm::enumerate(needs)) {
      unsigned count = need.lookup(value), has = held + common;
      if (count > has)
        onEdge[{terminator, index}].retains.append(count - has, value);
      else if (count < has &&
               !llvm::is_contained(
                   OwnershipModel::voidResults(terminator, index), value))
        onEdge[{terminator, index}].releases.push_back(value);
    }
    if (held)
      live.insert(value);
  }
}

void InsertRC::planOperation(Operation *op, OwnershipModel &model) {
  for (Value result : op->getResults()) {
    if (!isBox(result) || !hasReference(result, model))
      continue;
    bool isUsed = live.erase(result);
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
    if (hasReference(value, model))
      borrowed.insert(value);

  SmallVector<Value> used;
  for (auto [value, count] : consumed) {
    bool held = hasReference(value, model);
    bool isBorrowed = borrowed.remove(value);
    bool isLast = held && !live.contains(value);
    unsigned needed = count + (held && (isBorrowed || !isLast));
    retainBefore[op].append(needed - held, value);
    if (isBorrowed && isLast)
      releaseAfter[op].push_back(value);
    if (held)
      used.push_back(value);
  }
  for (Value value : borrowed) {
    if (!live.contains(value))
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
    planOperation(&op, model);
  for (BlockArgument argument : block.getArguments())
    if (isBox(argument) && hasReference(argument, model) &&
        !live.contains(argument))
      releaseAtStart[&block].push_back(argument);
}

//===----------------------------------------------------------------------===//
// Insertion
//===----------------------------------------------------------------------===//

void InsertRC::retain(OpBuilder &builder, Location loc, Value value) {
  RetainOp::create(builder, loc, value);
  ++numRetains;
}

void InsertRC::release(OpBuilder &builder, Location loc, Value value) {
  ReleaseOp::create(builder, loc, value);
  ++numReleases;
}

/// A block on the edge, or the successor if that has no other predecessor and
/// the reference counts may change after its arguments were passed.
static Block *blockOnEdge(Operation *terminator, unsigned index,
                          bool mayUseSuccessor, OpBuilder &builder) {
  Block *successor = terminator->getSuccessor(index);
  if (mayUseSuccessor && successor->getSinglePredecessor())
    return successor;
  Block *block = builder.createBlock(successor);
  SuccessorOperands operands =
      cast<BranchOpInterface>(terminator).getSuccessorOperands(index);
  cf::BranchOp::create(builder, terminator->getLoc(), successor,
                       SmallVector<Value>(operands.getForwardedOperands()));
  operands.erase(0, operands.size());
  terminator->setSuccessor(block, index);
  return block;
}

void InsertRC::insert() {
  OpBuilder builder(&getContext());
  for (auto &[op, values] : retainBefore) {
    builder.setInsertionPoint(op);
    for (Value value : values)
      retain(builder, op->getLoc(), value);
  }
  // Retains of views come before the releases of what they are views of.
  for (auto &[op, values] : releaseAfter) {
    builder.setInsertionPointAfter(op);
    for (Value value : values)
      release(builder, op->getLoc(), value);
  }
  for (auto &[op, values] : retainAfter) {
    builder.setInsertionPointAfter(op);
    for (Value value : values)
      retain(builder, op->getLoc(), value);
  }
  for (auto &[block, values] : releaseAtStart) {
    builder.setInsertionPointToStart(block);
    for (Value value : values)
      release(builder, block->front().getLoc(), value);
  }
  for (auto &[edge, work] : onEdge) {
    auto [terminator, index] = edge;
    Block *block =
        blockOnEdge(terminator, index, work.retains.empty(), builder);
    builder.setInsertionPointToStart(block);
    for (Value value : work.retains)
      retain(builder, terminator->getLoc(), value);
    for (Value value : work.releases)
      release(builder, terminator->getLoc(), value);
  }
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
  insert();
}
