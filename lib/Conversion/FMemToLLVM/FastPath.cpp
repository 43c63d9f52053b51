//===- FastPath.cpp - builds a fast path of a runtime entry ---------------===//

#include "FastPath.h"

using namespace mlir;
using namespace forge;
using namespace forge::fmem;

FastPath::FastPath(LLVM::LLVMFuncOp function, Functions &functions,
                   StringRef entry)
    : FunctionBody(function), functions(functions), entry(entry) {}

Value FastPath::callEntry() {
  SmallVector<Value> operands;
  for (unsigned i = 1, e = function.getNumArguments(); i != e; ++i) {
    Value value = argument(i);
    operands.push_back(value.getType().isF64() ? boxFloat(value) : value);
  }
  return functions.callRuntime(builder, loc, entry, context(), operands);
}

Block *FastPath::slow() {
  if (slowBlock)
    return slowBlock;
  slowBlock = block();
  OpBuilder::InsertionGuard guard(builder);
  startAt(slowBlock);
  Value result = callEntry();
  finish(result ? ValueRange(result) : ValueRange());
  return slowBlock;
}

Value FastPath::boxFloat(Value number) {
  Value isNaN = LLVM::FCmpOp::create(builder, loc, LLVM::FCmpPredicate::uno,
                                     number, number);
  Value same = LLVM::BitcastOp::create(builder, loc, boxType(), number);
  return LLVM::SelectOp::create(builder, loc, isNaN,
                                constant(boxType(), canonicalNaN), same);
}

Value FastPath::load(Type type, Value address, Part part) {
  auto load = LLVM::LoadOp::create(builder, loc, type, address);
  load.setTbaaAttr(aliasTag(builder.getContext(), part));
  return load;
}

void FastPath::store(Value value, Value address, Part part) {
  auto store = LLVM::StoreOp::create(builder, loc, value, address);
  store.setTbaaAttr(aliasTag(builder.getContext(), part));
}

Value FastPath::expectKind(Value box, rt::Kind kind, Block *otherwise) {
  Block *isPointer = block(), *isOfKind = block();
  branch(isObject(box), isPointer, otherwise);
  startAt(isPointer);
  Value object = objectIn(box);
  branch(isKind(object, kind), isOfKind, otherwise);
  startAt(isOfKind);
  return object;
}
