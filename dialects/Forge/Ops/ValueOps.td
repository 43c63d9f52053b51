//===- ValueOps.td - constants, boxes, variables --------------------------===//

#ifndef FORGE_OPS_VALUEOPS
#define FORGE_OPS_VALUEOPS

include "OpBase.td"

def Forge_SingletonOp : Forge_Op<"singleton", [Pure, ConstantLike]> {
  let summary = "null, None, or a marker";
  let description = [{
    `null` and `none` are values of the language. `missing` is an argument that
    the caller did not pass, `unbound` a variable whose declaration has not run;
    programs never see either.

    ```mlir
    %0 = forge.singleton null
    ```
  }];
  let arguments = (ins Forge_Singleton:$value);
  let results = (outs Forge_AnyType:$result);
  let assemblyFormat = "$value attr-dict";
  let hasFolder = 1;
}

def Forge_NarrowOp : Forge_Op<"narrow", [Pure]> {
  let summary = "a value that is known to be of one of these kinds here";
  let description = [{
    The value itself. It stands where the way to it shows the kinds: behind a
    test, or behind an operation that raises for other values. Kinds have the
    names that inference prints. With `records`, objects are of one of these
    records, if they are known to be of records at all.

    ```mlir
    %n = forge.narrow %v to ["Int", "Float"] : !forge.any
    ```
  }];
  let arguments = (ins Forge_AnyType:$value, StrArrayAttr:$kinds,
                       OptionalAttr<ArrayAttr>:$records);
  let results = (outs Forge_AnyType:$result);
  let assemblyFormat = "$value `to` $kinds attr-dict `:` type($value)";
}

def Forge_IsMarkerOp : Forge_Op<"is_marker", [Pure]> {
  let summary = "is a value this singleton";
  let description = [{
    Tells an argument that was not passed, or a variable that was not declared,
    from a value. Folds for singletons and for values known to be something else.

    ```mlir
    %absent = forge.is_marker missing %p : !forge.any
    ```
  }];
  let arguments = (ins Forge_Singleton:$marker, Forge_Value:$value);
  let results = (outs I1:$result);
  let assemblyFormat = "$marker $value attr-dict `:` type($value)";
  let hasFolder = 1;
}

def Forge_StringOp : Forge_Op<"string", [Pure, ConstantLike]> {
  let summary = "a string constant";
  let arguments = (ins StrAttr:$value);
  let results = (outs Forge_StrType:$result);
  let assemblyFormat = "$value attr-dict";
  let hasFolder = 1;
}

def Forge_BoxOp : Forge_Op<"box", [Pure]> {
  let summary = "forget what is known about a value";
  let description = [{
    Turns a value of a refined type into `!forge.any`. Folds when its operand is
    `any`.

    ```mlir
    %a = forge.box %n : i64
    ```
  }];
  let arguments = (ins Forge_Value:$value);
  let results = (outs Forge_AnyType:$result);
  let assemblyFormat = "$value attr-dict `:` type($value)";
  let hasFolder = 1;
}

def Forge_UnboxOp : Forge_Op<"unbox", [Pure]> {
  let summary = "use what is known about a value";
  let description = [{
    The inverse of `forge.box`: the operand is known to be of the result type;
    nothing is checked. Folds with a `forge.box` of that type.

    ```mlir
    %n = forge.unbox %a : i64
    ```
  }];
  let arguments = (ins Forge_Value:$value);
  let results = (outs Forge_Value:$result);
  let assemblyFormat = "$value attr-dict `:` type($value) `->` type($result)";
  let hasFolder = 1;
}

def Forge_SlotOp : Forge_Op<"slot", [
    DeclareOpInterfaceMethods<PromotableAllocationOpInterface>]> {
  let summary = "a local variable";
  let description = [{
    Stands in the entry block and is promoted to SSA values by `mem2reg`. A slot
    that may be read before its first store is `late`: it then holds `unbound`,
    and its loads are checked. Other slots hold nothing in particular.
  }];
  let arguments = (ins StrAttr:$name, UnitAttr:$late);
  let results = (outs Forge_SlotType:$slot);
  let assemblyFormat = "(`late` $late^)? $name attr-dict";
}

def Forge_SlotLoadOp : Forge_Op<"slot.load", [
    DeclareOpInterfaceMethods<PromotableMemOpInterface>]> {
  let summary = "value of a local variable";
  let arguments = (ins Arg<Forge_SlotType, "", [MemRead]>:$slot);
  let results = (outs Forge_AnyType:$result);
  let assemblyFormat = "$slot attr-dict";
}

