//===- EdgeReleases.cpp - what edges retain and release -------------------===//

#include "EdgeReleases.h"
#include "Edges.h"

using namespace mlir;
using namespace forge::fmem;

/// Beyond this number, releases are named by a mask.
static constexpr size_t longestChain = 16;

/// The edge behind a block that only one edge leads to, if what is released on
/// the latter can as well be released there: on the way to a place where many
/// such edges meet, usually that where errors leave the function.
static std::pair<Operation *, unsigned> sharedEdge(Operation *terminator,
                                                   unsigned index) {
  Block *successor = terminator->getSuccessor(index);
  auto takesOperands = [](Operation *branch, unsigned index) {
    return !cast<BranchOpInterface>(branch).getSuccessorOperands(index).empty();
  };
  if (!successor->getSinglePredecessor()) {
    if (takesOperands(terminator, index))
      return {};
    return {terminator, index};
  }
  auto onward = dyn_cast<cf::BranchOp>(successor->getTerminator());
  if (!onward || onward.getDest()->getSinglePredecessor() ||
      takesOperands(onward, 0))
    return {};
  return {onward, 0};
}

/// The start of a chain of blocks that release the boxes, last one first, and
/// lead to the target.
Block *EdgeReleases::chain(Block *target, ArrayRef<Value> releases,
                           Location loc) {
  for (Value value : releases) {
    Block *&link = links[{target, value}];
    if (!link) {
      link = builder.createBlock(target);
      ReleaseOp::create(builder, loc, value);
      cf::BranchOp::create(builder, loc, target);
    }
    target = link;
  }
  return target;
}

void EdgeReleases::releaseMasked(ArrayRef<Value> releases, Location loc) {
  if (!slots) {
    OpBuilder::InsertionGuard guard(builder);
    builder.setInsertionPointToStart(&function.front());
    // How many there are is known at the end.
    slots = CleanupSlotsOp::create(builder, function.getLoc(), 1);
  }
  SmallVector<int64_t> indexes;
  for (Value value : releases)
    indexes.push_back(slotOf.try_emplace(value, slotOf.size()).first->second);
  constexpr int64_t bitsPerWord = 64;
  int64_t first = *llvm::min_element(indexes) / bitsPerWord;
  int64_t last = *llvm::max_element(indexes) / bitsPerWord;
  SmallVector<int64_t> mask(last - first + 1);
  for (int64_t index : indexes)
    mask[index / bitsPerWord - first] |=
        int64_t(uint64_t(1) << index % bitsPerWord);
  CleanupReleaseOp::create(builder, loc, slots, first, mask);
}

void EdgeReleases::insert(Operation *terminator, unsigned index,
                          const EdgeWork &work) {
  Location loc = terminator->getLoc();
  // One order for all edges, so that chains meet; the position decides between
  // references to the same box.
  SmallVector<std::pair<unsigned, unsigned>> order;
  for (auto [position, value] : llvm::enumerate(work.releases))
    order.push_back({liveness.numberOf(value), position});
  llvm::sort(order);
  auto releases = llvm::map_to_vector(
      order, [&](auto entry) { return work.releases[entry.second]; });
  bool isLong = releases.size() > longestChain;
  if (!isLong && work.retains.empty()) {
    auto [branch, position] = sharedEdge(terminator, index);
    if (branch) {
      Block *target = branch->getSuccessor(position);
      branch->setSuccessor(chain(target, releases, loc), position);
      return;
    }
  }

  Block *successor = terminator->getSuccessor(index);
  bool isOwnBlock = work.retains.empty() && successor->getSinglePredecessor();
  Block *block = isOwnBlock ? successor : splitEdge(terminator, index);
  builder.setInsertionPointToStart(block);
  for (Value value : work.retains)
    RetainOp::create(builder, loc, value);
  if (isLong)
    return releaseMasked(releases, loc);
  for (Value value : releases)
    ReleaseOp::create(builder, loc, value);
}

void EdgeReleases::finish() {
  if (!slots)
    return;
  slots.setCount(slotOf.size());
  for (auto [value, slot] : slotOf) {
    if (isa<BlockArgument>(value) && value.getParentBlock()->isEntryBlock())
      builder.setInsertionPointAfter(slots);
    else
      builder.setInsertionPointAfterValue(value);
    CleanupNoteOp::create(builder, value.getLoc(), value, slots, slot);
  }
}
