//===- RecordFunctions.h - updates below objects of known layout -*- C++
//-*-===//
//
// Shared functions for updates of places, one for each path and type that a
// module uses; always inlined when optimizing.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_LIB_CONVERSION_FMEMTOLLVM_RECORDFUNCTIONS_H
#define FORGE_LIB_CONVERSION_FMEMTOLLVM_RECORDFUNCTIONS_H

#include "ArrayFunctions.h"
#include "Functions.h"
#include "dialects/FMem/FMem.h"

namespace forge::fmem {

class RecordFunctions {
public:
  RecordFunctions(Functions &functions, ArrayFunctions &arrays)
      : functions(functions), arrays(arrays) {}

  /// (context, root, index.., value) -> {root, outside}
  mlir::LLVM::LLVMFuncOp update(RecordUpdateOp op);

private:
  Functions &functions;
  ArrayFunctions &arrays;
  llvm::StringMap<mlir::LLVM::LLVMFuncOp> defined;
};

} // namespace forge::fmem

#endif // FORGE_LIB_CONVERSION_FMEMTOLLVM_RECORDFUNCTIONS_H
