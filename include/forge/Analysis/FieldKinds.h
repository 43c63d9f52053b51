//===- FieldKinds.h - what the fields of records hold ----------*- C++ -*-===//

#ifndef FORGE_ANALYSIS_FIELDKINDS_H
#define FORGE_ANALYSIS_FIELDKINDS_H

#include "forge/Analysis/TypeLattice.h"

#include "mlir/Analysis/DataFlowFramework.h"

namespace forge {

/// A slot of a record, as a place that states of the solver belong to.
class FieldAnchor : public mlir::GenericLatticeAnchorBase<
                        FieldAnchor, std::pair<mlir::Attribute, unsigned>> {
public:
  using Base::Base;

  void print(llvm::raw_ostream &os) const override {
    os << "slot " << getValue().second << " of " << getValue().first;
  }
  mlir::Location getLoc() const override {
    return mlir::UnknownLoc::get(getValue().first.getContext());
  }
};

/// The join of all that is ever stored in a field.
class FieldKinds : public mlir::AnalysisState {
public:
  using AnalysisState::AnalysisState;

  const KindSet &getValue() const { return kinds; }
  mlir::ChangeResult join(const KindSet &other) {
    KindSet joined = kinds | other;
    if (joined == kinds)
      return mlir::ChangeResult::NoChange;
    kinds = joined;
    return mlir::ChangeResult::Change;
  }
  void print(llvm::raw_ostream &os) const override { kinds.print(os); }

private:
  KindSet kinds;
};

} // namespace forge

#endif // FORGE_ANALYSIS_FIELDKINDS_H
