//===- CallOps.td - runtime calls, entries, errors ------------------------===//

#ifndef FMEM_OPS_CALLOPS
#define FMEM_OPS_CALLOPS

include "OpBase.td"

def FMem_CallOp : FMem_Op<"call", [FMem_Ownership,
    DeclareOpInterfaceMethods<MemoryEffectsOpInterface>]> {
  let summary = "call of a runtime entry point or builtin";
  let description = [{
    The catalogue declares the symbol: types, ownership, effects. The context is
    passed implicitly. If the entry raises, `fmem.error_pending` tells.

    Calls between functions of the program are `func.call`; there a parameter is
    consumed unless the callee marks it `fmem.borrow`, and the result is owned.

    ```mlir
    %r = fmem.call "frt_add"(%a, %b) : (!fmem.box, !fmem.box) -> !fmem.box
    ```
  }];
  let arguments = (ins StrAttr:$symbol, Variadic<FMem_Value>:$args);
  let results = (outs Optional<FMem_Value>:$result);
  let assemblyFormat = [{
    $symbol `(` $args `)` attr-dict `:` functional-type($args, $result)
  }];
  let hasVerifier = 1;
}

def FMem_ErrorPendingOp : FMem_Op<"error_pending", [MemoryEffects<[MemRead]>]> {
  let summary = "is an error pending in the task context";
  let results = (outs I1:$result);
  let assemblyFormat = "attr-dict";
}

def FMem_TraceOp : FMem_Op<"trace"> {
  let summary = "record the operation's location in the pending error";
  let description = [{ `function` is the name shown in the stack. }];
  let arguments = (ins StrAttr:$function);
  let assemblyFormat = "$function attr-dict";
}

def FMem_EnterCallOp : FMem_Op<"enter_call"> {
  let summary = "count a call; true if the limit is exceeded";
  let description = [{
    The limits are the number of counted calls and the stack they may take.
    When true the call has not been counted and must not be left.
  }];
  let results = (outs I1:$exceeded);
  let assemblyFormat = "attr-dict";
}

def FMem_LeaveCallOp : FMem_Op<"leave_call"> {
  let summary = "end of a counted call";
  let assemblyFormat = "attr-dict";
}

def FMem_CallsLeftOp : FMem_Op<"calls_left", [MemoryEffects<[MemRead]>]> {
  let summary = "calls that may still be nested, as the context knows";
  let results = (outs I64:$result);
  let assemblyFormat = "attr-dict";
}

def FMem_SetCallsLeftOp
    : FMem_Op<"set_calls_left", [MemoryEffects<[MemWrite]>]> {
  let summary = "note in the context how many calls may still be nested";
  let arguments = (ins I64:$left);
  let assemblyFormat = "$left attr-dict";
}

def FMem_EntryArgumentOp : FMem_Op<"entry.argument"> {
  let summary = "argument of a uniform entry, or a marker when it was not passed";
  let description = [{
    Moves the reference out of the argument array.
  }];
  let arguments = (ins FMem_RefType:$args, I64:$count, I64Attr:$index,
                       FMem_Singleton:$absent);
  let results = (outs FMem_BoxType:$result);
  let assemblyFormat = "$args `,` $count $index $absent attr-dict";
}

def FMem_EntryDropSurplusOp : FMem_Op<"entry.drop_surplus"> {
  let summary = "release the arguments of a uniform entry from an index on";
  let arguments = (ins FMem_RefType:$args, I64:$count, I64Attr:$from);
  let assemblyFormat = "$args `,` $count $from attr-dict";
}

def FMem_EntryCaptureOp : FMem_UnownedOp<"entry.capture", [Pure]> {
  let summary = "captured variable or value of a closure, borrowed";
  let arguments = (ins FMem_RefType:$closure, I64Attr:$index);
  let results = (outs FMem_BoxType:$result);
  let assemblyFormat = "$closure $index attr-dict";
}

def FMem_EntryClosureOp : FMem_UnownedOp<"entry.closure", [Pure]> {
  let summary = "the closure of a uniform entry as a box, borrowed";
  let arguments = (ins FMem_RefType:$closure);
  let results = (outs FMem_BoxType:$result);
  let assemblyFormat = "$closure attr-dict";
}

#endif // FMEM_OPS_CALLOPS
