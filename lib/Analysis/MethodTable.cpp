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

MethodTable::MethodTable(ModuleOp module) {
  DenseMap<Key, unsigned> definitions;
  SymbolTable symbols(module);
  module.walk([&](Operation *op) {
    if (auto object = dyn_cast<ObjectNewOp>(op))
      addAll(fields, object.getKeys());
    else if (auto object = dyn_cast<StructNewOp>(op))
      addAll(fields, object.getKeys());
    else if (auto type = dyn_cast<StructDefineOp>(op))
      addAll(fields, type.getKeys());
    else if (auto update = dyn_cast<PlaceUpdateOp>(op))
      addAll(fields, update.getPath());
    auto define = dyn_cast<RuntimeOp>(op);
    if (!define || define.getSymbol() != "frt_method_define")
      return;
    auto type = constantText(define.getArgs()[0]),
         name = constantText(define.getArgs()[1]);
    auto closure = define.getArgs()[2].getDefiningOp<ClosureOp>();
    if (!type || !name)
      return;
    Key key(*type, *name);
    ++definitions[key];
    // What runs first: the start of the program, up to the first call.
    auto program = dyn_cast<func::FuncOp>(op->getParentOp());
    bool isFirst = program && program->hasAttr(attrs::program) &&
                   op->getBlock()->isEntryBlock();
    for (Operation *before = op; isFirst && before;
         before = before->getPrevNode())
      isFirst = !isa<CallOp, CallValueOp, CallMethodOp>(before);
    if (isFirst && closure)
      methods[key] = symbols.lookup<func::FuncOp>(closure.getCallee());
  });
  for (auto &[key, count] : definitions)
    if (count > 1)
      methods.erase(key);
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
