//===- CompleteStructs.cpp - default values where instances are made ------===//
//
// An instance of a struct has the default values of the definition that has
// executed last. Where there is only one definition, which is certain to have
// executed, and the values are constants, the instance is made of them: then
// all of its keys are known.
//
//===----------------------------------------------------------------------===//

#include "dialects/Forge/Forge.h"
#include "forge/Analysis/MethodTable.h"
#include "forge/Transforms/Forge/Passes.h"

namespace forge {
#define GEN_PASS_DEF_COMPLETESTRUCTS
#include "forge/Transforms/Forge/Passes.h.inc"
} // namespace forge

using namespace mlir;
using namespace forge;
using namespace forge::ir;

namespace {
struct CompleteStructs : forge::impl::CompleteStructsBase<CompleteStructs> {
  void runOnOperation() override;
};
} // namespace

/// Makes the value again at another place, if that is the same: it is a
/// constant or an array without elements. Null otherwise.
static Value makeAgain(OpBuilder &builder, Value value) {
  Operation *op = value.getDefiningOp();
  if (auto box = dyn_cast_if_present<BoxOp>(op)) {
    Operation *content = box.getValue().getDefiningOp();
    if (!content || !content->hasTrait<OpTrait::ConstantLike>())
      return {};
    Value copy = builder.clone(*content)->getResult(0);
    return BoxOp::create(builder, box.getLoc(), copy);
  }
  bool isEmptyArray = isa_and_present<ArrayNewOp>(op) && !op->getNumOperands();
  if (!op || !(op->hasTrait<OpTrait::ConstantLike>() || isEmptyArray))
    return {};
  return builder.clone(*op)->getResult(0);
}

/// Gives the instance the values of the definition that it does not have; keys
/// of the definition come first, then those of the instance, as at run time.
static bool complete(StructNewOp object, StructDefineOp type) {
  OpBuilder builder(object);
  SmallVector<Attribute> keys(type.getKeys().getValue());
  SmallVector<Value> values;
  for (auto [key, value] : llvm::zip(type.getKeys(), type.getValues())) {
    const Attribute *given = llvm::find(object.getKeys(), key);
    values.push_back(
        given == object.getKeys().end()
            ? makeAgain(builder, value)
            : object.getValues()[given - object.getKeys().begin()]);
    if (!values.back())
      return false;
  }
  for (auto [key, value] : llvm::zip(object.getKeys(), object.getValues())) {
    if (llvm::is_contained(type.getKeys(), key))
      continue;
    keys.push_back(key);
    values.push_back(value);
  }
  object.setKeysAttr(builder.getArrayAttr(keys));
  object.getValuesMutable().assign(values);
  return true;
}

/// Whether a key is given twice, so that its place and its value differ.
static bool repeats(ArrayAttr keys) {
  for (size_t i = 0; i != keys.size(); ++i)
    if (llvm::is_contained(keys.getValue().take_front(i), keys[i]))
      return true;
  return false;
}

void CompleteStructs::runOnOperation() {
  DenseMap<StringAttr, StructDefineOp> types;
  getOperation().walk([&](StructDefineOp type) {
    auto [known, isNew] = types.try_emplace(type.getNameAttr(), type);
    if (!isNew || !runsFirst(type) || repeats(type.getKeys()))
      known->second = {};
  });
  getOperation().walk([&](StructNewOp object) {
    StructDefineOp type = types.lookup(object.getNameAttr());
    if (!type || type.getKeys().empty() || repeats(object.getKeys()))
      return;
    bool isBefore =
        object->getBlock() == type->getBlock() && object->isBeforeInBlock(type);
    numCompleted += !isBefore && complete(object, type);
  });
}
