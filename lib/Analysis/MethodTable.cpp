//===- MethodTable.cpp - methods that are known at compile time -----------===//

#include "forge/Analysis/MethodTable.h"
#include "forge/Analysis/ConstantText.h"

using namespace mlir;
using namespace forge;
using namespace forge::ir;

static void addAll(llvm::StringSet<> &names, ArrayAttr attributes) {
  for (Attribute attribute : attributes)
    if (auto text = dyn_cast<StringAttr>(attribute))
      names.insert(text.getValue());
}

bool forge::runsFirst(Operation *op) {
  auto program = dyn_cast<func::FuncOp>(op->getParentOp());
  if (!program || !program->hasAttr(attrs::program) ||
      !op->getBlock()->isEntryBlock())
    return false;
  for (; op; op = op->getPrevNode())
    if (isa<CallOp, CallValueOp, CallMethodOp, FieldGetOp>(op))
      return false;
  return true;
}

MethodTable::MethodTable(ModuleOp module) {
  SymbolTable symbols(module);
  DenseSet<StringAttr> uncertain;
  module.walk([&](Operation *op) {
    if (auto object = dyn_cast<ObjectNewOp>(op))
      addAll(fields, object.getKeys());
    else if (auto object = dyn_cast<StructNewOp>(op))
      addAll(fields, object.getKeys());
    else if (auto type = dyn_cast<StructDefineOp>(op)) {
      addAll(fields, type.getKeys());
      auto names = llvm::to_vector(type.getEmbedded().getAsRange<StringAttr>());
      auto [known, isNew] = embeddings.try_emplace(type.getNameAttr());
      for (size_t i = 0; i + 1 < names.size(); i += 2)
        known->second.push_back({names[i], names[i + 1]});
      if (!isNew || !runsFirst(op))
        uncertain.insert(type.getNameAttr());
    } else if (auto update = dyn_cast<PlaceUpdateOp>(op))
      addAll(fields, update.getPath());
    auto define = dyn_cast<RuntimeOp>(op);
    if (!define || define.getSymbol() != "frt_method_define")
      return;
    auto type = constantText(define.getArgs()[0]),
         name = constantText(define.getArgs()[1]);
    auto closure = define.getArgs()[2].getDefiningOp<ClosureOp>();
    hasComputedNames |= !type || !name;
    if (!type || !name)
      return;
    Key key(*type, *name);
    ++definitions[key];
    if (closure && runsFirst(op))
      methods[key] = symbols.lookup<func::FuncOp>(closure.getCallee());
  });
  for (auto &[key, count] : definitions)
    if (count > 1)
      methods.erase(key);
  for (StringAttr name : uncertain)
    embeddings.erase(name);
}

ArrayRef<MethodTable::Embedded>
MethodTable::embedded(StringAttr structName) const {
  auto known = embeddings.find(structName);
  return known == embeddings.end() ? ArrayRef<Embedded>() : known->second;
}

MethodTable::Target MethodTable::resolve(Record record,
                                         StringRef method) const {
  StringAttr name = structOf(record);
  if (func::FuncOp own = find(name, method))
    return {own, {}};
  if (!name || hasComputedNames || definitions.contains({name, method}))
    return {};
  for (auto [field, type] : embedded(name)) {
    if (!definitions.contains({type, method}))
      continue;
    // One that is not there is passed over, so there must be no doubt.
    bool hasField = bool(slotOf(record, field));
    return hasField ? Target{find(type, method), field} : Target();
  }
  return {};
}

func::FuncOp MethodTable::find(StringAttr structName, StringRef method) const {
  if (!structName || fields.contains(method))
    return {};
  func::FuncOp function = methods.lookup(Key(structName.getValue(), method));
  if (!function || function->hasAttr(attrs::isStatic))
    return {};
  return function;
}

SmallVector<std::pair<StringRef, func::FuncOp>>
MethodTable::findAll(StringRef method) const {
  SmallVector<std::pair<StringRef, func::FuncOp>> found;
  for (auto &[key, function] : methods)
    if (key.second == method && function && !function->hasAttr(attrs::isStatic))
      found.push_back({key.first, function});
  llvm::sort(found, llvm::less_first());
  return found;
}
