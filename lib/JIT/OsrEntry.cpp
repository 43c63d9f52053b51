//===- OsrEntry.cpp - functions that begin at a loop header ---------------===//
//
// A copy of the function gets a new first block. Jumping from there into the
// middle of nested loops would leave none of them with a header of its own, and
// so without most optimizations. Therefore the loop exists twice: the new block
// enters a copy, which is left to where the loop itself is left to; outer loops
// then reach the loop itself as before.
//
// Values that the parameters stand for may be computed again later, by outer
// loops, and values of the loop come from either copy: SSAUpdater merges them.
//
//===----------------------------------------------------------------------===//

#include "OsrEntry.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/Instructions.h"
#include "llvm/IR/Module.h"
#include "llvm/Transforms/Utils/Cloning.h"
#include "llvm/Transforms/Utils/Local.h"
#include "llvm/Transforms/Utils/SSAUpdater.h"

using namespace forge;
using llvm::BasicBlock;
using llvm::Instruction;
using llvm::PHINode;
using llvm::Value;

namespace {

class OsrEntryBuilder {
public:
  OsrEntryBuilder(llvm::Function &original, const OsrPoint &point,
                  llvm::StringRef name);

  llvm::Function *build();

private:
  void copyFunction();
  void copyLoop();
  void mergeLoopValues();
  void enterWithLiveValues();
  Value *parameterFor(Value *live);

  llvm::Function &original;
  const OsrPoint &point;
  llvm::Function *result;
  /// From the original to the copy.
  llvm::ValueToValueMapTy copies;
  /// The loop in the copy, and from it to its copy.
  llvm::SmallVector<BasicBlock *> loop;
  llvm::SmallPtrSet<BasicBlock *, 8> inLoop, inFirst;
  llvm::ValueToValueMapTy first;
  BasicBlock *entry = nullptr;
};

} // namespace

OsrEntryBuilder::OsrEntryBuilder(llvm::Function &original,
                                 const OsrPoint &point, llvm::StringRef name)
    : original(original), point(point) {
  llvm::SmallVector<llvm::Type *> types;
  for (Value *value : point.live)
    types.push_back(value->getType());
  result = llvm::Function::Create(
      llvm::FunctionType::get(original.getReturnType(), types,
                              /*isVarArg=*/false),
      llvm::GlobalValue::ExternalLinkage, name, original.getParent());
}

Value *OsrEntryBuilder::parameterFor(Value *live) {
  return result->getArg(llvm::find(point.live, live) - point.live.begin());
}

void OsrEntryBuilder::copyFunction() {
  for (llvm::Argument &argument : original.args())
    copies[&argument] = llvm::is_contained(point.live, &argument)
                            ? parameterFor(&argument)
                            : llvm::PoisonValue::get(argument.getType());
  llvm::SmallVector<llvm::ReturnInst *> returns;
  llvm::CloneFunctionInto(result, &original, copies,
                          llvm::CloneFunctionChangeType::LocalChangesOnly,
                          returns);
  // Attributes of parameters belong to others.
  result->setAttributes(llvm::AttributeList::get(
      result->getContext(), original.getAttributes().getFnAttrs(), {}, {}));
  entry = BasicBlock::Create(result->getContext(), "osr", result,
                             &result->getEntryBlock());
  for (BasicBlock *block : point.blocks)
    loop.push_back(llvm::cast<BasicBlock>(copies[block]));
  inLoop.insert(loop.begin(), loop.end());
}