def Forge_SlotStoreOp : Forge_Op<"slot.store", [
    DeclareOpInterfaceMethods<PromotableMemOpInterface>]> {
  let summary = "assign a local variable";
  let arguments = (ins Forge_AnyType:$value,
                       Arg<Forge_SlotType, "", [MemWrite]>:$slot);
  let assemblyFormat = "$value `,` $slot attr-dict";
}

def Forge_CellNewOp : Forge_Op<"cell.new", [MemoryEffects<[MemAlloc]>]> {
  let summary = "a captured variable with its first value";
  let arguments = (ins Forge_AnyType:$value);
  let results = (outs Forge_CellType:$cell);
  let assemblyFormat = "$value attr-dict";
}

def Forge_CellLoadOp : Forge_Op<"cell.load", [MemoryEffects<[MemRead]>]> {
  let summary = "value of a captured variable";
  let arguments = (ins Forge_CellType:$cell);
  let results = (outs Forge_AnyType:$result);
  let assemblyFormat = "$cell attr-dict";
}

def Forge_CellTakeOp
    : Forge_Op<"cell.take", [MemoryEffects<[MemRead, MemWrite]>]> {
  let summary = "move the value out of a captured variable";
  let description = [{
    Leaves `null` behind; a store follows before anything can look. An update
    that takes, changes and stores keeps the value unique.
  }];
  let arguments = (ins Forge_CellType:$cell);
  let results = (outs Forge_AnyType:$result);
  let assemblyFormat = "$cell attr-dict";
}

def Forge_CellStoreOp : Forge_Op<"cell.store", [MemoryEffects<[MemWrite]>]> {
  let summary = "assign a captured variable";
  let arguments = (ins Forge_AnyType:$value, Forge_CellType:$cell);
  let assemblyFormat = "$value `,` $cell attr-dict";
}

class Forge_GlobalOp<string mnemonic, list<MemoryEffect> effects>
    : Forge_Op<"global." # mnemonic, [MemoryEffects<effects>]>;

def Forge_GlobalLoadOp : Forge_GlobalOp<"load", [MemRead]> {
  let summary = "value of a top-level variable";
  let description = [{
    Top-level variables that functions refer to are numbered; each task has its
    own copy of them. They hold `unbound` until their declaration has run.
  }];
  let arguments = (ins I64Attr:$index, StrAttr:$name);
  let results = (outs Forge_AnyType:$result);
  let assemblyFormat = "$index $name attr-dict";
}

def Forge_GlobalTakeOp : Forge_GlobalOp<"take", [MemRead, MemWrite]> {
  let summary = "move the value out of a top-level variable";
  let arguments = (ins I64Attr:$index, StrAttr:$name);
  let results = (outs Forge_AnyType:$result);
  let assemblyFormat = "$index $name attr-dict";
}

def Forge_GlobalStoreOp : Forge_GlobalOp<"store", [MemWrite]> {
  let summary = "assign a top-level variable";
  let arguments = (ins Forge_AnyType:$value, I64Attr:$index, StrAttr:$name);
  let assemblyFormat = "$value `,` $index $name attr-dict";
}

def Forge_GlobalCellOp : Forge_GlobalOp<"cell", [MemRead]> {
  let summary = "the cell of a top-level variable that closures share";
  let description = [{
    Closures keep using the variables they captured, also where another task
    calls them, while functions at the top level use those of their task. So a
    variable that both change has a cell, and each task's copy of the variable
    has one of its own.
  }];
  let arguments = (ins I64Attr:$index, StrAttr:$name);
  let results = (outs Forge_CellType:$cell);
  let assemblyFormat = "$index $name attr-dict";
}

def Forge_GlobalNewCellOp
    : Forge_GlobalOp<"new_cell", [MemAlloc, MemWrite]> {
  let summary = "give a top-level variable a cell, unbound so far";
  let arguments = (ins I64Attr:$index, StrAttr:$name);
  let assemblyFormat = "$index $name attr-dict";
}

def Forge_CheckBoundOp : Forge_RaisingOp<"check_bound", [Pure]> {
  let summary = "a variable that may not have been declared yet";
  let description = [{
    Yields the operand, or raises `undefined variable: 'NAME'` when it is
    `unbound`. `hint` is shown with the error and may be empty.
  }];
  let arguments = (ins Forge_AnyType:$value, StrAttr:$name, StrAttr:$hint);
  let assemblyFormat = [{
    $value $name `hint` $hint attr-dict `:` type($result)
  }];
  let hasFolder = 1;
}

#endif // FORGE_OPS_VALUEOPS
