//===- NarrowValues.cpp - names for values that are known better ----------===//
//
// Inserts `forge.narrow` on edges of the control flow graph that are only taken
// by values of some kinds, as the pi operations of extended SSA form (Bodik,
// Gupta, Sarkar, "ABCD: Eliminating Array Bounds Checks on Demand", PLDI 2000),
// but only where inference gains a type that it would not find otherwise.
//
//===----------------------------------------------------------------------===//

#include "forge/Analysis/ConstantText.h"
#include "forge/Analysis/MethodTable.h"
#include "forge/Analysis/TypeInference.h"
#include "forge/Transforms/Forge/Passes.h"

#include "mlir/Analysis/DataFlowFramework.h"
#include "mlir/IR/Dominance.h"
#include "mlir/IR/Iterators.h"
#include "mlir/IR/Matchers.h"

namespace forge {
#define GEN_PASS_DEF_NARROWVALUES
#include "forge/Transforms/Forge/Passes.h.inc"
} // namespace forge

using namespace mlir;
using namespace forge;
using namespace forge::ir;

namespace {

class NarrowValues : public forge::impl::NarrowValuesBase<NarrowValues> {
  void runOnOperation() override;

  void narrowCompared(CompareOp compare);
  void narrowTested(cf::CondBranchOp branch);
  void narrow(Value value, ArrayRef<StringRef> kinds, Block *edge);

  DataFlowSolver *solver;
  DominanceInfo *dominance;
  bool changed;
};

} // namespace

/// Gives the value another name behind an edge if its kinds there are one with
/// a type of its own. `edge` is where the edge leads; it has to be the only
/// one.
void NarrowValues::narrow(Value value, ArrayRef<StringRef> kinds, Block *edge) {
  if (!isa<AnyType>(value.getType()) || !edge->getSinglePredecessor())
    return;
  const auto *state = solver->lookupState<KindLattice>(value);
  if (!state)
    return;
  KindSet allowed;
  for (StringRef kind : kinds)
    allowed |= KindSet::ofName(kind);
  MLIRContext *context = &getContext();
  KindSet known = state->getValue();
  KindSet left = known.restrictedTo(allowed);
  if (known.refinedType(context) || !left.refinedType(context))
    return;

  auto isBehind = [&](OpOperand &use) {
    return dominance->dominates(edge, use.getOwner()->getBlock());
  };
  if (llvm::none_of(value.getUses(), isBehind))
    return;
  OpBuilder builder(context);
  builder.setInsertionPointToStart(edge);
  auto narrowed = NarrowOp::create(builder, value.getLoc(), value.getType(),
                                   value, builder.getStrArrayAttr(kinds),
                                   /*records=*/nullptr);
  value.replaceUsesWithIf(narrowed, [&](OpOperand &use) {
    return use.getOwner() != narrowed && isBehind(use);
  });
  ++numNarrowed;
  changed = true;
}

/// Numbers and texts have an order, everything else raises.
void NarrowValues::narrowCompared(CompareOp compare) {
  auto branch = dyn_cast_if_present<BrErrorOp>(compare->getNextNode());
  if (!branch || branch.getError() != compare.getError())
    return;
  for (Value operand : {compare.getLhs(), compare.getRhs()})
    narrow(operand, {"Int", "Float", "String"}, branch.getNext());
}

/// Whether objects cannot be of the type that `typeof` calls so.
static bool isNameOfKind(StringRef name) {
  return llvm::is_contained({"Int", "Float", "Bool", "String", "Array"}, name);
}

void NarrowValues::narrowTested(cf::CondBranchOp branch) {
  Value condition = branch.getCondition();
  Block *equal = branch.getTrueDest(), *other = branch.getFalseDest();
  if (auto negated = condition.getDefiningOp<arith::XOrIOp>())
    if (matchPattern(negated.getRhs(), m_One())) {
      condition = negated.getLhs();
      std::swap(equal, other);
    }
  auto test = condition.getDefiningOp<EqualOp>();
  if (!test || equal == other)
    return;
  for (auto [value, constant] : {std::pair(test.getLhs(), test.getRhs()),
                                 std::pair(test.getRhs(), test.getLhs())}) {
    auto singleton = constant.getDefiningOp<SingletonOp>();
    if (singleton && singleton.getValue() == Singleton::Null) {
      static constexpr StringRef others[] = {
          "Int",    "Float",    "Bool",  "String",  "Array",
          "Tuple",  "Object",   "Set",   "Map",     "Result",
          "Option", "Function", "Other", "Missing", "Unbound"};
      narrow(value, others, other);
    }
    auto call = value.getDefiningOp<BuiltinOp>();
    StringRef name = constantText(constant).value_or("");
    if (call && call.getName() == "typeof" && call.getArgs().size() == 1 &&
        isNameOfKind(name))
      narrow(call.getArgs()[0], name, equal);
  }
}

void NarrowValues::runOnOperation() {
  ModuleOp module = getOperation();
  auto &types = getAnalysis<InferredTypes>();
  if (types.failed)
    return signalPassFailure();
  DominanceInfo dominators(module);
  solver = &types.solver;
  dominance = &dominators;
  changed = false;
  // Outer edges come first, so that inner ones find the better names.
  SmallVector<Operation *> tests;
  for (auto function : module.getOps<func::FuncOp>())
    function.walk<WalkOrder::PreOrder, ForwardDominanceIterator<>>(
        [&](Operation *op) {
          if (isa<CompareOp, cf::CondBranchOp>(op))
            tests.push_back(op);
        });
  for (Operation *op : tests) {
    if (auto compare = dyn_cast<CompareOp>(op))
      narrowCompared(compare);
    else
      narrowTested(cast<cf::CondBranchOp>(op));
  }
  if (!changed)
    markAllAnalysesPreserved();
}
