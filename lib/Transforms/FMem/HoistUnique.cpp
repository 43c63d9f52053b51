//===- HoistUnique.cpp - test once whether an array is shared -------------===//
//
// An array that a loop updates again and again is unique after the first
// update. This pass proves it: an array is unique where it was created, copied
// or appended to, and stays so until somebody else gets a reference. Updates of
// arrays that are unique become stores without a test, and yield the array
// itself. Where a loop updates an array that it did not create, the test moves
// in front of the loop.
//
// The proof is an optimistic one over the values that updates depend on: all
// are assumed to be unique, and those for which the assumption fails are
// removed until nothing changes. A block argument is unique if it is on all
// edges. An edge that enters a loop may fail: it gets the test.
//
// "Until somebody else gets a reference": a `retain`, or a call that is lent
// the array and may keep it, spoils the value from there on, up to its
// definition.
//
//===----------------------------------------------------------------------===//

#include "Edges.h"
#include "dialects/FMem/FMem.h"
#include "forge/Analysis/LoopDepths.h"
#include "forge/Transforms/FMem/Passes.h"

#include "mlir/IR/Dominance.h"
#include "mlir/IR/Remarks.h"
#include "llvm/ADT/SetVector.h"

using namespace mlir;

namespace forge::fmem {
#define GEN_PASS_DEF_HOISTUNIQUE
#include "forge/Transforms/FMem/Passes.h.inc"
} // namespace forge::fmem

using namespace forge;
using namespace forge::fmem;

/// The operand that an edge forwards to a block argument, or null if the
/// terminator produces it.
static OpOperand *incoming(BlockArgument argument, Block *from,
                           unsigned successor) {
  auto branch = dyn_cast<BranchOpInterface>(from->getTerminator());
  if (!branch)
    return nullptr;
  SuccessorOperands operands = branch.getSuccessorOperands(successor);
  unsigned index = argument.getArgNumber();
  if (index < operands.getProducedOperandCount())
    return nullptr;
  return &from->getTerminator()->getOpOperand(operands.getOperandIndex(index));
}

namespace {

/// Which borrowed parameters a function may keep a reference of.
class KeptParameters {
public:
  explicit KeptParameters(const SymbolTable &symbols) : symbols(symbols) {}

  /// Whether the use may leave a reference behind.
  bool mayKeep(OpOperand &use) {
    Operation *user = use.getOwner();
    if (isa<ArraySizeOp, ArrayGetOp, ArrayNextOp, ReleaseOp>(user))
      return false;
    auto call = dyn_cast<func::CallOp>(user);
    if (!call)
      return true;
    auto callee = symbols.lookup<func::FuncOp>(call.getCalleeAttr().getAttr());
    return !callee || callee.isExternal() ||
           mayKeep(callee.getArgument(use.getOperandNumber()));
  }

private:
  bool mayKeep(BlockArgument parameter) {
    auto [known, isNew] = kept.try_emplace(parameter, true);
    if (!isNew)
      return known->second;
    // Recursion counts as keeping: the entry above.
    bool result = llvm::any_of(parameter.getUses(),
                               [this](OpOperand &use) { return mayKeep(use); });
    return kept[parameter] = result;
  }

  const SymbolTable &symbols;
  llvm::DenseMap<Value, bool> kept;
};

/// The arrays of one function.
class Uniqueness {
public:
  Uniqueness(func::FuncOp function, KeptParameters &kept)
      : dominance(function), kept(kept) {
    function.walk([this](Operation *op) {
      if (isa<ArraySetOp>(op))
        sets.push_back(cast<ArraySetOp>(op));
    });
  }

  bool hasUpdates() const { return !sets.empty(); }
  void solve();
  /// Inserts the tests and replaces updates; returns how many.
  unsigned rewrite();
  /// Says which updates in loops test each time, and what is to blame.
  void explain(const LoopDepths &depths);

private:
  bool holds(Value value);
  bool holds(BlockArgument argument);
  bool isSpoiled(Value value, Operation *at);
  bool isLoopEntry(BlockArgument argument, Block *from) {
    return !dominance.dominates(argument.getOwner(), from);
  }
  bool isLoopHeader(Block *block) {
    return llvm::any_of(block->getPredecessors(), [&](Block *from) {
      return dominance.dominates(block, from);
    });
  }
  Type elementOf(Value value);

