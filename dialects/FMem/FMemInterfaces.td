//===- FMemInterfaces.td - ownership of operands and results --------------===//

#ifndef FMEM_INTERFACES
#define FMEM_INTERFACES

include "mlir/IR/OpBase.td"

def FMem_OwnershipOpInterface : OpInterface<"OwnershipOpInterface"> {
  let cppNamespace = "::forge::fmem";
  let description = [{
    What an operation does with the references it is given and where the
    references it yields come from. The defaults hold for most operations: box
    operands are borrowed, box results are owned.
  }];
  let methods = [
    InterfaceMethod<[{
      Whether the operation takes over the reference of operand `index`.
    }], "bool", "consumesOperand", (ins "unsigned":$index), [{}],
      [{ return false; }]>,
    InterfaceMethod<[{
      Whether result `index` is a reference that the user must give up. Other
      results are borrowed from something that outlives the function, or are no
      references.
    }], "bool", "ownsResult", (ins "unsigned":$index), [{}],
      [{ return true; }]>
  ];
}

#endif // FMEM_INTERFACES
