//===- Functions.cpp - functions that generated code calls ----------------===//

#include "Functions.h"
#include "AliasTags.h"
#include "FunctionBody.h"
#include "dialects/FMem/RuntimeSymbol.h"

using namespace mlir;
using namespace forge;
using namespace forge::fmem;

Functions::Functions(ModuleOp module, bool countsRetains)
    : module(module), countsRetains(countsRetains),
      atEnd(module.getBodyRegion()), loc(module.getLoc()) {
  atEnd.setInsertionPointToEnd(module.getBody());
  MLIRContext *context = module.getContext();
  boxType = IntegerType::get(context, 64);
  int32 = IntegerType::get(context, 32);
  pointer = LLVM::LLVMPointerType::get(context);
  none = LLVM::LLVMVoidType::get(context);
}

//===----------------------------------------------------------------------===//
// Runtime functions
//===----------------------------------------------------------------------===//

static Type llvmTypeOf(CType type, MLIRContext *context) {
  switch (type) {
  case CType::Box:
  case CType::Int:
    return IntegerType::get(context, 64);
  case CType::Float:
    return Float64Type::get(context);
  case CType::Bool:
    return IntegerType::get(context, 1);
  case CType::Pointer:
    return LLVM::LLVMPointerType::get(context);
  case CType::Void:
    return LLVM::LLVMVoidType::get(context);
  }
  llvm_unreachable("unknown C type");
}

/// Whether the optimizer may merge and hoist calls: the function only looks at
/// memory and what it returns is no reference.
static bool onlyReads(const RuntimeSymbol &callee) {
  return callee.pure() && !callee.raises() && !callee.takesContext() &&
         callee.result() != CType::Box && callee.result() != CType::Void;
}

LLVM::LLVMFuncOp Functions::runtime(StringRef symbol) {
  LLVM::LLVMFuncOp &function = declared[symbol];
  if (function)
    return function;

  MLIRContext *context = module.getContext();
  const RuntimeSymbol *callee = RuntimeSymbol::find(symbol);
  assert(callee && "the catalogue has no such symbol");
  SmallVector<Type> params;
  if (callee->takesContext())
    params.push_back(pointer);
  unsigned first = params.size();
  for (unsigned i = 0, e = callee->numParams(); i != e; ++i)
    params.push_back(llvmTypeOf(callee->paramType(i), context));
  auto type = LLVM::LLVMFunctionType::get(llvmTypeOf(callee->result(), context),
                                          params);
  function = LLVM::LLVMFuncOp::create(atEnd, loc, symbol, type);
  function.setNoUnwind(true);

  // As Clang passes `bool`.
  StringRef zeroExtend = LLVM::LLVMDialect::getZExtAttrName();
  for (unsigned i = 0, e = callee->numParams(); i != e; ++i)
    if (callee->paramType(i) == CType::Bool)
      function.setArgAttr(first + i, zeroExtend, atEnd.getUnitAttr());
  if (callee->result() == CType::Bool)
    function.setResultAttr(0, zeroExtend, atEnd.getUnitAttr());

  if (callee->cold())
    function.setPassthroughAttr(atEnd.getStrArrayAttr({"cold"}));
  if (onlyReads(*callee)) {
    using LLVM::ModRefInfo;
    function.setMemoryEffectsAttr(LLVM::MemoryEffectsAttr::get(
        context, ModRefInfo::Ref, ModRefInfo::Ref, ModRefInfo::Ref,
        ModRefInfo::Ref, ModRefInfo::Ref, ModRefInfo::Ref));
    function.setWillReturn(true);
  }
  return function;
}

Value Functions::callRuntime(OpBuilder &builder, Location loc, StringRef symbol,
                             Value context, ValueRange arguments) {
  LLVM::LLVMFuncOp callee = runtime(symbol);
  SmallVector<Value> all;
  if (RuntimeSymbol::find(symbol)->takesContext())
    all.push_back(context);
  llvm::append_range(all, arguments);
  auto call = LLVM::CallOp::create(builder, loc, callee, all);
  return call.getNumResults() ? call.getResult() : Value();
}

//===----------------------------------------------------------------------===//
// Shared fast paths
//===----------------------------------------------------------------------===//

