//===- RecordOps.td - objects whose keys are known ------------------------===//
//
// A record is what inference knows about an object: the keys in their order,
// and the struct if it is an instance of one. As an attribute it is an array of
// the name of the struct, or `unit` for other objects, and the keys. All values
// of a record have the same layout, so that a field is a slot.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_OPS_RECORDOPS
#define FORGE_OPS_RECORDOPS

include "OpBase.td"

def Forge_RecordGetOp : Forge_Op<"record.get", [MemoryEffects<[]>]> {
  let summary = "field of an object that is known to have it in this slot";
  let description = [{
    What `forge.field.get` becomes where inference knows the records that the
    object can be of. Cannot raise, but must stay behind what shows the record,
    so it is not speculated.

    ```mlir
    %x = forge.record.get %p "x" at 0 : !forge.object -> f64
    ```
  }];
  let arguments = (ins Forge_Value:$object, StrAttr:$field, I64Attr:$slot);
  let results = (outs Forge_Value:$result);
  let assemblyFormat = [{
    $object $field `at` $slot attr-dict `:` type($object) `->` type($result)
  }];
  let hasFolder = 1;
  let hasVerifier = 1;
}

def Forge_RecordIsOp : Forge_Op<"record.is", [MemoryEffects<[]>]> {
  let summary = "is an object of one of these records";
  let description = [{
    The object is known to be of some records, of which `records` lists those
    that are asked for. A call of a method on objects of a few structs asks so
    for each of them.

    ```mlir
    %is = forge.record.is %shape [["Circle", "radius", "__type__"]] : !forge.any
    ```
  }];
  let arguments = (ins Forge_Value:$object, ArrayAttr:$records);
  let results = (outs I1:$result);
  let assemblyFormat = "$object $records attr-dict `:` type($object)";
  let hasVerifier = 1;
}

#endif // FORGE_OPS_RECORDOPS
