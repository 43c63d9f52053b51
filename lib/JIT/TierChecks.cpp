//===- TierChecks.cpp - counters and exits of cheap code ------------------===//
//
// A function becomes
//
//   entry:  if (--functionCounters[i] < 0)                  [unlikely]
//             if (code = functionCode[i] or hot(owner, i))
//               return code(arguments)                      [tail call]
//
// and a loop header, behind its phis,
//
//   header: if (--loopCounters[i] < 0)                      [unlikely]
//             if (code = hot(owner, i))
//               return code(live values)
//
// A hot function leaves its frame for the other code's. A hot loop's frame
// stays until the other code returns, as that takes over the contents of its
// buffers.
//
//===----------------------------------------------------------------------===//

#include "TierChecks.h"
#include "TierData.h"
#include "TierMap.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/MDBuilder.h"
#include "llvm/IR/Module.h"
#include "llvm/IR/Verifier.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Transforms/Utils/BasicBlockUtils.h"

using namespace forge;
using llvm::IRBuilder;
using llvm::Value;

namespace {

class Instrumentation {
public:
  explicit Instrumentation(llvm::Module &module)
      : module(module), map(module),
        pointer(llvm::PointerType::get(module.getContext(), 0)),
        int64(llvm::Type::getInt64Ty(module.getContext())) {}

  void run();

private:
  llvm::GlobalVariable *makeArray(llvm::Type *element, uint64_t count,
                                  llvm::StringRef name);
  llvm::GlobalVariable *makeTable(llvm::Constant *content,
                                  llvm::StringRef name);
  llvm::GlobalVariable *makeNumbers(llvm::ArrayRef<int64_t> numbers,
                                    llvm::StringRef name);
  void makeData();
  llvm::Instruction *countDown(IRBuilder<> &builder,
                               llvm::GlobalVariable *counters, unsigned index);
  llvm::Instruction *thenWith(Value *code, IRBuilder<> &builder);
  Value *ask(IRBuilder<> &builder, llvm::StringRef function, unsigned index);
  void checkEntry(unsigned index);
  void checkLoop(unsigned index);

  llvm::Module &module;
  TierMap map;
  llvm::Type *pointer, *int64;
  llvm::GlobalVariable *functionCounters, *loopCounters, *functionCode, *data;
};

} // namespace

llvm::GlobalVariable *Instrumentation::makeArray(llvm::Type *element,
                                                 uint64_t count,
                                                 llvm::StringRef name) {
  auto *type = llvm::ArrayType::get(element, count);
  return new llvm::GlobalVariable(module, type, /*isConstant=*/false,
                                  llvm::GlobalValue::InternalLinkage,
                                  llvm::Constant::getNullValue(type), name);
}

llvm::GlobalVariable *
Instrumentation::makeNumbers(llvm::ArrayRef<int64_t> numbers,
                             llvm::StringRef name) {
  llvm::SmallVector<uint64_t> words(numbers.begin(), numbers.end());
  return makeTable(llvm::ConstantDataArray::get(module.getContext(), words),
                   name);
}

llvm::GlobalVariable *Instrumentation::makeTable(llvm::Constant *content,
                                                 llvm::StringRef name) {
  return new llvm::GlobalVariable(
      module, content->getType(),
      /*isConstant=*/true, llvm::GlobalValue::InternalLinkage, content, name);
}

void Instrumentation::makeData() {
  functionCounters =
      makeArray(int64, map.functions.size(), "forge.tier.function_counters");
  functionCode = makeArray(pointer, map.functions.size(), "forge.tier.code");
  loopCounters = makeArray(int64, map.loops.size(), "forge.tier.loop_counters");
  llvm::SmallVector<llvm::Constant *> shared(map.shared.begin(),
                                             map.shared.end());
  llvm::GlobalVariable *addresses =
      makeTable(llvm::ConstantArray::get(
                    llvm::ArrayType::get(pointer, shared.size()), shared),
                "forge.tier.shared");
  llvm::SmallVector<int64_t> loopParents;
  for (const TierMap::Loop &loop : map.loops) {
    const TierMap::Function &function = map.functions[loop.function];
    std::optional<unsigned> parent = function.loops[loop.index].parent;
    loopParents.push_back(parent ? function.firstLoop + *parent : noLoop);
  }
  auto count = [&](uint64_t number) {
    return llvm::ConstantInt::get(int64, number);
  };
  auto *content = llvm::ConstantStruct::getAnon(
      {llvm::ConstantPointerNull::get(llvm::cast<llvm::PointerType>(pointer)),
       count(map.functions.size()), count(map.loops.size()),
       count(map.shared.size()), functionCounters, loopCounters,
       makeNumbers(loopParents, "forge.tier.loop_parents"), functionCode,
       addresses});
  data = new llvm::GlobalVariable(module, content->getType(),
                                  /*isConstant=*/false,
                                  llvm::GlobalValue::ExternalLinkage, content,
                                  tierDataName);
}

static Value *elementOf(IRBuilder<> &builder, llvm::GlobalVariable *array,
                        unsigned index) {
  return builder.CreateConstInBoundsGEP2_64(array->getValueType(), array, 0,
                                            index);
}

