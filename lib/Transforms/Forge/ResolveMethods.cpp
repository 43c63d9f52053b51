//===- ResolveMethods.cpp - calls of methods that are known ---------------===//
//
// A call of a method on a value that is known to be of one struct becomes a
// call of the function, which can be inlined. Where the struct is not known and
// few have such a method, the call asks for each of them before it looks the
// method up.
//
//===----------------------------------------------------------------------===//

#include "dialects/Forge/Forge.h"
#include "forge/Analysis/MethodTable.h"
#include "forge/Analysis/TypeInference.h"
#include "forge/Transforms/Forge/Passes.h"

#include "mlir/Analysis/DataFlowFramework.h"

namespace forge {
#define GEN_PASS_DEF_RESOLVEMETHODS
#include "forge/Transforms/Forge/Passes.h.inc"
} // namespace forge

using namespace mlir;
using namespace forge;
using namespace forge::ir;

namespace {
struct ResolveMethods : forge::impl::ResolveMethodsBase<ResolveMethods> {
  void runOnOperation() override;
};
} // namespace

/// More structs than this make code longer than looking the method up is slow.
static constexpr size_t mostStructs = 4;

static CallOp createCall(OpBuilder &builder, CallMethodOp call,
                         func::FuncOp method) {
  SmallVector<Value> given = {call.getReceiver()};
  llvm::append_range(given, call.getArgs());
  return CallOp::create(builder, call.getLoc(), method.getSymName(),
                        method.getResultTypes().front(),
                        completeArguments(builder, call.getLoc(), method,
                                          /*captures=*/{}, given));
}

static void callDirectly(CallMethodOp call, func::FuncOp method) {
  OpBuilder builder(call);
  CallOp direct = createCall(builder, call, method);
  call.replaceAllUsesWith(direct.getResults());
  call.erase();
}

using Candidates = SmallVector<std::pair<StringRef, func::FuncOp>>;

/// The structs to ask for, if that pays.
static Candidates candidatesFor(CallMethodOp call, const MethodTable &methods) {
  auto branch = dyn_cast_if_present<BrErrorOp>(call->getNextNode());
  if (!branch || branch.getError() != call.getError())
    return {};
  Candidates found = methods.findAll(call.getMethod());
  llvm::erase_if(found, [](auto &entry) {
    return entry.second->hasAttr(attrs::captures);
  });
  return found.size() <= mostStructs ? found : Candidates();
}

/// Puts a test and a direct call for each struct before the call.
static void dispatch(CallMethodOp call, const Candidates &candidates) {
  auto branch = cast<BrErrorOp>(call->getNextNode());
  OpBuilder builder(call);
  Location loc = call.getLoc();

  // What comes after all calls: the value goes on as an argument.
  Block *block = call->getBlock(), *next = branch.getNext();
  Block *after = builder.createBlock(next);
  Value result = after->addArgument(call.getResult().getType(), loc);
  call.getResult().replaceAllUsesWith(result);
  cf::BranchOp::create(builder, branch.getLoc(), next,
                       branch.getNextOperands());
  branch.getNextOperandsMutable().assign(call.getResult());
  branch.setSuccessor(after, 1);

  for (auto [type, method] : candidates) {
    Block *rest = block->splitBlock(call);
    Block *found = builder.createBlock(rest);
    CallOp direct = createCall(builder, call, method);
    BrErrorOp::create(builder, branch.getLoc(), direct.getError(),
                      SmallVector<Value>(branch.getHandlerOperands()),
                      ValueRange(direct.getResult()), branch.getHandler(),
                      after);
    builder.setInsertionPointToEnd(block);
    Value isFound = FindsMethodOp::create(builder, loc, call.getMethod(), type,
                                          call.getReceiver());
    cf::CondBranchOp::create(builder, loc, isFound, found, rest);
    block = rest;
  }
}

void ResolveMethods::runOnOperation() {
  SmallVector<CallMethodOp> calls;
  getOperation().walk([&](CallMethodOp call) { calls.push_back(call); });
  MethodTable methods(getOperation());
  DataFlowSolver solver;
  if (calls.empty())
    return;
  if (failed(inferTypes(getOperation(), methods, solver)))
    return signalPassFailure();
  SmallVector<std::pair<CallMethodOp, func::FuncOp>> known;
  SmallVector<std::pair<CallMethodOp, Candidates>> possible;
  for (CallMethodOp call : calls) {
    const auto *state = solver.lookupState<KindLattice>(call.getReceiver());
    if (!state || !state->getValue().contains(ValueKind::Object))
      continue;
    func::FuncOp method;
    if (state->getValue().isOnly(ValueKind::Object))
      method = methods.find(state->getValue().structName(), call.getMethod());
    if (method && !method->hasAttr(attrs::captures))
      known.push_back({call, method});
    else if (Candidates found = candidatesFor(call, methods); !found.empty())
      possible.push_back({call, std::move(found)});
  }
  for (auto [call, method] : known)
    callDirectly(call, method);
  for (auto &[call, candidates] : possible)
    dispatch(call, candidates);
  numResolved += known.size();
  numDispatched += possible.size();
}
