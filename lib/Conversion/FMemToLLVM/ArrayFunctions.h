//===- ArrayFunctions.h - fast paths of array accesses ---------*- C++ -*-===//
//
// Shared functions for arrays of known element type, one for each operation and
// type that a module uses; always inlined when optimizing. Results that come
// with a flag are an LLVM struct of both.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_LIB_CONVERSION_FMEMTOLLVM_ARRAYFUNCTIONS_H
#define FORGE_LIB_CONVERSION_FMEMTOLLVM_ARRAYFUNCTIONS_H

#include "Functions.h"
#include "dialects/FMem/FMem.h"

namespace forge::fmem {

class FunctionBody;

class ArrayFunctions {
public:
  ArrayFunctions(mlir::ModuleOp module, Functions &functions);

  /// Element types are those of fmem: a box, `i64`, `f64` or `i1`.
  using Element = mlir::Type;
  /// (array) -> size
  mlir::LLVM::LLVMFuncOp size();
  /// (context, array, index) -> {element, outside}
  mlir::LLVM::LLVMFuncOp get(Element element, bool isBorrowed);
  /// (context, array, position) -> {element, more}
  mlir::LLVM::LLVMFuncOp next(Element element, bool isBorrowed);
  /// (context, array) -> array
  mlir::LLVM::LLVMFuncOp unique(Element element);
  /// (context, array, index, value) -> {array, outside}
  mlir::LLVM::LLVMFuncOp set(Element element, std::optional<Combine> kind);
  /// (context, array, index.., value) -> {array, outside}
  mlir::LLVM::LLVMFuncOp setDeep(Element element, unsigned indexes,
                                 std::optional<Combine> kind);
  /// (context, array, index, value) -> outside
  mlir::LLVM::LLVMFuncOp store(Element element, std::optional<Combine> kind);
  /// (context, array, value) -> array
  mlir::LLVM::LLVMFuncOp push(Element element);

private:
  mlir::LLVM::LLVMFuncOp
  function(llvm::StringRef name, Element element, mlir::Type result,
           llvm::ArrayRef<mlir::Type> params,
           llvm::function_ref<void(FunctionBody &)> build);
  mlir::LLVM::LLVMFuncOp update(llvm::StringRef name, Element element,
                                std::optional<Combine> kind, bool isUnique);
  mlir::Type converted(Element element) const;
  mlir::Type withFlag(mlir::Type type) const;

  Functions &functions;
  mlir::Type box, flag, pointer;
  llvm::StringMap<mlir::LLVM::LLVMFuncOp> defined;
};

} // namespace forge::fmem

#endif // FORGE_LIB_CONVERSION_FMEMTOLLVM_ARRAYFUNCTIONS_H
