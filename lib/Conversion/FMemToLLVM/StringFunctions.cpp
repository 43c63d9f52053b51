//===- StringFunctions.cpp - fast paths of operations on strings ----------===//

#include "BoxFunctions.h"
#include "FastPath.h"

using namespace mlir;
using namespace forge;
using namespace forge::fmem;

/// Copies a known number of bytes. They may alias anything, so they have no
/// tags.
static void copyBytes(FastPath &path, Value from, Value to, uint64_t size) {
  uint64_t done = 0;
  for (uint64_t step : {8, 4, 2, 1})
    for (; size - done >= step; done += step) {
      Type type = IntegerType::get(path.builder.getContext(), 8 * step);
      Value part = LLVM::LoadOp::create(path.builder, path.loc, type,
                                        path.at(from, int64_t(done)), 1);
      LLVM::StoreOp::create(path.builder, path.loc, part,
                            path.at(to, int64_t(done)), 1);
    }
}

/// Appends in place if the text is unique and has room.
void forge::fmem::buildAppendLiteral(FastPath &path, uint64_t size,
                                     uint64_t chars) {
  OpBuilder &builder = path.builder;
  Location loc = path.loc;
  Type i64 = path.boxType();
  Value text = path.objectIn(path.operand(0));
  auto member = [&](size_t offset) { return path.at(text, int64_t(offset)); };
  auto load = [&](size_t offset) {
    return path.load(i64, member(offset), Part::Size);
  };
  auto store = [&](Value value, size_t offset) {
    path.store(value, member(offset), Part::Size);
  };

  // The first word of a string that nobody else holds is its kind alone.
  Block *unique = path.block(), *room = path.block();
  Value header = path.load(i64, text, Part::Header);
  path.guard(path.equal(header, uint64_t(rt::Kind::String) << 32), unique,
             path.slow());

  path.startAt(unique);
  Value oldSize = load(offsetof(rt::String, size));
  Value newSize = path.op<LLVM::AddOp>(oldSize, size);
  path.guard(path.compare(LLVM::ICmpPredicate::sle, newSize,
                          load(offsetof(rt::String, capacity))),
             room, path.slow());

  path.startAt(room);
  store(newSize, offsetof(rt::String, size));
  store(path.constant(i64, 0), offsetof(rt::String, hash));
  // What was not counted stays so.
  Value oldChars = load(offsetof(rt::String, chars));
  Value isCounted = path.compare(LLVM::ICmpPredicate::sge, oldChars, 0);
  store(LLVM::SelectOp::create(builder, loc, isCounted,
                               path.op<LLVM::AddOp>(oldChars, chars), oldChars),
        offsetof(rt::String, chars));
  Value end = LLVM::GEPOp::create(
      builder, loc, path.pointerType(), builder.getI8Type(),
      member(offsetof(rt::String, data)), ArrayRef<LLVM::GEPArg>{oldSize});
  copyBytes(path,
            path.at(path.objectIn(path.operand(1)), offsetof(rt::String, data)),
            end, size);
  path.finish(path.operand(0));
}
