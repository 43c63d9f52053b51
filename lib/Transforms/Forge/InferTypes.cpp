//===- InferTypes.cpp - find types and give operations typed operands -----===//
//
// Solves the dataflow problem of Analysis/TypeInference over the module, then
// rewrites in three steps: decide which values change their type (block
// arguments, parameters, results), note for every operand the type it is to be
// used at, and apply both. A value that changes its type is boxed right where
// it is defined, an operand is unboxed right where it is used, so that the
// program stays well typed at every moment; folding cancels the pairs.
//
//===----------------------------------------------------------------------===//

#include "RetypeRecords.h"
#include "dialects/Forge/Forge.h"
#include "forge/Analysis/TypeInference.h"
#include "forge/Transforms/Forge/Passes.h"

#include "mlir/Analysis/DataFlow/DeadCodeAnalysis.h"
#include "mlir/Analysis/DataFlowFramework.h"
#include "mlir/Interfaces/ControlFlowInterfaces.h"

namespace forge {
#define GEN_PASS_DEF_INFERTYPES
#include "forge/Transforms/Forge/Passes.h.inc"
} // namespace forge

using namespace mlir;
using namespace forge;
using namespace forge::ir;

namespace {

/// The decisions for one module.
class Retyping {
public:
  Retyping(ModuleOp module, DataFlowSolver &solver)
      : module(module), solver(solver) {}

  void decide();
  void apply();

  unsigned unboxed = 0;
  unsigned parameters = 0;

private:
  KindSet kindsOf(Value value) const;
  /// The refined type of a value that is `any` now, or null.
  Type refined(Value value) const;
  bool isLive(Block *block) const;
  void decideFunction(func::FuncOp function);
  void decideOperands(Operation *op);
  void use(OpOperand &operand, Type type);

  ModuleOp module;
  DataFlowSolver &solver;
  DenseMap<Value, Type> newTypes;
  DenseMap<StringRef, Type> newResults;
  DenseMap<StringRef, func::FuncOp> functions;
  SmallVector<std::pair<OpOperand *, Type>> uses;
  SmallVector<Value> retyped;
};

} // namespace

KindSet Retyping::kindsOf(Value value) const {
  const auto *state = solver.lookupState<KindLattice>(value);
  return state ? state->getValue() : KindSet();
}

Type Retyping::refined(Value value) const {
  if (!isa<AnyType>(value.getType()))
    return {};
  return kindsOf(value).refinedType(value.getContext());
}

bool Retyping::isLive(Block *block) const {
  const auto *state = solver.lookupState<dataflow::Executable>(
      solver.getProgramPointBefore(block));
  return state && state->isLive();
}

/// Operations whose result types follow from inference.
static bool hasInferredResult(Operation *op) {
  return isa<AddOp, SubOp, MulOp, DivOp, RemOp, NegOp, ArrayNewOp, IndexGetOp,
             IterBeginOp, IterNextOp, PlaceUpdateOp, PlaceVacateOp>(op);
}

/// Operations that look at their operands whatever their type; all others take
/// `any` and get nothing from a refined operand.
static bool takesRefinedOperands(Operation *op) {
  return hasInferredResult(op) ||
         isa<CompareOp, WhenCompareOp, EqualOp, TruthyOp, ConcatOp,
             InterpolateOp, ExpectIntOp, BuiltinOp, PlaceIsUpdatingOp>(op);
}

void Retyping::use(OpOperand &operand, Type type) {
  if (type && isa<AnyType>(operand.get().getType()))
    uses.emplace_back(&operand, type);
}

void Retyping::decideFunction(func::FuncOp function) {
  if (function.isExternal())
    return;
  for (Block &block : function.getBody()) {
    if (!isLive(&block))
      continue;
    for (BlockArgument argument : block.getArguments())
      if (Type type = refined(argument)) {
        newTypes[argument] = type;
        retyped.push_back(argument);
      }
  }
  if (function.getNumResults() != 1 ||
      !isa<AnyType>(function.getResultTypes().front()))
    return;
  KindSet kinds;
  function.walk([&](func::ReturnOp ret) {
    if (isLive(ret->getBlock()))
      kinds |= kindsOf(ret.getOperand(0));
  });
  if (Type type = kinds.refinedType(function.getContext()))
    newResults[function.getSymName()] = type;
}

