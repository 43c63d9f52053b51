//===- OpBase.td - shared classes of fmem operations ----------------------===//

#ifndef FMEM_OPS_OPBASE
#define FMEM_OPS_OPBASE

include "FMemEnums.td"
include "FMemInterfaces.td"
include "FMemTypes.td"
include "mlir/IR/OpBase.td"
include "mlir/IR/SymbolInterfaces.td"
include "mlir/Interfaces/InferTypeOpInterface.td"
include "mlir/Interfaces/SideEffectInterfaces.td"

class FMem_Op<string mnemonic, list<Trait> traits = []>
    : Op<FMem_Dialect, mnemonic, traits>;

/// Ownership answered in C++ by the operation.
def FMem_Ownership : DeclareOpInterfaceMethods<FMem_OwnershipOpInterface,
    ["consumesOperand", "ownsResult"]>;

/// Box results that belong to nobody: immortal constants and borrowed views.
class FMem_UnownedOp<string mnemonic, list<Trait> traits = []>
    : FMem_Op<mnemonic, traits # [
        DeclareOpInterfaceMethods<FMem_OwnershipOpInterface, ["ownsResult"]>]> {
  let extraClassDefinition = [{
    bool $cppClass::ownsResult(unsigned) { return false; }
  }];
}

#endif // FMEM_OPS_OPBASE
