//===- TypeOps.td - user-defined types and matching -----------------------===//

#ifndef FORGE_OPS_TYPEOPS
#define FORGE_OPS_TYPEOPS

include "OpBase.td"

def Forge_StructDefineOp : Forge_Op<"struct.define"> {
  let summary = "execute a struct definition";
  let description = [{
    Records the defaults (`keys` and `values`) and the embedded fields of a type;
    `embedded` holds pairs of field name and type name.
  }];
  let arguments = (ins StrAttr:$name, StrArrayAttr:$keys, StrArrayAttr:$embedded,
                       Variadic<Forge_Value>:$values);
  let assemblyFormat = [{
    $name `defaults` $keys (`(` $values^ `:` type($values) `)`)?
    `embedded` $embedded attr-dict
  }];
  let hasVerifier = 1;
}

def Forge_StructNewOp : Forge_Op<"struct.new"> {
  let summary = "construct a struct instance";
  let arguments = (ins StrAttr:$name, StrArrayAttr:$keys,
                       Variadic<Forge_Value>:$values);
  let results = (outs Forge_Value:$result);
  let assemblyFormat = [{
    $name $keys $values attr-dict `:` functional-type($values, $result)
  }];
  let hasVerifier = 1;
}

def Forge_TypeDefineOp : Forge_Op<"type.define"> {
  let summary = "execute the definition of an algebraic type";
  let description = [{
    `variants` and the numbers of their fields, in declaration order; -1 stands
    for a variant written without parentheses.
  }];
  let arguments = (ins StrAttr:$name, StrArrayAttr:$variants,
                       DenseI64ArrayAttr:$fields);
  let assemblyFormat = "$name $variants $fields attr-dict";
  let hasVerifier = 1;
}

def Forge_InterfaceNewOp : Forge_Op<"interface.new"> {
  let summary = "the object that an interface definition binds";
  let description = [{
    `returns` holds the written result types, empty strings where there is none.
  }];
  let arguments = (ins StrAttr:$name, StrArrayAttr:$methods,
                       DenseI64ArrayAttr:$params, StrArrayAttr:$returns);
  let results = (outs Forge_AnyType:$result);
  let assemblyFormat = [{
    $name $methods $params $returns attr-dict
  }];
  let hasVerifier = 1;
}

def Forge_MatchVariantOp : Forge_Op<"match.variant", [Pure]> {
  let summary = "is a value of this variant, case or type";
  let arguments = (ins Forge_Value:$subject, StrAttr:$name);
  let results = (outs I1:$result);
  let assemblyFormat = "$subject `,` $name attr-dict `:` type($subject)";
}

def Forge_MatchPayloadOp : Forge_Op<"match.payload", [Pure]> {
  let summary = "positional field of a variant, or content of a case";
  let description = [{
    The subject is known to have that field.
  }];
  let arguments = (ins Forge_Value:$subject, I64Attr:$index);
  let results = (outs Forge_Value:$result);
  let assemblyFormat = [{
    $subject `,` $index attr-dict `:` type($subject) `->` type($result)
  }];
}

def Forge_MatchArityOp : Forge_Op<"match.arity", [Pure]> {
  let summary = "number of positional fields of a variant or case";
  let arguments = (ins Forge_Value:$subject);
  let results = (outs I64:$result);
  let assemblyFormat = "$subject attr-dict `:` type($subject)";
}

def Forge_MatchCheckOp : Forge_Op<"match.check", [Forge_Raising]> {
  let summary = "raise when a variant of the subject's type has no arm";
  let arguments = (ins Forge_Value:$subject, StrArrayAttr:$arms);
  let results = (outs Forge_ErrorType:$error);
  let assemblyFormat = "$subject `,` $arms attr-dict `:` type($subject)";
}

#endif // FORGE_OPS_TYPEOPS
