//===- ForgeEnums.td - enumerations of the forge dialect ------------------===//

#ifndef FORGE_ENUMS
#define FORGE_ENUMS

include "mlir/IR/EnumAttr.td"

def Forge_Singleton : I32EnumAttr<"Singleton", "value without content", [
  I32EnumAttrCase<"Null", 0, "null">,
  I32EnumAttrCase<"None", 1, "none">,
  I32EnumAttrCase<"Missing", 2, "missing">,
  I32EnumAttrCase<"Unbound", 3, "unbound">
]> {
  let cppNamespace = "::forge::ir";
}

// The numbers are those that `frt_compare` and `frt_when_compare` take.
def Forge_Predicate : I64EnumAttr<"Predicate", "ordering", [
  I64EnumAttrCase<"lt", 0>, I64EnumAttrCase<"le", 1>,
  I64EnumAttrCase<"gt", 2>, I64EnumAttrCase<"ge", 3>,
  I64EnumAttrCase<"eq", 4>, I64EnumAttrCase<"ne", 5>
]> {
  let cppNamespace = "::forge::ir";
}

def Forge_Update : I64EnumAttr<"Update", "how a place is updated", [
  I64EnumAttrCase<"set", 0>,
  I64EnumAttrCase<"add", 1>, I64EnumAttrCase<"sub", 2>,
  I64EnumAttrCase<"mul", 3>, I64EnumAttrCase<"div", 4>,
  I64EnumAttrCase<"rem", 5>,
  I64EnumAttrCase<"push", 6>, I64EnumAttrCase<"pop", 7>,
  I64EnumAttrCase<"set_add", 8>, I64EnumAttrCase<"remove", 9>,
  I64EnumAttrCase<"map_set", 10>
]> {
  let cppNamespace = "::forge::ir";
}

#endif // FORGE_ENUMS
