//===- SpecializeClosures.cpp - functions for the closures they are given -===//
//
// A function that calls a closure it is given, and is not inlined because it is
// large or recursive, gets a copy for the closure's function. The copy takes
// what the closure captures as further parameters, so that it calls the
// closure's function directly, and hands the closure on to other functions and
// to itself as one that is known there. Calls that give closures of the same
// function share a copy, whatever these capture.
//
// Programs can compare functions. Only where nobody looks at the closure but to
// call it does the copy make it anew, from what it captures; elsewhere it stays
// a parameter beside that.
//
// Limits:
//  1. A closure that captures one made by the same expression is not known to:
//     a recursive function may make any number of them.
//
//===----------------------------------------------------------------------===//

#include "ClosureCalls.h"
#include "FunctionClones.h"
#include "forge/Analysis/LoopDepths.h"
#include "forge/Transforms/Forge/Passes.h"

#include "mlir/IR/Remarks.h"
#include "llvm/ADT/SetVector.h"

namespace forge {
#define GEN_PASS_DEF_SPECIALIZECLOSURES
#include "forge/Transforms/Forge/Passes.h.inc"
} // namespace forge

using namespace mlir;
using namespace forge;
using namespace forge::ir;

namespace {

/// What functions do with a parameter.
class ParameterUses {
public:
  explicit ParameterUses(SymbolTable &symbols) : symbols(symbols) {}

  /// Whether the value of the parameter may be called here or further on.
  bool mayBeCalled(BlockArgument parameter);
  /// Whether nothing else is done with it.
  bool isOnlyCalled(BlockArgument parameter);

private:
  /// The parameter that receives an operand, or null.
  BlockArgument receiverOf(OpOperand &operand);
  /// The uses of a parameter but those that hand it on to a parameter, and the
  /// uses of that.
  ArrayRef<OpOperand *> usesOf(BlockArgument parameter);

  SymbolTable &symbols;
  DenseMap<Value, SmallVector<OpOperand *>> known;
};

/// A closure that an operand is known to be.
struct Known {
  unsigned index;
  ClosureOp closure;
  /// Whether the value itself is handed over as well.
  bool stays;
};

struct SpecializeClosures
    : forge::impl::SpecializeClosuresBase<SpecializeClosures> {
  using SpecializeClosuresBase::SpecializeClosuresBase;

  void runOnOperation() override;

private:
  ClosureOp closureOf(Value value) const;
  void visit(Operation *site);
  void fillCopy(func::FuncOp copy, ArrayRef<Known> known);
  void retarget(Operation *site, func::FuncOp copy, ArrayRef<Known> known);
  bool isMadeFor(func::FuncOp function, func::FuncOp origin);
  void addSites(Operation *root);
  void explain();

  std::optional<FunctionClones> clones;
  std::optional<ParameterUses> uses;
  /// Functions that copies were made of and for, without copies.
  DenseMap<Operation *, llvm::SmallSetVector<Operation *, 4>> ancestors;
  /// Parameters of copies that are known to be a closure.
  DenseMap<Value, ClosureOp> knownParameters;
  /// Calls, and closures with captured variables, to look at.
  SmallVector<Operation *> sites;
  SmallVector<std::pair<Operation *, func::FuncOp>> refused;
};

} // namespace

//===----------------------------------------------------------------------===//
// What becomes of parameters
//===----------------------------------------------------------------------===//

static FlatSymbolRefAttr calleeOf(Operation *site) {
  if (auto call = dyn_cast<CallOp>(site))
    return call.getCalleeAttr();
  return cast<ClosureOp>(site).getCalleeAttr();
}

BlockArgument ParameterUses::receiverOf(OpOperand &operand) {
  Operation *user = operand.getOwner();
  if (!isa<CallOp, ClosureOp>(user))
    return {};
  auto callee = symbols.lookup<func::FuncOp>(calleeOf(user).getValue());
  if (!callee || callee.isExternal())
    return {};
  return callee.getArgument(operand.getOperandNumber());
}

static bool isCallee(OpOperand &operand) {
  return isa<CallValueOp>(operand.getOwner()) &&
         operand.getOperandNumber() == 0;
}