  DominanceInfo dominance;
  KeptParameters &kept;
  SmallVector<ArraySetOp> sets;
  /// Those that `rewrite` leaves.
  SmallVector<ArraySetOp> testing;
  llvm::SetVector<Value> unique;
  /// Uses that somebody else may get a reference from, by value.
  llvm::DenseMap<Value, SmallVector<Operation *>> spoilers;
  llvm::DenseMap<std::pair<Value, Operation *>, bool> spoiled;
};

struct HoistUnique : public forge::fmem::impl::HoistUniqueBase<HoistUnique> {
  void runOnOperation() override {
    KeptParameters kept(getAnalysis<SymbolTable>());
    std::optional<LoopDepths> depths;
    if (getContext().getRemarkEngine())
      depths.emplace(getOperation());
    for (auto function : getOperation().getOps<func::FuncOp>()) {
      if (function.isExternal())
        continue;
      Uniqueness uniqueness(function, kept);
      if (!uniqueness.hasUpdates())
        continue;
      uniqueness.solve();
      numStores += uniqueness.rewrite();
      if (depths)
        uniqueness.explain(*depths);
    }
  }
};

} // namespace

/// Whether the value is spoiled when `at` uses it: a spoiler comes before on a
/// path that does not lead through the definition.
bool Uniqueness::isSpoiled(Value value, Operation *at) {
  auto found = spoilers.find(value);
  if (found == spoilers.end() || found->second.empty())
    return false;
  auto [known, isNew] = spoiled.try_emplace({value, at}, false);
  if (!isNew)
    return known->second;

  // Backwards from the use; the definition ends the search.
  llvm::SmallPtrSet<Operation *, 4> targets(found->second.begin(),
                                            found->second.end());
  Block *home = value.getParentBlock();
  Operation *definition = value.getDefiningOp();
  llvm::SmallPtrSet<Block *, 16> visited;
  SmallVector<Operation *> worklist = {at};
  bool result = false;
  while (!worklist.empty() && !result) {
    Operation *op = worklist.pop_back_val();
    Block *block = op->getBlock();
    Operation *before = op;
    while ((before = before->getPrevNode()) && before != definition)
      if (targets.contains(before)) {
        result = true;
        break;
      }
    if (before || block == home)
      continue;
    for (Block *from : block->getPredecessors())
      if (visited.insert(from).second) {
        Operation *terminator = from->getTerminator();
        if (targets.contains(terminator))
          result = true;
        worklist.push_back(terminator);
      }
  }
  return spoiled[{value, at}] = result;
}

bool Uniqueness::holds(BlockArgument argument) {
  Block *block = argument.getOwner();
  if (block->isEntryBlock())
    return false;
  bool isHeader = isLoopHeader(block);
  for (Block *from : block->getPredecessors()) {
    Operation *terminator = from->getTerminator();
    for (unsigned i = 0, e = terminator->getNumSuccessors(); i != e; ++i) {
      if (terminator->getSuccessor(i) != block)
        continue;
      OpOperand *operand = incoming(argument, from, i);
      if (!operand)
        return false;
      bool isUnique = unique.contains(operand->get()) &&
                      !isSpoiled(operand->get(), terminator);
      if (!isUnique && !(isHeader && isLoopEntry(argument, from)))
        return false;
    }
  }
  return true;
}

bool Uniqueness::holds(Value value) {
  if (auto argument = dyn_cast<BlockArgument>(value))
    return holds(argument);
  Operation *op = value.getDefiningOp();
  if (auto set = dyn_cast<ArraySetOp>(op))
    return unique.contains(set.getArray()) && !isSpoiled(set.getArray(), set);
  if (isa<ArrayUniqueOp, ArrayPushOp, ArraySetDeepOp>(op))
    return true;
  auto call = dyn_cast<CallOp>(op);
  return call && call.getSymbol().starts_with("frt_array_new");
}

void Uniqueness::solve() {
  // Everything that updates depend on.
  for (ArraySetOp set : sets)
    unique.insert(set.getArray());
  for (size_t i = 0; i != unique.size(); ++i) {
    Value value = unique[i];
    if (auto set = value.getDefiningOp<ArraySetOp>())
      unique.insert(set.getArray());
    auto argument = dyn_cast<BlockArgument>(value);
    if (!argument || argument.getOwner()->isEntryBlock())
      continue;
    for (Block *from : argument.getOwner()->getPredecessors()) {
      Operation *terminator = from->getTerminator();
      for (unsigned s = 0, e = terminator->getNumSuccessors(); s != e; ++s)
        if (terminator->getSuccessor(s) == argument.getOwner())
          if (OpOperand *operand = incoming(argument, from, s))
            unique.insert(operand->get());
    }
  }

  for (Value value : unique)
    for (OpOperand &use : value.getUses()) {
      // A consumed array is gone; branches hand it on.
      Operation *user = use.getOwner();
      if (isa<BranchOpInterface, ArraySetOp, ArraySetDeepOp, ArrayUniqueOp,
              ArrayPushOp, func::ReturnOp>(user))
        continue;
      if (kept.mayKeep(use))
        spoilers[value].push_back(user);
    }

  bool changed = true;
  while (changed) {
    changed = false;
    unique.remove_if([&](Value value) {
      bool fails = !holds(value);
      changed |= fails;
      return fails;
    });
  }
}

