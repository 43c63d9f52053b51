//===- ForgeDialect.td - the forge dialect --------------------------------===//

#ifndef FORGE_DIALECT
#define FORGE_DIALECT

include "mlir/IR/OpBase.td"

def Forge_Dialect : Dialect {
  let name = "forge";
  let cppNamespace = "::forge::ir";
  let summary = "the Forge language: values, no memory";
  let description = [{
    Programs as the language defines them. Every value is an SSA value, also
    arrays and objects: an update yields a new value, and later stages recover
    updates in place from uniqueness. Nothing here knows about layouts,
    references or ownership.

    Unannotated code starts out with every value of type `!forge.any`; inference
    replaces it by builtin `i64`, `f64`, `i1` and by the refined types of this
    dialect. An operation that can raise has a last result of type
    `!forge.error`, which a `forge.br_error` turns into an edge.
  }];
  let useDefaultTypePrinterParser = 1;
  let hasConstantMaterializer = 1;
  let hasCanonicalizer = 1;
  let dependentDialects = ["::mlir::arith::ArithDialect",
                           "::mlir::cf::ControlFlowDialect",
                           "::mlir::func::FuncDialect",
                           "::mlir::math::MathDialect",
                           "::mlir::ub::UBDialect"];
}

#endif // FORGE_DIALECT
