//===- VacatePlaces.cpp - move values out of places -----------------------===//
//
// `o.items = add(o.items, x)` reads a place, hands the value on, and stores
// what comes of it into the place. As long as the place refers to the value,
// too, the callee must copy it. Here the place gives the value up when it is
// read, if nobody can look at it before the store.
//
// A root is an SSA value, so that everybody who could look is a use of it: the
// store must be the only use that can be reached from the read. Uses on the way
// of an error count as well; where they exist, handlers may see the root. At
// run time `forge.place.vacate` does nothing if the root or what lies on the
// way is shared.
//
// A variable at the top level can be read by every function. It is emptied if,
// on the straight way from the read to the store, there is no operation that
// might lead to another access. An error on that way would leave the variable
// empty: so either nothing there raises, or nothing in the program handles
// errors, and then an error ends the program.
//
// Limits:
//  1. Captured variables (cells) are left alone.
//  2. A call of a value, or of a method that the program may define, might look
//     at any variable at the top level.
//
//===----------------------------------------------------------------------===//

#include "dialects/Forge/Forge.h"
#include "forge/Builtins/Catalogue.h"
#include "forge/Transforms/Forge/Passes.h"

#include "mlir/IR/Dominance.h"
#include "llvm/ADT/StringSet.h"

namespace forge {
#define GEN_PASS_DEF_VACATEPLACES
#include "forge/Transforms/Forge/Passes.h.inc"
} // namespace forge

using namespace mlir;
using namespace forge;
using namespace forge::ir;

//===----------------------------------------------------------------------===//
// Forms of values
//===----------------------------------------------------------------------===//

/// The value that this one is a box, the content or another name of.
static Value baseOf(Value value) {
  while (Operation *op = value.getDefiningOp()) {
    if (!isa<BoxOp, UnboxOp, NarrowOp>(op))
      break;
    value = op->getOperand(0);
  }
  return value;
}

/// The value and all its boxes, their contents and other names.
static SmallVector<Value> formsOf(Value value) {
  SmallVector<Value> forms = {value};
  for (size_t i = 0; i != forms.size(); ++i)
    for (Operation *user : forms[i].getUsers())
      if (isa<BoxOp, UnboxOp, NarrowOp>(user))
        forms.push_back(user->getResult(0));
  return forms;
}

/// Whether the value goes to a builtin that takes it over.
static bool isTaken(OpOperand &use) {
  auto call = dyn_cast<BuiltinOp>(use.getOwner());
  const BuiltinRecord *record = call ? findBuiltin(call.getName()) : nullptr;
  unsigned index = use.getOperandNumber();
  return record && index < record->params.size() &&
         record->params[index].ownership == Ownership::Consume;
}

/// Whether somebody gets the value who may change it, if nobody else holds it.
static bool isHandedOn(Value value) {
  for (Value form : formsOf(value))
    for (OpOperand &use : form.getUses()) {
      Operation *user = use.getOwner();
      if (isa<CallOp, CallValueOp, CallMethodOp, BranchOpInterface>(user) ||
          isTaken(use))
        return true;
      if (auto update = dyn_cast<PlaceUpdateOp>(user);
          update && update.getRoot() == form)
        return true;
    }
  return false;
}

//===----------------------------------------------------------------------===//
// Places below values
//===----------------------------------------------------------------------===//

namespace {

/// Stores into places of one function.
class PlaceVacater {
public:
  explicit PlaceVacater(func::FuncOp function) : dominance(function) {}

  /// Has the place that is stored into give up its value; false if it may not.
  bool vacate(PlaceUpdateOp store);

private:
  /// Collects the reads of the place, from the `step`th step on below `value`.
  void findReads(PlaceUpdateOp store, Value value, size_t step,
                 SmallVectorImpl<Operation *> &reads);

  DominanceInfo dominance;
};

} // namespace

