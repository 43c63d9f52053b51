//===- OpBase.td - shared classes of forge operations ---------------------===//

#ifndef FORGE_OPS_OPBASE
#define FORGE_OPS_OPBASE

include "ForgeEnums.td"
include "ForgeTypes.td"
include "mlir/IR/OpBase.td"
include "mlir/IR/SymbolInterfaces.td"
include "mlir/Interfaces/CallInterfaces.td"
include "mlir/Interfaces/CastInterfaces.td"
include "mlir/Interfaces/ControlFlowInterfaces.td"
include "mlir/Interfaces/InferTypeOpInterface.td"
include "mlir/Interfaces/MemorySlotInterfaces.td"
include "mlir/Interfaces/SideEffectInterfaces.td"

class Forge_Op<string mnemonic, list<Trait> traits = []>
    : Op<Forge_Dialect, mnemonic, traits>;

/// An operation whose last result `error` says whether it raised.
def Forge_Raising : NativeOpTrait<"Raising"> {
  let cppNamespace = "::forge::ir";
}

/// The one error that may be pending in a task. Operations that leave their
/// error there write to it: two of them are never the same, even on the same
/// operands, because a handler may have taken the error of the first.
def Forge_PendingError : Resource<"::forge::ir::PendingErrorResource">;
def Forge_RaisesPending
    : MemoryEffects<[MemWrite<Forge_PendingError, 0, PartialEffect>]>;

/// `value, error` results of most raising operations.
class Forge_RaisingOp<string mnemonic, list<Trait> traits = []>
    : Forge_Op<mnemonic, traits # [Forge_Raising]> {
  let results = (outs Forge_Value:$result, Forge_ErrorType:$error);
}

#endif // FORGE_OPS_OPBASE
