//===- TypeInference.cpp - transfer functions of type inference -----------===//
//
// A sparse dataflow analysis over the lattice of kind sets. The transfer
// function of an operator maps the product of its operands' kinds to the kinds
// of the result; a combination that raises has no result. Types of values that
// are already refined are exact.
//
// An array's elements are what was ever put into it: the transfer functions of
// updates join, they do not replace.
//
// So are the fields of a record, in FieldKinds.cpp.
//
// Limits: contents of containers other than arrays and objects, and captured
// variables that change, are unknown.
//
//===----------------------------------------------------------------------===//

#include "forge/Analysis/TypeInference.h"
#include "dialects/Forge/Forge.h"
#include "forge/Analysis/ConstantText.h"
#include "forge/Builtins/Catalogue.h"

#include "mlir/Analysis/DataFlow/ConstantPropagationAnalysis.h"
#include "mlir/Analysis/DataFlow/DeadCodeAnalysis.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace forge;
using namespace forge::ir;

/// Whether inference knows more about values of the type than the type says.
static bool isOpen(Type type) {
  while (auto array = dyn_cast<ArrayType>(type))
    type = array.getElement();
  return isa<AnyType, ObjectType>(type);
}

static KindSet negationKinds(KindSet operand) {
  return operatorKinds(/*isAddition=*/false, operand, operand);
}

/// The value of an updating call of what is at the place.
static KindSet updateResultKinds(PlaceUpdateOp update, KindSet target,
                                 KindSet updated) {
  if (update.getKind() <= Update::rem)
    return ValueKind::Null;
  if (!target.isOnly(ValueKind::Array))
    return KindSet::any();
  if (update.getKind() == Update::pop)
    return target.element() | ValueKind::Null;
  return update.getPath().empty() ? updated : KindSet::any();
}

/// Kinds of the elements that iteration or indexing yields.
static KindSet elementKinds(KindSet container) {
  return container.isOnly(ValueKind::Array) ? container.element()
                                            : KindSet::any();
}

/// Kinds of the result of a builtin, as the catalogue declares them.
static KindSet builtinKinds(BuiltinOp op,
                            ArrayRef<const KindLattice *> operands) {
  const BuiltinRecord *record = findBuiltin(op.getName());
  if (!record || record->resultKind.empty())
    return KindSet::any();
  if (record->resultKind == "arg0")
    return operands.empty() ? KindSet::any() : operands.front()->getValue();
  return KindSet::ofName(record->resultKind);
}

LogicalResult TypeInference::initialize(Operation *top) {
  top->walk([this](GlobalStoreOp store) {
    stored[store.getIndex()].push_back(store.getValue());
  });
  collectMethods(top);
  return SparseForwardDataFlowAnalysis::initialize(top);
}

KindSet TypeInference::globalKinds(int64_t index, Operation *use) {
  ProgramPoint *point = getProgramPointAfter(use);
  KindSet kinds;
  for (Value value : stored.lookup(index))
    kinds |= getLatticeElementFor(point, value)->getValue();
  // Only reads that are checked can come before the declaration.
  if (llvm::any_of(use->getUsers(),
                   [](Operation *user) { return isa<CheckBoundOp>(user); }))
    kinds |= ValueKind::Unbound;
  return kinds;
}

namespace {

/// Upstream leaves the results of a call that no return provides, such as error
/// states, without a value, and with them the branches that test them.
class ConstantPropagation : public dataflow::SparseConstantPropagation {
public:
  using SparseConstantPropagation::SparseConstantPropagation;

  LogicalResult visitCallOperation(
      CallOpInterface call,
      ArrayRef<const dataflow::AbstractSparseLattice *> operands,
      ArrayRef<dataflow::AbstractSparseLattice *> results) override {
    if (failed(SparseConstantPropagation::visitCallOperation(call, operands,
                                                             results)))
      return failure();
    for (dataflow::AbstractSparseLattice *result : results)
      if (isa<ErrorType>(cast<Value>(result->getAnchor()).getType()))
        setToEntryState(
            static_cast<dataflow::Lattice<dataflow::ConstantValue> *>(result));
    return success();
  }
};

} // namespace

LogicalResult forge::inferTypes(ModuleOp module, const MethodTable &methods,
                                DataFlowSolver &solver) {
  solver.load<dataflow::DeadCodeAnalysis>();
  solver.load<ConstantPropagation>();
  solver.load<TypeInference>(methods, RecordTable(module));
  return solver.initializeAndRun(module);
}

