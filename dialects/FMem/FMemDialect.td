//===- FMemDialect.td - the fmem dialect ----------------------------------===//

#ifndef FMEM_DIALECT
#define FMEM_DIALECT

include "mlir/IR/OpBase.td"

def FMem_Dialect : Dialect {
  let name = "fmem";
  let cppNamespace = "::forge::fmem";
  let summary = "Forge programs with memory: boxes, references, layouts";
  let description = [{
    The level at which types are final, every edge is explicit and values are
    references that somebody owns. Operations say for each operand whether they
    consume or borrow it and for each result whether it is owned; counting is
    inserted from that, once, by `fmem-insert-rc`. The conversion to LLVM is
    mechanical: no decision is left to it.
  }];
  let useDefaultTypePrinterParser = 1;
  let hasConstantMaterializer = 1;
  let extraClassDeclaration = [{
    /// Operations are registered where their theme is compiled.
    void registerArrayOps();
    void registerBoxOps();
    void registerCallOps();
    void registerCellOps();
    void registerFrameOps();
    void registerLayoutOps();
    void registerRecordOps();
  }];
  let dependentDialects = ["::mlir::arith::ArithDialect",
                           "::mlir::cf::ControlFlowDialect",
                           "::mlir::func::FuncDialect"];
}

#endif // FMEM_DIALECT