void PlaceVacater::findReads(PlaceUpdateOp store, Value value, size_t step,
                             SmallVectorImpl<Operation *> &reads) {
  ArrayRef<Attribute> path = store.getPath().getValue();
  size_t indexesBefore = llvm::count_if(
      path.take_front(step), [](Attribute a) { return isa<UnitAttr>(a); });
  auto isStep = [&](Operation *op, Value form) {
    if (auto get = dyn_cast<FieldGetOp>(op))
      return Attribute(get.getFieldAttr()) == path[step];
    if (auto get = dyn_cast<RecordGetOp>(op))
      return Attribute(get.getFieldAttr()) == path[step];
    auto get = dyn_cast<IndexGetOp>(op);
    return get && get.getContainer() == form && isa<UnitAttr>(path[step]) &&
           baseOf(get.getKey()) == baseOf(store.getIndexes()[indexesBefore]);
  };
  for (Value form : formsOf(value))
    for (Operation *user : form.getUsers()) {
      if (!isStep(user, form))
        continue;
      if (step + 1 == path.size())
        reads.push_back(user);
      else
        findReads(store, user->getResult(0), step + 1, reads);
    }
}

/// The operation before which the read has succeeded, or null.
static Operation *behind(Operation *read) {
  if (isa<RecordGetOp>(read))
    return read->getNextNode();
  Value error = read->getResult(1);
  if (error.use_empty())
    return read->getNextNode();
  auto branch = dyn_cast_if_present<BrErrorOp>(read->getNextNode());
  if (!branch || branch.getError() != error ||
      !branch.getNext()->getSinglePredecessor())
    return nullptr;
  return &branch.getNext()->front();
}

/// Whether no use of the value but `store` can be reached from `start` before
/// the value is defined anew.
static bool isOnlyStored(Value base, PlaceUpdateOp store, Operation *start) {
  llvm::SmallPtrSet<Operation *, 8> users;
  for (Value form : formsOf(base))
    for (Operation *user : form.getUsers())
      if (!isa<BoxOp, UnboxOp, NarrowOp>(user) && user != store)
        users.insert(user);
  for (OpOperand &use : store->getOpOperands())
    if (baseOf(use.get()) == base && use.get() != store.getRoot())
      return false;

  Block *home = base.getParentBlock();
  llvm::SmallPtrSet<Block *, 16> visited;
  SmallVector<Operation *> worklist = {start};
  while (!worklist.empty()) {
    Operation *op = worklist.pop_back_val();
    Block *block = op->getBlock();
    for (; op; op = op->getNextNode())
      if (users.contains(op))
        return false;
    for (Block *successor : block->getSuccessors())
      if (successor != home && visited.insert(successor).second)
        worklist.push_back(&successor->front());
  }
  return true;
}

bool PlaceVacater::vacate(PlaceUpdateOp store) {
  if (store.getKind() != Update::set || store.getPath().empty())
    return false;
  Value base = baseOf(store.getRoot());
  SmallVector<Operation *> reads;
  findReads(store, base, 0, reads);
  for (Operation *read : reads) {
    Value current = read->getResult(0);
    Operation *start = behind(read);
    if (!start || !isHandedOn(current) ||
        !isa<AnyType, ArrayType, ObjectType, StrType>(current.getType()) ||
        !dominance.dominates(base, start) ||
        !dominance.dominates(start, store) ||
        !llvm::all_of(
            store.getIndexes(),
            [&](Value index) { return dominance.dominates(index, start); }) ||
        !isOnlyStored(base, store, start))
      continue;
    // The root may be a form of the value that is made later.
    Type type = store.getRoot().getType();
    Value root =
        dominance.dominates(store.getRoot(), start) ? store.getRoot() : base;
    OpBuilder builder(start);
    Value vacated =
        PlaceVacateOp::create(builder, read->getLoc(), root.getType(), root,
                              store.getPath(), store.getIndexes(), current);
    builder.setInsertionPoint(store);
    if (isa<AnyType>(type) && !isa<AnyType>(vacated.getType()))
      vacated = BoxOp::create(builder, read->getLoc(), vacated);
    else if (vacated.getType() != type)
      vacated = UnboxOp::create(builder, read->getLoc(), type, vacated);
    store.getRootMutable().assign(vacated);
    return true;
  }
  return false;
}

