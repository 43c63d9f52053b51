//===- Records.cpp - objects whose keys are known -------------------------===//

#include "Records.h"
#include "Forge.h"

#include "llvm/ADT/SmallPtrSet.h"

using namespace mlir;
using namespace forge::ir;

/// Objects with more keys than this, the type included, may have no shape.
static constexpr size_t mostKeys = 30;

StringAttr forge::ir::structOf(Record record) {
  return dyn_cast<StringAttr>(record[0]);
}

std::optional<unsigned> forge::ir::slotOf(Record record, Attribute key) {
  ArrayRef<Attribute> keys = record.getValue().drop_front();
  const auto *found = llvm::find(keys, key);
  if (found == keys.end())
    return std::nullopt;
  return found - keys.begin();
}

std::optional<unsigned> forge::ir::slotOf(ArrayRef<Attribute> records,
                                          Attribute key) {
  std::optional<unsigned> slot;
  for (Attribute record : records) {
    auto own = slotOf(cast<Record>(record), key);
    if (!own || (slot && own != slot))
      return std::nullopt;
    slot = own;
  }
  return slot;
}

bool forge::ir::precedes(Record lhs, Record rhs) {
  auto text = [](Attribute part) {
    auto name = dyn_cast<StringAttr>(part);
    return name ? name.getValue() : StringRef();
  };
  return std::lexicographical_compare(
      lhs.begin(), lhs.end(), rhs.begin(), rhs.end(),
      [&](Attribute l, Attribute r) { return text(l) < text(r); });
}

RecordTable::RecordTable(ModuleOp module) {
  module.walk([this](StructDefineOp type) {
    auto [known, isNew] =
        defaults.try_emplace(type.getNameAttr(), type.getKeys());
    if (!isNew &&
        (!known->second || !known->second.empty() || !type.getKeys().empty()))
      known->second = {};
  });
}

/// Keys that differ, none of which is that of the type.
static bool arePlain(ArrayAttr keys) {
  llvm::SmallPtrSet<Attribute, 8> seen;
  return keys.size() < mostKeys &&
         llvm::all_of(
             keys,
             [&](Attribute key) {
               return cast<StringAttr>(key).getValue() != "__type__" &&
                      seen.insert(key).second;
             });
}

bool RecordTable::hasDefaultsFirst(StructNewOp instance) const {
  auto known = defaults.find(instance.getNameAttr());
  if (known == defaults.end())
    return true;
  ArrayAttr first = known->second;
  return first && first.size() <= instance.getKeys().size() &&
         instance.getKeys().getValue().take_front(first.size()) ==
             first.getValue();
}

Record RecordTable::recordOf(Operation *maker) const {
  SmallVector<Attribute> parts;
  if (auto object = dyn_cast<ObjectNewOp>(maker)) {
    if (!arePlain(object.getKeys()) || object.getKeys().empty())
      return {};
    parts.push_back(UnitAttr::get(maker->getContext()));
    llvm::append_range(parts, object.getKeys());
  } else {
    auto instance = dyn_cast<StructNewOp>(maker);
    if (!instance || !arePlain(instance.getKeys()) ||
        !hasDefaultsFirst(instance))
      return {};
    parts.push_back(instance.getNameAttr());
    llvm::append_range(parts, instance.getKeys());
    parts.push_back(StringAttr::get(maker->getContext(), "__type__"));
  }
  return Record::get(maker->getContext(), parts);
}