InferredTypes::InferredTypes(Operation *module)
    : methods(cast<ModuleOp>(module)),
      failed(
          llvm::failed(inferTypes(cast<ModuleOp>(module), methods, solver))) {}

void TypeInference::receive(Value parameter, KindSet kinds) {
  if (!isOpen(parameter.getType()))
    return;
  KindLattice *lattice = getLatticeElement(parameter);
  propagateIfChanged(lattice, lattice->join(kinds));
}

void TypeInference::capture(Operation *op, StringAttr callee,
                            ArrayRef<const KindLattice *> operands) {
  auto function = symbols.lookupNearestSymbolFrom<func::FuncOp>(op, callee);
  if (!function || function.isExternal())
    return;
  bool isCall = isa<CallOp>(op) && onlyMethods.contains(function);
  unsigned count = isCall ? operands.size() : captureCount(function);
  for (unsigned i = 0; i != count; ++i)
    receive(function.getArgument(i), operands[i]->getValue());
}

LogicalResult
TypeInference::visitOperation(Operation *op,
                              ArrayRef<const KindLattice *> operands,
                              ArrayRef<KindLattice *> results) {
  // A value that does not exist yet produces nothing.
  auto isBottom = [&](unsigned index) {
    return operands[index]->getValue().isBottom();
  };
  auto produce = [&](KindSet kinds) {
    propagateIfChanged(results.front(), results.front()->join(kinds));
  };
  if (auto closure = dyn_cast<ClosureOp>(op))
    capture(op, closure.getCalleeAttr().getAttr(), operands);
  for (auto [index, result] : llvm::enumerate(op->getResults()))
    if (!isOpen(result.getType()) ||
        (index != 0 && !isa<IterNextOp, PlaceUpdateOp>(op)))
      propagateIfChanged(results[index], results[index]->join(KindSet::ofType(
                                             result.getType())));
  if (auto next = dyn_cast<IterNextOp>(op)) {
    if (isOpen(next.getValue().getType()) && !isBottom(0))
      propagateIfChanged(
          results[1], results[1]->join(elementKinds(operands[0]->getValue())));
    return success();
  }
  if (op->getNumResults() == 0 || !isOpen(op->getResult(0).getType()))
    return success();

  llvm::TypeSwitch<Operation *>(op)
      .Case<AddOp, SubOp, MulOp, DivOp, RemOp>([&](auto) {
        if (!isBottom(0) && !isBottom(1))
          produce(operatorKinds(isa<AddOp>(op), operands[0]->getValue(),
                                operands[1]->getValue()));
      })
      .Case<NegOp>(
          [&](auto) { produce(negationKinds(operands[0]->getValue())); })
      .Case<BoxOp, UnboxOp, PlaceVacateOp>(
          [&](auto) { produce(operands[0]->getValue()); })
      .Case<arith::SelectOp>([&](auto) {
        produce(operands[1]->getValue() | operands[2]->getValue());
      })
      .Case<CheckBoundOp>([&](auto) {
        produce(operands[0]->getValue().without(ValueKind::Unbound));
      })
      .Case<NarrowOp>([&](NarrowOp narrow) {
        KindSet kinds;
        for (auto name : narrow.getKinds().getAsRange<StringAttr>())
          kinds |= KindSet::ofName(name.getValue());
        KindSet left = operands[0]->getValue().restrictedTo(kinds);
        if (ArrayAttr records = narrow.getRecordsAttr())
          left = left.ofRecords(records.getValue());
        produce(left);
      })
      .Case<ExpectIntOp>([&](auto) { produce(ValueKind::Int); })
      .Case<SingletonOp>([&](SingletonOp singleton) {
        switch (singleton.getValue()) {
        case Singleton::Null:
          return produce(ValueKind::Null);
        case Singleton::None:
          return produce(ValueKind::Option);
        case Singleton::Missing:
          return produce(ValueKind::Missing);
        case Singleton::Unbound:
          return produce(ValueKind::Unbound);
        }
      })
      .Case<ArrayNewOp>([&](auto) {
        KindSet element;
        for (const KindLattice *operand : operands) {
          if (operand->getValue().isBottom())
            return;
          element |= operand->getValue();
        }
        produce(KindSet::arrayOf(element));
      })
      .Case<RuntimeOp>([&](RuntimeOp call) {
        if (call.getResults().empty() || !isOpen(call.getResultTypes()[0]))
          return;
        if (call.getSymbol() == "frt_call_method_spread")
          passAnything(constantText(call.getArgs()[2]).value_or(""));
        bool isSpread = call.getSymbol() == "frt_array_spread";
        if (!isSpread && call.getSymbol() != "frt_array_push_back")
          return produce(KindSet::any());
        if (isBottom(0) || isBottom(1))
          return;
        // Spreading what is no array appends it.
        KindSet added = operands[1]->getValue();
        produce(operands[0]->getValue() |
                (isSpread && added.isOnly(ValueKind::Array)
                     ? added
                     : KindSet::arrayOf(isSpread ? KindSet::any() : added)));
      })
      .Case<GlobalLoadOp, GlobalTakeOp>(
          [&](auto read) { produce(globalKinds(read.getIndex(), op)); })
      .Case<IndexGetOp>([&](auto) {
        if (!isBottom(0) && !isBottom(1))
          produce(elementKinds(operands[0]->getValue()));
      })
      .Case<IterBeginOp>([&](auto) {
        if (!isBottom(0))
          produce(operands[0]->getValue().isOnly(ValueKind::Array)
                      ? operands[0]->getValue()
                      : KindSet::any());
      })
      .Case<TupleNewOp>([&](auto) { produce(ValueKind::Tuple); })
      .Case<StructNewOp, ObjectNewOp>(
          [&](auto) { produce(madeKinds(op, operands)); })
      .Case<FieldGetOp, RecordGetOp>([&](auto get) {
        if (!isBottom(0))
          produce(fieldKinds(op, operands[0]->getValue(), get.getFieldAttr()));
      })
      .Case<CallMethodOp>([&](CallMethodOp call) {
        if (isBottom(0))
          return;
        passToMethods(call, operands);
        produce(methodKinds(call, operands[0]->getValue()));
      })
      .Case<CatchOp>([&](auto) { produce(ValueKind::Object); })
      .Case<ClosureOp, BuiltinValueOp>(
          [&](auto) { produce(ValueKind::Function); })
      .Case<BuiltinOp>(
          [&](BuiltinOp call) { produce(builtinKinds(call, operands)); })
      .Case<PlaceUpdateOp>([&](PlaceUpdateOp update) {
        KindSet value;
        for (const KindLattice *operand :
             operands.take_back(update.getValues().size()))
          value |= operand->getValue();
        if (isBottom(0) || (value.isBottom() && !update.getValues().empty()))
          return;
        // After an error the root is as it was, so its kinds remain.
        KindSet root = operands[0]->getValue();
        KindSet updated =
            updatedKinds(update, root, update.getPath().getValue(), value);
        produce(updated);
        propagateIfChanged(results[1],
                           results[1]->join(updateResultKinds(
                               update, placeKinds(update, root), updated)));
      })
      .Default([&](Operation *) {
        // Poison is the content of a variable nobody may read.
        if (op->getName().getStringRef() == "ub.poison")
          return;
        produce(KindSet::any());
      });
  return success();
}

