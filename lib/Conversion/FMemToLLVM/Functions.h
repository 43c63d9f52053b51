//===- Functions.h - functions that generated code calls -------*- C++ -*-===//
//
// Declares runtime functions from the catalogue when they are first called, and
// defines the fast paths that most operations share. These are functions,
// always inlined when optimizing, so that unoptimized code stays small and
// conversion patterns need no control flow.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_LIB_CONVERSION_FMEMTOLLVM_FUNCTIONS_H
#define FORGE_LIB_CONVERSION_FMEMTOLLVM_FUNCTIONS_H

#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/IR/BuiltinOps.h"
#include "llvm/ADT/StringMap.h"

namespace forge::fmem {

class Functions {
public:
  /// With `countsRetains`, retains are counted in the context.
  Functions(mlir::ModuleOp module, bool countsRetains);

  /// Calls a runtime function; the context is left out if it takes none. The
  /// result is null for functions without one.
  mlir::Value callRuntime(mlir::OpBuilder &builder, mlir::Location loc,
                          llvm::StringRef symbol, mlir::Value context,
                          mlir::ValueRange arguments);

  void retain(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value context,
              mlir::Value box);
  void release(mlir::OpBuilder &builder, mlir::Location loc,
               mlir::Value context, mlir::Value box);
  /// The same as a call of the runtime, for places that are rarely reached.
  void releaseCold(mlir::OpBuilder &builder, mlir::Location loc,
                   mlir::Value context, mlir::Value box);
  mlir::Value boxInt(mlir::OpBuilder &builder, mlir::Location loc,
                     mlir::Value number);
  mlir::Value unboxInt(mlir::OpBuilder &builder, mlir::Location loc,
                       mlir::Value box);
  /// Releases the elements of an array from an index on.
  void dropSurplus(mlir::OpBuilder &builder, mlir::Location loc,
                   mlir::Value context, mlir::Value array, mlir::Value count,
                   mlir::Value from);

  /// Declares a function of the runtime.
  mlir::LLVM::LLVMFuncOp runtime(llvm::StringRef symbol);
  /// Starts the definition of a shared function.
  mlir::LLVM::LLVMFuncOp define(llvm::StringRef name, mlir::Type result,
                                llvm::ArrayRef<mlir::Type> params,
                                bool isInlined);

private:
  mlir::LLVM::LLVMFuncOp defineRetain();
  mlir::LLVM::LLVMFuncOp defineRelease();
  mlir::LLVM::LLVMFuncOp defineBoxInt();
  mlir::LLVM::LLVMFuncOp defineUnboxInt();
  mlir::LLVM::LLVMFuncOp defineDropSurplus();

  mlir::ModuleOp module;
  bool countsRetains;
  mlir::OpBuilder atEnd; ///< where functions are added
  mlir::Location loc;
  mlir::Type boxType, int32, pointer, none;
  llvm::StringMap<mlir::LLVM::LLVMFuncOp> declared;
  mlir::LLVM::LLVMFuncOp retainFunc, releaseFunc, boxIntFunc, unboxIntFunc,
      dropSurplusFunc;
};

} // namespace forge::fmem

#endif // FORGE_LIB_CONVERSION_FMEMTOLLVM_FUNCTIONS_H
