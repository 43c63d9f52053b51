//===- Records.h - objects whose keys are known ----------------*- C++ -*-===//
//
// Objects that are made with the same keys in the same order, by literals or as
// instances of one struct, are of one record. As an attribute a record is an
// array of the name of the struct, or `unit`, and the keys, in the order of the
// slots: an instance has `__type__` as its last key.
//
//===----------------------------------------------------------------------===//

#ifndef FORGE_DIALECTS_FORGE_RECORDS_H
#define FORGE_DIALECTS_FORGE_RECORDS_H

#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/BuiltinOps.h"
#include "llvm/ADT/DenseMap.h"

namespace forge::ir {

class StructNewOp;
using Record = mlir::ArrayAttr;

/// Name of the struct, or null for other objects.
mlir::StringAttr structOf(Record record);
/// The slot of a key, or nothing.
std::optional<unsigned> slotOf(Record record, mlir::Attribute key);
/// The slot that a key has in all of these records, or nothing.
std::optional<unsigned> slotOf(llvm::ArrayRef<mlir::Attribute> records,
                               mlir::Attribute key);
/// Puts records into the order in which sets of them list them.
bool precedes(Record lhs, Record rhs);

/// The records of a program's literals and instances.
class RecordTable {
public:
  explicit RecordTable(mlir::ModuleOp module);

  /// The record of what an operation makes, or null: if keys repeat or are too
  /// many, or if definitions of the struct decide about the keys as well. An
  /// instance that is given a value for each default, first and in their order,
  /// has the keys that it is given.
  Record recordOf(mlir::Operation *maker) const;

private:
  /// Whether the definitions of the struct add no keys, nor order them.
  bool hasDefaultsFirst(StructNewOp instance) const;

  /// Keys of default values, which all instances of a struct have; null if it
  /// is defined several times.
  llvm::DenseMap<mlir::StringAttr, mlir::ArrayAttr> defaults;
};

} // namespace forge::ir

#endif // FORGE_DIALECTS_FORGE_RECORDS_H
