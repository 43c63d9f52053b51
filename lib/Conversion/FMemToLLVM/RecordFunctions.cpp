//===- RecordFunctions.cpp - updates below objects of known layout --------===//

#include "RecordFunctions.h"
#include "ArrayMemory.h"
#include "FastPath.h"

using namespace mlir;
using namespace forge;
using namespace forge::fmem;

namespace {

/// Builds the function of one path.
class UpdateBuilder {
public:
  UpdateBuilder(LLVM::LLVMFuncOp function, Functions &functions,
                ArrayFunctions &arrays, RecordUpdateOp op)
      : body(function), functions(functions), arrays(arrays),
        element(op.getValue().getType()), kind(op.getKind()),
        isPush(op.getPush()), isPlain(op.getPlain()),
        result(function.getFunctionType().getReturnType()) {
    for (Attribute step : op.getPath()) {
      auto slot = dyn_cast<IntegerAttr>(step);
      steps.push_back(slot ? slot.getInt() : -1);
    }
    indexes = op.getIndexes().size();
  }

  void build();

private:
  bool isIndex(size_t step) const { return steps[step] < 0; }
  Value context() { return body.argument(0); }
  Value operand() { return body.argument(2 + indexes); }
  Type boxType() { return body.builder.getI64Type(); }
  Type flag() { return body.builder.getI1Type(); }
  Type elementAfter(size_t step) const;

  Value slotAddress(Value object, size_t step);
  Value load(Value address);
  void store(Value box, Value address);
  Value read(Value holder, size_t step, Type type);
  void write(Value holder, size_t step, Value value);
  Value unboxed(Value box);
  Value boxed(Value value);
  Value unique(Value holder, size_t step);
  void follow(Block *outside);
  Value apply();

  FunctionBody body;
  Functions &functions;
  ArrayFunctions &arrays;
  Type element;
  std::optional<Combine> kind;
  bool isPush, isPlain;
  Type result;
  SmallVector<int64_t> steps;
  size_t indexes = 0;
  /// Where the indexes point to; the value to store.
  SmallVector<Value> positions;
  Value value;
};

} // namespace

/// Type of the elements of the array that the step is into.
Type UpdateBuilder::elementAfter(size_t step) const {
  bool isLast = step + 1 == steps.size() && !isPush;
  return isLast ? element : BoxType::get(element.getContext());
}

Value UpdateBuilder::slotAddress(Value object, size_t step) {
  Value address = LLVM::IntToPtrOp::create(
      body.builder, body.loc, LLVM::LLVMPointerType::get(element.getContext()),
      body.op<LLVM::AndOp>(object, rt::payloadMask));
  int64_t offset =
      offsetof(rt::ObjectHead, slots) + steps[step] * int64_t(sizeof(rt::Bits));
  return LLVM::GEPOp::create(body.builder, body.loc, address.getType(),
                             body.builder.getI8Type(), address,
                             ArrayRef<LLVM::GEPArg>{int32_t(offset)});
}

Value UpdateBuilder::load(Value address) {
  auto load = LLVM::LoadOp::create(body.builder, body.loc, boxType(), address);
  load.setTbaaAttr(aliasTag(element.getContext(), Part::Box));
  return load;
}

void UpdateBuilder::store(Value box, Value address) {
  auto store = LLVM::StoreOp::create(body.builder, body.loc, box, address);
  store.setTbaaAttr(aliasTag(element.getContext(), Part::Box));
}

Value UpdateBuilder::unboxed(Value box) {
  if (element.isF64())
    return LLVM::BitcastOp::create(body.builder, body.loc, element, box);
  if (element.isInteger(64))
    return functions.unboxInt(body.builder, body.loc, box);
  return box;
}

Value UpdateBuilder::boxed(Value value) {
  OpBuilder &builder = body.builder;
  if (element.isF64()) {
    Value isNaN = LLVM::FCmpOp::create(builder, body.loc,
                                       LLVM::FCmpPredicate::uno, value, value);
    Value same = LLVM::BitcastOp::create(builder, body.loc, boxType(), value);
    return LLVM::SelectOp::create(builder, body.loc, isNaN,
                                  body.constant(boxType(), canonicalNaN), same);
  }
  if (element.isInteger(1))
    return body.op<LLVM::OrOp>(
        LLVM::ZExtOp::create(builder, body.loc, boxType(), value),
        rt::falseBits);
  return element.isInteger(64) ? functions.boxInt(builder, body.loc, value)
                               : value;
}

/// What a step leads to: a box from a slot or an array of boxes, else an
/// element.
Value UpdateBuilder::read(Value holder, size_t step, Type type) {
  if (!isIndex(step))
    return load(slotAddress(holder, step));
  return ArrayMemory(body, type, holder).get(positions[step]);
}

/// Replaces it; the holder is unique.
void UpdateBuilder::write(Value holder, size_t step, Value box) {
  if (!isIndex(step))
    return store(box, slotAddress(holder, step));
  ArrayMemory(body, elementAfter(step), holder).set(positions[step], box);
}

