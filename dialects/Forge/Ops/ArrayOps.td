//===- ArrayOps.td - arrays whose elements have one known type ------------===//
//
// The type `!forge.array<T>` promises that every element is of type T and, where
// T is `i64`, `f64` or `i1`, stored unboxed. Arrays of known element type are
// never frozen. General operations become inline code on them; here is only what
// has no general form.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_OPS_ARRAYOPS
#define FORGE_OPS_ARRAYOPS

include "OpBase.td"

def Forge_ArraySizeOp : Forge_Op<"array.size", [Pure]> {
  let summary = "number of elements";
  let description = [{
    What the builtin `len` becomes on an array of known element type.

    ```mlir
    %n = forge.array.size %a : !forge.array<f64>
    ```
  }];
  let arguments = (ins Forge_ArrayType:$array);
  let results = (outs I64:$result);
  let assemblyFormat = "$array attr-dict `:` type($array)";
  let hasFolder = 1;
}

#endif // FORGE_OPS_ARRAYOPS
