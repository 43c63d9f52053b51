//===- TypeLattice.h - what is known about a value -------------*- C++ -*-===//
//
// The lattice of type inference: a set of kinds. Bottom (no kind) means that no
// value has been seen yet, the full set means that nothing is known.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_ANALYSIS_TYPELATTICE_H
#define FORGE_ANALYSIS_TYPELATTICE_H

#include "mlir/IR/Types.h"
#include "llvm/Support/raw_ostream.h"
#include <cstdint>

namespace forge {

/// Kinds of value that inference tells apart. `Missing` and `Unbound` are the
/// markers of arguments and variables.
enum class ValueKind : uint8_t {
  Int,
  Float,
  Bool,
  String,
  Null,
  Array,
  Tuple,
  Object,
  Set,
  Map,
  Result,
  Option,
  Function,
  Other,
  Missing,
  Unbound,
};

/// A set of kinds; joins are unions.
class KindSet {
public:
  constexpr KindSet() = default;
  constexpr KindSet(ValueKind kind) : bits(1u << unsigned(kind)) {}

  /// Everything that a program can hold in a variable.
  static KindSet any() { return KindSet(0xFFFF); }
  /// The set that a type of the forge dialect stands for.
  static KindSet ofType(mlir::Type type);
  /// The set named by the `ResultKind` of a catalogue record.
  static KindSet ofName(llvm::StringRef name);

  bool isBottom() const { return bits == 0; }
  bool isAny() const { return bits == 0xFFFF; }
  bool contains(ValueKind kind) const { return bits & (1u << unsigned(kind)); }
  bool isSubsetOf(KindSet other) const { return !(bits & ~other.bits); }
  /// Whether some number may be in the set.
  bool mayBeNumber() const {
    return contains(ValueKind::Int) || contains(ValueKind::Float);
  }
  KindSet operator|(KindSet other) const { return KindSet(bits | other.bits); }
  KindSet &operator|=(KindSet other) {
    bits |= other.bits;
    return *this;
  }
  KindSet without(ValueKind kind) const {
    return KindSet(bits & ~(1u << unsigned(kind)));
  }
  bool operator==(const KindSet &) const = default;

  /// For mlir::dataflow::Lattice.
  static KindSet join(const KindSet &lhs, const KindSet &rhs) {
    return lhs | rhs;
  }
  void print(llvm::raw_ostream &os) const;

  /// The refined type to represent values of this set with, or null when only
  /// `!forge.any` can.
  mlir::Type refinedType(mlir::MLIRContext *context) const;

private:
  constexpr explicit KindSet(uint32_t bits) : bits(bits) {}
  uint32_t bits = 0;
};

} // namespace forge

#endif // FORGE_ANALYSIS_TYPELATTICE_H