/// The object or array that the step is into, or a copy if others hold it.
Value UpdateBuilder::unique(Value holder, size_t step) {
  Block *done = body.block(boxType());
  if (isIndex(step)) {
    makeUnique(body, functions, elementAfter(step), context(), holder, done);
  } else {
    // The number of the record does not matter.
    constexpr uint64_t besidesRecord = (uint64_t(1) << 48) - 1;
    Block *shared = body.block();
    Value address = LLVM::IntToPtrOp::create(
        body.builder, body.loc,
        LLVM::LLVMPointerType::get(element.getContext()),
        body.op<LLVM::AndOp>(holder, rt::payloadMask));
    auto header =
        LLVM::LoadOp::create(body.builder, body.loc, boxType(), address);
    header.setTbaaAttr(aliasTag(element.getContext(), Part::Header));
    Value isUnique = body.compare(LLVM::ICmpPredicate::eq,
                                  body.op<LLVM::AndOp>(header, besidesRecord),
                                  uint64_t(rt::Kind::Object) << 32);
    body.guard(isUnique, done, shared, holder);
    body.startAt(shared);
    body.jump(done,
              functions.callRuntime(body.builder, body.loc, "frt_object_unique",
                                    context(), holder));
  }
  body.startAt(done);
  return done->getArgument(0);
}

/// Finds out, before anything changes, whether all indexes exist, and what the
/// combined value is.
void UpdateBuilder::follow(Block *outside) {
  Value holder = body.argument(1);
  size_t index = 0;
  for (size_t step = 0; step != steps.size(); ++step) {
    positions.push_back({});
    if (isIndex(step)) {
      Block *inside = body.block(boxType());
      locate(body, body.argument(2 + index++),
             ArrayMemory(body, elementAfter(step), holder).size(), inside,
             outside);
      body.startAt(inside);
      positions.back() = inside->getArgument(0);
    }
    bool isLast = step + 1 == steps.size();
    if (!isLast)
      holder = read(holder, step, elementAfter(step));
    else if (kind)
      value = combine(body, *kind,
                      isIndex(step) ? read(holder, step, element)
                                    : unboxed(read(holder, step, {})),
                      operand(), outside);
  }
}

/// Changes what the path leads to; returns the root. From outside in: a copy of
/// what is outside shares what is inside.
Value UpdateBuilder::apply() {
  Value root = unique(body.argument(1), 0), holder = root;
  size_t last = steps.size() - 1;
  for (size_t step = 0; step != last; ++step) {
    Value shared = read(holder, step, elementAfter(step));
    Value own = unique(shared, step + 1);
    write(holder, step, own);
    holder = own;
  }
  if (isPush) {
    Value array = read(holder, last, elementAfter(last));
    // Nothing refers to the array while it may move.
    write(holder, last, body.constant(boxType(), rt::nullBits));
    auto call =
        LLVM::CallOp::create(body.builder, body.loc, arrays.push(element),
                             ValueRange{context(), array, value});
    write(holder, last, call.getResult());
    return root;
  }
  bool isElement = isIndex(last) && !isa<BoxType>(element);
  Value old = isPlain || isElement ? Value() : read(holder, last, element);
  write(holder, last, isElement ? value : boxed(value));
  if (old)
    functions.release(body.builder, body.loc, context(), old);
  return root;
}

void UpdateBuilder::build() {
  Block *outside = body.block(), *exit = returning(body, result);
  value = operand();
  follow(outside);
  Value root = apply();
  body.jump(exit, {root, body.constant(flag(), 0)});

  body.startAt(outside);
  if (isa<BoxType>(element))
    functions.releaseCold(body.builder, body.loc, context(), operand());
  body.jump(exit, {body.argument(1), body.constant(flag(), 1)});
}

LLVM::LLVMFuncOp RecordFunctions::update(RecordUpdateOp op) {
  std::string name = "forge.record.update";
  for (Attribute step : op.getPath()) {
    auto slot = dyn_cast<IntegerAttr>(step);
    name += slot ? "." + std::to_string(slot.getInt()) : ".i";
  }
  name += ("." + nameOf(op.getValue().getType())).str();
  if (op.getKind())
    name += ("." + stringifyCombine(*op.getKind())).str();
  name += op.getPush() ? ".push" : op.getPlain() ? ".plain" : "";
  LLVM::LLVMFuncOp &known = defined[name];
  if (known)
    return known;
  MLIRContext *context = op.getContext();
  Type box = IntegerType::get(context, 64), value = op.getValue().getType();
  SmallVector<Type> params = {LLVM::LLVMPointerType::get(context), box};
  params.append(op.getIndexes().size(), box);
  params.push_back(isa<BoxType>(value) ? box : value);
  auto result = LLVM::LLVMStructType::getLiteral(
      context, {box, IntegerType::get(context, 1)});
  known = functions.define(name, result, params, /*isInlined=*/true);
  UpdateBuilder(known, functions, arrays, op).build();
  return known;
}
