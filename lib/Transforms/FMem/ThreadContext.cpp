//===- ThreadContext.cpp - pass the task context to every function --------===//
//
// Every function gets the context as first parameter and hands its own on to
// the functions it calls. Runtime calls keep passing it implicitly: the
// conversion to LLVM reads it from the function's first parameter.
//
//===----------------------------------------------------------------------===//

#include "forge/Transforms/FMem/Passes.h"

using namespace mlir;

namespace forge::fmem {
#define GEN_PASS_DEF_THREADCONTEXT
#include "forge/Transforms/FMem/Passes.h.inc"
} // namespace forge::fmem

using namespace forge::fmem;

namespace {
struct ThreadContext
    : public forge::fmem::impl::ThreadContextBase<ThreadContext> {
  void runOnOperation() override {
    auto type = ContextType::get(&getContext());
    for (auto function : getOperation().getOps<func::FuncOp>()) {
      if (failed(function.insertArgument(0, type, {}, function.getLoc())))
        return signalPassFailure();
      if (function.isExternal())
        continue;
      Value context = function.getArgument(0);
      function.walk([&](func::CallOp call) {
        call->insertOperands(0, context);
        if (ArrayAttr old = call.getArgAttrsAttr()) {
          SmallVector<Attribute> shifted{DictionaryAttr::get(&getContext())};
          llvm::append_range(shifted, old);
          call.setArgAttrsAttr(ArrayAttr::get(&getContext(), shifted));
        }
      });
    }
  }
};
} // namespace
