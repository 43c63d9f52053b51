//===- ResolveMethods.cpp - calls of methods that are known ---------------===//
//
// A call of a method on a value that is known to be of one struct becomes a
// call of the function, which can be inlined.
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

static void callDirectly(CallMethodOp call, func::FuncOp method) {
  OpBuilder builder(call);
  SmallVector<Value> given = {call.getReceiver()};
  llvm::append_range(given, call.getArgs());
  auto direct = CallOp::create(builder, call.getLoc(), method.getSymName(),
                               method.getResultTypes().front(),
                               completeArguments(builder, call.getLoc(), method,
                                                 /*captures=*/{}, given));
  call.replaceAllUsesWith(direct.getResults());
  call.erase();
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
  for (CallMethodOp call : calls) {
    const auto *state = solver.lookupState<KindLattice>(call.getReceiver());
    if (!state || !state->getValue().isOnly(ValueKind::Object))
      continue;
    func::FuncOp method =
        methods.find(state->getValue().structName(), call.getMethod());
    if (method && !method->hasAttr(attrs::captures))
      known.push_back({call, method});
  }
  for (auto [call, method] : known)
    callDirectly(call, method);
  numResolved += known.size();
}
