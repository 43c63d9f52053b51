//===- Passes.td - passes on the fmem dialect -----------------------------===//

#ifndef FORGE_TRANSFORMS_FMEM_PASSES
#define FORGE_TRANSFORMS_FMEM_PASSES

include "mlir/Pass/PassBase.td"

def GuardRecursion : Pass<"fmem-guard-recursion", "::mlir::ModuleOp"> {
  let summary = "count the calls of recursive functions";
  let description = [{
    Input: `func.func` with calls as `func.call` and `fmem.call`, before
    ownership is inserted. Output: every function in a cycle of the call graph
    raises and returns when too many calls are nested. In cycles of direct calls
    a last parameter says how many are left; in others the function starts with
    `fmem.enter_call` and leaves the call before each return. Uniform entries
    only forward to a function, so they are not counted. An indirect call may
    reach every function whose address is taken.

    Cost: linear in calls.
  }];
  let dependentDialects = ["::forge::fmem::FMemDialect"];
  let statistics = [
    Statistic<"numGuarded", "guarded", "functions that count their calls">
  ];
}

def ReuseObjects : Pass<"fmem-reuse-objects", "::mlir::func::FuncOp"> {
  let summary = "make objects in the memory of those that they are made of";
  let description = [{
    Input: a function before ownership is inserted. Output: where a variant is
    made of the parts of one that is not used afterwards, `frt_object_renew` takes
    the old one's reference and, if nobody else holds it, its memory;
    `frt_match_take` moves the parts out of it before. Reads of parts are done as
    late as possible.

    Cost: uses of values that are matched times the blocks between them, bounded
    for each use.
  }];
  let statistics = [
    Statistic<"numReused", "reused", "objects made in the memory of another">,
    Statistic<"numTaken", "taken", "parts that are moved out">
  ];
}

def InferBorrows : Pass<"fmem-infer-borrows", "::mlir::ModuleOp"> {
  let summary = "decide which parameters callees take over";
  let description = [{
    Input: functions before ownership is inserted; all calls between functions
    are `func.call`. Output: every box parameter that its function never gives
    away is marked `fmem.borrow`; nothing else changes. Existing marks are
    recomputed.

    Cost: linear in uses.
  }];
  let statistics = [
    Statistic<"numBorrowed", "borrowed", "parameters that are borrowed">,
    Statistic<"numOwned", "owned", "parameters that are taken over">
  ];
}

def BorrowElements : Pass<"fmem-borrow-elements", "::mlir::func::FuncOp"> {
  let summary = "look into what others hold without counting";
  let description = [{
    Input: a function before ownership is inserted; its callees carry their final
    `fmem.borrow` marks. Output: an `fmem.array.get` whose element is only looked
    at, or lent, while the array stays as it is becomes `fmem.array.get borrow`;
    calls of `frt_match_payload` and `frt_wrapper_value` get the attribute
    `fmem.borrow` under the same condition.

    Cost: operations between the reads and the uses, bounded for each use.
  }];
  let statistics = [
    Statistic<"numBorrowed", "borrowed", "elements that are borrowed">
  ];
}

def InsertRC : Pass<"fmem-insert-rc", "::mlir::func::FuncOp"> {
  let summary = "insert retain and release";
  let description = [{
    Input: a function without `fmem.retain` and `fmem.release`; its callees carry
    their final `fmem.borrow` marks. Output: on every path each owned box is
    consumed exactly once, as `fmem-verify-ownership` proves; critical edges on
    which a value dies are split.

    From here on an operation that yields an owned box is not removable and not
    mergeable, even if it is `Pure`: no CSE or DCE may run.

    Cost: uses plus blocks times boxes that live across blocks / 64.
  }];
  let dependentDialects = ["::forge::fmem::FMemDialect",
                           "::mlir::cf::ControlFlowDialect"];
  let statistics = [
    Statistic<"numRetains", "retains", "inserted fmem.retain">,
    Statistic<"numReleases", "releases", "inserted fmem.release">
  ];
}

def VerifyOwnership : Pass<"fmem-verify-ownership", "::mlir::func::FuncOp"> {
  let summary = "prove that every reference is given up exactly once";
  let description = [{
    Input: a function with explicit counting. Changes nothing. Fails with an
    error on the operation where the reference count implied by the operations
    is wrong: use after the last reference was given up, a reference that is
    never given up, or paths that meet with different counts.

    Cost: uses plus edges times boxes that live across them.
  }];
}

def HoistUnique : Pass<"fmem-hoist-unique", "::mlir::ModuleOp"> {
  let summary = "test once whether an array is shared, not at every update";
  let description = [{
    Input: functions with explicit counting. Output: `fmem.array.set` of an array
    that is proven to be unique becomes `fmem.array.store`; loops that update an
    array from outside get an `fmem.array.unique` in front. A loop that runs zero
    times may copy an array that it would not have copied before; no other copy
    is added.

    Cost: linear in the values that updates depend on, plus a walk per update
    for arrays that are also handed out.
  }];
  let dependentDialects = ["::forge::fmem::FMemDialect",
                           "::mlir::cf::ControlFlowDialect"];
  let statistics = [
    Statistic<"numStores", "stores", "updates that need no test">
  ];
}

def ThreadContext : Pass<"fmem-thread-context", "::mlir::ModuleOp"> {
  let summary = "pass the task context to every function";
  let description = [{
    Output: `!fmem.context` is the first parameter of every `func.func` and the
    first argument of every `func.call`.
  }];
  let dependentDialects = ["::forge::fmem::FMemDialect"];
}

def BuildFrames : Pass<"fmem-build-frames", "::mlir::ModuleOp"> {
  let summary = "make functions that wait resumable";
  let description = [{
    Input: functions with explicit counting and the context as first parameter.
    Output: behind each call that may wait, a function that has to keeps what is
    alive in a frame (`fmem.frame.capture`) and returns; `NAME.resume` goes on
    behind the call from such a frame. A module in which nothing waits is left
    as it is.

    Calls in tail position need no frame. A frame has a slot for each value
    that is alive behind its call, constants excepted. No counting changes:
    frames own what they keep.

    Cost: for each call that may wait, the values that are alive there.
  }];
  let options = [
    Option<"showFrames", "show-frames", "bool", "false",
           "remark on each function that may wait and its largest frame">
  ];
  let dependentDialects = ["::forge::fmem::FMemDialect",
                           "::mlir::cf::ControlFlowDialect"];
  let statistics = [
    Statistic<"numFunctions", "functions", "functions that may wait">,
    Statistic<"numSuspensionPoints", "points", "calls that may wait">
  ];
}

#endif // FORGE_TRANSFORMS_FMEM_PASSES
