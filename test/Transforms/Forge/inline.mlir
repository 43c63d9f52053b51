// RUN: forge-opt %s --forge-inline --split-input-file | FileCheck %s
// RUN: forge-opt %s --forge-inline=small-size=1 --split-input-file \
// RUN:   | FileCheck %s --check-prefix=SMALL
// RUN: forge-opt %s --forge-inline="small-size=0 medium-size=3" \
// RUN:   --split-input-file | FileCheck %s --check-prefix=MEDIUM
// RUN: forge-opt %s --forge-inline=function-size=0 --split-input-file \
// RUN:   | FileCheck %s --check-prefix=FULL
// RUN: forge-opt %s --forge-inline=max-rounds=0 --split-input-file \
// RUN:   | FileCheck %s --check-prefix=NEVER

// One return: the result takes the place of the call; an error goes where the
// call's errors went.
func.func private @half(%x: !forge.any, %y: !forge.any) -> !forge.any
    attributes {forge.name = "half"} {
  %r, %e = forge.div %x, %y : (!forge.any, !forge.any) -> !forge.any
  forge.br_error %e, ^raised, ^fine
^fine:
  return %r : !forge.any
^raised:
  forge.propagate
}
// CHECK-LABEL: func.func @one_return
// CHECK-SAME: (%[[A:.*]]: !forge.any)
// SMALL-LABEL: func.func @one_return
// SMALL: forge.call @half
// FULL-LABEL: func.func @one_return
// FULL: forge.call @half
// NEVER-LABEL: func.func @one_return
// NEVER: forge.call @half
func.func @one_return(%a: !forge.any) -> !forge.any {
  // CHECK-NOT: forge.call
  // CHECK: %[[R:.*]], %[[E:.*]] = forge.div %[[A]], %[[A]]
  // CHECK-NEXT: forge.br_error %[[E]], ^[[RAISED:.*]], ^[[FINE:.*]]
  // CHECK: ^[[FINE]]:
  // CHECK-NEXT: cf.br ^[[AFTER:.*]]
  // CHECK: ^[[RAISED]]:
  // CHECK-NEXT: cf.br ^[[HANDLER:.*]]
  // CHECK: ^[[AFTER]]:
  // CHECK-NEXT: cf.br ^[[DONE:.*]]
  // CHECK: ^[[DONE]]:
  // CHECK-NEXT: return %[[R]]
  // CHECK: ^[[HANDLER]]:
  // CHECK-NEXT: forge.discard_error
  %r, %e = forge.call @half(%a, %a) : (!forge.any, !forge.any) -> !forge.any
  forge.br_error %e, ^handler, ^done
^done:
  return %r : !forge.any
^handler:
  forge.discard_error
  return %a : !forge.any
}

// -----

// Several returns meet in an argument.
func.func private @choose(%c: i1, %x: !forge.any, %y: !forge.any) -> !forge.any
    attributes {forge.name = "choose"} {
  cf.cond_br %c, ^a, ^b
^a:
  return %x : !forge.any
^b:
  return %y : !forge.any
}
// CHECK-LABEL: func.func @several_returns
func.func @several_returns(%c: i1, %x: !forge.any, %y: !forge.any)
    -> !forge.any {
  // CHECK-NOT: forge.call
  // CHECK: ^[[AFTER:.*]](%[[R:.*]]: !forge.any):
  // CHECK: return %[[R]]
  %r, %e = forge.call @choose(%c, %x, %y)
      : (i1, !forge.any, !forge.any) -> !forge.any
  forge.br_error %e, ^handler, ^done
^done:
  return %r : !forge.any
^handler:
  forge.propagate
}

// -----

