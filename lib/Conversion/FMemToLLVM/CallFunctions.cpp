//===- CallFunctions.cpp - fast paths of calls and of making objects ------===//

#include "BoxFunctions.h"
#include "FastPath.h"

using namespace mlir;
using namespace forge;
using namespace forge::fmem;

//===----------------------------------------------------------------------===//
// Calls
//===----------------------------------------------------------------------===//

/// Calls the entry of a closure with the array of arguments.
static Value callEntry(FastPath &path, Value closure, Value arguments,
                       Value count) {
  Value entry =
      path.load(path.pointerType(),
                path.at(closure, offsetof(rt::Closure, entry)), Part::Code);
  auto type = LLVM::LLVMFunctionType::get(
      path.boxType(), {path.pointerType(), path.pointerType(),
                       path.pointerType(), path.boxType()});
  auto call = LLVM::CallOp::create(
      path.builder, path.loc, type,
      ValueRange{entry, path.context(), closure, arguments, count});
  return call.getResult();
}

/// The caller holds the closure during the call.
void forge::fmem::buildCall(FastPath &path) {
  Value closure =
      path.expectKind(path.operand(0), rt::Kind::Function, path.slow());
  path.finish(callEntry(path, closure, path.operand(1), path.operand(2)));
}

/// Looks where the runtime remembers methods. A definition that executes during
/// the call may take the method away from the type; static ones need not be
/// held for that.
void forge::fmem::buildCallMethod(FastPath &path) {
  OpBuilder &builder = path.builder;
  Location loc = path.loc;
  Value arguments = path.operand(0), count = path.operand(1),
        name = path.operand(2);
  Value receiver =
      LLVM::LoadOp::create(builder, loc, path.boxType(), arguments);
  Value object = path.expectKind(receiver, rt::Kind::Object, path.slow());
  Value shape =
      path.load(path.pointerType(),
                path.at(object, offsetof(rt::ObjectHead, shape)), Part::Shape);
  Value none = LLVM::ZeroOp::create(builder, loc, path.pointerType());
  Block *hasShape = path.block(), *hasType = path.block(),
        *sameShape = path.block(), *found = path.block();
  path.guard(path.compare(LLVM::ICmpPredicate::ne, shape, none), hasShape,
             path.slow());

  path.startAt(hasShape);
  Value typeSlot =
      path.load(builder.getI16Type(),
                path.at(shape, offsetof(rt::ShapeHead, typeSlot)), Part::Shape);
  path.guard(path.compare(LLVM::ICmpPredicate::sge, typeSlot, 0), hasType,
             path.slow());

  path.startAt(hasType);
  Value slot = LLVM::ZExtOp::create(builder, loc, path.boxType(), typeSlot);
  Value type = path.load(
      path.boxType(),
      path.elementAt(path.at(object, offsetof(rt::ObjectHead, slots)), slot),
      Part::Box);
  // As `methodEntryIndex`.
  Value key = LLVM::PtrToIntOp::create(builder, loc, path.boxType(), shape);
  key = path.op<LLVM::OrOp>(key, rt::tagPtr << rt::tagShift);
  key = LLVM::AddOp::create(builder, loc, key, path.op<LLVM::MulOp>(type, 3));
  key = LLVM::AddOp::create(builder, loc, key, path.op<LLVM::MulOp>(name, 5));
  Value index = LLVM::XOrOp::create(builder, loc, path.op<LLVM::LShrOp>(key, 4),
                                    path.op<LLVM::LShrOp>(key, 12));
  static_assert((rt::methodEntries & (rt::methodEntries - 1)) == 0);
  index = path.op<LLVM::AndOp>(index, rt::methodEntries - 1);
  Value table = path.load(
      path.pointerType(),
      path.at(path.context(), offsetof(rt::Context, methods)), Part::Cache);
  Value entry = LLVM::GEPOp::create(
      builder, loc, path.pointerType(),
      LLVM::LLVMArrayType::get(builder.getI8Type(), sizeof(rt::MethodEntry)),
      table, ArrayRef<LLVM::GEPArg>{index});
  Value knownShape =
      path.load(path.pointerType(),
                path.at(entry, offsetof(rt::MethodEntry, shape)), Part::Cache);
  path.guard(path.equal(knownShape, shape), sameShape, path.slow());

  path.startAt(sameShape);
  auto known = [&](int64_t offset) {
    return path.load(path.boxType(), path.at(entry, offset), Part::Cache);
  };
  path.guard(
      path.both(path.equal(known(offsetof(rt::MethodEntry, type)), type),
                path.equal(known(offsetof(rt::MethodEntry, name)), name)),
      found, path.slow());

  path.startAt(found);
  Value method = known(offsetof(rt::MethodEntry, method));
  Value closure = path.expectKind(method, rt::Kind::Function, path.slow());
  Value counter = path.load(builder.getI32Type(), closure, Part::Header);
  Block *isStatic = path.block();
  path.guard(path.equal(counter, uint32_t(rt::immortalCount)), isStatic,
             path.slow());
  path.startAt(isStatic);
  path.finish(callEntry(path, closure, arguments, count));
}

//===----------------------------------------------------------------------===//
// Allocation
//===----------------------------------------------------------------------===//

