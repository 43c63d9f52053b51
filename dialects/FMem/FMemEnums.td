//===- FMemEnums.td - enumerations of the fmem dialect --------------------===//

#ifndef FMEM_ENUMS
#define FMEM_ENUMS

include "mlir/IR/EnumAttr.td"

def FMem_Singleton : I32EnumAttr<"Singleton", "box without content", [
  I32EnumAttrCase<"Null", 0, "null">,
  I32EnumAttrCase<"None", 1, "none">,
  I32EnumAttrCase<"Missing", 2, "missing">,
  I32EnumAttrCase<"Unbound", 3, "unbound">
]> {
  let cppNamespace = "::forge::fmem";
}

def FMem_CheckedKind : I32EnumAttr<"CheckedKind", "arithmetic with overflow", [
  I32EnumAttrCase<"add", 0>, I32EnumAttrCase<"sub", 1>,
  I32EnumAttrCase<"mul", 2>
]> {
  let cppNamespace = "::forge::fmem";
}

// The numbers are those of `forge` updates and of `frt_raise_update`.
def FMem_Combine : I32EnumAttr<"Combine", "operator of an update", [
  I32EnumAttrCase<"add", 1>, I32EnumAttrCase<"sub", 2>,
  I32EnumAttrCase<"mul", 3>, I32EnumAttrCase<"div", 4>
]> {
  let cppNamespace = "::forge::fmem";
}

#endif // FMEM_ENUMS