// Nested calls are counted, so recursion stays: direct, and through a value.
// CHECK-LABEL: func.func @recursive
func.func @recursive(%x: !forge.any) -> !forge.any {
  // CHECK: forge.call @recursive
  %r, %e = forge.call @recursive(%x) : (!forge.any) -> !forge.any
  forge.br_error %e, ^handler, ^done
^done:
  return %r : !forge.any
^handler:
  forge.propagate
}
func.func private @through_value(%f: !forge.any) -> !forge.any
    attributes {forge.name = "g"} {
  %r, %e = forge.call_value %f(%f) : (!forge.any, !forge.any) -> !forge.any
  forge.br_error %e, ^handler, ^done
^done:
  return %r : !forge.any
^handler:
  forge.propagate
}
// CHECK-LABEL: func.func @calls_through_value
func.func @calls_through_value() -> !forge.any {
  %f = forge.closure @through_value[] : () -> !forge.any
  // CHECK: forge.call @through_value
  %r, %e = forge.call @through_value(%f) : (!forge.any) -> !forge.any
  forge.br_error %e, ^handler, ^done
^done:
  return %r : !forge.any
^handler:
  forge.propagate
}

// -----

// A closure made nearby is called directly, then inlined. What the call leaves
// out is null, or `missing` where there is a default; what is too much is gone.
func.func private @lambda(%c: !forge.any, %x: !forge.any, %y: !forge.any,
                          %z: !forge.any) -> !forge.any
    attributes {forge.captures = 1 : i64, forge.defaults = array<i64: 2>,
                forge.lambda} {
  %t = forge.tuple.new %c, %x, %y, %z
      : (!forge.any, !forge.any, !forge.any, !forge.any) -> !forge.any
  return %t : !forge.any
}
func.func private @identity(%x: !forge.any) -> !forge.any
    attributes {forge.lambda} {
  return %x : !forge.any
}
// CHECK-LABEL: func.func @closures
// CHECK-SAME: (%[[A:.*]]: !forge.any, %[[B:.*]]: !forge.any)
func.func @closures(%a: !forge.any, %b: !forge.any) -> !forge.any {
  %f = forge.closure @lambda[%a] : (!forge.any) -> !forge.any
  // CHECK-DAG: %[[NULL:.*]] = forge.singleton null
  // CHECK-DAG: %[[MISSING:.*]] = forge.singleton missing
  // CHECK: %[[T:.*]] = forge.tuple.new %[[A]], %[[B]], %[[NULL]], %[[MISSING]]
  %r, %e = forge.call_value %f(%b) : (!forge.any, !forge.any) -> !forge.any
  forge.br_error %e, ^handler, ^next
^next:
  // CHECK-NOT: forge.call
  // CHECK: return %[[T]]
  %g = forge.closure @identity[] : () -> !forge.any
  %s, %e2 = forge.call_value %g(%r, %b)
      : (!forge.any, !forge.any, !forge.any) -> !forge.any
  forge.br_error %e2, ^handler, ^done
^done:
  return %s : !forge.any
^handler:
  forge.propagate
}

// -----

// A function that makes what it returns may be larger than others.
func.func private @pair(%x: !forge.any) -> !forge.any
    attributes {forge.name = "pair"} {
  %o = forge.object.new ["x"] %x : (!forge.any) -> !forge.any
  return %o : !forge.any
}
func.func private @equal(%x: !forge.any) -> !forge.any
    attributes {forge.name = "equal"} {
  %c = forge.equal %x, %x : (!forge.any, !forge.any)
  %b = forge.box %c : i1
  return %b : !forge.any
}
// MEDIUM-LABEL: func.func @makes_result
func.func @makes_result(%a: !forge.any) -> !forge.any {
  // MEDIUM: forge.object.new
  // MEDIUM: forge.call @equal
  %r, %e = forge.call @pair(%a) : (!forge.any) -> !forge.any
  forge.br_error %e, ^handler, ^next
^next:
  %s, %e2 = forge.call @equal(%r) : (!forge.any) -> !forge.any
  forge.br_error %e2, ^handler, ^done
^done:
  return %s : !forge.any
^handler:
  forge.propagate
}
