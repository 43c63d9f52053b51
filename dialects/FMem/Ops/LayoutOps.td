//===- LayoutOps.td - stack memory and static records ---------------------===//

#ifndef FMEM_OPS_LAYOUTOPS
#define FMEM_OPS_LAYOUTOPS

include "OpBase.td"
include "mlir/Interfaces/MemorySlotInterfaces.td"

def FMem_PackOp : FMem_Op<"pack", [FMem_Ownership]> {
  let summary = "operands as an array on the stack";
  let description = [{
    All operands have the type `element`. With `consume` the array takes the
    references over, and the operation it is passed to takes them from there;
    otherwise they are borrowed until that operation.
  }];
  let arguments = (ins TypeAttr:$element, UnitAttr:$consume,
                       Variadic<FMem_Value>:$values);
  let results = (outs FMem_RefType:$result);
  let assemblyFormat = [{
    (`consume` $consume^)? $element `(` ($values^ `:` type($values))? `)`
    attr-dict
  }];
  let hasVerifier = 1;
  let extraClassDefinition = [{
    bool $cppClass::consumesOperand(unsigned) { return getConsume(); }
    bool $cppClass::ownsResult(unsigned) { return false; }
  }];
}

def FMem_StackSlotOp : FMem_Op<"stack_slot",
    [DeclareOpInterfaceMethods<PromotableAllocationOpInterface>]> {
  let summary = "uninitialized stack memory for one value";
  let arguments = (ins TypeAttr:$element);
  let results = (outs FMem_RefType:$result);
  let assemblyFormat = "$element attr-dict";
}

def FMem_RefLoadOp : FMem_Op<"ref.load",
    [DeclareOpInterfaceMethods<PromotableMemOpInterface>]> {
  let summary = "move a value out of stack memory";
  let description = [{ A box comes with its reference. }];
  let arguments = (ins FMem_RefType:$address);
  let results = (outs FMem_Value:$result);
  let assemblyFormat = "$address attr-dict `:` type($result)";
}

def FMem_RefStoreOp : FMem_Op<"ref.store", [FMem_Ownership,
    DeclareOpInterfaceMethods<PromotableMemOpInterface>]> {
  let summary = "move a value into stack memory";
  let arguments = (ins FMem_Value:$value, FMem_RefType:$address);
  let assemblyFormat = "$value `,` $address attr-dict `:` type($value)";
  let extraClassDefinition = [{
    bool $cppClass::consumesOperand(unsigned index) { return index == 0; }
    bool $cppClass::ownsResult(unsigned) { return false; }
  }];
}

def FMem_CleanupSlotsOp : FMem_Op<"cleanup.slots"> {
  let summary = "stack memory in which error edges find what they release";
  let description = [{
    Boxes that many error edges release have a copy here, noted once where they
    are defined. An edge names those that are alive on it, so that it costs one
    call instead of one release per box. At most one per function.
  }];
  let arguments = (ins I64Attr:$count);
  let results = (outs FMem_RefType:$result);
  let assemblyFormat = "$count attr-dict";
  let hasVerifier = 1;
  let extraClassDeclaration = [{
    /// The box that is noted in each slot.
    ::llvm::SmallVector<::mlir::Value> notedBoxes();
  }];
}

def FMem_CleanupNoteOp : FMem_Op<"cleanup.note"> {
  let summary = "copy a box to the slot that is its own";
  let arguments = (ins FMem_BoxType:$value, FMem_RefType:$slots,
                       I64Attr:$index);
  let assemblyFormat = "$value `,` $slots `[` $index `]` attr-dict";
  let hasVerifier = 1;
}