ArrayRef<OpOperand *> ParameterUses::usesOf(BlockArgument parameter) {
  auto [found, isNew] = known.try_emplace(parameter);
  if (!isNew)
    return found->second;
  llvm::SetVector<BlockArgument> parameters;
  parameters.insert(parameter);
  SmallVector<OpOperand *> uses;
  for (size_t i = 0; i != parameters.size(); ++i)
    for (OpOperand &use : parameters[i].getUses()) {
      if (BlockArgument receiver = receiverOf(use))
        parameters.insert(receiver);
      else
        uses.push_back(&use);
    }
  return found->second = std::move(uses);
}

bool ParameterUses::mayBeCalled(BlockArgument parameter) {
  return llvm::any_of(usesOf(parameter),
                      [](OpOperand *use) { return isCallee(*use); });
}

bool ParameterUses::isOnlyCalled(BlockArgument parameter) {
  return llvm::all_of(usesOf(parameter), [](OpOperand *use) {
    // Tests that the builtins make on their arguments.
    if (auto test = dyn_cast<BuiltinOp>(use->getOwner()))
      return test.getName() == "__missing" || test.getName() == "__is_callable";
    return isCallee(*use);
  });
}

//===----------------------------------------------------------------------===//
// Copies
//===----------------------------------------------------------------------===//

ClosureOp SpecializeClosures::closureOf(Value value) const {
  if (auto closure = value.getDefiningOp<ClosureOp>())
    return closure;
  return knownParameters.lookup(value);
}

/// Gives the copy its parameters and calls the closures directly in it.
void SpecializeClosures::fillCopy(func::FuncOp copy, ArrayRef<Known> known) {
  SymbolTable &symbols = clones->symbolTable();
  Block &entry = copy.front();
  OpBuilder builder(copy.getContext());
  unsigned captures = captureCount(copy), addedCaptures = 0;
  SmallVector<ClosureOp> closures;
  // From the last one on, so that the indexes stay right.
  for (Known given : llvm::reverse(known)) {
    BlockArgument parameter = entry.getArgument(given.index);
    auto function = symbols.lookup<func::FuncOp>(given.closure.getCallee());
    SmallVector<Value> values;
    for (unsigned i = 0, e = given.closure.getCaptures().size(); i != e; ++i)
      values.push_back(entry.insertArgument(given.index + 1 + i,
                                            function.getArgument(i).getType(),
                                            parameter.getLoc()));
    if (given.index < captures)
      addedCaptures += values.size();
    else
      copy->removeAttr(attrs::defaults);
    builder.setInsertionPointToStart(&entry);
    auto closure = ClosureOp::create(builder, given.closure.getLoc(),
                                     given.closure.getResult().getType(),
                                     given.closure.getCalleeAttr(), values);
    closures.push_back(closure);
    if (given.stays) {
      knownParameters[parameter] = closure;
      parameter.replaceUsesWithIf(closure.getResult(), isCallee);
    } else {
      parameter.replaceAllUsesWith(closure.getResult());
      entry.eraseArgument(given.index);
    }
  }
  if (addedCaptures)
    copy->setAttr(attrs::captures,
                  builder.getI64IntegerAttr(captures + addedCaptures));
  copy.setFunctionType(builder.getFunctionType(
      SmallVector<Type>(entry.getArgumentTypes()), copy.getResultTypes()));

  for (ClosureOp closure : closures)
    for (Operation *user : llvm::to_vector(closure->getUsers())) {
      auto call = dyn_cast<CallValueOp>(user);
      if (!call || call.getCallee() != closure.getResult())
        continue;
      callDirectly(call, closure,
                   symbols.lookup<func::FuncOp>(closure.getCallee()));
      ++numResolved;
    }
  addSites(copy);
}

