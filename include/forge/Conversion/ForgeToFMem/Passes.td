//===- Passes.td - conversion from forge to fmem --------------------------===//

#ifndef FORGE_CONVERSION_FORGETOFMEM_PASSES
#define FORGE_CONVERSION_FORGETOFMEM_PASSES

include "mlir/Pass/PassBase.td"

def ConvertForgeToFMem : Pass<"convert-forge-to-fmem", "::mlir::ModuleOp"> {
  let summary = "give values representations and operations runtime calls";
  let description = [{
    Decides how values are represented: `i64`, `f64` and `i1` stay, everything
    else becomes `!fmem.box`. Operations become inline code or calls of runtime
    entry points; error states become flags, and every error edge records the
    location of the operation it comes from. Every function whose address is
    taken gets a uniform entry `NAME.entry`.

    Input: slots promoted. Output: fmem, arith, cf and func; no counting yet.
  }];
  let dependentDialects = ["::forge::fmem::FMemDialect",
                           "::mlir::arith::ArithDialect",
                           "::mlir::cf::ControlFlowDialect",
                           "::mlir::func::FuncDialect",
                           "::mlir::math::MathDialect"];
}

#endif // FORGE_CONVERSION_FORGETOFMEM_PASSES