def FMem_CleanupReleaseOp : FMem_Op<"cleanup.release"> {
  let summary = "give up a reference of each of some noted boxes";
  let description = [{
    Bit `i` of word `w` of the mask stands for slot `64 * (first + w) + i`.
  }];
  let arguments = (ins FMem_RefType:$slots, I64Attr:$first,
                       DenseI64ArrayAttr:$mask);
  let assemblyFormat = "$slots `from` $first $mask attr-dict";
  let hasVerifier = 1;
  let extraClassDeclaration = [{
    ::forge::fmem::CleanupSlotsOp getSlotsOp();
    /// Calls `visit` with each slot that is released.
    void forEachSlot(::llvm::function_ref<void(size_t)> visit);
  }];
}

def FMem_CleanupSaveOp : FMem_Op<"cleanup.save"> {
  let summary = "copy the slots of noted boxes into a frame";
  let arguments = (ins FMem_RefType:$slots, FMem_RefType:$frame,
                       I64Attr:$index);
  let assemblyFormat = "$slots `,` $frame `[` $index `]` attr-dict";
  let hasVerifier = 1;
}

def FMem_CleanupRestoreOp : FMem_Op<"cleanup.restore"> {
  let summary = "copy the slots of noted boxes back from a frame";
  let arguments = (ins FMem_RefType:$slots, FMem_RefType:$frame,
                       I64Attr:$index);
  let assemblyFormat = "$slots `,` $frame `[` $index `]` attr-dict";
  let hasVerifier = 1;
}

def FMem_StepsOp : FMem_Op<"steps"> {
  let summary = "path of a place as an array of PlaceSteps on the stack";
  let description = [{
    `path` has a string per field step and `unit` per index step, whose value is
    the next operand; the operands are borrowed.
  }];
  let arguments = (ins ArrayAttr:$path, Variadic<FMem_BoxType>:$indexes);
  let results = (outs FMem_RefType:$result);
  let assemblyFormat = "$path `(` $indexes `)` attr-dict";
  let hasVerifier = 1;
}

def FMem_ObjectLayoutOp : FMem_Op<"object_layout"> {
  let summary = "static ObjectLayout with these keys, one per operation";
  let description = [{
    All objects that are made with it are of the record, if there is one.
  }];
  let arguments = (ins StrArrayAttr:$keys, OptionalAttr<ArrayAttr>:$record);
  let results = (outs FMem_RefType:$result);
  let assemblyFormat = "$keys attr-dict";
}

def FMem_FieldCacheOp : FMem_Op<"field_cache"> {
  let summary = "static FieldCache, one per operation";
  let results = (outs FMem_RefType:$result);
  let assemblyFormat = "attr-dict";
}

def FMem_StringsOp : FMem_Op<"strings", [Pure]> {
  let summary = "static array of string boxes";
  let description = [{ `null` boxes stand for the empty texts if `nulls`. }];
  let arguments = (ins StrArrayAttr:$values, UnitAttr:$nulls);
  let results = (outs FMem_RefType:$result);
  let assemblyFormat = "$values attr-dict";
}

def FMem_IntsOp : FMem_Op<"ints", [Pure]> {
  let summary = "static array of i64";
  let arguments = (ins DenseI64ArrayAttr:$values);
  let results = (outs FMem_RefType:$result);
  let assemblyFormat = "$values attr-dict";
}

def FMem_FunctionAddressOp : FMem_Op<"function_address", [Pure,
    DeclareOpInterfaceMethods<SymbolUserOpInterface>]> {
  let summary = "address of a function of the module";
  let arguments = (ins FlatSymbolRefAttr:$callee);
  let results = (outs FMem_RefType:$result);
  let assemblyFormat = "$callee attr-dict";
}

def FMem_FunctionInfoOp : FMem_Op<"function_info", [Pure]> {
  let summary = "static FunctionInfo record";
  let arguments = (ins StrAttr:$name, StrAttr:$typeName, I64Attr:$arity,
                       I64Attr:$flags);
  let results = (outs FMem_RefType:$result);
  let assemblyFormat = "$name $typeName $arity $flags attr-dict";
}

#endif // FMEM_OPS_LAYOUTOPS