/// Returns the place where the counter has run out.
llvm::Instruction *Instrumentation::countDown(IRBuilder<> &builder,
                                              llvm::GlobalVariable *counters,
                                              unsigned index) {
  Value *counter = elementOf(builder, counters, index);
  Value *count = builder.CreateSub(builder.CreateLoad(int64, counter),
                                   builder.getInt64(1));
  builder.CreateStore(count, counter);
  Value *isOut = builder.CreateICmpSLT(count, builder.getInt64(0));
  return llvm::SplitBlockAndInsertIfThen(
      isOut, builder.GetInsertPoint(), /*Unreachable=*/false,
      llvm::MDBuilder(module.getContext()).createUnlikelyBranchWeights());
}

/// Returns the place where `code` is not null; the function ends there.
llvm::Instruction *Instrumentation::thenWith(Value *code,
                                             IRBuilder<> &builder) {
  return llvm::SplitBlockAndInsertIfThen(builder.CreateIsNotNull(code),
                                         builder.GetInsertPoint(),
                                         /*Unreachable=*/true);
}

Value *Instrumentation::ask(IRBuilder<> &builder, llvm::StringRef function,
                            unsigned index) {
  llvm::FunctionCallee hot =
      module.getOrInsertFunction(function, pointer, pointer, int64);
  Value *owner = builder.CreateLoad(pointer, data);
  return builder.CreateCall(hot, {owner, builder.getInt64(index)});
}

static void returnResult(llvm::CallInst *call, llvm::Instruction *end) {
  IRBuilder<> builder(end);
  if (call->getType()->isVoidTy())
    builder.CreateRetVoid();
  else
    builder.CreateRet(call);
  end->eraseFromParent();
}

/// Frames are laid out at compile time for buffers of the first block only, so
/// that they must stay in front.
static llvm::BasicBlock::iterator skipBuffers(llvm::BasicBlock &entry) {
  llvm::BasicBlock::iterator first = entry.begin();
  for (llvm::Instruction &instruction : llvm::make_early_inc_range(entry)) {
    auto *buffer = llvm::dyn_cast<llvm::AllocaInst>(&instruction);
    if (!buffer || !buffer->isStaticAlloca())
      continue;
    if (&*first == buffer)
      ++first;
    else
      buffer->moveBefore(first);
  }
  return first;
}

void Instrumentation::checkEntry(unsigned index) {
  llvm::Function &function = *map.functions[index].code;
  IRBuilder<> builder(&*skipBuffers(function.getEntryBlock()));
  builder.SetInsertPoint(countDown(builder, functionCounters, index));
  llvm::LoadInst *present =
      builder.CreateLoad(pointer, elementOf(builder, functionCode, index));
  present->setAtomic(llvm::AtomicOrdering::Acquire);
  llvm::BasicBlock *front = builder.GetInsertBlock();
  builder.SetInsertPoint(llvm::SplitBlockAndInsertIfThen(
      builder.CreateIsNull(present), builder.GetInsertPoint(),
      /*Unreachable=*/false));
  Value *asked = ask(builder, hotFunctionName, index);
  llvm::BasicBlock *asking = builder.GetInsertBlock();
  llvm::BasicBlock *joined = asking->getSingleSuccessor();
  builder.SetInsertPoint(joined, joined->begin());
  llvm::PHINode *code = builder.CreatePHI(pointer, 2);
  code->addIncoming(present, front);
  code->addIncoming(asked, asking);
  builder.SetInsertPoint(joined, std::next(code->getIterator()));

  llvm::Instruction *end = thenWith(code, builder);
  builder.SetInsertPoint(end);
  llvm::SmallVector<Value *> arguments(
      llvm::make_pointer_range(function.args()));
  llvm::CallInst *call =
      builder.CreateCall(function.getFunctionType(), code, arguments);
  call->setCallingConv(function.getCallingConv());
  call->setAttributes(
      function.getAttributes().removeFnAttributes(module.getContext()));
  call->setTailCallKind(llvm::CallInst::TCK_MustTail);
  returnResult(call, end);
}

void Instrumentation::checkLoop(unsigned index) {
  const TierMap::Loop &loop = map.loops[index];
  const TierMap::Function &function = map.functions[loop.function];
  const OsrPoint &point = function.loops[loop.index];
  IRBuilder<> builder(&*point.header->getFirstInsertionPt());
  builder.SetInsertPoint(countDown(builder, loopCounters, index));
  Value *code = ask(builder, hotLoopName, index);
  llvm::Instruction *end = thenWith(code, builder);
  builder.SetInsertPoint(end);
  llvm::SmallVector<llvm::Type *> types;
  for (Value *value : point.live)
    types.push_back(value->getType());
  auto *type = llvm::FunctionType::get(function.code->getReturnType(), types,
                                       /*isVarArg=*/false);
  returnResult(builder.CreateCall(type, code, point.live), end);
}

void Instrumentation::run() {
  makeData();
  for (unsigned i = 0; i != map.loops.size(); ++i)
    checkLoop(i);
  for (unsigned i = 0; i != map.functions.size(); ++i)
    checkEntry(i);
}

void forge::addTierChecks(llvm::Module &module) {
  Instrumentation(module).run();
  assert(!llvm::verifyModule(module, &llvm::errs()) && "broken checks");
}
