//===- RecordOps.td - inline access to objects of known layout ------------===//
//
// Objects that are known to have a shape, and which one, so that a field is a
// slot. The header of an object that is made with a record has its number.
//
//===----------------------------------------------------------------------===//

#ifndef FMEM_OPS_RECORDOPS
#define FMEM_OPS_RECORDOPS

include "OpBase.td"

def FMem_RecordGetOp : FMem_Op<"record.get", [
    MemoryEffects<[MemRead]>, FMem_Ownership]> {
  let summary = "content of a slot; a box comes with a new reference";
  let description = [{
    A number or truth value is known to be in the slot where the result has that
    type. `borrow` as in `fmem.array.get`.
  }];
  let arguments = (ins FMem_BoxType:$object, I64Attr:$slot, UnitAttr:$borrow);
  let results = (outs FMem_Value:$result);
  let assemblyFormat = [{
    (`borrow` $borrow^)? $object `[` $slot `]` attr-dict `:` type($result)
  }];
  let extraClassDefinition = [{
    bool $cppClass::consumesOperand(unsigned) { return false; }
    bool $cppClass::ownsResult(unsigned) { return !getBorrow(); }
  }];
}

def FMem_RecordIsOp : FMem_Op<"record.is", [MemoryEffects<[MemRead]>]> {
  let summary = "was an object made with one of these records";
  let arguments = (ins FMem_BoxType:$object, ArrayAttr:$records);
  let results = (outs I1:$result);
  let assemblyFormat = "$object $records attr-dict";
}

def FMem_RecordUpdateOp : FMem_Op<"record.update", [FMem_Ownership]> {
  let summary = "the root with a place below it updated, in place where possible";
  let description = [{
    `path` has the number of a slot per step into an object and `unit` per step
    into an array, whose index is the next of `indexes`; arrays on the way hold
    boxes. Replaces what is at the end of the path; with `kind` combines it with
    the value as `fmem.array.set` does; with `push` it is an array that the value
    is added to. An array at the end has elements of the type of the value. What
    is shared on the way is copied. When `outside` is set, because an index does
    not exist or a combination overflows, nothing has changed.

    `plain` says that what is replaced holds no reference.
  }];
  let arguments = (ins FMem_BoxType:$root, ArrayAttr:$path,
                       Variadic<I64>:$indexes, FMem_Value:$value,
                       OptionalAttr<FMem_Combine>:$kind, UnitAttr:$push,
                       UnitAttr:$plain);
  let results = (outs FMem_BoxType:$result, I1:$outside);
  let assemblyFormat = [{
    $root $path `[` $indexes `]` `,` (`push` $push^)? ($kind^)? $value
    (`plain` $plain^)? attr-dict `:` type($value)
  }];
  let hasVerifier = 1;
  let extraClassDefinition = [{
    bool $cppClass::consumesOperand(unsigned) { return true; }
    bool $cppClass::ownsResult(unsigned) { return true; }
  }];
}

#endif // FMEM_OPS_RECORDOPS