/// The copy is entered from `entry` alone.
void OsrEntryBuilder::copyLoop() {
  for (BasicBlock *block : loop) {
    BasicBlock *copy = llvm::CloneBasicBlock(block, first, ".osr", result);
    first[block] = copy;
    inFirst.insert(copy);
  }
  auto mapped = [&](Value *value) {
    Value *copy = first.lookup(value);
    return copy ? copy : value;
  };
  for (BasicBlock *block : loop) {
    auto *copy = llvm::cast<BasicBlock>(first[block]);
    for (Instruction &instruction : *copy)
      llvm::RemapInstruction(&instruction, first,
                             llvm::RF_NoModuleLevelChanges |
                                 llvm::RF_IgnoreMissingLocals);
    for (BasicBlock *next : llvm::successors(block))
      if (!inLoop.contains(next))
        for (PHINode &phi : next->phis())
          phi.addIncoming(mapped(phi.getIncomingValueForBlock(block)), copy);
  }
  auto *header = llvm::cast<BasicBlock>(first[loop.front()]);
  for (PHINode &phi : header->phis())
    phi.removeIncomingValueIf(
        [&](unsigned index) {
          return !inFirst.contains(phi.getIncomingBlock(index));
        },
        /*DeletePHIIfEmpty=*/false);
  llvm::BranchInst::Create(header, entry);
}

/// Replaces uses of `value`, which is also known as `other` where `otherBlock`
/// ends, as far as `isConcerned`.
template <typename Predicate>
static void merge(Instruction *value, Value *other, BasicBlock *otherBlock,
                  Predicate isConcerned) {
  llvm::SmallVector<llvm::Use *> uses;
  for (llvm::Use &use : value->uses()) {
    auto *user = llvm::cast<Instruction>(use.getUser());
    auto *phi = llvm::dyn_cast<PHINode>(user);
    BasicBlock *block = phi ? phi->getIncomingBlock(use) : user->getParent();
    // Behind the definition nothing else is known.
    if (block != value->getParent() && isConcerned(block))
      uses.push_back(&use);
  }
  if (uses.empty())
    return;
  llvm::SSAUpdater updater;
  updater.Initialize(value->getType(), value->getName());
  updater.AddAvailableValue(value->getParent(), value);
  updater.AddAvailableValue(otherBlock, other);
  for (llvm::Use *use : uses)
    updater.RewriteUse(*use);
}

void OsrEntryBuilder::mergeLoopValues() {
  // Phis that were made for live values are not in the map; their uses are
  // right already.
  for (BasicBlock *block : loop)
    for (Instruction &instruction : *block)
      if (Value *copy = first.lookup(&instruction))
        merge(&instruction, copy, llvm::cast<BasicBlock>(first[block]),
              [&](BasicBlock *use) {
                return !inLoop.contains(use) && !inFirst.contains(use);
              });
}

void OsrEntryBuilder::enterWithLiveValues() {
  llvm::IRBuilder<> builder(entry->getTerminator());
  const llvm::DataLayout &layout = result->getDataLayout();
  for (Value *live : point.live) {
    Value *parameter = parameterFor(live);
    auto *copy = llvm::dyn_cast<Instruction>(copies[live]);
    if (!copy)
      continue;
    if (auto *buffer = llvm::dyn_cast<llvm::AllocaInst>(copy)) {
      buffer->moveBefore(entry->begin());
      if (auto size = buffer->getAllocationSize(layout))
        builder.CreateMemCpy(buffer, buffer->getAlign(), parameter,
                             buffer->getAlign(), size->getFixedValue());
    } else if (copy->getParent() == loop.front()) {
      llvm::cast<PHINode>(first[copy])->addIncoming(parameter, entry);
    } else {
      merge(copy, parameter, entry, [](BasicBlock *) { return true; });
    }
  }
}

llvm::Function *OsrEntryBuilder::build() {
  copyFunction();
  copyLoop();
  // Phis of the copied header are complete before others are made from them.
  enterWithLiveValues();
  mergeLoopValues();
  llvm::removeUnreachableBlocks(*result);
  return result;
}

llvm::Function *forge::createOsrEntry(llvm::Function &function,
                                      const OsrPoint &point,
                                      llvm::StringRef name) {
  return OsrEntryBuilder(function, point, name).build();
}
