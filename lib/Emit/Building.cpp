//===- Building.cpp - small pieces of emitted code ------------------------===//

#include "FunctionEmitter.h"
#include "forge/Builtins/Catalogue.h"

using namespace forge;
using namespace forge::ir;
using namespace mlir;

FunctionEmitter::FunctionEmitter(ProgramEmitter &program, func::FuncOp op,
                                 const FunctionInfo &function)
    : program(program), function(function), func(op), builder(op.getContext()),
      location(op.getLoc()) {
  start(func.addEntryBlock());
}

Type FunctionEmitter::anyType() { return AnyType::get(builder.getContext()); }
Type FunctionEmitter::errorType() {
  return ErrorType::get(builder.getContext());
}

Value FunctionEmitter::box(Value value) {
  if (isa<AnyType>(value.getType()))
    return value;
  return make<BoxOp>(anyType(), value);
}

Value FunctionEmitter::null() {
  return make<SingletonOp>(anyType(), Singleton::Null);
}

Value FunctionEmitter::missing() {
  return make<SingletonOp>(anyType(), Singleton::Missing);
}

Value FunctionEmitter::integer(int64_t value) {
  return make<arith::ConstantOp>(builder.getI64IntegerAttr(value));
}

Value FunctionEmitter::boolean(bool value) {
  return make<arith::ConstantOp>(builder.getBoolAttr(value));
}

Value FunctionEmitter::text(StringRef value) {
  return make<StringOp>(StrType::get(builder.getContext()),
                        builder.getStringAttr(value));
}

Value FunctionEmitter::boxedText(StringRef value) { return box(text(value)); }

ArrayAttr FunctionEmitter::strings(ArrayRef<StringRef> texts) {
  return builder.getStrArrayAttr(texts);
}

Value FunctionEmitter::compareInt(arith::CmpIPredicate predicate, Value left,
                                  int64_t right) {
  return make<arith::CmpIOp>(predicate, left, integer(right));
}

Block *FunctionEmitter::newBlock(unsigned arguments) {
  Block *block = new Block();
  func.getBody().push_back(block);
  for (unsigned i = 0; i < arguments; ++i)
    block->addArgument(anyType(), location);
  return block;
}

/// Blocks stand in the order in which they are filled.
void FunctionEmitter::start(Block *block) {
  auto &blocks = func.getBody().getBlocks();
  blocks.splice(blocks.end(), blocks, block->getIterator());
  builder.setInsertionPointToEnd(block);
}

void FunctionEmitter::branch(Block *block, ValueRange values) {
  make<cf::BranchOp>(block, values);
}

void FunctionEmitter::branch(Value condition, Block *yes, Block *no) {
  make<cf::CondBranchOp>(condition, yes, ValueRange(), no, ValueRange());
}

Block *FunctionEmitter::propagateBlock() {
  if (!propagate) {
    OpBuilder::InsertionGuard guard(builder);
    propagate = newBlock();
    builder.setInsertionPointToEnd(propagate);
    make<PropagateOp>();
  }
  return propagate;
}

void FunctionEmitter::handleError(Value error) {
  Block *next = newBlock();
  make<BrErrorOp>(error, ValueRange(), ValueRange(),
                  handler ? handler : propagateBlock(), next);
  start(next);
}

void FunctionEmitter::raise(StringRef entry, ValueRange arguments) {
  auto op = make<RaiseOp>(errorType(), builder.getStringAttr(entry), arguments);
  // Both edges are the handler's: the error is certain.
  Block *target = handler ? handler : propagateBlock();
  Block *next = newBlock();
  make<BrErrorOp>(op.getError(), ValueRange(), ValueRange(), target, next);
  start(next);
}

void FunctionEmitter::raiseText(StringRef message) {
  raise("frt_raise_text", {boxedText(message)});
}

Value FunctionEmitter::runtime(StringRef symbol, ValueRange arguments) {
  const EntryRecord *entry = findEntry(symbol);
  if (!entry)
    llvm::report_fatal_error("the catalogue lacks the entry point " + symbol);
  SmallVector<Type, 2> types;
  switch (entry->result) {
  case CType::Box:
    types.push_back(anyType());
    break;
  case CType::Int:
    types.push_back(builder.getI64Type());
    break;
  case CType::Float:
    types.push_back(builder.getF64Type());
    break;
  case CType::Bool:
    types.push_back(builder.getI1Type());
    break;
  case CType::Pointer:
  case CType::Void:
    break;
  }
  size_t results = types.size();
  if (entry->raises)
    types.push_back(errorType());
  auto op = make<RuntimeOp>(types, symbol, arguments);
  if (entry->raises)
    handleError(op.getResults().back());
  return results ? op.getResults().front() : Value();
}

Value FunctionEmitter::kindOf(Value value) {
  return runtime("frt_kind_code", {value});
}

void FunctionEmitter::eraseUnreachable() {
  Region &body = func.getBody();
  SmallPtrSet<Block *, 32> reachable;
  SmallVector<Block *> worklist{&body.front()};
  while (!worklist.empty()) {
    Block *block = worklist.pop_back_val();
    if (!reachable.insert(block).second)
      continue;
    worklist.append(block->succ_begin(), block->succ_end());
  }
  SmallVector<Block *> dead;
  for (Block &block : body) {
    if (reachable.contains(&block))
      continue;
    block.dropAllReferences();
    block.dropAllDefinedValueUses();
    dead.push_back(&block);
  }
  for (Block *block : dead)
    block->erase();
  for (auto [variable, slot] : slots)
    if (slot.use_empty())
      slot.getDefiningOp()->erase();
}
