//===- CellOps.td - captured and top-level variables ----------------------===//

#ifndef FMEM_OPS_CELLOPS
#define FMEM_OPS_CELLOPS

include "OpBase.td"

def FMem_CellLoadOp : FMem_Op<"cell.load", [MemoryEffects<[MemRead]>]> {
  let summary = "value of a captured variable, with a new reference";
  let arguments = (ins FMem_BoxType:$cell);
  let results = (outs FMem_BoxType:$result);
  let assemblyFormat = "$cell attr-dict";
}

def FMem_CellTakeOp : FMem_Op<"cell.take"> {
  let summary = "move the value out of a captured variable; null stays behind";
  let arguments = (ins FMem_BoxType:$cell);
  let results = (outs FMem_BoxType:$result);
  let assemblyFormat = "$cell attr-dict";
}

def FMem_CellStoreOp : FMem_Op<"cell.store", [FMem_Ownership]> {
  let summary = "assign a captured variable; its old value is released";
  let arguments = (ins FMem_BoxType:$value, FMem_BoxType:$cell);
  let assemblyFormat = "$value `,` $cell attr-dict";
  let extraClassDefinition = [{
    bool $cppClass::consumesOperand(unsigned index) { return index == 0; }
    bool $cppClass::ownsResult(unsigned) { return false; }
  }];
}

def FMem_GlobalLoadOp : FMem_Op<"global.load", [MemoryEffects<[MemRead]>]> {
  let summary = "value of a top-level variable, with a new reference";
  let arguments = (ins I64Attr:$index);
  let results = (outs FMem_BoxType:$result);
  let assemblyFormat = "$index attr-dict";
}

def FMem_GlobalTakeOp : FMem_Op<"global.take"> {
  let summary = "move the value out of a top-level variable; null stays behind";
  let arguments = (ins I64Attr:$index);
  let results = (outs FMem_BoxType:$result);
  let assemblyFormat = "$index attr-dict";
}

def FMem_GlobalStoreOp : FMem_Op<"global.store", [FMem_Ownership]> {
  let summary = "assign a top-level variable; its old value is released";
  let arguments = (ins FMem_BoxType:$value, I64Attr:$index);
  let assemblyFormat = "$value `,` $index attr-dict";
  let extraClassDefinition = [{
    bool $cppClass::consumesOperand(unsigned) { return true; }
    bool $cppClass::ownsResult(unsigned) { return false; }
  }];
}

#endif // FMEM_OPS_CELLOPS
