//===- Passes.td - conversion of the fmem dialect to LLVM -----------------===//

#ifndef FORGE_CONVERSION_FMEMTOLLVM_PASSES
#define FORGE_CONVERSION_FMEMTOLLVM_PASSES

include "mlir/Pass/PassBase.td"

def ConvertFMemToLLVM : Pass<"convert-fmem-to-llvm", "::mlir::ModuleOp"> {
  let summary = "convert fmem, func, arith and cf to the llvm dialect";
  let description = [{
    Input: functions with explicit counting and the context as first parameter.
    Output: the llvm dialect only, with data layout and triple of the target.

    Boxes become `i64`, references and the context pointers. Records that the
    runtime reads become globals with the layouts of `Abi.h`; runtime functions
    are declared when they are used. Everything is internal to the module except
    the function `forge_program`, and, if the module has the attribute
    `forge.globals`, the global `forge_program_info`, which holds that number and
    the file name in `forge.file`.

    Cost: linear in operations.
  }];
  let options = [
    Option<"target", "target", "std::string", [{"native"}],
           "`native`, the machine that the compiler runs on, or `wasm32`">,
    Option<"countRC", "count-rc", "bool", [{false}],
           "count retains in the context, and have the runtime show its counters "
           "when the program ends">
  ];
  let dependentDialects = ["::mlir::LLVM::LLVMDialect"];
}

#endif // FORGE_CONVERSION_FMEMTOLLVM_PASSES
