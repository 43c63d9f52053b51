//===- ArrayMemory.cpp - pieces of the fast paths of arrays ---------------===//

#include "ArrayMemory.h"

using namespace mlir;
using namespace forge;
using namespace forge::fmem;

StringRef forge::fmem::nameOf(Type element) {
  if (isa<BoxType>(element))
    return "box";
  if (element.isF64())
    return "f64";
  return element.isInteger(1) ? "i1" : "i64";
}

rt::Element forge::fmem::storageOf(Type element) {
  if (isa<BoxType>(element))
    return rt::Element::Box;
  if (element.isF64())
    return rt::Element::Float;
  return element.isInteger(1) ? rt::Element::Bool : rt::Element::Int;
}

uint64_t forge::fmem::uniqueHeader(Type element) {
  return uint64_t(rt::Kind::Array) << 32 | uint64_t(storageOf(element)) << 48;
}

void forge::fmem::locate(FunctionBody &body, Value index, Value size,
                         Block *inside, Block *outside) {
  Block *fromEnd = body.block();
  Value isInside = body.compare(LLVM::ICmpPredicate::ult, index, size);
  body.guard(isInside, inside, fromEnd, index);

  // The sum alone would do, but only the sign says to optimizations that the
  // counter of a loop never gets here.
  body.startAt(fromEnd);
  Value position = LLVM::AddOp::create(body.builder, body.loc, index, size);
  Value isFromEnd = LLVM::AndOp::create(
      body.builder, body.loc, body.compare(LLVM::ICmpPredicate::slt, index, 0),
      body.compare(LLVM::ICmpPredicate::ult, position, size));
  body.branch(isFromEnd, inside, outside, position);
}

Block *forge::fmem::returning(FunctionBody &body, Type type) {
  OpBuilder::InsertionGuard guard(body.builder);
  ArrayRef<Type> parts = cast<LLVM::LLVMStructType>(type).getBody();
  Block *block = body.block(parts[0]);
  block->addArgument(parts[1], body.loc);
  body.startAt(block);
  Value both = LLVM::ZeroOp::create(body.builder, body.loc, type);
  for (auto [index, part] : llvm::enumerate(block->getArguments()))
    both = LLVM::InsertValueOp::create(body.builder, body.loc, both, part,
                                       ArrayRef<int64_t>{int64_t(index)});
  body.finish(both);
  return block;
}

Value forge::fmem::nothing(FunctionBody &body, Type element, Type type) {
  if (isa<BoxType>(element))
    return body.constant(type, rt::nullBits);
  return LLVM::ZeroOp::create(body.builder, body.loc, type);
}

void forge::fmem::makeUnique(FunctionBody &body, Functions &functions,
                             Type element, Value context, Value array,
                             Block *done) {
  Block *shared = body.block();
  Value isUnique = body.compare(LLVM::ICmpPredicate::eq,
                                ArrayMemory(body, element, array).header(),
                                uniqueHeader(element));
  body.guard(isUnique, done, shared, array);

  body.startAt(shared);
  Value storage = body.constant(array.getType(), uint64_t(storageOf(element)));
  Value copy = functions.callRuntime(body.builder, body.loc, "frt_array_unique",
                                     context, {array, storage});
  body.jump(done, copy);
}

Value forge::fmem::combine(FunctionBody &body, Combine kind, Value old,
                           Value operand, Block *outside) {
  OpBuilder &builder = body.builder;
  Location loc = body.loc;
  if (old.getType().isF64()) {
    switch (kind) {
    case Combine::add:
      return LLVM::FAddOp::create(builder, loc, old, operand);
    case Combine::sub:
      return LLVM::FSubOp::create(builder, loc, old, operand);
    case Combine::mul:
      return LLVM::FMulOp::create(builder, loc, old, operand);
    case Combine::div:
      return LLVM::FDivOp::create(builder, loc, old, operand);
    }
  }
  auto type = LLVM::LLVMStructType::getLiteral(
      builder.getContext(), {old.getType(), builder.getI1Type()});
  Value both;
  switch (kind) {
  case Combine::add:
    both = LLVM::SAddWithOverflowOp::create(builder, loc, type, old, operand);
    break;
  case Combine::sub:
    both = LLVM::SSubWithOverflowOp::create(builder, loc, type, old, operand);
    break;
  case Combine::mul:
    both = LLVM::SMulWithOverflowOp::create(builder, loc, type, old, operand);
    break;
  case Combine::div:
    llvm_unreachable("no inline division of integers");
  }
  Value overflows =
      LLVM::ExtractValueOp::create(builder, loc, both, ArrayRef<int64_t>{1});
  Block *next = body.block();
  Value isFine = body.compare(LLVM::ICmpPredicate::eq, overflows, 0);
  body.guard(isFine, next, outside);
  body.startAt(next);
  return LLVM::ExtractValueOp::create(builder, loc, both, ArrayRef<int64_t>{0});
}
