//===- Passes.td - passes on the forge dialect ----------------------------===//

#ifndef FORGE_TRANSFORMS_FORGE_PASSES
#define FORGE_TRANSFORMS_FORGE_PASSES

include "mlir/Pass/PassBase.td"

def Inline : Pass<"forge-inline", "::mlir::ModuleOp"> {
  let summary = "inline functions, and resolve calls of closures made nearby";
  let description = [{
    Input: slots promoted; each call is followed by the branch on its error.
    Output: the same program; functions that are no longer used remain for
    symbol DCE. Functions that may be active more than once at a time are not
    inlined, since nested calls are counted.

    A function is inlined if it is small. If it is given a closure, or returns an
    object, a Result or an Option that it makes, it may be larger: then the call
    often goes away with that value. Sizes are in operations other than constants.
  }];
  let dependentDialects = ["::forge::ir::ForgeDialect",
                           "::mlir::cf::ControlFlowDialect"];
  let options = [
    Option<"smallSize", "small-size", "unsigned", "60",
           "largest function that is always inlined">,
    Option<"mediumSize", "medium-size", "unsigned", "250",
           "largest function that is inlined when it is given a closure, or "
           "returns an object, a Result or an Option that it makes">,
    Option<"functionSize", "function-size", "unsigned", "3000",
           "size of a function from which on nothing is inlined into it">,
    Option<"maxRounds", "max-rounds", "unsigned", "8",
           "how often to look at what inlining brought">
  ];
  let statistics = [
    Statistic<"numInlined", "calls-inlined", "calls that were inlined">,
    Statistic<"numResolved", "closures-resolved",
              "calls of closures that became direct">
  ];
}

def SpecializeClosures : Pass<"forge-specialize-closures", "::mlir::ModuleOp"> {
  let summary = "compile functions for the closures they are given";
  let description = [{
    A function that calls a closure it is given, or hands it on to one that does,
    is copied for the closure's function. The copy has what the closure captures
    as parameters and calls the function directly. Calls with closures of the
    same function share a copy; recursion stays in it.

    Input: functions inlined once, so that what is still called with a closure is
    large or recursive. Output: the same program; functions that are no longer
    used remain for symbol DCE. A closure that is not only called stays a
    parameter beside its captures, since functions can be compared.
  }];
  let dependentDialects = ["::forge::ir::ForgeDialect"];
  let options = [
    Option<"maxCopies", "max-copies", "unsigned", "16",
           "copies of one function">,
    Option<"growthPercent", "growth-percent", "unsigned", "50",
           "how many operations the copies may have in all, in percent of the "
           "program's">,
    Option<"freeGrowth", "free-growth", "unsigned", "4000",
           "operations that copies may have beyond that">
  ];
  let statistics = [
    Statistic<"numCopies", "functions-copied", "copies of functions">,
    Statistic<"numResolved", "closures-resolved",
              "calls of closures that became direct">
  ];
}

def Specialize : Pass<"forge-specialize", "::mlir::ModuleOp"> {
  let summary = "compile functions for the types they are called with";
  let description = [{
    Where a call, or what a closure captures, is known better than the parameters
    of the function, joined over all of its calls, and values get another
    representation by that, the call goes to a copy for its signature: for each
    parameter a type, the name of a struct, or nothing. Calls with one signature
    share a copy, and so does recursion in the copy if it has that signature.

    Nothing is rewritten but the names of callees; type inference then finds the
    parameters of the copies. It runs once per round. Calls that run once, of
    functions without loops and calls, stay as they are, and so do parameters
    whose kind does not matter in the function.

    Input: slots promoted, values narrowed. Output: the same program.
  }];
  let dependentDialects = ["::forge::ir::ForgeDialect"];
  let options = [
    Option<"maxCopies", "max-copies", "unsigned", "8",
           "copies of one function">,
    Option<"growthPercent", "growth-percent", "unsigned", "50",
           "how many operations the copies may have in all, in percent of the "
           "program's">,
    Option<"freeGrowth", "free-growth", "unsigned", "4000",
           "operations that copies may have beyond that">,
    Option<"maxRounds", "max-rounds", "unsigned", "4",
           "how often to infer types: calls that are as many calls away from "
           "the one that tells the types are found">
  ];
  let statistics = [
    Statistic<"numCopies", "functions-copied", "copies of functions">
  ];
}

def CompleteStructs : Pass<"forge-complete-structs", "::mlir::ModuleOp"> {
  let summary = "put default values where instances of structs are made";
  let description = [{
    If a struct is defined once, before the program calls anything, and the
    default values that an instance lacks are constants or empty arrays, the
    instance gets them as if they were written: all of its keys are then known,
    and it is made without the runtime.
  }];
  let dependentDialects = ["::forge::ir::ForgeDialect"];
  let statistics = [
    Statistic<"numCompleted", "structs-completed",
              "instances that got default values">
  ];
}

def ResolveMethods : Pass<"forge-resolve-methods", "::mlir::ModuleOp"> {
  let summary = "turn calls of methods that are known into direct calls";
  let description = [{
    Runs type inference, which knows the struct of many values. A method is known
    if it is defined once, before the program calls anything, and no field of
    the program has its name. Where the struct is not known and at most four have
    the method, `forge.finds_method` asks for each of them, and the call itself
    is what remains for all other values. Where the value can only be of some
    structs that all have it, `forge.record.is` asks which, and nothing remains;
    inside, `forge.narrow` says which struct it is.
  }];
  let dependentDialects = ["::forge::ir::ForgeDialect",
                           "::mlir::cf::ControlFlowDialect"];
  let options = [
    Option<"onlyKnown", "only-known", "bool", "false",
           "leave calls where the structs are not known: after inlining more "
           "is known">
  ];
  let statistics = [
    Statistic<"numResolved", "methods-resolved", "calls that became direct">,
    Statistic<"numDispatched", "methods-dispatched",
              "calls that ask for some structs first">
  ];
}

