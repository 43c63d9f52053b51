//===- AliasTags.cpp - what memory accesses touch -------------------------===//

#include "AliasTags.h"
#include "dialects/FMem/FMem.h"

using namespace mlir;
using namespace forge::fmem;

Part forge::fmem::partOf(Type element) {
  if (element.isF64())
    return Part::Float;
  if (element.isInteger(1))
    return Part::Bool;
  return isa<BoxType>(element) ? Part::Box : Part::Int;
}

ArrayAttr forge::fmem::aliasTag(MLIRContext *context, Part part) {
  static constexpr StringLiteral names[] = {
      "header", "size",  "int",  "float", "bool",  "box",
      "kind",   "shape", "text", "code",  "cache", "cleanup"};
  auto root =
      LLVM::TBAARootAttr::get(context, StringAttr::get(context, "forge"));
  auto descriptor = LLVM::TBAATypeDescriptorAttr::get(
      context, names[unsigned(part)],
      LLVM::TBAAMemberAttr::get(context, root, 0));
  return ArrayAttr::get(context, LLVM::TBAATagAttr::get(context, descriptor,
                                                        descriptor, 0,
                                                        /*constant=*/false));
}
