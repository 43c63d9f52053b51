//===- ValueOrigins.h - where values come from -----------------*- C++ -*-===//

#ifndef FORGE_LIB_TRANSFORMS_FORGE_VALUEORIGINS_H
#define FORGE_LIB_TRANSFORMS_FORGE_VALUEORIGINS_H

#include "dialects/Forge/Forge.h"
#include "forge/Analysis/TypeLattice.h"

#include "mlir/Analysis/DataFlowFramework.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/StringMap.h"

namespace forge {

/// What made a value. Constants do not tell where they are written; then the
/// place is that of their use.
struct Origin {
  mlir::Value value;
  mlir::Location loc;
};

/// Follows values back through variables, parameters, results of functions and
/// updates to the operations that made them.
class ValueOrigins {
public:
  /// The solver has inferred the types of the module.
  ValueOrigins(mlir::ModuleOp module, const mlir::DataFlowSolver &solver);

  KindSet kindsOf(mlir::Value value) const;
  /// What may have made the value; parameters of functions whose callers are
  /// not known stand for themselves.
  llvm::SmallVector<Origin> originsOf(mlir::Value value,
                                      mlir::Location use) const;
  /// What made the elements of the arrays that the value may be.
  llvm::SmallVector<Origin> elementsOf(mlir::Value value) const;

private:
  using Values = llvm::SmallVector<mlir::Value>;

  /// Values that this one is as it is; empty for an origin.
  Values sourcesOf(mlir::Value value) const;
  /// What is put into a field of the records that the object can be of.
  Values fieldSources(mlir::Value object, mlir::StringAttr field) const;
  /// The value and all that it comes from, origins last.
  llvm::SetVector<mlir::Value> flowTo(mlir::Value value) const;

  const mlir::DataFlowSolver &solver;
  llvm::DenseMap<uint64_t, Values> stored;
  /// What parameters receive; none if there are callers that are not known.
  llvm::DenseMap<mlir::Value, Values> received;
  llvm::StringMap<Values> returned;
  /// What records are made with, by record and key; what is assigned to fields
  /// of the name, or to elements.
  llvm::DenseMap<std::pair<mlir::Attribute, mlir::Attribute>, Values> fields;
  llvm::DenseMap<mlir::Attribute, Values> assigned;
};

} // namespace forge

#endif // FORGE_LIB_TRANSFORMS_FORGE_VALUEORIGINS_H