/// Makes a call or closure refer to the copy.
void SpecializeClosures::retarget(Operation *site, func::FuncOp copy,
                                  ArrayRef<Known> known) {
  SmallVector<Value> operands;
  const Known *next = known.begin();
  for (auto [index, operand] : llvm::enumerate(site->getOperands())) {
    bool isKnown = next != known.end() && next->index == index;
    if (!isKnown || next->stays)
      operands.push_back(operand);
    if (isKnown) {
      llvm::append_range(operands, ClosureOp(next->closure).getCaptures());
      ++next;
    }
  }
  site->setOperands(operands);
  auto callee = FlatSymbolRefAttr::get(copy.getSymNameAttr());
  if (auto call = dyn_cast<CallOp>(site))
    call.setCalleeAttr(callee);
  else
    cast<ClosureOp>(site).setCalleeAttr(callee);
}

/// Whether a function is a copy of `origin`, for closures of `origin`, or for
/// closures of such a copy. Making a copy of `origin` for it would not end if a
/// closure that captures another of its kind is made over and over.
bool SpecializeClosures::isMadeFor(func::FuncOp function, func::FuncOp origin) {
  return function == origin || ancestors[function].contains(origin);
}

void SpecializeClosures::visit(Operation *site) {
  auto callee =
      clones->symbolTable().lookup<func::FuncOp>(calleeOf(site).getValue());
  if (!callee || callee.isExternal() || !callee.isPrivate() ||
      callee->hasAttr(attrs::part))
    return;
  SmallVector<Known> known;
  SmallVector<Attribute> key(callee.getNumArguments(),
                             UnitAttr::get(&getContext()));
  for (auto [index, operand] : llvm::enumerate(site->getOperands())) {
    ClosureOp closure = closureOf(operand);
    BlockArgument parameter = callee.getArgument(index);
    if (!closure || !uses->mayBeCalled(parameter))
      continue;
    auto function =
        clones->symbolTable().lookup<func::FuncOp>(closure.getCallee());
    if (isMadeFor(function, clones->originOf(callee)))
      continue;
    // A closure that captures something is never equal to one made later: it
    // goes on capturing at least this.
    bool stays = index < captureCount(callee) || !uses->isOnlyCalled(parameter);
    known.push_back({unsigned(index), closure, stays});
    key[index] = closure.getCalleeAttr();
  }
  if (known.empty())
    return;
  bool isNew = false;
  func::FuncOp copy =
      clones->copyFor(callee, ArrayAttr::get(&getContext(), key), isNew);
  if (!copy) {
    refused.push_back({site, callee});
    return;
  }
  if (isNew) {
    ++numCopies;
    auto &made = ancestors[copy];
    made.insert(clones->originOf(callee));
    for (Known given : known) {
      func::FuncOp function =
          clones->symbolTable().lookup<func::FuncOp>(given.closure.getCallee());
      made.insert(clones->originOf(function));
      for (Operation *ancestor : ancestors.lookup(function))
        made.insert(ancestor);
    }
    fillCopy(copy, known);
  }
  retarget(site, copy, known);
}

void SpecializeClosures::addSites(Operation *root) {
  root->walk([&](Operation *op) {
    auto closure = dyn_cast<ClosureOp>(op);
    if (isa<CallOp>(op) || (closure && !closure.getCaptures().empty()))
      sites.push_back(op);
  });
}

void SpecializeClosures::explain() {
  LoopDepths depths(getOperation());
  for (auto [site, callee] : refused) {
    std::string text = ("`" + frameName(callee) +
                        "` is not compiled for the function it is given: " +
                        clones->refusal(callee))
                           .str();
    remark::missed(site->getLoc(),
                   remark::RemarkOpts::name("call").category(getArgument()))
        << StringRef(text) << remark::metric("LoopDepth", depths.of(site));
  }
}

void SpecializeClosures::runOnOperation() {
  clones.emplace(getOperation(),
                 CloneBudget{maxCopies, growthPercent, freeGrowth});
  uses.emplace(clones->symbolTable());
  addSites(getOperation());
  for (size_t i = 0; i != sites.size(); ++i)
    visit(sites[i]);
  if (!refused.empty() && getContext().getRemarkEngine())
    explain();
  clones.reset();
  uses.reset();
  knownParameters.clear();
  ancestors.clear();
  sites.clear();
  refused.clear();
}