LLVM::LLVMFuncOp Functions::define(StringRef name, Type result,
                                   ArrayRef<Type> params, bool isInlined) {
  auto function = LLVM::LLVMFuncOp::create(
      atEnd, loc, name, LLVM::LLVMFunctionType::get(result, params),
      LLVM::Linkage::Internal);
  function.setNoUnwind(true);
  function.setAlwaysInline(isInlined);
  return function;
}

/// Continues in `done` with an immortal object, whose count is never touched,
/// else in `slow`; literals are immortal, so this is common.
static void skipImmortal(FunctionBody &body, Value count, Block *done,
                         Block *slow) {
  body.branch(body.compare(LLVM::ICmpPredicate::eq, count,
                           uint64_t(uint32_t(rt::immortalCount))),
              done, slow);
}

/// Count of the object in a box and its address.
static std::pair<Value, Value> loadCount(FunctionBody &body, Value box,
                                         Type pointer, Type int32) {
  Value address =
      LLVM::IntToPtrOp::create(body.builder, body.loc, pointer,
                               body.op<LLVM::AndOp>(box, rt::payloadMask));
  auto count = LLVM::LoadOp::create(body.builder, body.loc, int32, address, 4);
  count.setTbaaAttr(aliasTag(body.builder.getContext(), Part::Header));
  return {count, address};
}

static void storeCount(FunctionBody &body, Value count, Value address) {
  auto store = LLVM::StoreOp::create(body.builder, body.loc, count, address, 4);
  store.setTbaaAttr(aliasTag(body.builder.getContext(), Part::Header));
}

/// Adds one to the context's number of retains.
static void countRetain(FunctionBody &body, Value context, Type type) {
  Value counter = LLVM::GEPOp::create(
      body.builder, body.loc, context.getType(), body.builder.getI8Type(),
      context,
      ArrayRef<LLVM::GEPArg>{int32_t(offsetof(rt::Context, counters) +
                                     offsetof(rt::Counters, retains))});
  Value number = LLVM::LoadOp::create(body.builder, body.loc, type, counter);
  LLVM::StoreOp::create(body.builder, body.loc, body.op<LLVM::AddOp>(number, 1),
                        counter);
}

LLVM::LLVMFuncOp Functions::defineRetain() {
  LLVM::LLVMFuncOp slowFunc = runtime("frt_retain_slow");
  FunctionBody body(
      define("forge.retain", none, {pointer, boxType}, /*isInlined=*/true));
  Value context = body.argument(0), box = body.argument(1);
  Block *object = body.block(), *fast = body.block(), *other = body.block(),
        *slow = body.block(), *done = body.block();
  body.branch(body.hasTag(box, rt::tagPtr), object, done);

  body.startAt(object);
  auto [count, address] = loadCount(body, box, pointer, int32);
  body.branch(body.compare(LLVM::ICmpPredicate::sge, count, 0), fast, other);

  body.startAt(fast);
  storeCount(body, body.op<LLVM::AddOp>(count, 1), address);
  if (countsRetains)
    countRetain(body, context, boxType);
  body.jump(done);

  body.startAt(other);
  skipImmortal(body, count, done, slow);

  body.startAt(slow);
  LLVM::CallOp::create(body.builder, loc, slowFunc, box);
  body.jump(done);

  body.startAt(done);
  body.finish();
  return body.function;
}

LLVM::LLVMFuncOp Functions::defineRelease() {
  LLVM::LLVMFuncOp slowFunc = runtime("frt_release_slow");
  FunctionBody body(
      define("forge.release", none, {pointer, boxType}, /*isInlined=*/true));
  Value context = body.argument(0), box = body.argument(1);
  Block *object = body.block(), *fast = body.block(), *other = body.block(),
        *slow = body.block(), *done = body.block();
  body.branch(body.hasTag(box, rt::tagPtr), object, done);

  body.startAt(object);
  auto [count, address] = loadCount(body, box, pointer, int32);
  body.branch(body.compare(LLVM::ICmpPredicate::sgt, count, 0), fast, other);

  body.startAt(fast);
  storeCount(body, body.op<LLVM::SubOp>(count, 1), address);
  body.jump(done);

  body.startAt(other);
  skipImmortal(body, count, done, slow);

  body.startAt(slow);
  LLVM::CallOp::create(body.builder, loc, slowFunc, ValueRange{context, box});
  body.jump(done);

  body.startAt(done);
  body.finish();
  return body.function;
}