void Uniqueness::explain(const LoopDepths &depths) {
  for (ArraySetOp set : testing) {
    unsigned depth = depths.of(set);
    if (depth == 0)
      continue;
    auto remark = remark::missed(
        set.getLoc(),
        remark::RemarkOpts::name("update").category("fmem-hoist-unique"));
    remark << StringRef("each update tests whether the array is shared")
           << remark::metric("LoopDepth", depth);
    for (Operation *spoiler : spoilers.lookup(set.getArray()))
      remark << remark::detail::Remark::Arg("Note", "it may be shared here")
             << remark::detail::Remark::Arg(
                    "At", cast<Attribute>(LocationAttr(spoiler->getLoc())));
  }
}

/// Type of the elements, from an update that the value flows into.
Type Uniqueness::elementOf(Value value) {
  llvm::SetVector<Value> flow;
  flow.insert(value);
  for (size_t i = 0; i != flow.size(); ++i)
    for (OpOperand &use : flow[i].getUses()) {
      Operation *user = use.getOwner();
      if (auto set = dyn_cast<ArraySetOp>(user))
        return set.getValue().getType();
      if (auto branch = dyn_cast<BranchOpInterface>(user))
        if (auto argument =
                branch.getSuccessorBlockArgument(use.getOperandNumber()))
          flow.insert(*argument);
    }
  return {};
}

unsigned Uniqueness::rewrite() {
  // Tests in front of loops, found while the updates are still there.
  struct Test {
    Block *from;
    unsigned successor;
    BlockArgument argument;
    Type element;
  };
  SmallVector<Test> tests;
  for (Value value : unique) {
    auto argument = dyn_cast<BlockArgument>(value);
    if (!argument)
      continue;
    llvm::SmallPtrSet<Block *, 4> visited;
    for (Block *from : argument.getOwner()->getPredecessors()) {
      if (!visited.insert(from).second)
        continue;
      Operation *terminator = from->getTerminator();
      for (unsigned i = 0, e = terminator->getNumSuccessors(); i != e; ++i) {
        if (terminator->getSuccessor(i) != argument.getOwner())
          continue;
        Value operand = incoming(argument, from, i)->get();
        if (!unique.contains(operand) || isSpoiled(operand, terminator))
          if (Type element = elementOf(argument))
            tests.push_back({from, i, argument, element});
      }
    }
  }

  // Chosen before any is replaced: the array of a later update may be the
  // result of an earlier one, and it is that value which is spoiled or not.
  SmallVector<ArraySetOp> stores;
  llvm::copy_if(sets, std::back_inserter(stores), [this](ArraySetOp set) {
    return unique.contains(set.getArray()) && !isSpoiled(set.getArray(), set);
  });
  llvm::copy_if(sets, std::back_inserter(testing), [&](ArraySetOp set) {
    return !llvm::is_contained(stores, set);
  });
  for (ArraySetOp set : stores) {
    OpBuilder builder(set);
    auto store = ArrayStoreOp::create(
        builder, set.getLoc(), builder.getI1Type(), set.getArray(),
        set.getIndex(), set.getValue(), set.getKindAttr());
    set.getOutside().replaceAllUsesWith(store.getOutside());
    set.getResult().replaceAllUsesWith(set.getArray());
    set.erase();
  }

  // Edges that not all ways take get a block of their own for their tests.
  llvm::DenseMap<std::pair<Block *, unsigned>, Block *> split;
  for (const Test &test : tests) {
    Block *from = test.from;
    unsigned successor = test.successor;
    if (from->getTerminator()->getNumSuccessors() > 1) {
      Block *&edge = split[{from, successor}];
      if (!edge)
        edge = splitEdge(from->getTerminator(), successor);
      from = edge;
      successor = 0;
    }
    OpOperand &operand = *incoming(test.argument, from, successor);
    OpBuilder builder(from->getTerminator());
    operand.set(ArrayUniqueOp::create(builder, from->getTerminator()->getLoc(),
                                      operand.get().getType(), operand.get(),
                                      test.element));
  }
  return stores.size();
}
