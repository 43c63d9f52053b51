//===- StaticData.h - records that the runtime reads -----------*- C++ -*-===//
//
// Builds the constants and the zero-initialized caches of a module as globals
// with the layouts of Abi.h. Texts are shared: equal ones have one global.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_LIB_CONVERSION_FMEMTOLLVM_STATICDATA_H
#define FORGE_LIB_CONVERSION_FMEMTOLLVM_STATICDATA_H

#include "TargetLayout.h"
#include "forge/rt/Abi.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/BuiltinOps.h"
#include "llvm/ADT/StringMap.h"

namespace forge::fmem {

class StaticData {
public:
  StaticData(mlir::ModuleOp module, const TargetLayout &target);

  /// All of these return the symbol of a global.
  mlir::StringAttr string(llvm::StringRef text);
  mlir::StringAttr objectLayout(llvm::ArrayRef<mlir::Attribute> keys,
                                mlir::ArrayAttr record);
  mlir::StringAttr fieldCache();
  mlir::StringAttr stringArray(llvm::ArrayRef<mlir::Attribute> texts,
                               bool nulls);
  mlir::StringAttr intArray(llvm::ArrayRef<int64_t> numbers);
  mlir::StringAttr functionInfo(llvm::StringRef name, llvm::StringRef typeName,
                                int64_t arity, int64_t flags);
  /// A function value without captures; `info` as made by `functionInfo`.
  mlir::StringAttr closure(rt::Kind kind, mlir::StringAttr entry,
                           mlir::StringAttr info);
  mlir::StringAttr sourceSite(mlir::Location loc, llvm::StringRef function);
  /// A box in memory, for places that may be read when there is no value.
  mlir::StringAttr box(uint64_t bits);
  /// Null terminated, which only some readers need.
  mlir::StringAttr characters(llvm::StringRef text);
  /// Declares the static object of a builtin.
  mlir::StringAttr external(llvm::StringRef symbol);

  /// The number of a record in this module, from 1 on; 0 is that of none.
  unsigned recordNumber(mlir::ArrayAttr record);

  /// Emits the one global that the runtime's start-up code reads.
  /// `atEnd`, if any, is a function to be called when the program has ended.
  void programInfo(int64_t globals, llvm::StringRef file,
                   mlir::StringAttr atEnd);

private:
  /// Part of a record: a number, or the address of another global (null when
  /// empty).
  struct Member {
    enum Kind { Number, Pointer, Slot, Box } kind;
    unsigned bits = 64; ///< of a number
    int64_t number = 0;
    mlir::StringAttr symbol;
  };
  static Member i32(int64_t number) { return {Member::Number, 32, number, {}}; }
  static Member i64(int64_t number) { return {Member::Number, 64, number, {}}; }
  static Member slot(mlir::StringAttr symbol) {
    return {Member::Slot, 64, 0, symbol};
  }
  static Member pointer(mlir::StringAttr symbol) {
    return {Member::Pointer, 64, 0, symbol};
  }
  static Member boxOf(mlir::StringAttr symbol) {
    return {Member::Box, 64, 0, symbol};
  }

  mlir::StringAttr
  record(llvm::StringRef name, bool constant, llvm::ArrayRef<Member> members,
         mlir::LLVM::Linkage linkage = mlir::LLVM::Linkage::Internal);
  mlir::StringAttr nextName(llvm::StringRef kind);
  mlir::LLVM::GlobalOp global(mlir::Type type, bool constant,
                              mlir::StringAttr name, mlir::Attribute value,
                              mlir::LLVM::Linkage linkage);

  mlir::OpBuilder builder;
  mlir::Location loc;
  const TargetLayout &target;
  llvm::StringMap<mlir::StringAttr> strings, texts, externals;
  llvm::DenseMap<uint64_t, mlir::StringAttr> boxes;
  llvm::DenseMap<mlir::Attribute, mlir::StringAttr> closures;
  llvm::DenseMap<std::pair<mlir::Attribute, mlir::Attribute>, mlir::StringAttr>
      sites;
  llvm::DenseMap<mlir::Attribute, unsigned> recordNumbers;
  unsigned count = 0;
};

} // namespace forge::fmem

#endif // FORGE_LIB_CONVERSION_FMEMTOLLVM_STATICDATA_H
