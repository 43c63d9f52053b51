//===- RetypeRecords.h - accesses to objects of known records --*- C++ -*-===//

#ifndef FORGE_LIB_TRANSFORMS_FORGE_RETYPERECORDS_H
#define FORGE_LIB_TRANSFORMS_FORGE_RETYPERECORDS_H

#include "dialects/Forge/Forge.h"
#include "forge/Analysis/TypeInference.h"

namespace forge {

/// The part of `forge-infer-types` that is about fields.
class RecordRetyping {
public:
  RecordRetyping(const mlir::DataFlowSolver &solver, const MethodTable &methods)
      : solver(solver), methods(methods) {}

  /// Notes what becomes of the operation, if it is about a field.
  void decide(mlir::Operation *op);
  /// Rewrites what was noted; other operands and results have their types.
  void apply();

  unsigned fields = 0;
  unsigned updates = 0;

private:
  struct Read {
    ir::FieldGetOp get;
    unsigned slot;
    mlir::Type type; ///< of the result
    mlir::StringAttr
        through; ///< the embedded field that has the field, or null
    unsigned throughSlot;
  };
  /// A place that can be followed without looking for anything.
  struct Way {
    llvm::SmallVector<int64_t> slots;
    KindSet end; ///< what is at the place
  };

  KindSet kindsOf(mlir::Value value) const;
  KindSet kindsOf(KindSet object, unsigned slot) const;
  std::optional<Way> wayOf(KindSet root, mlir::ArrayAttr path,
                           mlir::ValueRange indexes) const;
  void decideRead(ir::FieldGetOp get);
  void decideUpdate(ir::PlaceUpdateOp update);
  void decideTest(ir::PlaceIsUpdatingOp test);

  const mlir::DataFlowSolver &solver;
  const MethodTable &methods;
  llvm::SmallVector<Read> reads;
  llvm::SmallVector<ir::PlaceUpdateOp> inlined;
  llvm::SmallVector<std::pair<ir::PlaceIsUpdatingOp, bool>> answered;
};

} // namespace forge

#endif // FORGE_LIB_TRANSFORMS_FORGE_RETYPERECORDS_H