LLVM::LLVMFuncOp Functions::defineBoxInt() {
  LLVM::LLVMFuncOp slowFunc = runtime("frt_box_int_slow");
  FunctionBody body(
      define("forge.box_int", boxType, {boxType}, /*isInlined=*/true));
  Value number = body.argument(0);
  Block *fast = body.block(), *slow = body.block();
  body.branch(body.compare(LLVM::ICmpPredicate::eq,
                           body.signExtendPayload(number), number),
              fast, slow);

  body.startAt(fast);
  Value payload = body.op<LLVM::AndOp>(number, rt::payloadMask);
  body.finish(body.op<LLVM::OrOp>(payload, rt::tagInt << rt::tagShift));

  body.startAt(slow);
  body.finish(
      LLVM::CallOp::create(body.builder, loc, slowFunc, number).getResult());
  return body.function;
}

LLVM::LLVMFuncOp Functions::defineUnboxInt() {
  LLVM::LLVMFuncOp slowFunc = runtime("frt_unbox_int_slow");
  FunctionBody body(
      define("forge.unbox_int", boxType, {boxType}, /*isInlined=*/true));
  Value box = body.argument(0);
  // Whatever is no object takes the fast path: the meaningless result of a call
  // that raised may be unboxed before the error is looked at.
  Block *fast = body.block(), *slow = body.block();
  body.branch(body.hasTag(box, rt::tagPtr), slow, fast);

  body.startAt(fast);
  body.finish(body.signExtendPayload(box));

  body.startAt(slow);
  body.finish(
      LLVM::CallOp::create(body.builder, loc, slowFunc, box).getResult());
  return body.function;
}

LLVM::LLVMFuncOp Functions::defineDropSurplus() {
  FunctionBody body(define("forge.drop_surplus", none,
                           {pointer, pointer, boxType, boxType},
                           /*isInlined=*/false));
  Value context = body.argument(0), array = body.argument(1),
        count = body.argument(2), from = body.argument(3);
  Block *head = body.block(), *drop = body.block(), *done = body.block();
  Value index = head->addArgument(boxType, loc);
  body.jump(head, from);

  body.startAt(head);
  body.branch(body.compare(LLVM::ICmpPredicate::slt, index, count), drop, done);

  body.startAt(drop);
  Value address = LLVM::GEPOp::create(body.builder, loc, pointer, boxType,
                                      array, ArrayRef<LLVM::GEPArg>{index});
  Value box = LLVM::LoadOp::create(body.builder, loc, boxType, address, 8);
  release(body.builder, loc, context, box);
  body.jump(head, body.op<LLVM::AddOp>(index, 1));

  body.startAt(done);
  body.finish();
  return body.function;
}

//===----------------------------------------------------------------------===//
// Calls of the shared fast paths
//===----------------------------------------------------------------------===//

void Functions::retain(OpBuilder &builder, Location loc, Value context,
                       Value box) {
  if (!retainFunc)
    retainFunc = defineRetain();
  LLVM::CallOp::create(builder, loc, retainFunc, ValueRange{context, box});
}

void Functions::release(OpBuilder &builder, Location loc, Value context,
                        Value box) {
  if (!releaseFunc)
    releaseFunc = defineRelease();
  LLVM::CallOp::create(builder, loc, releaseFunc, ValueRange{context, box});
}

void Functions::releaseCold(OpBuilder &builder, Location loc, Value context,
                            Value box) {
  callRuntime(builder, loc, "frt_release_slow", context, box);
}

Value Functions::boxInt(OpBuilder &builder, Location loc, Value number) {
  if (!boxIntFunc)
    boxIntFunc = defineBoxInt();
  return LLVM::CallOp::create(builder, loc, boxIntFunc, number).getResult();
}

Value Functions::unboxInt(OpBuilder &builder, Location loc, Value box) {
  if (!unboxIntFunc)
    unboxIntFunc = defineUnboxInt();
  return LLVM::CallOp::create(builder, loc, unboxIntFunc, box).getResult();
}

void Functions::dropSurplus(OpBuilder &builder, Location loc, Value context,
                            Value array, Value count, Value from) {
  if (!dropSurplusFunc)
    dropSurplusFunc = defineDropSurplus();
  LLVM::CallOp::create(builder, loc, dropSurplusFunc,
                       ValueRange{context, array, count, from});
}
