//===- Compilation.h - one program from source to LLVM IR ------*- C++ -*-===//

#ifndef FORGE_PIPELINE_COMPILATION_H
#define FORGE_PIPELINE_COMPILATION_H

#include "forge/Diagnostics/DiagnosticEngine.h"
#include "forge/Pipeline/Passes.h"
#include "forge/Pipeline/PerformanceRemarks.h"
#include "forge/Source/SourceManager.h"

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/MLIRContext.h"
#include "llvm/Support/Error.h"
#include <memory>

namespace llvm {
class LLVMContext;
class Module;
class TargetMachine;
} // namespace llvm

namespace forge {

class CheckedProgram;

/// The forms a program takes on its way, in order.
enum class Stage { Forge, FMem, LLVMDialect };

struct CompilationOptions : PipelineOptions {
  /// Line tables in the output.
  bool debugInfo = false;
  /// Print IR after every pass, to stderr.
  bool printAfterAll = false;
  /// Print the time of every pass at the end, to stderr.
  bool timePasses = false;
  /// Run the tests of the main file behind its top level.
  bool runTests = false;
};

/// Compiles one program. Findings about the source go to the diagnostic engine;
/// the functions then return null.
class Compilation {
public:
  explicit Compilation(CompilationOptions options);
  ~Compilation();

  SourceManager &sources() { return sourceManager; }
  DiagnosticEngine &diagnostics() { return engine; }
  mlir::MLIRContext &context() { return mlirContext; }
  /// What the passes said, if performance is to be explained.
  const PerformanceRemarks &performance() const { return performanceRemarks; }

  /// Parses, loads imports and checks; false if there were errors.
  bool check(const SourceFile &file);
  /// What `check` found.
  const CheckedProgram &checked() const { return *program; }
  /// Emits the checked program and takes it through the passes up to a stage.
  mlir::OwningOpRef<mlir::ModuleOp> compile(Stage stage,
                                            const llvm::TargetMachine *machine);
  /// Translates a module in the LLVM dialect.
  std::unique_ptr<llvm::Module> translate(mlir::ModuleOp module,
                                          llvm::LLVMContext &context,
                                          const llvm::TargetMachine &machine);

private:
  CompilationOptions options;
  SourceManager sourceManager;
  DiagnosticEngine engine{sourceManager};
  PerformanceRemarks performanceRemarks{sourceManager};
  mlir::MLIRContext mlirContext;
  std::unique_ptr<CheckedProgram> program;
};

} // namespace forge

#endif // FORGE_PIPELINE_COMPILATION_H