def NarrowValues : Pass<"forge-narrow-values", "::mlir::ModuleOp"> {
  let summary = "give values their own name where more is known about them";
  let description = [{
    Inference knows one set of kinds per value, wherever it is used. Behind a
    comparison with `<` a value can only be a number or a text, behind
    `typeof(v) == "Int"` only an Int, behind `v != null` anything else. Where this
    leaves one kind, a `forge.narrow` takes the place of the value in all that
    follows.
  }];
  let dependentDialects = ["::forge::ir::ForgeDialect"];
  let statistics = [
    Statistic<"numNarrowed", "values-narrowed", "places where a value is narrowed">
  ];
}

def SplitValues : Pass<"forge-split-values", "::mlir::func::FuncOp"> {
  let summary = "keep Results, Options, objects and structs as their parts";
  let description = [{
    Input: functions inlined. Output: block arguments of values that are made
    and taken apart in the same function become arguments for their parts;
    fields of objects made nearby are the values that were put in. Where such a
    value is used otherwise, at few places, it is made there.
  }];
  let dependentDialects = ["::forge::ir::ForgeDialect",
                           "::mlir::arith::ArithDialect",
                           "::mlir::ub::UBDialect"];
  let statistics = [
    Statistic<"numSplit", "webs-split", "sets of block arguments taken apart">
  ];
}

def InferTypes : Pass<"forge-infer-types", "::mlir::ModuleOp"> {
  let summary = "find the types of values and give operations typed operands";
  let description = [{
    Runs interprocedural type inference over the whole program and rewrites:
    values whose kind is known are unboxed where they are used, operators get the
    type of their result, block arguments, parameters and results of functions
    become `i64`, `f64`, `i1` or `!forge.str`. Boxes and unboxes at the seams
    cancel in canonicalization. Fields of objects whose records are known are
    read as `forge.record.get`, and updates of places below them get their slots.

    Input: slots promoted. Output: the same program; every `forge.unbox` is of a
    value that inference has proven to be of that type. Functions whose address
    is taken keep their parameters; `forge_program` has none. Cost: linear in
    practice, the lattice has height 16.
  }];
  let dependentDialects = ["::forge::ir::ForgeDialect"];
  let statistics = [
    Statistic<"numUnboxed", "values-unboxed", "uses that became typed">,
    Statistic<"numParameters", "parameters-typed",
              "parameters and block arguments that became typed">,
    Statistic<"numFields", "fields-found", "reads of fields in known slots">,
    Statistic<"numUpdates", "updates-found",
              "updates of places in known slots">
  ];
}

def InferRaises : Pass<"forge-infer-raises", "::mlir::ModuleOp"> {
  let summary = "find the functions that cannot raise and drop their error edges";
  let description = [{
    Least fixpoint over the call graph: a function raises if an operation other
    than a call may raise in it without the error being handled inside, if it
    calls a function that raises, or if it is part of a cycle (the depth of
    recursion is limited). Calls of other functions get `forge.no_error`.

    Input: types inferred and operators canonicalized, so that what cannot fail
    has lost its error edge. Output: fewer edges, nothing else.
  }];
  let dependentDialects = ["::forge::ir::ForgeDialect"];
  let statistics = [
    Statistic<"numSafeCalls", "calls-safe", "calls that cannot raise">
  ];
}

def VacatePlaces : Pass<"forge-vacate-places", "::mlir::ModuleOp"> {
  let summary = "move values out of places that what becomes of them is put into";
  let description = [{
    `o.items = add(o.items, x)` lends the callee a value that `o` refers to as
    well, so that the callee copies it. Where nobody can look at the place before
    it is stored into, it gives up the value (`forge.place.vacate`) as soon as it
    was read; a variable at the top level is emptied (`forge.global.take`).

    Input: types and raising inferred, indexes merged by CSE. Output: the same
    program. An error on the way may leave the place empty only where the root is
    not used any more, or where no error of the program is ever handled.
  }];
  let dependentDialects = ["::forge::ir::ForgeDialect"];
  let statistics = [
    Statistic<"numVacated", "places-vacated", "places that give up their value">,
    Statistic<"numTaken", "variables-taken", "variables that are emptied">
  ];
}

def ExplainDynamic : Pass<"forge-explain-dynamic", "::mlir::ModuleOp"> {
  let summary = "say what is found out at run time only, and why";
  let description = [{
    Emits a remark (`missed`, category `forge-explain-dynamic`) for each operator,
    access, loop and call that is left to the runtime because kinds, elements,
    keys or functions are not known. Arguments: the text, in which `{0}`, `{1}`
    stand for operands as they are written; `LoopDepth`; and for each place that
    contributes `Note` and `At`, a location. Does nothing if the context has no
    remark engine.

    Input: what the other passes on the dialect have left. Output: the same.
  }];
  let statistics = [
    Statistic<"numExplained", "places-explained", "remarks">
  ];
}

#endif // FORGE_TRANSFORMS_FORGE_PASSES
