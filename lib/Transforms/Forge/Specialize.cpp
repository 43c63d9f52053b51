//===- Specialize.cpp - functions for the types they are called with ------===//
//
// Type inference knows one set of kinds per parameter, joined over all calls.
// Where a call knows more, so much that values get another representation, it
// goes to a copy of the function for the signature of the call, as in Chambers
// and Ungar, "Customization" (PLDI 1989), but for all arguments and captured
// variables, and before the program runs. A signature has for each parameter
// the type of the values, the name of their struct, or nothing.
//
// Copies do the same as their original, so any call may go to either, and
// nothing else is rewritten: what a copy knows about its parameters it knows
// because only such calls go there. Calls of the original in a copy go to the
// copy at first. Inference then tells of each call whether it belongs there,
// and what the calls in the copy know; so this is repeated until no call moves,
// or often enough.
//
//===----------------------------------------------------------------------===//

#include "FunctionClones.h"
#include "forge/Analysis/LoopDepths.h"
#include "forge/Analysis/TypeInference.h"
#include "forge/Transforms/Forge/Passes.h"

#include "mlir/Analysis/DataFlow/DeadCodeAnalysis.h"
#include "mlir/IR/Remarks.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Transforms/Passes.h"

namespace forge {
#define GEN_PASS_DEF_SPECIALIZE
#include "forge/Transforms/Forge/Passes.h.inc"
} // namespace forge

using namespace mlir;
using namespace forge;
using namespace forge::ir;

namespace {

struct Specialize : forge::impl::SpecializeBase<Specialize> {
  using SpecializeBase::SpecializeBase;

  void runOnOperation() override;

private:
  bool moveCalls(DataFlowSolver &solver);
  func::FuncOp targetOf(Operation *site, func::FuncOp callee,
                        DataFlowSolver &solver);
  bool matters(BlockArgument parameter);
  bool pays(Operation *site, func::FuncOp callee);
  void explain();

  std::optional<FunctionClones> clones;
  std::optional<LoopDepths> depths;
  /// Results of `matters`, and of `pays` without the call.
  DenseMap<Value, bool> mattering;
  DenseMap<Operation *, bool> repeating;
  /// Calls whose copy was not made in the last round, with the parameter that
  /// it would know better.
  SmallVector<std::pair<Operation *, BlockArgument>> refused;
};

} // namespace

static KindSet kindsOf(Value value, DataFlowSolver &solver) {
  if (!isa<AnyType>(value.getType()))
    return KindSet::ofType(value.getType());
  const auto *state = solver.lookupState<KindLattice>(value);
  return state ? state->getValue() : KindSet();
}

/// How values of the set are represented: a type, a struct or, if as boxes of
/// which nothing is known, null.
static Attribute representationOf(KindSet kinds, MLIRContext *context) {
  if (kinds.isOnly(ValueKind::Object))
    if (StringAttr name = kinds.structName())
      return name;
  if (Type type = kinds.refinedType(context))
    return TypeAttr::get(type);
  return {};
}

static bool isLive(Operation *op, DataFlowSolver &solver) {
  const auto *state = solver.lookupState<dataflow::Executable>(
      solver.getProgramPointBefore(op->getBlock()));
  return state && state->isLive();
}

static FlatSymbolRefAttr calleeOf(Operation *site) {
  if (auto call = dyn_cast<CallOp>(site))
    return call.getCalleeAttr();
  return cast<ClosureOp>(site).getCalleeAttr();
}

static void setCallee(Operation *site, func::FuncOp callee) {
  auto symbol = FlatSymbolRefAttr::get(callee.getSymNameAttr());
  if (auto call = dyn_cast<CallOp>(site))
    call.setCalleeAttr(symbol);
  else
    cast<ClosureOp>(site).setCalleeAttr(symbol);
}

/// Whether something in the function depends on what the parameter is.
bool Specialize::matters(BlockArgument parameter) {
  if (!isa<AnyType>(parameter.getType()))
    return false;
  auto [found, isNew] = mattering.try_emplace(parameter, false);
  if (isNew)
    found->second = llvm::any_of(parameter.getUsers(), [](Operation *user) {
      return !isa<InterpolateOp, ConcatOp, TruthyOp, ObjectNewOp, TupleNewOp,
                  RuntimeOp>(user);
    });
  return found->second;
}

