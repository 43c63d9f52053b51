//===- FrameOps.td - functions that wait ----------------------------------===//

#ifndef FMEM_OPS_FRAMEOPS
#define FMEM_OPS_FRAMEOPS

include "OpBase.td"

def FMem_SuspendedOp : FMem_Op<"suspended", [MemoryEffects<[MemRead]>]> {
  let summary = "has the call before this one stopped to wait";
  let description = [{
    Then its result means nothing yet, `fmem.error_pending` is true as well, and
    the function must keep what it needs and return.
  }];
  let results = (outs I1:$result);
  let assemblyFormat = "attr-dict";
}

def FMem_AttentionOp : FMem_Op<"attention", [MemoryEffects<[MemRead]>]> {
  let summary = "does the scheduler want something of the running task";
  let results = (outs I1:$result);
  let assemblyFormat = "attr-dict";
}

def FMem_FrameCaptureOp : FMem_Op<"frame.capture", [FMem_Ownership,
    DeclareOpInterfaceMethods<SymbolUserOpInterface>]> {
  let summary = "keep values for when the call goes on";
  let description = [{
    Makes a frame on the heap behind those of the functions called by this one.
    `resume` is called with the frame once the call at suspension point `state`
    has its result. The frame takes the references of the values over; `extra`
    more slots stay uninitialized. `function` is the name shown for the place.
    The result is the frame.

    ```mlir
    %frame = fmem.frame.capture @f.resume 2 "f"(%xs, %i : !fmem.box, i64)
        extra 0
    ```
  }];
  let arguments = (ins FlatSymbolRefAttr:$resume, I32Attr:$state,
                       StrAttr:$function, Variadic<FMem_Value>:$values,
                       I64Attr:$extra);
  let results = (outs FMem_RefType:$frame);
  let assemblyFormat = [{
    $resume $state $function `(` ($values^ `:` type($values))? `)`
    `extra` $extra attr-dict
  }];
  let extraClassDefinition = [{
    bool $cppClass::consumesOperand(unsigned) { return true; }
    bool $cppClass::ownsResult(unsigned) { return false; }
  }];
}

def FMem_FrameStateOp : FMem_Op<"frame.state", [MemoryEffects<[MemRead]>]> {
  let summary = "number of the suspension point that a frame was made at";
  let arguments = (ins FMem_RefType:$frame);
  let results = (outs I32:$result);
  let assemblyFormat = "$frame attr-dict";
}

def FMem_FrameLoadOp : FMem_Op<"frame.load"> {
  let summary = "move a value out of a frame";
  let description = [{ A box comes with its reference. }];
  let arguments = (ins FMem_RefType:$frame, I64Attr:$index);
  let results = (outs FMem_Value:$result);
  let assemblyFormat = "$frame `[` $index `]` attr-dict `:` type($result)";
}

def FMem_FramePopOp : FMem_Op<"frame.pop"> {
  let summary = "free a frame whose values have been moved out";
  let arguments = (ins FMem_RefType:$frame);
  let assemblyFormat = "$frame attr-dict";
}

def FMem_FrameResultOp : FMem_Op<"frame.result"> {
  let summary = "result of the call that a resumed function was waiting for";
  let description = [{ Meaningless if an error is pending. A box is owned. }];
  let results = (outs FMem_Value:$result);
  let assemblyFormat = "attr-dict `:` type($result)";
}

def FMem_FrameBitsOp : FMem_Op<"frame.bits", [FMem_Ownership]> {
  let summary = "a result as the 64 bits that resume functions return";
  let arguments = (ins FMem_Value:$value);
  let results = (outs I64:$result);
  let assemblyFormat = "$value attr-dict `:` type($value)";
  let extraClassDefinition = [{
    bool $cppClass::consumesOperand(unsigned) { return true; }
    bool $cppClass::ownsResult(unsigned) { return false; }
  }];
}

#endif // FMEM_OPS_FRAMEOPS
