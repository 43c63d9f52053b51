// RUN: forge-opt %s --cse | FileCheck %s

// Operators on integers only detect their error, so equal ones merge.
// CHECK-LABEL: func.func @integers
func.func @integers(%a: i64, %b: i64) -> (i64, i64) {
  // CHECK: %[[SUM:.*]], %[[ERROR:.*]] = forge.add
  // CHECK-NEXT: forge.br_error %[[ERROR]]
  %0, %e0 = forge.add %a, %b : (i64, i64) -> i64
  forge.br_error %e0, ^handler, ^next
^next:
  // CHECK-NOT: forge.add
  // CHECK: forge.br_error %[[ERROR]]
  %1, %e1 = forge.add %a, %b : (i64, i64) -> i64
  forge.br_error %e1, ^handler, ^done
^done:
  // CHECK: return %[[SUM]], %[[SUM]]
  return %0, %1 : i64, i64
^handler:
  forge.propagate
}

// Equal arrays and objects stay apart: the program may update each of them.
// Tuples cannot be updated.
// CHECK-LABEL: func.func @literals
func.func @literals() -> (!forge.any, !forge.any, !forge.any, !forge.any, !forge.any, !forge.any) {
  // CHECK-COUNT-2: forge.array.new
  %0 = forge.array.new : () -> !forge.any
  %1 = forge.array.new : () -> !forge.any
  // CHECK-COUNT-2: forge.object.new
  %2 = forge.object.new [] : () -> !forge.any
  %3 = forge.object.new [] : () -> !forge.any
  // CHECK: forge.tuple.new
  // CHECK-NOT: forge.tuple.new
  %4 = forge.tuple.new : () -> !forge.any
  %5 = forge.tuple.new : () -> !forge.any
  return %0, %1, %2, %3, %4, %5 : !forge.any, !forge.any, !forge.any, !forge.any, !forge.any, !forge.any
}

// On other operands the first failure may have been handled; the second must
// leave an error of its own.
// CHECK-LABEL: func.func @values
func.func @values(%a: !forge.any, %b: !forge.any) -> !forge.any {
  // CHECK: forge.sub
  %0, %e0 = forge.sub %a, %b : (!forge.any, !forge.any) -> !forge.any
  forge.br_error %e0, ^handled, ^next
^handled:
  forge.discard_error
  cf.br ^next
^next:
  // CHECK: forge.sub
  %1, %e1 = forge.sub %a, %b : (!forge.any, !forge.any) -> !forge.any
  forge.br_error %e1, ^handler, ^done
^done:
  return %1 : !forge.any
^handler:
  forge.propagate
}

// CHECK-LABEL: func.func @comparisons
func.func @comparisons(%a: !forge.any) -> (i1, i1, i1, i1) {
  // CHECK-COUNT-2: forge.compare
  %0, %e0 = forge.compare lt, %a, %a : (!forge.any, !forge.any)
  %1, %e1 = forge.compare lt, %a, %a : (!forge.any, !forge.any)
  // CHECK: %[[EQUAL:.*]] = forge.equal
  // CHECK-NEXT: return %{{.*}}, %{{.*}}, %[[EQUAL]], %[[EQUAL]]
  %2 = forge.equal %a, %a : (!forge.any, !forge.any)
  %3 = forge.equal %a, %a : (!forge.any, !forge.any)
  return %0, %1, %2, %3 : i1, i1, i1, i1
}

// CHECK-LABEL: func.func @bounds
func.func @bounds(%a: !forge.any) -> (!forge.any, !forge.any) {
  // CHECK-COUNT-2: forge.expect_int
  %0, %e0 = forge.expect_int %a, "no Int" : !forge.any -> !forge.any
  %1, %e1 = forge.expect_int %a, "no Int" : !forge.any -> !forge.any
  return %0, %1 : !forge.any, !forge.any
}

// A builtin without other effects is not merged either when it can raise.
// CHECK-LABEL: func.func @builtins
func.func @builtins(%a: !forge.any) {
  // CHECK-COUNT-2: forge.builtin "len"
  %0, %e0 = forge.builtin "len"(%a) : (!forge.any) -> !forge.any
  %1, %e1 = forge.builtin "len"(%a) : (!forge.any) -> !forge.any
  return
}
