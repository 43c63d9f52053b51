//===- EdgeReleases.h - what edges retain and release ----------*- C++ -*-===//

#ifndef FORGE_LIB_TRANSFORMS_FMEM_EDGERELEASES_H
#define FORGE_LIB_TRANSFORMS_FMEM_EDGERELEASES_H

#include "CrossLiveness.h"

namespace forge::fmem {

/// What to insert on an edge.
struct EdgeWork {
  llvm::SmallVector<mlir::Value> retains;
  llvm::SmallVector<mlir::Value> releases;
};

/// Inserts the work of one function's edges so that the code stays linear in
/// the number of edges, however many boxes are alive on them:
///
///   - few releases go into chains of blocks, one box per block, that end at
///     the same target. Edges share the ends of chains: a function with many
///     error edges has one release per box and not one per box and edge.
///   - many are named by a mask of the function's cleanup slots. Chains would
///     share little where lifetimes overlap without being nested.
class EdgeReleases {
public:
  EdgeReleases(mlir::func::FuncOp function, const CrossLiveness &liveness)
      : function(function), liveness(liveness), builder(function.getContext()) {
  }

  /// `index` is the successor of the terminator that the edge leads to.
  void insert(mlir::Operation *terminator, unsigned index,
              const EdgeWork &work);

  /// To be called once, when all edges have their work: notes the boxes that
  /// masks name.
  void finish();

private:
  mlir::Block *chain(mlir::Block *target, llvm::ArrayRef<mlir::Value> releases,
                     mlir::Location loc);
  void releaseMasked(llvm::ArrayRef<mlir::Value> releases, mlir::Location loc);

  mlir::func::FuncOp function;
  const CrossLiveness &liveness;
  mlir::OpBuilder builder;
  /// The block that releases a box before it leads to another block.
  llvm::DenseMap<std::pair<mlir::Block *, mlir::Value>, mlir::Block *> links;
  /// The slots, made for the first mask, and those of the boxes.
  CleanupSlotsOp slots;
  llvm::MapVector<mlir::Value, int64_t> slotOf;
};

} // namespace forge::fmem

#endif // FORGE_LIB_TRANSFORMS_FMEM_EDGERELEASES_H
