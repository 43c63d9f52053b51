//===- Suspension.cpp - which functions may wait --------------------------===//

#include "Suspension.h"

#include "dialects/FMem/RuntimeSymbol.h"

using namespace mlir;
using namespace forge;
using namespace forge::fmem;

/// Whether the operation brings what can wait into the program.
static bool bringsWaiting(Operation *op) {
  if (auto call = dyn_cast<CallOp>(op))
    return call.getSymbol() == "frt_spawn" ||
           RuntimeSymbol::find(call.getSymbol())->suspends();
  if (auto value = dyn_cast<BuiltinOp>(op)) {
    const BuiltinRecord *builtin = findBuiltin(value.getName());
    return builtin && builtin->suspends;
  }
  return false;
}

Suspension::Suspension(ModuleOp module) {
  WalkResult waiting = module.walk([](Operation *op) {
    return bringsWaiting(op) ? WalkResult::interrupt() : WalkResult::advance();
  });
  unknownMaySuspend = waiting.wasInterrupted();
  if (!unknownMaySuspend)
    return;
  llvm::DenseMap<StringAttr, SmallVector<StringAttr>> callers;
  SmallVector<StringAttr> worklist;
  for (auto function : module.getOps<func::FuncOp>()) {
    StringAttr name = function.getSymNameAttr();
    bool waits = false;
    function.walk([&](Operation *op) {
      if (auto call = dyn_cast<func::CallOp>(op))
        callers[call.getCalleeAttr().getAttr()].push_back(name);
      else
        waits |= maySuspend(op);
    });
    if (waits && functions.insert(name).second)
      worklist.push_back(name);
  }
  while (!worklist.empty())
    for (StringAttr caller : callers.lookup(worklist.pop_back_val()))
      if (functions.insert(caller).second)
        worklist.push_back(caller);
}

bool Suspension::maySuspend(Operation *op) const {
  if (auto call = dyn_cast<func::CallOp>(op))
    return functions.contains(call.getCalleeAttr().getAttr());
  auto call = dyn_cast<CallOp>(op);
  if (!call)
    return false;
  const RuntimeSymbol *symbol = RuntimeSymbol::find(call.getSymbol());
  return symbol->suspends() || (unknownMaySuspend && symbol->mayCallBack());
}
