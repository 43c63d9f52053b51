//===- FMemTypes.td - types of the fmem dialect ---------------------------===//

#ifndef FMEM_TYPES
#define FMEM_TYPES

include "FMemDialect.td"
include "mlir/IR/AttrTypeBase.td"

class FMem_Type<string name, string kind> : TypeDef<FMem_Dialect, name> {
  let mnemonic = kind;
}

def FMem_BoxType : FMem_Type<"Box", "box"> {
  let summary = "a NaN-boxed value, 64 bits, possibly a counted reference";
}

def FMem_RefType : FMem_Type<"Ref", "ref"> {
  let summary = "address of stack memory, a static record or a heap interior";
  let description = [{ Never counted. }];
}

def FMem_ContextType : FMem_Type<"Context", "context"> {
  let summary = "the task context, first parameter of every function";
}

/// What functions pass and return.
def FMem_Value : AnyTypeOf<[FMem_BoxType, FMem_RefType, I64, F64, I1]>;
def FMem_Scalar : AnyTypeOf<[I64, F64, I1]>;

#endif // FMEM_TYPES
