//===- ArrayOps.td - inline access to arrays ------------------------------===//
//
// Arrays that are known to hold elements of one type: unboxed numbers or truth
// values, or boxes. The runtime handles what happens rarely: growing, copying
// what is shared. Indexes below zero count from the end; `outside` says that
// there is no such element, and the other result is then meaningless, unless
// stated.
//
//===----------------------------------------------------------------------===//

#ifndef FMEM_OPS_ARRAYOPS
#define FMEM_OPS_ARRAYOPS

include "OpBase.td"

/// Takes all references it is given and yields an owned one.
class FMem_ArrayMoveOp<string mnemonic> : FMem_Op<mnemonic, [FMem_Ownership]> {
  let extraClassDefinition = [{
    bool $cppClass::consumesOperand(unsigned) { return true; }
    bool $cppClass::ownsResult(unsigned) { return true; }
  }];
}

def FMem_ArraySizeOp : FMem_Op<"array.size", [MemoryEffects<[MemRead]>]> {
  let summary = "number of elements";
  let arguments = (ins FMem_BoxType:$array);
  let results = (outs I64:$result);
  let assemblyFormat = "$array attr-dict";
}

def FMem_ArrayGetOp : FMem_Op<"array.get", [
    MemoryEffects<[MemRead]>, FMem_Ownership]> {
  let summary = "element at an index; a box comes with a new reference";
  let description = [{
    With `borrow` a box comes without one: the array keeps it alive. So each use
    of the element counts as a use of the array, which nobody takes in between.
    `fmem-borrow-elements` says where this is so.
  }];
  let arguments = (ins FMem_BoxType:$array, I64:$index, UnitAttr:$borrow);
  let results = (outs FMem_Value:$result, I1:$outside);
  let assemblyFormat = [{
    (`borrow` $borrow^)? $array `[` $index `]` attr-dict `:` type($result)
  }];
  let extraClassDefinition = [{
    bool $cppClass::consumesOperand(unsigned) { return false; }
    bool $cppClass::ownsResult(unsigned) { return !getBorrow(); }
  }];
}

def FMem_ArrayNextOp : FMem_Op<"array.next", [
    MemoryEffects<[MemRead]>, FMem_Ownership]> {
  let summary = "element at a position of a loop, if there is one";
  let description = [{ `position` is not negative. Boxes as in `array.get`. }];
  let arguments = (ins FMem_BoxType:$array, I64:$position, UnitAttr:$borrow);
  let results = (outs FMem_Value:$result, I1:$more);
  let assemblyFormat = [{
    (`borrow` $borrow^)? $array `[` $position `]` attr-dict `:` type($result)
  }];
  let extraClassDefinition = [{
    bool $cppClass::consumesOperand(unsigned) { return false; }
    bool $cppClass::ownsResult(unsigned) { return !getBorrow(); }
  }];
}

def FMem_ArrayUniqueOp : FMem_ArrayMoveOp<"array.unique"> {
  let summary = "the array itself if nobody else holds it, else a copy";
  let description = [{
    `element` is the type of the elements: an array without elements gets the
    storage for it.
  }];
  let arguments = (ins FMem_BoxType:$array, TypeAttr:$element);
  let results = (outs FMem_BoxType:$result);
  let assemblyFormat = "$array `of` $element attr-dict";
}

def FMem_ArraySetOp : FMem_ArrayMoveOp<"array.set"> {
  let summary = "the array with another element, in place where possible";
  let description = [{
    With `kind` the element is combined with the operand: `outside` then also
    stands for an overflow. When it is set the array is as it was.
  }];
  let arguments = (ins FMem_BoxType:$array, I64:$index, FMem_Value:$value,
                       OptionalAttr<FMem_Combine>:$kind);
  let results = (outs FMem_BoxType:$result, I1:$outside);
  let assemblyFormat = [{
    $array `[` $index `]` `,` ($kind^)? $value attr-dict `:` type($value)
  }];
  let hasVerifier = 1;
}

def FMem_ArraySetDeepOp : FMem_ArrayMoveOp<"array.set_deep"> {
  let summary = "the array with another element in an array below it";
  let description = [{
    `array.set` in the array that all indexes but the last lead to: the outer
    arrays hold arrays. `value` is of the elements of the innermost one. What is
    shared on the way is copied; when `outside` is set nothing has changed.
  }];
  let arguments = (ins FMem_BoxType:$array, Variadic<I64>:$indexes,
                       FMem_Value:$value, OptionalAttr<FMem_Combine>:$kind);
  let results = (outs FMem_BoxType:$result, I1:$outside);
  let assemblyFormat = [{
    $array `[` $indexes `]` `,` ($kind^)? $value attr-dict `:` type($value)
  }];
  let hasVerifier = 1;
}

def FMem_ArrayStoreOp : FMem_Op<"array.store", [FMem_Ownership]> {
  let summary = "replace an element of an array that nobody else holds";
  let description = [{
    `array.set` on an array known to be unique: what `fmem-hoist-unique` leaves.
  }];
  let arguments = (ins FMem_BoxType:$array, I64:$index, FMem_Value:$value,
                       OptionalAttr<FMem_Combine>:$kind);
  let results = (outs I1:$outside);
  let assemblyFormat = [{
    $array `[` $index `]` `,` ($kind^)? $value attr-dict `:` type($value)
  }];
  let hasVerifier = 1;
  let extraClassDefinition = [{
    bool $cppClass::consumesOperand(unsigned index) { return index == 2; }
    bool $cppClass::ownsResult(unsigned) { return false; }
  }];
}

def FMem_ArrayPushOp : FMem_ArrayMoveOp<"array.push"> {
  let summary = "the array with one more element, in place where possible";
  let arguments = (ins FMem_BoxType:$array, FMem_Value:$value);
  let results = (outs FMem_BoxType:$result);
  let assemblyFormat = "$array `,` $value attr-dict `:` type($value)";
}

#endif // FMEM_OPS_ARRAYOPS
