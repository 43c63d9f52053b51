//===- ReuseObjects.cpp - make objects in the memory of what dies ---------===//
//
// Rebuilding a tree takes a node apart and makes a new one of its parts. Where
// the old one is not used any more after that, the new one takes its memory
// ("Counting Immutable Beans", Ullrich and de Moura, IFL 2019; "Perceus",
// Reinking, Xie, de Moura, Leijen, PLDI 2021). Instead of tokens for memory,
// the old object itself is handed over, its parts moved out:
//
//   %l = frt_match_payload(%t, 0)         %l = frt_match_take(%t, 0)
//   ..                                    ..
//   %n = frt_object_new(..)               %n = frt_object_renew(%t, ..)
//
// Both look whether somebody else holds the object, too, and then do what was
// there before. Moving parts out is what makes reuse reach further than one
// node: whoever gets a part may be the only one who holds it.
//
// Because the new object takes the reference to the old one, InferBorrows makes
// the old one's parameter owned. On ways that do not come to the new object the
// old one is released as any other value.
//
// Parts are read as late as possible first, so that a branch that needs the old
// object as a whole finds it whole.
//
// Limits:
//  1. Only parts that `match` found are moved out. Other reads of the old
//  object
//     keep it from being taken apart.
//  2. The new object is in the same function as the `match`.
//
//===----------------------------------------------------------------------===//

#include "OwnershipModel.h"
#include "forge/Transforms/FMem/Passes.h"

#include "mlir/Dialect/ControlFlow/IR/ControlFlowOps.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/Dominance.h"
#include "mlir/IR/Matchers.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SetVector.h"

using namespace mlir;

namespace forge::fmem {
#define GEN_PASS_DEF_REUSEOBJECTS
#include "forge/Transforms/FMem/Passes.h.inc"
} // namespace forge::fmem

using namespace forge::fmem;

static bool isCallOf(Operation *op, StringRef symbol) {
  auto call = dyn_cast<CallOp>(op);
  return call && call.getSymbol() == symbol;
}

/// Whether the operation reads a part of a value, or already moves it out.
static bool readsPart(Operation *op) {
  return isCallOf(op, "frt_match_payload") || isCallOf(op, "frt_match_take");
}

/// Whether the operation looks at nothing of a value but what it is.
static bool looksAtName(Operation *op) {
  return isCallOf(op, "frt_match_variant") || isCallOf(op, "frt_match_arity") ||
         isCallOf(op, "frt_match_check") || isCallOf(op, "frt_match_none");
}

/// Number of the part that is read, or -1.
static int64_t partOf(Operation *read) {
  IntegerAttr index;
  return matchPattern(read->getOperand(1), m_Constant(&index)) ? index.getInt()
                                                               : -1;
}

/// Whether control may get from behind one operation to another one without a
/// new definition of `value`. Answers yes where looking takes too long.
static bool reaches(Operation *from, Operation *to, Value value) {
  constexpr size_t mostBlocks = 200;
  if (from->getBlock() == to->getBlock() && from->isBeforeInBlock(to))
    return true;
  llvm::SmallSetVector<Block *, 16> blocks;
  auto follow = [&](Block *block) {
    for (Block *next : block->getSuccessors())
      if (next != value.getParentBlock())
        blocks.insert(next);
  };
  follow(from->getBlock());
  for (size_t i = 0; i != blocks.size(); ++i) {
    if (blocks[i] == to->getBlock() || i == mostBlocks)
      return true;
    follow(blocks[i]);
  }
  return false;
}

namespace {

struct ReuseObjects : public forge::fmem::impl::ReuseObjectsBase<ReuseObjects> {
  void runOnOperation() override;

private:
  void sink(CallOp read, SmallVectorImpl<CallOp> &reads);
  SmallVector<Value> candidatesFor(CallOp made);
  bool reuse(CallOp made, Value old);

  DominanceInfo *dominance;
};

} // namespace

/// Moves a read to the successors of its block that need it; adds what it makes
/// to `reads`.
void ReuseObjects::sink(CallOp read, SmallVectorImpl<CallOp> &reads) {
  Block *block = read->getBlock();
  Value holder = read.getArgs().front();
  // Nothing may change what is read.
  for (Operation *op = read->getNextNode(); op; op = op->getNextNode())
    if (llvm::is_contained(op->getOperands(), holder) && !readsPart(op) &&
        !looksAtName(op))
      return;
  llvm::SmallMapVector<Block *, SmallVector<OpOperand *>, 2> uses;
  for (OpOperand &use : read->getUses()) {
    Block *found = nullptr;
    for (Block *next : block->getSuccessors())
      if (next->getSinglePredecessor() == block &&
          dominance->dominates(next, use.getOwner()->getBlock()))
        found = next;
    if (!found)
      return;
    uses[found].push_back(&use);
  }
  for (auto &[target, moved] : uses) {
    OpBuilder builder = OpBuilder::atBlockBegin(target);
    auto copy = cast<CallOp>(builder.clone(*read));
    for (OpOperand *use : moved)
      use->set(copy.getResult());
    reads.push_back(copy);
  }
  read.erase();
}

