//===- TierMap.cpp - functions and loops that can change tier -------------===//
//
// Live values are found from their uses: each use makes its value live in the
// blocks on the way up to the definition. That is linear in the sizes of the
// live ranges, most of which end where they begin.
//
//===----------------------------------------------------------------------===//

#include "TierMap.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Analysis/LoopInfo.h"
#include "llvm/IR/CFG.h"
#include "llvm/IR/Dominators.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/Module.h"

using namespace forge;

namespace {

/// Adds values to the points in whose headers they are live.
class Liveness {
public:
  explicit Liveness(std::vector<OsrPoint> &points) {
    for (OsrPoint &point : points)
      atHeader[point.header] = &point;
  }

  void visit(llvm::Value &value, llvm::BasicBlock *definedIn) {
    seen.clear();
    for (const llvm::Use &use : value.uses()) {
      auto *user = llvm::cast<llvm::Instruction>(use.getUser());
      llvm::BasicBlock *block = user->getParent();
      if (auto *phi = llvm::dyn_cast<llvm::PHINode>(user))
        block = phi->getIncomingBlock(use);
      reach(block, definedIn);
    }
    while (!work.empty()) {
      llvm::BasicBlock *block = work.pop_back_val();
      if (OsrPoint *point = atHeader.lookup(block))
        point->live.push_back(&value);
      for (llvm::BasicBlock *pred : llvm::predecessors(block))
        reach(pred, definedIn);
    }
  }

private:
  /// The value is live where `block` begins, unless it is made in there.
  void reach(llvm::BasicBlock *block, llvm::BasicBlock *definedIn) {
    if (block != definedIn && seen.insert(block).second)
      work.push_back(block);
  }

  llvm::DenseMap<llvm::BasicBlock *, OsrPoint *> atHeader;
  llvm::SmallPtrSet<llvm::BasicBlock *, 16> seen;
  llvm::SmallVector<llvm::BasicBlock *> work;
};

} // namespace

/// Parameters are defined in front of the first block, which nothing jumps to.
static void findLiveValues(llvm::Function &function,
                           std::vector<OsrPoint> &points) {
  Liveness liveness(points);
  for (llvm::Argument &argument : function.args())
    liveness.visit(argument, &function.getEntryBlock());
  for (llvm::BasicBlock &block : function)
    for (llvm::Instruction &instruction : block)
      liveness.visit(instruction, &block);
}

/// Frames of unknown size cannot be copied.
static bool isMovable(const OsrPoint &point) {
  return llvm::all_of(point.live, [](llvm::Value *value) {
    auto *buffer = llvm::dyn_cast<llvm::AllocaInst>(value);
    return !buffer || buffer->isStaticAlloca();
  });
}

std::vector<OsrPoint> forge::findOsrPoints(llvm::Function &function) {
  llvm::DominatorTree dominators(function);
  llvm::LoopInfo info(dominators);
  std::vector<OsrPoint> points;
  llvm::DenseMap<llvm::Loop *, unsigned> numbers;
  for (llvm::Loop *loop : info.getLoopsInPreorder()) {
    OsrPoint &point = points.emplace_back();
    point.header = loop->getHeader();
    point.blocks.assign(loop->block_begin(), loop->block_end());
    for (llvm::PHINode &phi : point.header->phis())
      point.live.push_back(&phi);
    if (llvm::Loop *outer = loop->getParentLoop())
      point.parent = numbers.lookup(outer);
    numbers[loop] = points.size() - 1;
  }
  if (!points.empty())
    findLiveValues(function, points);
  if (!llvm::all_of(points, isMovable))
    points.clear();
  return points;
}

TierMap::TierMap(llvm::Module &module) {
  unsigned unnamed = 0;
  auto share = [&](llvm::GlobalValue &value) {
    if (!value.hasName())
      value.setName("forge.unnamed." + llvm::Twine(unnamed++));
    shared.push_back(&value);
  };
  for (llvm::GlobalVariable &variable : module.globals())
    if (!variable.isDeclaration())
      share(variable);
  for (llvm::Function &function : module) {
    if (function.isDeclaration() ||
        function.hasFnAttribute(llvm::Attribute::AlwaysInline))
      continue;
    share(function);
    functions.push_back(
        {&function, unsigned(loops.size()), findOsrPoints(function)});
    for (unsigned i = 0; i != functions.back().loops.size(); ++i)
      loops.push_back({unsigned(functions.size() - 1), i});
  }
}
