//===- TypeInference.h - kinds of all values of a module -------*- C++ -*-===//

#ifndef FORGE_ANALYSIS_TYPEINFERENCE_H
#define FORGE_ANALYSIS_TYPEINFERENCE_H

#include "dialects/Forge/Forge.h"
#include "forge/Analysis/FieldKinds.h"
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
/// The fields of a record hold what was ever put into objects that are known to
/// be of it: by what makes them, and by stores. An object about which less is
/// known never becomes one that is known to be of a record, and values do not
/// change: so nothing else matters.
///
/// Needs DeadCodeAnalysis and SparseConstantPropagation in the same solver.
class TypeInference
    : public mlir::dataflow::SparseForwardDataFlowAnalysis<KindLattice> {
public:
  TypeInference(mlir::DataFlowSolver &solver, const MethodTable &methods,
                ir::RecordTable records)
      : SparseForwardDataFlowAnalysis(solver), methods(methods),
        records(std::move(records)) {
    registerAnchorKind<FieldAnchor>();
  }

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
  /// Joins captured values into the parameters that receive them; of functions
  /// that are only methods all values.
  void capture(mlir::Operation *op, mlir::StringAttr callee,
               llvm::ArrayRef<const KindLattice *> operands);
  void receive(mlir::Value parameter, KindSet kinds);

  /// Finds the functions that are only called directly or as methods.
  void collectMethods(mlir::Operation *top);
  /// Joins what a call of a method passes into the parameters of all functions
  /// that it may run.
  void passToMethods(ir::CallMethodOp call,
                     llvm::ArrayRef<const KindLattice *> operands);
  /// Whether the value is a parameter that only gets values by `capture` and
  /// `passToMethods`.
  bool receivesKnown(mlir::Value value) const;
  /// Anything may be passed to the methods of that name.
  void passAnything(llvm::StringRef method);

  /// What is stored in a top-level variable, for a use of it.
  KindSet globalKinds(int64_t index, mlir::Operation *use);

  /// What a call of a method yields.
  KindSet methodKinds(ir::CallMethodOp call, KindSet receiver);

  /// What reading a field yields; whoever asks is visited again when that
  /// changes.
  KindSet fieldKinds(mlir::Operation *op, KindSet object,
                     mlir::StringAttr field);
  KindSet embeddedKinds(mlir::Operation *op, ir::Record record,
                        mlir::StringAttr field);
  /// Notes what is stored in a field of a record.
  void storeField(ir::Record record, unsigned slot, KindSet value);
  /// What is at the end of `path` below `root` after the update.
  KindSet updatedKinds(ir::PlaceUpdateOp update, KindSet root,
                       llvm::ArrayRef<mlir::Attribute> path, KindSet value);
  /// What is at the end of the path before the update.
  KindSet placeKinds(ir::PlaceUpdateOp update, KindSet root);
  KindSet updatedObject(ir::PlaceUpdateOp update, KindSet root,
                        llvm::ArrayRef<mlir::Attribute> path, KindSet value);
  /// The record of an object that is made.
  KindSet madeKinds(mlir::Operation *maker,
                    llvm::ArrayRef<const KindLattice *> values);

  const MethodTable &methods;
  ir::RecordTable records;
  mlir::SymbolTableCollection symbols;
  /// Functions whose address only the tables of methods have, by name of the
  /// method, and all of them.
  llvm::StringMap<llvm::SmallVector<mlir::func::FuncOp>> methodsNamed;
  llvm::DenseSet<mlir::Operation *> onlyMethods;
  /// Values that are stored in top-level variables, by their number.
  llvm::DenseMap<int64_t, llvm::SmallVector<mlir::Value>> stored;
};

/// Kinds of the sum, or of another operator's result, of two values.
KindSet operatorKinds(bool isAddition, KindSet lhs, KindSet rhs);

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
