//===- ForgeTypes.td - types of the forge dialect -------------------------===//

#ifndef FORGE_TYPES
#define FORGE_TYPES

include "ForgeDialect.td"
include "mlir/IR/AttrTypeBase.td"
include "mlir/IR/BuiltinTypeInterfaces.td"

class Forge_Type<string name, string kind> : TypeDef<Forge_Dialect, name> {
  let mnemonic = kind;
}

def Forge_AnyType : Forge_Type<"Any", "any"> {
  let summary = "any value of the language";
  let description = [{
    What a value is before inference, and where inference gave up.
  }];
}

def Forge_StrType : Forge_Type<"Str", "str"> {
  let summary = "a string";
}

def Forge_NullType : Forge_Type<"Null", "null"> {
  let summary = "the value null";
}

def Forge_ArrayType : Forge_Type<"Array", "array"> {
  let summary = "an array";
  let description = [{
    The element type is a promise about storage when it is `i64`, `f64` or `i1`
    (elements are stored unboxed); otherwise it only says what the elements are.
  }];
  let parameters = (ins "::mlir::Type":$element);
  let assemblyFormat = "`<` $element `>`";
}

def Forge_TupleType : Forge_Type<"Tuple", "tuple"> {
  let summary = "a tuple";
}

def Forge_ObjectType : Forge_Type<"Object", "object"> {
  let summary = "an object: struct and variant values included";
}

def Forge_SetType : Forge_Type<"Set", "set"> { let summary = "a set"; }
def Forge_MapType : Forge_Type<"Map", "map"> { let summary = "a map"; }

def Forge_ResultType : Forge_Type<"Result", "result"> {
  let summary = "Ok or Err";
}
def Forge_OptionType : Forge_Type<"Option", "option"> {
  let summary = "Some or None";
}

def Forge_FnType : Forge_Type<"Fn", "fn"> {
  let summary = "a function, lambda or builtin";
}

def Forge_CellType : Forge_Type<"Cell", "cell"> {
  let summary = "a captured variable, shared by reference";
}

def Forge_SlotType : Forge_Type<"Slot", "slot"> {
  let summary = "a local variable before promotion";
}

def Forge_ErrorType : Forge_Type<"Error", "error"> {
  let summary = "whether an operation raised";
  let description = [{
    The state of one raising operation. While such a value says that an error
    happened, that error is the pending one of the task; there is at most one.
  }];
}

/// Everything that a variable can hold.
def Forge_Value : AnyTypeOf<[
  Forge_AnyType, Forge_StrType, Forge_NullType, Forge_ArrayType,
  Forge_TupleType, Forge_ObjectType, Forge_SetType, Forge_MapType,
  Forge_ResultType, Forge_OptionType, Forge_FnType, I64, F64, I1
], "a Forge value">;

/// A value or a cell: what closures capture and functions receive.
def Forge_Capture : AnyTypeOf<[Forge_Value, Forge_CellType]>;

#endif // FORGE_TYPES