/// Values that have been taken apart before the object is made, the last one
/// first.
SmallVector<Value> ReuseObjects::candidatesFor(CallOp made) {
  // Up the dominator tree, which ends at the entry.
  constexpr unsigned farthest = 100;
  llvm::SmallSetVector<Value, 4> values;
  Operation *op = made->getPrevNode();
  Region *region = made->getParentRegion();
  auto *node = region->hasOneBlock()
                   ? nullptr
                   : dominance->getDomTree(region).getNode(made->getBlock());
  for (unsigned i = 0; i != farthest; ++i) {
    for (; op; op = op->getPrevNode())
      if (readsPart(op))
        values.insert(op->getOperand(0));
    node = node ? node->getIDom() : nullptr;
    if (!node)
      break;
    op = node->getBlock()->getTerminator();
  }
  return values.takeVector();
}

/// Makes the object in the memory of the old one, if that is not needed then.
bool ReuseObjects::reuse(CallOp made, Value old) {
  SmallVector<Operation *> reads, others;
  for (Operation *user : old.getUsers()) {
    if (user != made && readsPart(user) &&
        dominance->properlyDominates(user, made))
      reads.push_back(user);
    else if (!looksAtName(user))
      others.push_back(user);
  }
  for (Operation *user : old.getUsers())
    if (reaches(made, user, old))
      return false;
  if (reaches(made, made, old))
    return false;
  // A part is moved out if that is the only time that it is read. Whether an
  // earlier read is borrowed is not known yet.
  auto mayTake = [&](Operation *read) {
    int64_t part = partOf(read);
    for (Operation *user : old.getUsers()) {
      bool isOther =
          readsPart(user) && partOf(user) >= 0 && partOf(user) != part;
      if (user == made || looksAtName(user) || isOther ||
          isCallOf(user, "frt_object_renew"))
        continue;
      if (reaches(read, user, old) ||
          (user != read && readsPart(user) && reaches(user, read, old)))
        return false;
    }
    return part >= 0;
  };
  SmallVector<Operation *> taken;
  for (Operation *read : reads)
    if (isCallOf(read, "frt_match_take") || mayTake(read))
      taken.push_back(read);
  // What is borrowed from the old object, here or in a caller, would be lost.
  auto isForeignRead = [&](Operation *op) {
    return holderOfRead(op) == old && !readsPart(op);
  };
  if (taken.empty() || llvm::any_of(others, isForeignRead))
    return false;

  OpBuilder builder(made);
  for (Operation *read : taken)
    if (isCallOf(read, "frt_match_payload")) {
      cast<CallOp>(read).setSymbol("frt_match_take");
      ++numTaken;
    }
  SmallVector<Value> operands = {old};
  llvm::append_range(operands, made.getArgs());
  auto renewed =
      CallOp::create(builder, made.getLoc(), made.getResult().getType(),
                     builder.getStringAttr("frt_object_renew"), operands);
  made.replaceAllUsesWith(renewed);
  made.erase();
  ++numReused;
  return true;
}

void ReuseObjects::runOnOperation() {
  func::FuncOp function = getOperation();
  if (function.isExternal())
    return markAllAnalysesPreserved();
  SmallVector<CallOp> objects, reads;
  function.walk([&](CallOp call) {
    if (isCallOf(call, "frt_object_new"))
      objects.push_back(call);
    else if (isCallOf(call, "frt_match_payload"))
      reads.push_back(call);
  });
  if (objects.empty() || reads.empty())
    return markAllAnalysesPreserved();
  DominanceInfo dominators(function);
  dominance = &dominators;
  llvm::DenseSet<Value> holders;
  for (CallOp made : objects)
    for (Value candidate : candidatesFor(made))
      holders.insert(candidate);
  for (size_t i = 0; i != reads.size(); ++i)
    if (holders.contains(reads[i].getArgs().front()))
      sink(reads[i], reads);
  for (CallOp made : objects)
    for (Value candidate : candidatesFor(made))
      if (reuse(made, candidate))
        break;
}
