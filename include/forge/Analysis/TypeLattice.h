//===- TypeLattice.h - what is known about a value -------------*- C++ -*-===//
//
// The lattice of type inference: a set of kinds, and for arrays the kinds of
// their elements, some levels deep. Bottom (no kind) means that no value has
// been seen yet, the full set means that nothing is known.
//
// Knowing the element kind of an array is knowing its storage: an array whose
// elements can only be Int, Float or Bool holds them unboxed, or is empty.
// Whatever yields such a set in a transfer function keeps that promise.
//
// Of objects the lattice knows the records (dialects/Forge/Records.h) that they
// can be of, if there are few.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_ANALYSIS_TYPELATTICE_H
#define FORGE_ANALYSIS_TYPELATTICE_H

#include "dialects/Forge/Records.h"
#include "llvm/Support/raw_ostream.h"
#include <algorithm>
#include <array>
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

/// A set of kinds, with a set for the elements of the arrays among them; joins
/// are unions level by level. Elements of the arrays on the last level are
/// unknown.
class KindSet {
public:
  KindSet() = default;
  /// One kind; elements of `Array` are unknown.
  KindSet(ValueKind kind) {
    levels[0] = bitOf(kind);
    if (kind == ValueKind::Array)
      forgetElements();
  }

  /// Everything that a program can hold in a variable.
  static KindSet any() {
    KindSet result;
    result.levels.fill(allBits);
    return result;
  }
  /// Objects of that record. One without keys stands for all instances of the
  /// struct.
  static KindSet objectOf(ir::Record record) {
    KindSet result = ValueKind::Object;
    result.records[0] = mlir::ArrayAttr::get(record.getContext(), record);
    return result;
  }
  /// Arrays with such elements; of bottom, arrays that are empty.
  static KindSet arrayOf(KindSet element);
  /// The set that a type of the forge dialect stands for.
  static KindSet ofType(mlir::Type type);
  /// The set named by the `ResultKind` of a catalogue record.
  static KindSet ofName(llvm::StringRef name);

  bool isBottom() const { return levels[0] == 0; }
  bool isAny() const { return levels[0] == allBits; }
  bool contains(ValueKind kind) const { return levels[0] & bitOf(kind); }
  /// Whether all values are of this kind, and there are any.
  bool isOnly(ValueKind kind) const { return levels[0] == bitOf(kind); }
  /// The records that objects in the set can be of; empty if not known.
  llvm::ArrayRef<mlir::Attribute> objectRecords() const {
    return records[0] ? records[0].getValue()
                      : llvm::ArrayRef<mlir::Attribute>();
  }
  /// The names of the structs that the objects in the set are of, each once;
  /// empty if not known, or if there are other objects.
  llvm::SmallVector<mlir::StringAttr> structNames() const;
  /// Name of the struct that all objects in the set are of, or null.
  mlir::StringAttr structName() const {
    auto names = structNames();
    return names.size() == 1 ? names[0] : mlir::StringAttr();
  }
  /// The same kinds, without knowing the records.
  KindSet ofAnyRecord() const {
    KindSet result = *this;
    result.records[0] = {};
    return result;
  }
  /// The same kinds with objects of these records only, if they are of known
  /// records at all.
  KindSet ofRecords(llvm::ArrayRef<mlir::Attribute> allowed) const;
  /// Elements of the arrays in the set.
  KindSet element() const;
  /// Whether some number may be in the set.
  bool mayBeNumber() const {
    return contains(ValueKind::Int) || contains(ValueKind::Float);
  }
  KindSet operator|(KindSet other) const { return other |= *this; }
  KindSet &operator|=(KindSet other) {
    for (unsigned i = 0; i != depth; ++i) {
      if (!(levels[i] & bitOf(ValueKind::Object)))
        records[i] = other.records[i];
      else if (other.levels[i] & bitOf(ValueKind::Object))
        records[i] = joinRecords(records[i], other.records[i]);
      levels[i] |= other.levels[i];
    }
    return *this;
  }
  /// `kind` is none of containers.
  KindSet without(ValueKind kind) const {
    KindSet result = *this;
    result.levels[0] &= ~bitOf(kind);
    return result;
  }
  /// What is also in the other set by its kind.
  KindSet restrictedTo(KindSet kinds) const {
    KindSet result = *this;
    result.levels[0] &= kinds.levels[0];
    if (!result.contains(ValueKind::Array)) {
      std::fill(result.levels.begin() + 1, result.levels.end(), 0);
      std::fill(result.records.begin() + 1, result.records.end(), nullptr);
    }
    if (!result.contains(ValueKind::Object))
      result.records[0] = {};
    return result;
  }
  bool operator==(const KindSet &) const = default;

  /// For mlir::dataflow::Lattice.
  static KindSet join(const KindSet &lhs, const KindSet &rhs) {
    return lhs | rhs;
  }
  void print(llvm::raw_ostream &os) const;
  friend llvm::raw_ostream &operator<<(llvm::raw_ostream &os,
                                       const KindSet &kinds) {
    kinds.print(os);
    return os;
  }

  /// The refined type to represent values of this set with, or null when only
  /// `!forge.any` can.
  mlir::Type refinedType(mlir::MLIRContext *context) const;

private:
  static constexpr unsigned depth = 4;
  static constexpr uint16_t allBits = 0xFFFF;
  static constexpr uint16_t bitOf(ValueKind kind) {
    return uint16_t(1u << unsigned(kind));
  }
  void forgetElements() {
    for (unsigned i = 1; i != depth; ++i)
      levels[i] = allBits;
  }

  /// All records of both sets, or null if there are too many.
  static mlir::ArrayAttr joinRecords(mlir::ArrayAttr lhs, mlir::ArrayAttr rhs);

  /// Kinds of values, of elements of arrays, of their elements...
  std::array<uint16_t, depth> levels = {};
  /// Records of the objects on each level; null if not known, or none.
  std::array<mlir::ArrayAttr, depth> records = {};
};

} // namespace forge

#endif // FORGE_ANALYSIS_TYPELATTICE_H
