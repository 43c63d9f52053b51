//===- BoxOps.td - boxes and counts ---------------------------------------===//

#ifndef FMEM_OPS_BOXOPS
#define FMEM_OPS_BOXOPS

include "OpBase.td"

def FMem_RetainOp : FMem_Op<"retain"> {
  let summary = "add a reference";
  let arguments = (ins FMem_BoxType:$value);
  let assemblyFormat = "$value attr-dict";
}

def FMem_ReleaseOp : FMem_Op<"release"> {
  let summary = "give up a reference; frees the object with the last one";
  let arguments = (ins FMem_BoxType:$value);
  let assemblyFormat = "$value attr-dict";
}

def FMem_SingletonOp : FMem_UnownedOp<"singleton", [Pure, ConstantLike]> {
  let summary = "null, None, or a marker";
  let arguments = (ins FMem_Singleton:$value);
  let results = (outs FMem_BoxType:$result);
  let assemblyFormat = "$value attr-dict";
  let hasFolder = 1;
}

def FMem_UndefOp : FMem_UnownedOp<"undef", [Pure]> {
  let summary = "meaningless value, e.g. the result of a call that raised";
  let results = (outs FMem_Value:$result);
  let assemblyFormat = "attr-dict `:` type($result)";
}

def FMem_StringOp : FMem_UnownedOp<"string", [Pure]> {
  let summary = "immortal string constant";
  let description = [{ Equal texts share one static object per module. }];
  let arguments = (ins StrAttr:$value);
  let results = (outs FMem_BoxType:$result);
  let assemblyFormat = "$value attr-dict";
}

def FMem_BuiltinOp : FMem_UnownedOp<"builtin", [Pure]> {
  let summary = "static object of a builtin function";
  let arguments = (ins StrAttr:$name);
  let results = (outs FMem_BoxType:$result);
  let assemblyFormat = "$name attr-dict";
}

def FMem_BoxOp : FMem_Op<"box", [Pure, FMem_Ownership]> {
  let summary = "box a scalar";
  let description = [{
    Integers outside 48 bits are allocated, so that the result of boxing an
    `i64` is owned, unless it is a constant that fits; boxes of `f64` and `i1`
    hold no reference.
  }];
  let arguments = (ins FMem_Scalar:$value);
  let results = (outs FMem_BoxType:$result);
  let assemblyFormat = "$value attr-dict `:` type($value)";
}

def FMem_UnboxOp : FMem_Op<"unbox", [Pure]> {
  let summary = "content of a box that is known to hold this scalar type";
  let arguments = (ins FMem_BoxType:$value);
  let results = (outs FMem_Scalar:$result);
  let assemblyFormat = "$value attr-dict `:` type($result)";
  let hasFolder = 1;
}

def FMem_IsMarkerOp : FMem_Op<"is_marker", [Pure]> {
  let summary = "is a box this singleton";
  let arguments = (ins FMem_Singleton:$marker, FMem_BoxType:$value);
  let results = (outs I1:$result);
  let assemblyFormat = "$marker $value attr-dict";
  let hasFolder = 1;
}

def FMem_CheckedOp : FMem_Op<"checked", [Pure]> {
  let summary = "integer arithmetic that reports overflow";
  let arguments = (ins FMem_CheckedKind:$kind, I64:$lhs, I64:$rhs);
  let results = (outs I64:$result, I1:$overflow);
  let assemblyFormat = "$kind $lhs `,` $rhs attr-dict";
  let hasFolder = 1;
}

#endif // FMEM_OPS_BOXOPS
