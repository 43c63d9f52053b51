//===- TypeInference.h - kinds of all values of a module -------*- C++ -*-===//

#ifndef FORGE_ANALYSIS_TYPEINFERENCE_H
#define FORGE_ANALYSIS_TYPEINFERENCE_H

#include "forge/Analysis/TypeLattice.h"

#include "mlir/Analysis/DataFlow/SparseAnalysis.h"

namespace forge {

using KindLattice = mlir::dataflow::Lattice<KindSet>;

/// Sparse forward analysis of the kinds of SSA values. Interprocedural: the
/// parameters of private functions whose address is not taken follow from their
/// calls, the results of calls from the returns. Values that raise instead of
/// being produced contribute nothing.
///
/// Needs DeadCodeAnalysis and SparseConstantPropagation in the same solver.
class TypeInference
    : public mlir::dataflow::SparseForwardDataFlowAnalysis<KindLattice> {
public:
  using SparseForwardDataFlowAnalysis::SparseForwardDataFlowAnalysis;

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
};

} // namespace forge

#endif // FORGE_ANALYSIS_TYPEINFERENCE_H