//===----------------------------------------------------------------------===//
// Variables at the top level
//===----------------------------------------------------------------------===//

namespace {

/// What functions may access, and whether errors are handled.
class ProgramEffects {
public:
  explicit ProgramEffects(ModuleOp module);

  /// Whether the operation may lead to an access of the variable.
  bool mayAccess(Operation *op, uint64_t variable) const;
  bool handlesErrors() const { return handlers; }

private:
  struct Effects {
    llvm::SmallDenseSet<uint64_t> variables;
    SmallVector<StringRef> callees;
    bool unknown = false;
  };
  static std::optional<uint64_t> variableOf(Operation *op);
  void addMembers(Operation *op);
  bool isUnknown(Operation *op) const;

  llvm::StringMap<Effects> functions;
  /// Names of fields and methods of the program.
  llvm::StringSet<> members;
  /// Whether objects may have entries of other names.
  bool computedMembers = false;
  bool handlers = false;
};

} // namespace

std::optional<uint64_t> ProgramEffects::variableOf(Operation *op) {
  if (auto load = dyn_cast<GlobalLoadOp>(op))
    return load.getIndex();
  if (auto take = dyn_cast<GlobalTakeOp>(op))
    return take.getIndex();
  if (auto store = dyn_cast<GlobalStoreOp>(op))
    return store.getIndex();
  return std::nullopt;
}

static void addAll(llvm::StringSet<> &names, ArrayAttr attributes) {
  for (Attribute attribute : attributes)
    if (auto text = dyn_cast<StringAttr>(attribute))
      names.insert(text.getValue());
}

/// Records what calls of methods may find.
void ProgramEffects::addMembers(Operation *op) {
  if (auto object = dyn_cast<ObjectNewOp>(op))
    addAll(members, object.getKeys());
  else if (auto object = dyn_cast<StructNewOp>(op))
    addAll(members, object.getKeys());
  else if (auto type = dyn_cast<StructDefineOp>(op))
    addAll(members, type.getKeys());
  else if (auto update = dyn_cast<PlaceUpdateOp>(op)) {
    addAll(members, update.getPath());
    // An index that is no number is the key of an object.
    computedMembers |= llvm::any_of(update.getIndexes(), [](Value index) {
      return !baseOf(index).getType().isInteger(64);
    });
  } else if (auto define = dyn_cast<RuntimeOp>(op)) {
    if (define.getSymbol() == "frt_method_define") {
      auto name = baseOf(define.getArgs()[1]).getDefiningOp<StringOp>();
      computedMembers |= !name;
      if (name)
        members.insert(name.getValue());
    }
    computedMembers |= define.getSymbol() == "frt_object_put";
  } else if (auto call = dyn_cast<BuiltinOp>(op)) {
    computedMembers |= call.getName() == "from_entries";
  } else if (auto value = dyn_cast<BuiltinValueOp>(op)) {
    computedMembers |= value.getName() == "from_entries";
  }
}

/// Whether it may call any function of the program.
bool ProgramEffects::isUnknown(Operation *op) const {
  if (auto call = dyn_cast<CallMethodOp>(op)) {
    // What only the runtime provides: `push` of whatever it is.
    auto fallback = call.getFallback().getDefiningOp<BuiltinValueOp>();
    const BuiltinRecord *record =
        fallback ? findBuiltin(fallback.getName()) : nullptr;
    return computedMembers || members.contains(call.getMethod()) || !record ||
           !record->pure;
  }
  if (auto call = dyn_cast<BuiltinOp>(op)) {
    const BuiltinRecord *record = findBuiltin(call.getName());
    return !record || !record->pure;
  }
  return isa<CallValueOp, RuntimeOp>(op);
}

