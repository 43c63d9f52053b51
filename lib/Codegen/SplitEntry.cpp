//===- SplitEntry.cpp - early returns without a frame ---------------------===//
//
// At least half of the calls of a function that calls itself twice return at
// once, but each saves the registers that the others need: shrink wrapping does
// not separate the two, as what is live in the one is in such a register from
// the start. So the tests in front become a function of their own, which goes
// on to the rest with a tail call:
//
//   f(n):       if n < 2 return n;  tail call f.rest(n)
//   f.rest(n):  .. f(n - 1) .. f(n - 2) ..
//
// The tests are small enough to be inlined where `f.rest` calls `f`: then the
// calls that would return at once are not made. Both have the name of the
// function for debuggers; what errors tell is data of the program.
//
// The rest is a copy of the function that takes the known way through its
// tests, so nothing has to be handed over but the arguments. It runs before
// anything is inlined, when each way to return still ends in a `ret` of its
// own.
//
//===----------------------------------------------------------------------===//

#include "SplitEntry.h"

#include "llvm/Analysis/ValueTracking.h"
#include "llvm/IR/DebugInfoMetadata.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/Module.h"
#include "llvm/Transforms/Utils/Cloning.h"
#include "llvm/Transforms/Utils/Local.h"

using namespace llvm;
using namespace forge;

/// A branch that returns or goes on.
struct EarlyTest {
  BranchInst *branch;
  unsigned onward; ///< the successor that goes on
};

static bool isCheap(const Instruction &instruction) {
  return !isa<PHINode>(instruction) &&
         isSafeToSpeculativelyExecute(&instruction);
}

static bool isColdCall(const Instruction &instruction) {
  auto *call = dyn_cast<CallInst>(&instruction);
  return call && call->getCalledFunction() &&
         call->getCalledFunction()->hasFnAttribute(Attribute::Cold);
}

/// Whether the block does nothing but return; `isCold` if it first calls what
/// is seldom called.
static bool returnsAtOnce(const BasicBlock &block, bool &isCold) {
  isCold = false;
  for (const Instruction &instruction : block) {
    if (isa<ReturnInst>(instruction))
      return true;
    if (isColdCall(instruction))
      isCold = true;
    else if (!isCheap(instruction))
      return false;
  }
  return false;
}

/// The tests that a function starts with, if one of them returns normally.
static SmallVector<EarlyTest> findTests(Function &function) {
  constexpr unsigned mostTests = 4, mostInstructions = 12;
  SmallVector<EarlyTest> tests;
  bool returns = false;
  unsigned size = 0;
  BasicBlock *block = &function.getEntryBlock();
  while (tests.size() != mostTests) {
    for (Instruction &instruction : *block)
      if (!instruction.isTerminator() &&
          (!isCheap(instruction) || ++size > mostInstructions))
        return returns ? tests : SmallVector<EarlyTest>();
    auto *branch = dyn_cast<BranchInst>(block->getTerminator());
    if (!branch || !branch->isConditional())
      break;
    bool isCold[2];
    bool leaves[2] = {returnsAtOnce(*branch->getSuccessor(0), isCold[0]),
                      returnsAtOnce(*branch->getSuccessor(1), isCold[1])};
    if (leaves[0] == leaves[1])
      break;
    unsigned onward = leaves[0] ? 1 : 0;
    block = branch->getSuccessor(onward);
    if (!block->getSinglePredecessor())
      break;
    tests.push_back({branch, onward});
    returns |= !isCold[1 - onward];
  }
  return returns ? tests : SmallVector<EarlyTest>();
}

static bool callsItself(const Function &function) {
  return any_of(function.users(), [&](const User *user) {
    auto *call = dyn_cast<CallInst>(user);
    return call && call->getFunction() == &function &&
           call->getCalledFunction() == &function;
  });
}

static void split(Function &function, ArrayRef<EarlyTest> tests) {
  ValueToValueMapTy map;
  Function *rest = CloneFunction(&function, map);
  rest->setName(function.getName() + ".rest");
  rest->setLinkage(GlobalValue::InternalLinkage);
  rest->addFnAttr(Attribute::NoInline);
  for (auto [branch, onward] : tests) {
    auto *copy = cast<BranchInst>(map[branch]);
    BasicBlock *next = copy->getSuccessor(onward);
    copy->getSuccessor(1 - onward)->removePredecessor(copy->getParent());
    BranchInst::Create(next, copy->getIterator());
    copy->eraseFromParent();
  }

  auto [last, onward] = tests.back();
  BasicBlock *block =
      BasicBlock::Create(function.getContext(), "rest", &function);
  last->getSuccessor(onward)->removePredecessor(last->getParent());
  last->setSuccessor(onward, block);
  IRBuilder<> builder(block);
  if (DISubprogram *scope = function.getSubprogram())
    builder.SetCurrentDebugLocation(
        DILocation::get(function.getContext(), scope->getLine(), 0, scope));
  SmallVector<Value *> arguments;
  for (Argument &argument : function.args())
    arguments.push_back(&argument);
  CallInst *call = builder.CreateCall(rest, arguments);
  call->setCallingConv(rest->getCallingConv());
  call->setTailCall();
  if (function.getReturnType()->isVoidTy())
    builder.CreateRetVoid();
  else
    builder.CreateRet(call);
  removeUnreachableBlocks(function);
  removeUnreachableBlocks(*rest);
}

PreservedAnalyses SplitEntryPass::run(Module &module, ModuleAnalysisManager &) {
  bool changed = false;
  for (Function &function : make_early_inc_range(module)) {
    if (function.isDeclaration() || function.isVarArg() ||
        function.isPresplitCoroutine() ||
        function.hasFnAttribute(Attribute::NoInline) ||
        function.hasFnAttribute(Attribute::AlwaysInline) ||
        !callsItself(function))
      continue;
    SmallVector<EarlyTest> tests = findTests(function);
    if (tests.empty())
      continue;
    split(function, tests);
    changed = true;
  }
  return changed ? PreservedAnalyses::none() : PreservedAnalyses::all();
}
