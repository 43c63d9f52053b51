//===- TypeInference.h - kinds of all values of a module -------*- C++ -*-===//

#ifndef FORGE_ANALYSIS_TYPEINFERENCE_H
#define FORGE_ANALYSIS_TYPEINFERENCE_H

#include "dialects/Forge/Forge.h"
#include "forge/Analysis/MethodTable.h"
#include "forge/Analysis/TypeLattice.h"

#include "mlir/Analysis/DataFlow/SparseAnalysis.h"

namespace forge {

using KindLattice = mlir::dataflow::Lattice<KindSet>;

/// Sparse forward analysis of the kinds of SSA values. Interprocedural: the
/// parameters of private functions whose address is not taken follow from their
/// calls, the results of calls from the returns. Captured values follow from
/// where closures are made, top-level variables from all stores. Values that
/// raise instead of being produced contribute nothing.
///
/// Needs DeadCodeAnalysis and SparseConstantPropagation in the same solver.
class TypeInference
    : public mlir::dataflow::SparseForwardDataFlowAnalysis<KindLattice> {
public:
  TypeInference(mlir::DataFlowSolver &solver, const MethodTable &methods)
      : SparseForwardDataFlowAnalysis(solver), methods(methods) {}

  llvm::LogicalResult initialize(mlir::Operation *top) override;
  llvm::LogicalResult
  visitOperation(mlir::Operation *op,
                 llvm::ArrayRef<const KindLattice *> operands,
                 llvm::ArrayRef<KindLattice *> results) override;
  /// Joins what the returns of the callee yield; leaving it with an error
  /// (`forge.propagate`) yields nothing.
  llvm::LogicalResult visitCallOperation(
      mlir::CallOpInterface call,
      llvm::ArrayRef<const mlir::dataflow::AbstractSparseLattice *> operands,
      llvm::ArrayRef<mlir::dataflow::AbstractSparseLattice *> results) override;
  void setToEntryState(KindLattice *lattice) override;

private:
  /// Joins captured values into the parameters that receive them.
  void capture(mlir::Operation *op, mlir::StringAttr callee,
               llvm::ArrayRef<const KindLattice *> operands);

  /// What is stored in a top-level variable, for a use of it.
  KindSet globalKinds(int64_t index, mlir::Operation *use);

  /// What a call of a method yields.
  KindSet methodKinds(ir::CallMethodOp call, KindSet receiver);

  const MethodTable &methods;
  mlir::SymbolTableCollection symbols;
  /// Values that are stored in top-level variables, by their number.
  llvm::DenseMap<int64_t, llvm::SmallVector<mlir::Value>> stored;
};

/// Solves the problem for a module, together with dead code and constants.
llvm::LogicalResult inferTypes(mlir::ModuleOp module,
                               const MethodTable &methods,
                               mlir::DataFlowSolver &solver);

/// The types of a module as an analysis of MLIR's analysis manager: passes that
/// change nothing hand them on.
struct InferredTypes {
  explicit InferredTypes(mlir::Operation *module);

  MethodTable methods;
  mlir::DataFlowSolver solver;
  bool failed;
};

} // namespace forge

#endif // FORGE_ANALYSIS_TYPEINFERENCE_H
