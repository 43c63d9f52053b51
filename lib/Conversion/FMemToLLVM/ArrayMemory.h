//===- ArrayMemory.h - pieces of the fast paths of arrays ------*- C++ -*-===//

#ifndef FORGE_LIB_CONVERSION_FMEMTOLLVM_ARRAYMEMORY_H
#define FORGE_LIB_CONVERSION_FMEMTOLLVM_ARRAYMEMORY_H

#include "AliasTags.h"
#include "FunctionBody.h"
#include "Functions.h"
#include "dialects/FMem/FMem.h"

namespace forge::fmem {

/// Name of an element type, for the symbols of functions.
llvm::StringRef nameOf(mlir::Type element);
/// How the elements are stored.
rt::Element storageOf(mlir::Type element);
/// First word of an array with such elements that is unique and not frozen.
uint64_t uniqueHeader(mlir::Type element);

/// Memory of one array in a function that is being built.
class ArrayMemory {
public:
  ArrayMemory(FunctionBody &body, mlir::Type element, mlir::Value array)
      : body(body), element(element) {
    object = mlir::LLVM::IntToPtrOp::create(
        body.builder, body.loc, mlir::LLVM::LLVMPointerType::get(context()),
        body.op<mlir::LLVM::AndOp>(array, rt::payloadMask));
  }

  mlir::Value header() { return load(i64(), object, Part::Header); }
  mlir::Value size() {
    return load(i64(), at(offsetof(rt::Array, size)), Part::Size);
  }
  mlir::Value capacity() {
    return load(i64(), at(offsetof(rt::Array, capacity)), Part::Size);
  }
  void setSize(mlir::Value size) {
    store(size, at(offsetof(rt::Array, size)), Part::Size);
  }
  mlir::Value get(mlir::Value position) {
    if (!element.isInteger(1))
      return load(llvm::isa<BoxType>(element) ? i64() : element,
                  address(position, 8), partOf(element));
    mlir::Value byte = load(mlir::IntegerType::get(context(), 8),
                            address(position, 1), Part::Bool);
    return body.compare(mlir::LLVM::ICmpPredicate::ne, byte, 0);
  }
  void set(mlir::Value position, mlir::Value value) {
    if (!element.isInteger(1))
      return store(value, address(position, 8), partOf(element));
    mlir::Value byte = mlir::LLVM::ZExtOp::create(
        body.builder, body.loc, mlir::IntegerType::get(context(), 8), value);
    store(byte, address(position, 1), Part::Bool);
  }

private:
  mlir::MLIRContext *context() { return body.builder.getContext(); }
  mlir::Type i64() { return mlir::IntegerType::get(context(), 64); }
  mlir::Value at(int64_t offset) {
    return mlir::LLVM::GEPOp::create(
        body.builder, body.loc, object.getType(), body.builder.getI8Type(),
        object, llvm::ArrayRef<mlir::LLVM::GEPArg>{int32_t(offset)});
  }
  mlir::Value address(mlir::Value position, unsigned width) {
    return mlir::LLVM::GEPOp::create(
        body.builder, body.loc, object.getType(),
        mlir::IntegerType::get(context(), 8 * width),
        at(offsetof(rt::Array, data)),
        llvm::ArrayRef<mlir::LLVM::GEPArg>{position},
        mlir::LLVM::GEPNoWrapFlags::inbounds);
  }
  mlir::Value load(mlir::Type type, mlir::Value address, Part part) {
    auto load =
        mlir::LLVM::LoadOp::create(body.builder, body.loc, type, address);
    load.setTbaaAttr(aliasTag(context(), part));
    return load;
  }
  void store(mlir::Value value, mlir::Value address, Part part) {
    auto store =
        mlir::LLVM::StoreOp::create(body.builder, body.loc, value, address);
    store.setTbaaAttr(aliasTag(context(), part));
  }

  FunctionBody &body;
  mlir::Type element;
  mlir::Value object;
};

/// Continues in `inside` with the position that an index stands for.
void locate(FunctionBody &body, mlir::Value index, mlir::Value size,
            mlir::Block *inside, mlir::Block *outside);

/// A block that returns its two arguments. All ways out meet here, before the
/// pair is built: inlined functions then leave plain values behind, not pairs
/// that optimizations do not look into.
mlir::Block *returning(FunctionBody &body, mlir::Type type);

/// What stands for an element where there is none.
mlir::Value nothing(FunctionBody &body, mlir::Type element, mlir::Type type);

/// Continues in `done` with an array that nobody else holds.
void makeUnique(FunctionBody &body, Functions &functions, mlir::Type element,
                mlir::Value context, mlir::Value array, mlir::Block *done);

/// The old element combined with the operand; continues in `outside` if that
/// overflows.
mlir::Value combine(FunctionBody &body, Combine kind, mlir::Value old,
                    mlir::Value operand, mlir::Block *outside);

} // namespace forge::fmem

#endif // FORGE_LIB_CONVERSION_FMEMTOLLVM_ARRAYMEMORY_H
