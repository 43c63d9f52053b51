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
// Limits: contents of containers other than arrays and captured variables are
// unknown, and conditions do not narrow.
//
//===----------------------------------------------------------------------===//

#include "forge/Analysis/TypeInference.h"
#include "dialects/Forge/Forge.h"
#include "forge/Builtins/Catalogue.h"

#include "mlir/Analysis/DataFlow/ConstantPropagationAnalysis.h"
#include "mlir/Analysis/DataFlow/DeadCodeAnalysis.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace forge;
using namespace forge::ir;

/// Numbers with numbers; Int only if both are.
static KindSet arithmeticKinds(KindSet lhs, KindSet rhs) {
  KindSet result;
  if (lhs.contains(ValueKind::Int) && rhs.contains(ValueKind::Int))
    result |= ValueKind::Int;
  if ((lhs.contains(ValueKind::Float) && rhs.mayBeNumber()) ||
      (rhs.contains(ValueKind::Float) && lhs.mayBeNumber()))
    result |= ValueKind::Float;
  return result;
}

static KindSet additionKinds(KindSet lhs, KindSet rhs) {
  KindSet result = arithmeticKinds(lhs, rhs);
  if (lhs.contains(ValueKind::String) || rhs.contains(ValueKind::String))
    result |= ValueKind::String;
  return result;
}

static KindSet negationKinds(KindSet operand) {
  return arithmeticKinds(operand, operand);
}

/// Kinds of the sum, difference, ... of two values.
static KindSet operatorKinds(bool isAddition, KindSet lhs, KindSet rhs) {
  return isAddition ? additionKinds(lhs, rhs) : arithmeticKinds(lhs, rhs);
}

/// What is at the end of `path` below `root` after the update.
static KindSet updatedKinds(PlaceUpdateOp update, KindSet root,
                            ArrayRef<Attribute> path, KindSet value) {
  if (!path.empty()) {
    if (!root.isOnly(ValueKind::Array) || !isa<UnitAttr>(path.front())) {
      if (root.contains(ValueKind::Array))
        return KindSet::any();
      // The name of the type is a field too.
      auto field = dyn_cast<StringAttr>(path.front());
      return field && field.getValue() != "__type__" ? root
                                                     : root.ofAnyStruct();
    }
    KindSet element =
        updatedKinds(update, root.element(), path.drop_front(), value);
    return root | KindSet::arrayOf(element);
  }
  switch (update.getKind()) {
  case Update::set:
    return root | value;
  case Update::add:
  case Update::sub:
  case Update::mul:
  case Update::div:
  case Update::rem:
    return root | operatorKinds(update.getKind() == Update::add, root, value);
  case Update::push:
    return root | KindSet::arrayOf(value);
  default:
    return root;
  }
}

/// The value of an updating call.
static KindSet updateResultKinds(PlaceUpdateOp update, KindSet root,
                                 KindSet updated) {
  if (update.getKind() <= Update::rem)
    return ValueKind::Null;
  if (!update.getPath().empty() || !root.isOnly(ValueKind::Array))
    return KindSet::any();
  if (update.getKind() == Update::pop)
    return root.element() | ValueKind::Null;
  return updated;
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
  solver.load<TypeInference>(methods);
  return solver.initializeAndRun(module);
}

InferredTypes::InferredTypes(Operation *module)
    : methods(cast<ModuleOp>(module)),
      failed(
          llvm::failed(inferTypes(cast<ModuleOp>(module), methods, solver))) {}

KindSet TypeInference::methodKinds(CallMethodOp call, KindSet receiver) {
  func::FuncOp method =
      receiver.isOnly(ValueKind::Object)
          ? methods.find(receiver.structName(), call.getMethod())
          : func::FuncOp();
  if (!method)
    return KindSet::any();
  KindSet kinds;
  ProgramPoint *point = getProgramPointAfter(call);
  for (auto ret : method.getOps<func::ReturnOp>())
    kinds |= getLatticeElementFor(point, ret.getOperand(0))->getValue();
  return kinds;
}

void TypeInference::capture(Operation *op, StringAttr callee,
                            ArrayRef<const KindLattice *> operands) {
  auto function = symbols.lookupNearestSymbolFrom<func::FuncOp>(op, callee);
  if (!function || function.isExternal())
    return;
  for (unsigned i = 0, e = captureCount(function); i != e; ++i)
    if (isa<AnyType>(function.getArgument(i).getType())) {
      KindLattice *parameter = getLatticeElement(function.getArgument(i));
      propagateIfChanged(parameter, parameter->join(operands[i]->getValue()));
    }
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
    if (!isa<AnyType>(result.getType()) ||
        (index != 0 && !isa<IterNextOp, PlaceUpdateOp>(op)))
      propagateIfChanged(results[index], results[index]->join(KindSet::ofType(
                                             result.getType())));
  if (auto next = dyn_cast<IterNextOp>(op)) {
    if (isa<AnyType>(next.getValue().getType()) && !isBottom(0))
      propagateIfChanged(
          results[1], results[1]->join(elementKinds(operands[0]->getValue())));
    return success();
  }
  if (op->getNumResults() == 0 || !isa<AnyType>(op->getResult(0).getType()))
    return success();

  llvm::TypeSwitch<Operation *>(op)
      .Case<AddOp, SubOp, MulOp, DivOp, RemOp>([&](auto) {
        if (!isBottom(0) && !isBottom(1))
          produce(operatorKinds(isa<AddOp>(op), operands[0]->getValue(),
                                operands[1]->getValue()));
      })
      .Case<NegOp>(
          [&](auto) { produce(negationKinds(operands[0]->getValue())); })
      .Case<BoxOp, PlaceVacateOp>(
          [&](auto) { produce(operands[0]->getValue()); })
      .Case<CheckBoundOp>([&](auto) {
        produce(operands[0]->getValue().without(ValueKind::Unbound));
      })
      .Case<NarrowOp>([&](NarrowOp narrow) {
        KindSet kinds;
        for (auto name : narrow.getKinds().getAsRange<StringAttr>())
          kinds |= KindSet::ofName(name.getValue());
        produce(operands[0]->getValue().restrictedTo(kinds));
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
        if (call.getResults().empty() ||
            !isa<AnyType>(call.getResultTypes()[0]))
          return;
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
      .Case<StructNewOp>([&](StructNewOp object) {
        produce(KindSet::structOf(object.getNameAttr()));
      })
      .Case<CallMethodOp>([&](CallMethodOp call) {
        if (!isBottom(0))
          produce(methodKinds(call, operands[0]->getValue()));
      })
      .Case<ObjectNewOp, CatchOp>([&](auto) { produce(ValueKind::Object); })
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
        propagateIfChanged(results[1], results[1]->join(updateResultKinds(
                                           update, root, updated)));
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

/// Whether the value is a parameter that receives captured values only.
static bool isCapture(Value value) {
  auto argument = dyn_cast<BlockArgument>(value);
  if (!argument || !argument.getOwner()->isEntryBlock())
    return false;
  auto function = dyn_cast<func::FuncOp>(argument.getOwner()->getParentOp());
  return function && argument.getArgNumber() < captureCount(function);
}

void TypeInference::setToEntryState(KindLattice *lattice) {
  if (isCapture(lattice->getAnchor()) &&
      isa<AnyType>(lattice->getAnchor().getType()))
    return;
  propagateIfChanged(
      lattice, lattice->join(KindSet::ofType(lattice->getAnchor().getType())));
}
