//===- AliasTags.h - what memory accesses touch ----------------*- C++ -*-===//
//
// Tags of type-based alias analysis: parts of objects that different accesses
// never share. They let LLVM keep the size of an array in a register while its
// elements are written.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_LIB_CONVERSION_FMEMTOLLVM_ALIASTAGS_H
#define FORGE_LIB_CONVERSION_FMEMTOLLVM_ALIASTAGS_H

#include "mlir/Dialect/LLVMIR/LLVMDialect.h"

namespace forge::fmem {

/// A part of objects, or of what the runtime remembers. The kind is apart from
/// the rest of the header, because counting does not change it.
enum class Part {
  Header,
  Size,
  Int,
  Float,
  Bool,
  Box,
  Kind,
  Shape,
  Text,
  Code,
  Cache,
  Cleanup,
};

/// The part that elements of this type (`i64`, `f64`, `i1` or a box) are.
Part partOf(mlir::Type element);

/// Value of the `tbaa` attribute of loads and stores of the part.
mlir::ArrayAttr aliasTag(mlir::MLIRContext *context, Part part);

} // namespace forge::fmem

#endif // FORGE_LIB_CONVERSION_FMEMTOLLVM_ALIASTAGS_H
