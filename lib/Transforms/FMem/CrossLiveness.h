//===- CrossLiveness.h - boxes that live across blocks ---------*- C++ -*-===//
//
// Backward liveness of the boxes that carry a reference and are used outside of
// the block that defines them. Other boxes need no data flow analysis, and most
// boxes are others.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_LIB_TRANSFORMS_FMEM_CROSSLIVENESS_H
#define FORGE_LIB_TRANSFORMS_FMEM_CROSSLIVENESS_H

#include "OwnershipModel.h"

#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SetVector.h"

namespace forge::fmem {

class CrossLiveness {
public:
  static constexpr unsigned notCrossing = ~0u;

  CrossLiveness(mlir::func::FuncOp function, OwnershipModel &model);

  /// Numbers go by first use in another block.
  unsigned numberOf(mlir::Value value) const {
    auto found = numbers.find(value);
    return found == numbers.end() ? notCrossing : found->second;
  }
  mlir::Value valueOf(unsigned number) const {
    return numbers.begin()[number].first;
  }
  unsigned size() const { return numbers.size(); }

  const llvm::BitVector &liveInto(mlir::Block *block) const {
    return liveIn.find(block)->second;
  }

private:
  void collectUses(mlir::Operation *op, OwnershipModel &model);

  llvm::MapVector<mlir::Value, unsigned> numbers;
  llvm::DenseMap<mlir::Block *, llvm::SmallSetVector<unsigned, 4>> exposed;
  llvm::DenseMap<mlir::Block *, llvm::BitVector> liveIn;
};

} // namespace forge::fmem

#endif // FORGE_LIB_TRANSFORMS_FMEM_CROSSLIVENESS_H