/// Whether the call, or what it calls, may run more than once.
bool Specialize::pays(Operation *site, func::FuncOp callee) {
  auto [found, isNew] = repeating.try_emplace(callee, false);
  if (isNew)
    found->second =
        !callee.getOps<CallOp>().empty() ||
        !callee.getOps<IterNextOp>().empty() ||
        llvm::any_of(callee.getBody(), [](Block &block) {
          return llvm::any_of(block.getSuccessors(), [&](Block *next) {
            return next == &block || !next->getSinglePredecessor();
          });
        });
  return found->second || depths->of(site) > 0;
}

/// The function that a call should go to.
func::FuncOp Specialize::targetOf(Operation *site, func::FuncOp callee,
                                  DataFlowSolver &solver) {
  func::FuncOp origin = clones->originOf(callee);
  MLIRContext *context = &getContext();
  SmallVector<Attribute> signature(origin.getNumArguments(),
                                   UnitAttr::get(context));
  BlockArgument sharper;
  for (auto [index, operand] : llvm::enumerate(site->getOperands())) {
    BlockArgument parameter = origin.getArgument(index);
    Attribute representation =
        representationOf(kindsOf(operand, solver), context);
    if (!representation || !matters(parameter))
      continue;
    signature[index] = representation;
    if (representation != representationOf(kindsOf(parameter, solver), context))
      sharper = parameter;
  }
  if (!sharper || !pays(site, origin))
    return origin;
  bool isNew = false;
  func::FuncOp copy =
      clones->copyFor(origin, ArrayAttr::get(context, signature), isNew);
  if (!copy) {
    refused.push_back({site, sharper});
    return origin;
  }
  if (isNew) {
    ++numCopies;
    copy.walk([&](CallOp call) {
      if (call.getCallee() == origin.getSymName())
        setCallee(call, copy);
    });
  }
  return copy;
}

/// Lets all calls go where they belong; returns whether one was moved.
bool Specialize::moveCalls(DataFlowSolver &solver) {
  SmallVector<Operation *> sites;
  getOperation().walk([&](Operation *op) {
    auto closure = dyn_cast<ClosureOp>(op);
    if ((isa<CallOp>(op) || (closure && !closure.getCaptures().empty())) &&
        isLive(op, solver))
      sites.push_back(op);
  });
  refused.clear();
  bool changed = false;
  for (Operation *site : sites) {
    auto callee =
        clones->symbolTable().lookup<func::FuncOp>(calleeOf(site).getValue());
    if (!callee || callee.isExternal() || !callee.isPrivate() ||
        callee->hasAttr(attrs::part))
      continue;
    func::FuncOp target = targetOf(site, callee, solver);
    if (target == callee)
      continue;
    setCallee(site, target);
    changed = true;
  }
  return changed;
}

void Specialize::explain() {
  for (auto [site, parameter] : refused) {
    func::FuncOp callee =
        cast<func::FuncOp>(parameter.getOwner()->getParentOp());
    std::string text =
        ("`" + frameName(callee) +
         "` is not compiled for the types it is called with here: " +
         clones->refusal(callee))
            .str();
    remark::missed(site->getLoc(),
                   remark::RemarkOpts::name("call").category(getArgument()))
        << StringRef(text) << remark::metric("LoopDepth", depths->of(site));
  }
}

void Specialize::runOnOperation() {
  ModuleOp module = getOperation();
  clones.emplace(module, CloneBudget{maxCopies, growthPercent, freeGrowth});
  depths.emplace(module);
  bool changed = false;
  for (unsigned round = 0; round != maxRounds; ++round) {
    std::optional<InferredTypes> renewed;
    if (changed)
      renewed.emplace(module);
    InferredTypes &types = renewed ? *renewed : getAnalysis<InferredTypes>();
    if (types.failed)
      return signalPassFailure();
    if (!moveCalls(types.solver))
      break;
    changed = true;
  }
  if (!refused.empty() && getContext().getRemarkEngine())
    explain();
  clones.reset();
  depths.reset();
  mattering.clear();
  repeating.clear();
  if (!changed)
    return markAllAnalysesPreserved();
  OpPassManager unused(ModuleOp::getOperationName());
  unused.addPass(createSymbolDCEPass());
  if (failed(runPipeline(unused, module)))
    signalPassFailure();
}
