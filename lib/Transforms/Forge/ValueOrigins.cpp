//===- ValueOrigins.cpp - where values come from --------------------------===//

#include "ValueOrigins.h"
#include "forge/Analysis/TypeInference.h"

#include "mlir/IR/Matchers.h"
#include "llvm/ADT/StringSet.h"

using namespace mlir;
using namespace forge;
using namespace forge::ir;

ValueOrigins::ValueOrigins(ModuleOp module, const DataFlowSolver &solver)
    : solver(solver) {
  SymbolTable symbols(module);
  RecordTable table(module);
  llvm::StringSet<> asValues;
  auto receive = [&](StringRef name, ValueRange values) {
    auto callee = symbols.lookup<func::FuncOp>(name);
    if (callee && !callee.isExternal())
      for (auto [parameter, value] : llvm::zip(callee.getArguments(), values))
        received[parameter].push_back(value);
  };
  module.walk([&](Operation *op) {
    if (auto store = dyn_cast<GlobalStoreOp>(op)) {
      stored[store.getIndex()].push_back(store.getValue());
    } else if (auto call = dyn_cast<CallOp>(op)) {
      receive(call.getCallee(), call.getArgs());
    } else if (auto closure = dyn_cast<ClosureOp>(op)) {
      receive(closure.getCallee(), closure.getCaptures());
      asValues.insert(closure.getCallee());
    } else if (Record record = table.recordOf(op)) {
      for (auto [key, value] :
           llvm::zip(record.getValue().drop_front(), op->getOperands()))
        fields[{record, key}].push_back(value);
    } else if (auto update = dyn_cast<PlaceUpdateOp>(op);
               update && !update.getPath().empty() &&
               update.getKind() <= Update::rem) {
      llvm::append_range(assigned[update.getPath().getValue().back()],
                         update.getValues());
    } else if (isa<func::ReturnOp>(op) && op->getNumOperands() == 1) {
      auto function = cast<func::FuncOp>(op->getParentOp());
      returned[function.getSymName()].push_back(op->getOperand(0));
    }
  });
  for (auto &entry : asValues) {
    auto function = symbols.lookup<func::FuncOp>(entry.getKey());
    for (BlockArgument parameter :
         function.getArguments().drop_front(captureCount(function)))
      received.erase(parameter);
  }
}

KindSet ValueOrigins::kindsOf(Value value) const {
  KindSet typed = KindSet::ofType(value.getType());
  if (!typed.isAny() && !typed.isOnly(ValueKind::Object) &&
      !typed.isOnly(ValueKind::Array))
    return typed;
  const auto *state = solver.lookupState<KindLattice>(value);
  return state ? state->getValue() : KindSet();
}

ValueOrigins::Values ValueOrigins::fieldSources(Value object,
                                                StringAttr field) const {
  Values sources;
  for (Attribute record : kindsOf(object).objectRecords())
    llvm::append_range(sources, fields.lookup({record, field}));
  if (!sources.empty())
    llvm::append_range(sources, assigned.lookup(field));
  return sources;
}

ValueOrigins::Values ValueOrigins::sourcesOf(Value value) const {
  if (auto argument = dyn_cast<BlockArgument>(value)) {
    Block *block = argument.getOwner();
    if (block->isEntryBlock())
      return received.lookup(argument);
    Values sources;
    for (auto from = block->pred_begin(); from != block->pred_end(); ++from) {
      auto branch = dyn_cast<BranchOpInterface>((*from)->getTerminator());
      Value source =
          branch ? branch.getSuccessorOperands(
                       from.getSuccessorIndex())[argument.getArgNumber()]
                 : Value();
      if (!source)
        return {};
      sources.push_back(source);
    }
    return sources;
  }
  Operation *op = value.getDefiningOp();
  // Constants are moved away from where they are written; their boxes are not.
  if (isa<BoxOp>(op) && matchPattern(op->getOperand(0), m_Constant()))
    return {};
  if (isa<BoxOp, UnboxOp, CheckBoundOp, IterBeginOp, PlaceVacateOp>(op))
    return {op->getOperand(0)};
  if (auto select = dyn_cast<arith::SelectOp>(op))
    return {select.getTrueValue(), select.getFalseValue()};
  if (auto load = dyn_cast<GlobalLoadOp>(op))
    return stored.lookup(load.getIndex());
  if (auto take = dyn_cast<GlobalTakeOp>(op))
    return stored.lookup(take.getIndex());
  if (auto call = dyn_cast<CallOp>(op); call && value == call.getResult())
    return returned.lookup(call.getCallee());
  if (auto get = dyn_cast<FieldGetOp>(op))
    return value == get.getResult()
               ? fieldSources(get.getObject(), get.getFieldAttr())
               : Values();
  if (auto get = dyn_cast<RecordGetOp>(op))
    return fieldSources(get.getObject(), get.getFieldAttr());
  auto update = dyn_cast<PlaceUpdateOp>(op);
  if (update && value == update.getUpdated() &&
      (!update.getPath().empty() || update.getKind() > Update::rem))
    return {update.getRoot()};
  return {};
}

llvm::SetVector<Value> ValueOrigins::flowTo(Value value) const {
  // Enough for an explanation.
  constexpr size_t longest = 500;
  llvm::SetVector<Value> flow;
  flow.insert(value);
  for (size_t i = 0; i != flow.size() && i != longest; ++i)
    for (Value source : sourcesOf(flow[i]))
      flow.insert(source);
  return flow;
}

SmallVector<Origin> ValueOrigins::originsOf(Value value, Location use) const {
  SmallVector<Origin> origins;
  for (Value source : flowTo(value)) {
    if (!sourcesOf(source).empty())
      continue;
    Location loc = source.getLoc();
    origins.push_back({source, isa<UnknownLoc>(loc) ? use : loc});
  }
  return origins;
}

SmallVector<Origin> ValueOrigins::elementsOf(Value value) const {
  SmallVector<Origin> elements;
  auto put = [&](ValueRange values, Location loc) {
    for (Value value : values)
      llvm::append_range(elements, originsOf(value, loc));
  };
  for (Value source : flowTo(value)) {
    Operation *op = source.getDefiningOp();
    if (auto array = dyn_cast_if_present<ArrayNewOp>(op))
      put(array.getElements(), op->getLoc());
    auto update = dyn_cast_if_present<PlaceUpdateOp>(op);
    if (update && source == update.getUpdated() &&
        (update.getPath().size() == 1 || update.getKind() == Update::push))
      put(update.getValues(), op->getLoc());
  }
  return elements;
}