ProgramEffects::ProgramEffects(ModuleOp module) {
  module.walk([this](Operation *op) { addMembers(op); });
  for (auto function : module.getOps<func::FuncOp>()) {
    Effects &effects = functions[function.getSymName()];
    effects.unknown = function.isExternal();
    function.walk([&](Operation *op) {
      handlers |= isa<CatchOp, DiscardErrorOp>(op);
      if (auto variable = variableOf(op))
        effects.variables.insert(*variable);
      if (auto call = dyn_cast<CallOp>(op))
        effects.callees.push_back(call.getCallee());
      effects.unknown |= isUnknown(op);
    });
  }
  for (bool changed = true; changed;) {
    changed = false;
    for (auto &entry : functions) {
      Effects &effects = entry.second;
      size_t before = effects.variables.size() + effects.unknown;
      for (StringRef name : effects.callees) {
        auto callee = functions.find(name);
        effects.unknown |= callee == functions.end() || callee->second.unknown;
        if (callee != functions.end() && &callee->second != &effects)
          effects.variables.insert(callee->second.variables.begin(),
                                   callee->second.variables.end());
      }
      changed |= before != effects.variables.size() + effects.unknown;
    }
  }
}

bool ProgramEffects::mayAccess(Operation *op, uint64_t variable) const {
  if (auto accessed = variableOf(op))
    return *accessed == variable;
  if (auto call = dyn_cast<CallOp>(op)) {
    auto callee = functions.find(call.getCallee());
    return callee == functions.end() || callee->second.unknown ||
           callee->second.variables.contains(variable);
  }
  return isUnknown(op);
}

/// Whether the block does nothing but leave the function with its error.
static bool onlyPropagates(Block *block) {
  llvm::SmallPtrSet<Block *, 4> visited;
  while (auto branch = dyn_cast<cf::BranchOp>(block->front())) {
    if (!visited.insert(block).second)
      return false;
    block = branch.getDest();
  }
  return isa<PropagateOp>(block->front());
}

/// The next operation on the way that no error leaves; null where the way forks
/// or meets others. Errors may leave it if none is ever handled.
static Operation *next(Operation *op, const ProgramEffects &effects) {
  if (Operation *following = op->getNextNode())
    return following;
  Block *target = nullptr;
  if (auto branch = dyn_cast<cf::BranchOp>(op))
    target = branch.getDest();
  else if (auto branch = dyn_cast<BrErrorOp>(op);
           branch && !effects.handlesErrors() &&
           onlyPropagates(branch.getHandler()))
    target = branch.getNext();
  return target && target->getSinglePredecessor() ? &target->front() : nullptr;
}

/// Empties the variable when it is read, if it is stored into before anybody
/// can look at it again.
static bool takeInstead(GlobalLoadOp load, const ProgramEffects &effects) {
  Operation *op = load;
  do {
    op = next(op, effects);
  } while (op && !effects.mayAccess(op, load.getIndex()));
  // An update follows, or a store of what becomes of the value.
  if (!isa_and_present<GlobalTakeOp>(op) &&
      !(isa_and_present<GlobalStoreOp>(op) && isHandedOn(load.getResult())))
    return false;

  OpBuilder builder(load);
  auto take =
      GlobalTakeOp::create(builder, load.getLoc(), load.getResult().getType(),
                           load.getIndex(), load.getName());
  load.getResult().replaceAllUsesWith(take.getResult());
  load.erase();
  if (auto later = dyn_cast<GlobalTakeOp>(op)) {
    later.getResult().replaceAllUsesWith(take.getResult());
    later.erase();
  }
  return true;
}

namespace {

struct VacatePlaces : forge::impl::VacatePlacesBase<VacatePlaces> {
  void runOnOperation() override {
    ModuleOp module = getOperation();
    // Variables first: one that is updated below is taken and stored back.
    ProgramEffects effects(module);
    SmallVector<GlobalLoadOp> loads;
    module.walk([&](GlobalLoadOp load) { loads.push_back(load); });
    for (GlobalLoadOp load : loads)
      numTaken += takeInstead(load, effects);

    for (auto function : module.getOps<func::FuncOp>()) {
      if (function.isExternal())
        continue;
      PlaceVacater vacater(function);
      function.walk(
          [&](PlaceUpdateOp store) { numVacated += vacater.vacate(store); });
    }
  }
};

} // namespace