/// Continues with a block of memory that was freed before, if there is one, as
/// a new object.
static Value allocate(FastPath &path, rt::Kind kind, uint64_t size,
                      uint64_t aux = 0) {
  OpBuilder &builder = path.builder;
  uint64_t list = rt::blockList(rt::blockSize(size));
  assert(list < rt::SmallBlocks::lists && "too large for a list of blocks");
  int64_t blocks = offsetof(rt::Context, blocks);
  Value first =
      path.at(path.context(), blocks + offsetof(rt::SmallBlocks, first) +
                                  list * sizeof(rt::Slot<void>));
  Value object = path.load(path.pointerType(), first, Part::Cache);
  Value none = LLVM::ZeroOp::create(builder, path.loc, path.pointerType());
  Block *found = path.block();
  path.guard(path.compare(LLVM::ICmpPredicate::ne, object, none), found,
             path.slow());

  path.startAt(found);
  // What was in the block may have been anything, so that these have no tags.
  Value next =
      LLVM::LoadOp::create(builder, path.loc, path.pointerType(), object);
  path.store(next, first, Part::Cache);
  auto add = [&](Type type, int64_t offset, int64_t step) {
    Value address = path.at(path.context(), offset);
    Value old = path.load(type, address, Part::Cache);
    path.store(path.op<LLVM::AddOp>(old, uint64_t(step)), address, Part::Cache);
  };
  int64_t counters = offsetof(rt::Context, counters);
  add(path.boxType(), counters + offsetof(rt::Counters, live), 1);
  add(path.boxType(), counters + offsetof(rt::Counters, allocs), 1);
  Value header =
      path.constant(path.boxType(), uint64_t(kind) << 32 | aux << 48);
  LLVM::StoreOp::create(builder, path.loc, header, object);
  return object;
}

void forge::fmem::buildWrapper(FastPath &path, rt::Kind kind) {
  Value value = path.operand(0);
  // `Ok()` is `Ok(null)`; what `Err()` is knows the runtime.
  Block *given = path.block();
  path.guard(path.compare(LLVM::ICmpPredicate::ne, value, rt::missingBits),
             given, path.slow());
  path.startAt(given);
  Value object = allocate(path, kind, sizeof(rt::Wrapper));
  LLVM::StoreOp::create(path.builder, path.loc, value,
                        path.at(object, offsetof(rt::Wrapper, value)));
  path.finish(path.boxOf(object));
}

/// Moves boxes from an array into an object.
static void moveBoxes(FastPath &path, Value values, uint64_t count,
                      Value object, int64_t offset) {
  for (uint64_t i = 0; i != count; ++i) {
    int64_t distance = i * sizeof(rt::Bits);
    Value box = LLVM::LoadOp::create(path.builder, path.loc, path.boxType(),
                                     path.at(values, distance));
    LLVM::StoreOp::create(path.builder, path.loc, box,
                          path.at(object, offset + distance));
  }
}

void forge::fmem::buildClosure(FastPath &path, rt::Kind kind,
                               uint64_t captures) {
  Value object =
      allocate(path, kind,
               offsetof(rt::Closure, captures) + captures * sizeof(rt::Bits));
  auto set = [&](Value value, int64_t offset) {
    LLVM::StoreOp::create(path.builder, path.loc, value,
                          path.at(object, offset));
  };
  set(path.operand(0), offsetof(rt::Closure, entry));
  set(path.operand(1), offsetof(rt::Closure, info));
  set(path.constant(path.boxType(), captures), offsetof(rt::Closure, size));
  moveBoxes(path, path.operand(2), captures, object,
            offsetof(rt::Closure, captures));
  path.finish(path.boxOf(object));
}

bool forge::fmem::canMakeInline(uint64_t keys) {
  uint64_t slots = std::max(keys, rt::minObjectSlots);
  uint64_t size =
      rt::blockSize(offsetof(rt::ObjectHead, slots) + slots * sizeof(rt::Bits));
  return keys <= 8 && rt::blockList(size) < rt::SmallBlocks::lists;
}

/// `type` is what follows the values, if anything.
static void buildShaped(FastPath &path, Value layout, Value values,
                        uint64_t size, unsigned record, Value type) {
  OpBuilder &builder = path.builder;
  Value shape = path.load(path.pointerType(),
                          path.at(layout, offsetof(rt::ObjectLayout, direct)),
                          Part::Cache);
  Value none = LLVM::ZeroOp::create(builder, path.loc, path.pointerType());
  Block *isKnown = path.block();
  path.guard(path.compare(LLVM::ICmpPredicate::ne, shape, none), isKnown,
             path.slow());

  path.startAt(isKnown);
  uint64_t keys = size + (type ? 1 : 0);
  uint64_t capacity = std::max(keys, rt::minObjectSlots);
  Value object = allocate(
      path, rt::Kind::Object,
      offsetof(rt::ObjectHead, slots) + capacity * sizeof(rt::Bits), record);
  auto set = [&](Value value, int64_t offset) {
    LLVM::StoreOp::create(builder, path.loc, value, path.at(object, offset));
  };
  set(shape, offsetof(rt::ObjectHead, shape));
  set(path.constant(path.boxType(), capacity),
      offsetof(rt::ObjectHead, capacity));
  moveBoxes(path, values, size, object, offsetof(rt::ObjectHead, slots));
  if (type)
    set(type, offsetof(rt::ObjectHead, slots) + size * sizeof(rt::Bits));
  path.finish(path.boxOf(object));
}

void forge::fmem::buildObject(FastPath &path, uint64_t size, unsigned record) {
  buildShaped(path, path.operand(0), path.operand(1), size, record, {});
}

/// The name of the type is a static string, which is not counted.
void forge::fmem::buildStruct(FastPath &path, uint64_t size, unsigned record) {
  buildShaped(path, path.operand(1), path.operand(2), size, record,
              path.operand(0));
}
