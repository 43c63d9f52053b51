//===- ControlOps.td - error edges ----------------------------------------===//

#ifndef FORGE_OPS_CONTROLOPS
#define FORGE_OPS_CONTROLOPS

include "OpBase.td"

def Forge_NoErrorOp : Forge_Op<"no_error", [Pure, ConstantLike]> {
  let summary = "the error state of an operation that did not raise";
  let results = (outs Forge_ErrorType:$result);
  let assemblyFormat = "attr-dict";
  let hasFolder = 1;
}

def Forge_BrErrorOp : Forge_Op<"br_error", [
    Terminator, Pure, AttrSizedOperandSegments,
    DeclareOpInterfaceMethods<BranchOpInterface,
                              ["getSuccessorForOperands"]>]> {
  let summary = "branch on whether an operation raised";
  let description = [{
    Goes to `handler` with the error pending, or to `next`. Becomes a plain
    branch when the error is `forge.no_error`.

    ```mlir
    forge.br_error %e, ^handler, ^next
    ```
  }];
  let arguments = (ins Forge_ErrorType:$error,
                       Variadic<AnyType>:$handlerOperands,
                       Variadic<AnyType>:$nextOperands);
  let successors = (successor AnySuccessor:$handler, AnySuccessor:$next);
  let assemblyFormat = [{
    $error `,` $handler (`(` $handlerOperands^ `:` type($handlerOperands) `)`)?
    `,` $next (`(` $nextOperands^ `:` type($nextOperands) `)`)? attr-dict
  }];
  let hasCanonicalizeMethod = 1;
}

def Forge_PropagateOp : Forge_Op<"propagate", [Terminator]> {
  let summary = "leave the function with the pending error";
  let assemblyFormat = "attr-dict";
}

def Forge_CatchOp : Forge_Op<"catch", [MemoryEffects<[MemRead, MemWrite]>]> {
  let summary = "take the pending error as an object";
  let description = [{
    The object that `catch e` binds, with entries `message` and `type`. No error
    is pending afterwards.
  }];
  let results = (outs Forge_AnyType:$result);
  let assemblyFormat = "attr-dict";
}

def Forge_DiscardErrorOp
    : Forge_Op<"discard_error", [MemoryEffects<[MemWrite]>]> {
  let summary = "forget the pending error";
  let assemblyFormat = "attr-dict";
}

def Forge_AttentionOp : Forge_Op<"attention", [MemoryEffects<[MemRead]>]> {
  let summary = "does the scheduler want something of the running task";
  let description = [{
    True when the task is cancelled, one of its deadlines has passed, or it has
    run for long. Then `frt_safe_point` is called. Stands in loops of programs
    with tasks.
  }];
  let results = (outs I1:$result);
  let assemblyFormat = "attr-dict";
}

def Forge_RaiseOp : Forge_Op<"raise", [Forge_Raising]> {
  let summary = "raise a runtime error of the catalogue";
  let description = [{
    `entry` is a cold entry point of the runtime, such as
    `frt_raise_undefined`; its result always says that an error happened.
  }];
  let arguments = (ins StrAttr:$entry, Variadic<AnyType>:$args);
  let results = (outs Forge_ErrorType:$error);
  let assemblyFormat = [{
    $entry (`(` $args^ `:` type($args) `)`)? attr-dict
  }];
}

#endif // FORGE_OPS_CONTROLOPS
