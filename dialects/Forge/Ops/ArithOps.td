//===- ArithOps.td - operators --------------------------------------------===//

#ifndef FORGE_OPS_ARITHOPS
#define FORGE_OPS_ARITHOPS

include "OpBase.td"

/// Operators on integers are inline code without effects; on anything else they
/// call the runtime, which leaves an error pending.
class Forge_OperatorOp<string mnemonic> : Forge_RaisingOp<mnemonic, [
    DeclareOpInterfaceMethods<MemoryEffectsOpInterface>,
    DeclareOpInterfaceMethods<ConditionallySpeculatable>]> {
  let extraClassDefinition = [{
    void $cppClass::getEffects(
        SmallVectorImpl<SideEffects::EffectInstance<MemoryEffects::Effect>>
            &effects) {
      if (!isIntegerOperator(*this))
        effects.emplace_back(MemoryEffects::Write::get(),
                             PendingErrorResource::get());
    }
    Speculation::Speculatability $cppClass::getSpeculatability() {
      return isIntegerOperator(*this) ? Speculation::Speculatable
                                      : Speculation::NotSpeculatable;
    }
  }];
}

class Forge_BinaryOp<string mnemonic> : Forge_OperatorOp<mnemonic> {
  let arguments = (ins Forge_Value:$lhs, Forge_Value:$rhs);
  let assemblyFormat = [{
    $lhs `,` $rhs attr-dict `:` `(` type($lhs) `,` type($rhs) `)` `->`
    type($result)
  }];
}

def Forge_AddOp : Forge_BinaryOp<"add"> {
  let summary = "the operator +";
  let description = [{
    On `any` operands as the language defines it: addition of numbers,
    concatenation when one side is a string; raises otherwise. On `i64` it raises
    `integer overflow`. Additions of `f64` become `arith.addf`, concatenations
    `forge.concat`.

    ```mlir
    %s, %e = forge.add %a, %b : (i64, i64) -> i64
    ```
  }];
  let hasCanonicalizeMethod = 1;
}
def Forge_SubOp : Forge_BinaryOp<"sub"> {
  let summary = "the operator -";
  let hasCanonicalizeMethod = 1;
}
def Forge_MulOp : Forge_BinaryOp<"mul"> {
  let summary = "the operator *";
  let hasCanonicalizeMethod = 1;
}
def Forge_DivOp : Forge_BinaryOp<"div"> {
  let summary = "the operator /";
  let description = [{
    Integer division truncates toward zero; raises `division by zero`, and
    `integer overflow` for the minimum divided by -1. Becomes an arith operation
    when the divisor is a constant other than 0 and -1.
  }];
  let hasCanonicalizeMethod = 1;
}
def Forge_RemOp : Forge_BinaryOp<"rem"> {
  let summary = "the operator %";
  let description = [{
    The result has the sign of the dividend; raises `modulo by zero`.
  }];
  let hasCanonicalizeMethod = 1;
}

def Forge_NegOp : Forge_OperatorOp<"neg"> {
  let summary = "unary minus";
  let arguments = (ins Forge_Value:$operand);
  let assemblyFormat = [{
    $operand attr-dict `:` type($operand) `->` type($result)
  }];
  let hasCanonicalizeMethod = 1;
}

def Forge_CompareOp : Forge_Op<"compare", [
    Forge_RaisesPending, Forge_Raising]> {
  let summary = "the operators < > <= >=";
  let description = [{
    Orders numbers and strings; raises for other pairs. On two `i64` or two
    `f64` it becomes `arith.cmpi` or `arith.cmpf`. Equality is `forge.equal`.
  }];
  let arguments = (ins Forge_Predicate:$predicate, Forge_Value:$lhs,
                       Forge_Value:$rhs);
  let results = (outs I1:$result, Forge_ErrorType:$error);
  let assemblyFormat = [{
    $predicate `,` $lhs `,` $rhs attr-dict `:` `(` type($lhs) `,` type($rhs) `)`
  }];
  let hasCanonicalizeMethod = 1;
}

def Forge_WhenCompareOp : Forge_Op<"when_compare", [Pure]> {
  let summary = "comparison of a `when` arm";
  let description = [{
    Like `forge.compare` and `forge.equal`, but a pair that cannot be ordered
    does not match instead of raising.
  }];
  let arguments = (ins Forge_Predicate:$predicate, Forge_Value:$lhs,
                       Forge_Value:$rhs);
  let results = (outs I1:$result);
  let assemblyFormat = [{
    $predicate `,` $lhs `,` $rhs attr-dict `:` `(` type($lhs) `,` type($rhs) `)`
  }];
  let hasCanonicalizeMethod = 1;
}

def Forge_EqualOp : Forge_Op<"equal", [Pure, Commutative]> {
  let summary = "the operator ==";
  let description = [{
    Accepts every pair of values. Becomes an arith comparison on scalars of one
    type and folds to false for scalars of kinds that are never equal.
  }];
  let arguments = (ins Forge_Value:$lhs, Forge_Value:$rhs);
  let results = (outs I1:$result);
  let assemblyFormat = [{
    $lhs `,` $rhs attr-dict `:` `(` type($lhs) `,` type($rhs) `)`
  }];
  let hasCanonicalizeMethod = 1;
}

def Forge_TruthyOp : Forge_Op<"truthy", [Pure]> {
  let summary = "does a value count as true";
  let description = [{
    Folds for `i1`; becomes a comparison with zero for `i64` and `f64`.
  }];
  let arguments = (ins Forge_Value:$value);
  let results = (outs I1:$result);
  let assemblyFormat = "$value attr-dict `:` type($value)";
  let hasFolder = 1;
  let hasCanonicalizeMethod = 1;
}

def Forge_ConcatOp : Forge_Op<"concat", [Pure]> {
  let summary = "a string followed by the display text of a value";
  let arguments = (ins Forge_StrType:$lhs, Forge_Value:$rhs);
  let results = (outs Forge_StrType:$result);
  let assemblyFormat = "$lhs `,` $rhs attr-dict `:` type($rhs)";
}

def Forge_InterpolateOp : Forge_Op<"interpolate", [Pure]> {
  let summary = "display texts of all operands, joined";
  let arguments = (ins Variadic<Forge_Value>:$parts);
  let results = (outs Forge_StrType:$result);
  let assemblyFormat = "$parts attr-dict `:` type($parts)";
}

#endif // FORGE_OPS_ARITHOPS
