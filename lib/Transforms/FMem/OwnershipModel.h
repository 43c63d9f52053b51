//===- OwnershipModel.h - who holds and who takes references ---*- C++ -*-===//
//
// The reading of the ownership interface that insertion and verification share:
// for a value, where its reference comes from; for a use, whether the reference
// goes with it; for an operation, which boxes it looks at, also through stack
// memory.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_LIB_TRANSFORMS_FMEM_OWNERSHIPMODEL_H
#define FORGE_LIB_TRANSFORMS_FMEM_OWNERSHIPMODEL_H

#include "dialects/FMem/FMem.h"
#include "mlir/Interfaces/ControlFlowInterfaces.h"
#include "llvm/ADT/SmallVector.h"

namespace forge::fmem {

/// Where the reference of a box comes from.
enum class Holding {
  Uncounted, ///< no reference at all: constants, truth values, floats
  Borrowed,  ///< something that outlives the function keeps the object alive
  View,      ///< alive as long as the operands of its operation
  Owned,     ///< the function holds a reference and must give it up
};

/// The boxes that an operation other than a branch uses.
struct BoxUses {
  llvm::SmallVector<mlir::Value> consumed; ///< one entry per reference
  llvm::SmallVector<mlir::Value> borrowed;
};

class OwnershipModel {
public:
  /// `symbols` of the module is optional; without it callees are searched.
  OwnershipModel(mlir::func::FuncOp function, const mlir::SymbolTable *symbols);

  /// Of a value of box type.
  Holding holding(mlir::Value value) const;
  /// Whether the function gives up a reference of the box at some point.
  bool hasReference(mlir::Value value) const {
    Holding holds = holding(value);
    return holds == Holding::Owned || holds == Holding::View;
  }

  /// Operands of a terminator that go to successors are not among the uses:
  /// every one of them is consumed by the block argument it becomes.
  BoxUses usesOf(mlir::Operation *op);

  /// Results that are meaningless on an edge, because it is only taken when
  /// the operation that yields them raised.
  static mlir::ValueRange voidResults(mlir::Operation *terminator,
                                      unsigned successor);

  /// Whether a box operand of an operation other than a branch is taken over.
  bool consumes(mlir::OpOperand &operand);

private:
  mlir::func::FuncOp calleeOf(mlir::func::CallOp call);

  /// Appends the boxes whose references the operation gives up.
  void addNoted(CleanupReleaseOp release,
                llvm::SmallVectorImpl<mlir::Value> &boxes);

  mlir::Block *entry;
  llvm::SmallVector<bool> borrowedParameters;
  const mlir::SymbolTable *symbols;
  llvm::DenseMap<mlir::StringAttr, mlir::func::FuncOp> searched;
  llvm::DenseMap<mlir::Operation *, llvm::SmallVector<mlir::Value>> noted;
};

/// What holds the box that the operation reads out of one, if it does so.
mlir::Value holderOfRead(mlir::Operation *op);
/// What keeps a borrowed value alive; null if the value is not borrowed.
mlir::Value holderOf(mlir::Value value);

inline bool isBox(mlir::Value value) {
  return llvm::isa<BoxType>(value.getType());
}

} // namespace forge::fmem

#endif // FORGE_LIB_TRANSFORMS_FMEM_OWNERSHIPMODEL_H
