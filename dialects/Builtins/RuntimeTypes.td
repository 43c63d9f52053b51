//===- RuntimeTypes.td - user types ---------------------------------------===//
//
// Semantics 7. Names are Strings.
//
//===----------------------------------------------------------------------===//

include "RuntimeBase.td"

def StructDefineEntry
    : Entry<"frt_struct_define",
            [Param<"type_name">, PtrParam<"defaults">, OwnPtr<"values">,
            PtrParam<"embedded">, IntParam<"pairs">], Void, Impure> {
  let Doc = [{
Defines a struct: an ObjectLayout with the values of defaults, and pairs of
boxes (field name, type name) of embedded fields.
}];
}

def StructNewEntry
    : Entry<"frt_struct_new",
            [Param<"type_name">, PtrParam<"given">, OwnPtr<"values">], Box,
            Pure> {
  let Doc = "Instance: defaults, given fields, `__type__`.";
}

def MethodDefineEntry
    : Entry<"frt_method_define",
            [Param<"type_name">, Param<"method_name">, Own<"function">], Void,
            Impure> {
  let Doc = "Gives a type a method.";
}

def TypeDefineEntry
    : Entry<"frt_type_define",
            [Param<"type_name">, PtrParam<"variant_names">,
            PtrParam<"field_counts">, IntParam<"count">], Void, Impure> {
  let Doc = "Defines an algebraic type.";
}

def VariantUnitEntry
    : Entry<"frt_variant_unit",
            [Param<"type_name">, Param<"variant">], Box, Pure> {
  let Doc = "Value of a variant without fields.";
}

def VariantConstructorEntry
    : Entry<"frt_variant_constructor",
            [Param<"type_name">, Param<"variant">, IntParam<"fields">], Box,
            Pure> {
  let Doc = "Constructor of a variant with fields.";
}

def TypeValueEntry
    : Entry<"frt_type_value",
            [IntParam<"is_struct">, Param<"name">], Box, Pure> {
  let Doc = "What the name of a struct or of an algebraic type is bound to.";
}

def InterfaceNewEntry
    : Entry<"frt_interface_new",
            [Param<"name">, PtrParam<"method_names">, PtrParam<"param_counts">,
            PtrParam<"return_types">, IntParam<"count">], Box, Pure> {
  let Doc = "Interface Object; a return type is a String or null.";
}

def ImplementsEntry
    : Entry<"frt_implements",
            [Param<"type_name">, Param<"interface">, Param<"interface_name">],
            Void, Raises> {
  let Doc = [{
Raises unless the type has every method that the interface requires.
}];
}
