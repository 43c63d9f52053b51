//===- StackBuffers.cpp - memory of packed operands -----------------------===//
//
// Linear scan over each block. A buffer is busy from the operation that fills
// it to its last user; operations whose users are all in their block take the
// first buffer that is free, and a buffer is as large as the largest of its
// tenants. Memory that is used in other blocks, or whose address is itself
// stored, is not shared.
//
//===----------------------------------------------------------------------===//

#include "Lowering.h"

using namespace mlir;
using namespace forge;
using namespace forge::fmem;

/// Words of eight bytes that the operation needs, 0 if it needs no memory.
static int64_t wordsOf(Operation &op) {
  if (auto pack = dyn_cast<PackOp>(op))
    return staticWords(pack) ? 0
                             : std::max<int64_t>(1, pack.getValues().size());
  if (auto steps = dyn_cast<StepsOp>(op))
    return std::max<int64_t>(1, steps.getPath().size() * 2);
  if (auto slots = dyn_cast<CleanupSlotsOp>(op))
    return slots.getCount();
  return isa<StackSlotOp>(op) ? 1 : 0;
}
static_assert(sizeof(rt::PlaceStep) == 2 * sizeof(rt::Bits));

/// The last user in the block of the operation, or null if the memory is used
/// elsewhere.
static Operation *lastUserOf(Operation &op) {
  Operation *last = &op;
  for (OpOperand &use : op.getResult(0).getUses()) {
    Operation *user = use.getOwner();
    bool isStored = isa<PackOp>(user) || user->getNumSuccessors() != 0 ||
                    (isa<RefStoreOp>(user) && use.getOperandNumber() == 0);
    if (isStored || user->getBlock() != op.getBlock())
      return nullptr;
    if (last->isBeforeInBlock(user))
      last = user;
  }
  return last;
}

namespace {
struct Buffer {
  int64_t words = 0;
  Operation *busyUntil = nullptr;
  SmallVector<Operation *> tenants;
};
} // namespace

void forge::fmem::allocateBuffers(func::FuncOp function, Lowering &lowering) {
  SmallVector<Buffer> shared, single;
  for (Block &block : function.getBody()) {
    for (Buffer &buffer : shared)
      buffer.busyUntil = nullptr;
    for (Operation &op : block) {
      int64_t words = wordsOf(op);
      if (words == 0)
        continue;
      Operation *last = lastUserOf(op);
      SmallVector<Buffer> &buffers = last ? shared : single;
      // A user may read one buffer while it fills the next, so that a buffer is
      // only free behind its last user.
      Buffer *buffer = buffers.end();
      if (last)
        buffer = llvm::find_if(buffers, [&](const Buffer &candidate) {
          return !candidate.busyUntil ||
                 candidate.busyUntil->isBeforeInBlock(&op);
        });
      if (buffer == buffers.end())
        buffer = &buffers.emplace_back();
      buffer->words = std::max(buffer->words, words);
      buffer->busyUntil = last;
      buffer->tenants.push_back(&op);
    }
  }

  OpBuilder builder(function.getContext());
  builder.setInsertionPointToStart(&function.front());
  Type pointer = LLVM::LLVMPointerType::get(builder.getContext());
  for (const SmallVector<Buffer> *buffers : {&shared, &single})
    for (const Buffer &buffer : *buffers) {
      Location loc = buffer.tenants.front()->getLoc();
      Value size = LLVM::ConstantOp::create(
          builder, loc, builder.getI32IntegerAttr(buffer.words));
      Value memory = LLVM::AllocaOp::create(builder, loc, pointer,
                                            builder.getI64Type(), size, 8);
      for (Operation *tenant : buffer.tenants)
        lowering.buffers[tenant] = memory;
    }
}
