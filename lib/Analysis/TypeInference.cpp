//===- TypeInference.cpp - transfer functions of type inference -----------===//
//
// A sparse dataflow analysis over the lattice of kind sets. The transfer
// function of an operator maps the product of its operands' kinds to the kinds
// of the result; a combination that raises has no result. Types of values that
// are already refined are exact.
//
// Limits: elements of containers, fields and captured variables are unknown,
// and conditions do not narrow.
//
//===----------------------------------------------------------------------===//

#include "forge/Analysis/TypeInference.h"
#include "dialects/Forge/Forge.h"
#include "forge/Builtins/Catalogue.h"

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
  for (auto [index, result] : llvm::enumerate(op->getResults()))
    if (index != 0 || !isa<AnyType>(result.getType()))
      propagateIfChanged(results[index], results[index]->join(KindSet::ofType(
                                             result.getType())));
  if (op->getNumResults() == 0 || !isa<AnyType>(op->getResult(0).getType()))
    return success();

  llvm::TypeSwitch<Operation *>(op)
      .Case<AddOp>([&](auto) {
        if (!isBottom(0) && !isBottom(1))
          produce(
              additionKinds(operands[0]->getValue(), operands[1]->getValue()));
      })
      .Case<SubOp, MulOp, DivOp, RemOp>([&](auto) {
        produce(
            arithmeticKinds(operands[0]->getValue(), operands[1]->getValue()));
      })
      .Case<NegOp>(
          [&](auto) { produce(negationKinds(operands[0]->getValue())); })
      .Case<BoxOp>([&](auto) { produce(operands[0]->getValue()); })
      .Case<CheckBoundOp>([&](auto) {
        produce(operands[0]->getValue().without(ValueKind::Unbound));
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
      .Case<ArrayNewOp>([&](auto) { produce(ValueKind::Array); })
      .Case<TupleNewOp>([&](auto) { produce(ValueKind::Tuple); })
      .Case<ObjectNewOp, StructNewOp, CatchOp>(
          [&](auto) { produce(ValueKind::Object); })
      .Case<ClosureOp, BuiltinValueOp>(
          [&](auto) { produce(ValueKind::Function); })
      .Case<BuiltinOp>(
          [&](BuiltinOp call) { produce(builtinKinds(call, operands)); })
      .Case<PlaceUpdateOp>([&](PlaceUpdateOp update) {
        // The root keeps its kind unless it is itself the place.
        if (update.getPath().empty() && (update.getKind() == Update::set ||
                                         update.getKind() <= Update::rem))
          produce(KindSet::any());
        else
          produce(operands[0]->getValue());
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
    CallOpInterface call, ArrayRef<const dataflow::AbstractSparseLattice *>,
    ArrayRef<dataflow::AbstractSparseLattice *> results) {
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

void TypeInference::setToEntryState(KindLattice *lattice) {
  propagateIfChanged(
      lattice, lattice->join(KindSet::ofType(lattice->getAnchor().getType())));
}