LogicalResult TypeInference::visitCallOperation(
    CallOpInterface call,
    ArrayRef<const dataflow::AbstractSparseLattice *> operands,
    ArrayRef<dataflow::AbstractSparseLattice *> results) {
  if (auto direct = dyn_cast<CallOp>(call.getOperation()))
    capture(direct, direct.getCalleeAttr().getAttr(),
            llvm::map_to_vector(operands, [](const auto *operand) {
              return static_cast<const KindLattice *>(operand);
            }));
  ProgramPoint *point = getProgramPointAfter(call);
  const auto *returns =
      getOrCreateFor<dataflow::PredecessorState>(point, point);
  for (Operation *ret : returns->getKnownPredecessors())
    if (ret->getNumOperands() == 1)
      join(results.front(), *getLatticeElementFor(point, ret->getOperand(0)));
  for (dataflow::AbstractSparseLattice *result : results.drop_front())
    setToEntryState(static_cast<KindLattice *>(result));
  return success();
}

bool TypeInference::receivesKnown(Value value) const {
  auto argument = dyn_cast<BlockArgument>(value);
  if (!argument || !argument.getOwner()->isEntryBlock())
    return false;
  auto function = dyn_cast<func::FuncOp>(argument.getOwner()->getParentOp());
  return function && (argument.getArgNumber() < captureCount(function) ||
                      onlyMethods.contains(function));
}

void TypeInference::setToEntryState(KindLattice *lattice) {
  if (receivesKnown(lattice->getAnchor()) &&
      isOpen(lattice->getAnchor().getType()))
    return;
  propagateIfChanged(
      lattice, lattice->join(KindSet::ofType(lattice->getAnchor().getType())));
}