/// Notes at which types the operands of an operation are used from now on.
void Retyping::decideOperands(Operation *op) {
  if (auto call = dyn_cast<CallOp>(op)) {
    func::FuncOp callee = functions.lookup(call.getCallee());
    if (!callee || callee.isExternal())
      return;
    for (auto [operand, parameter] :
         llvm::zip_equal(op->getOpOperands(), callee.getArguments()))
      use(operand, newTypes.lookup(parameter));
    if (newResults.contains(call.getCallee()))
      retyped.push_back(call.getResult());
    return;
  }
  if (auto ret = dyn_cast<func::ReturnOp>(op)) {
    if (ret.getNumOperands() == 1)
      use(ret->getOpOperand(0),
          newResults.lookup(
              cast<func::FuncOp>(ret->getParentOp()).getSymName()));
    return;
  }
  if (auto branch = dyn_cast<BranchOpInterface>(op)) {
    for (auto [index, successor] : llvm::enumerate(op->getSuccessors())) {
      SuccessorOperands operands = branch.getSuccessorOperands(index);
      unsigned produced = operands.getProducedOperandCount();
      for (unsigned i = produced; i < operands.size(); ++i)
        use(op->getOpOperand(operands.getOperandIndex(i)),
            newTypes.lookup(successor->getArgument(i)));
    }
    return;
  }
  if (!takesRefinedOperands(op))
    return;
  for (OpOperand &operand : op->getOpOperands()) {
    Type type = refined(operand.get());
    // What an array is going to hold decides, not what it holds: it may be
    // empty.
    if (auto update = dyn_cast<PlaceUpdateOp>(op);
        update && operand.get() == update.getRoot() &&
        kindsOf(operand.get()).isOnly(ValueKind::Array))
      type = refined(update.getUpdated());
    use(operand, type);
  }
  if (!hasInferredResult(op))
    return;
  for (Value result : op->getResults())
    if (Type type = refined(result)) {
      newTypes[result] = type;
      retyped.push_back(result);
    }
}

void Retyping::decide() {
  for (auto function : module.getOps<func::FuncOp>())
    functions[function.getSymName()] = function;
  for (auto function : module.getOps<func::FuncOp>())
    decideFunction(function);
  // Dead code too: it calls functions and branches to blocks that change.
  module.walk([&](Operation *op) {
    if (op->getBlock() && isa<func::FuncOp>(op->getParentOp()))
      decideOperands(op);
  });
}

void Retyping::apply() {
  OpBuilder builder(module.getContext());
  for (Value value : retyped) {
    Type type = newTypes.lookup(value);
    if (auto call = value.getDefiningOp<CallOp>())
      type = newResults.lookup(call.getCallee());
    builder.setInsertionPointAfterValue(value);
    value.setType(type);
    Value boxed = BoxOp::create(builder, value.getLoc(), value);
    value.replaceAllUsesExcept(boxed, boxed.getDefiningOp());
    parameters += isa<BlockArgument>(value);
  }
  for (auto [operand, type] : uses) {
    builder.setInsertionPoint(operand->getOwner());
    operand->set(UnboxOp::create(builder, operand->getOwner()->getLoc(), type,
                                 operand->get()));
    ++unboxed;
  }
  for (auto &[name, function] : functions) {
    if (function.isExternal())
      continue;
    SmallVector<Type> results(function.getResultTypes());
    if (Type type = newResults.lookup(name))
      results.front() = type;
    function.setFunctionType(builder.getFunctionType(
        function.getBody().front().getArgumentTypes(), results));
  }
}

namespace {

struct InferTypes : forge::impl::InferTypesBase<InferTypes> {
  void runOnOperation() override {
    auto &types = getAnalysis<InferredTypes>();
    if (types.failed)
      return signalPassFailure();
    Retyping retyping(getOperation(), types.solver);
    RecordRetyping records(types.solver, types.methods);
    retyping.decide();
    getOperation().walk([&](Operation *op) { records.decide(op); });
    retyping.apply();
    records.apply();
    numFields += records.fields;
    numUpdates += records.updates;
    numUnboxed += retyping.unboxed;
    numParameters += retyping.parameters;
  }
};

} // namespace
