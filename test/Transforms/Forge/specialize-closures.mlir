// RUN: forge-opt %s -forge-specialize-closures -symbol-dce -canonicalize -split-input-file | FileCheck %s
// RUN: forge-opt %s -forge-specialize-closures=max-copies=1 -split-input-file | FileCheck %s --check-prefix=ONE
// RUN: forge-opt %s -forge-specialize-closures="growth-percent=0 free-growth=3" -split-input-file | FileCheck %s --check-prefix=SMALL
// RUN: forge-opt %s -forge-specialize-closures=max-copies=0 --remarks-filter-missed=forge-specialize-closures -split-input-file -o /dev/null 2>&1 \
// RUN:   | FileCheck %s --check-prefix=REMARK

// What the closure captures is passed instead of it. Two closures of one
// function share the copy, recursion stays in it.
// CHECK-LABEL: func.func @main
// CHECK-SAME: (%[[A:.+]]: !forge.any, %[[B:.+]]: !forge.any)
// CHECK: forge.call @apply.copy(%[[A]], %[[B]])
// CHECK: forge.call @apply.copy(%[[B]], %[[A]])
// CHECK: forge.call @apply.copy_0(%[[A]])
// CHECK: func.func private @apply.copy_0(%[[X:.+]]: !forge.any)
// CHECK: forge.call @negated(%[[X]])
// CHECK: forge.call @apply.copy_0(
// CHECK: func.func private @apply.copy(%[[N:.+]]: !forge.any, %[[X:.+]]: !forge.any)
// CHECK-NOT: forge.call_value
// CHECK: %[[R:.+]], %{{.+}} = forge.call @added(%[[N]], %[[X]])
// CHECK: forge.call @apply.copy(%[[N]], %[[R]])
// CHECK-NOT: @apply(
// ONE-LABEL: func.func @main
// ONE: forge.call @apply.copy(
// ONE: forge.call @apply.copy(
// ONE: forge.call @apply(
// SMALL-LABEL: func.func @main
// SMALL: forge.call @apply(
// SMALL: forge.call @apply(
// SMALL: forge.call @apply(
// REMARK: specialize-closures.mlir:[[#@LINE+4]]{{.*}}`apply` is not compiled for the function it is given: there are 0 versions of it already, which is the limit
func.func @main(%a: !forge.any, %b: !forge.any) {
  %f = forge.closure @added[%a] : (!forge.any) -> !forge.any
  %g = forge.closure @added[%b] : (!forge.any) -> !forge.any
  %0, %e0 = forge.call @apply(%f, %b) : (!forge.any, !forge.any) -> !forge.any
  %1, %e1 = forge.call @apply(%g, %a) : (!forge.any, !forge.any) -> !forge.any
  %h = forge.closure @negated[] : () -> !forge.any
  %2, %e2 = forge.call @apply(%h, %a) : (!forge.any, !forge.any) -> !forge.any
  return
}
func.func private @added(%n: !forge.any, %x: !forge.any) -> !forge.any attributes {forge.captures = 1 : i64} {
  %0, %e = forge.add %n, %x : (!forge.any, !forge.any) -> !forge.any
  return %0 : !forge.any
}
func.func private @negated(%x: !forge.any) -> !forge.any {
  %0, %e = forge.neg %x : !forge.any -> !forge.any
  return %0 : !forge.any
}
func.func private @apply(%f: !forge.any, %x: !forge.any) -> !forge.any attributes {forge.name = "apply"} {
  %0, %e0 = forge.call_value %f(%x) : (!forge.any, !forge.any) -> !forge.any
  %1, %e1 = forge.call @apply(%f, %0) : (!forge.any, !forge.any) -> !forge.any
  return %1 : !forge.any
}

// -----

// A function is looked at: it stays what it is, but is called directly.
// CHECK-LABEL: func.func @main
// CHECK: %[[F:.+]] = forge.closure @added[%[[A:.+]]]
// CHECK: forge.call @same.copy(%[[F]], %[[A]], %{{.+}})
// CHECK: func.func private @same.copy(%[[F:.+]]: !forge.any, %[[N:.+]]: !forge.any, %[[G:.+]]: !forge.any)
// CHECK: forge.call @added(%[[N]], %[[G]])
// CHECK: forge.equal %[[F]], %[[G]]
// CHECK: forge.call @same.copy(%[[F]], %[[N]], %[[G]])
func.func @main(%a: !forge.any, %b: !forge.any) {
  %f = forge.closure @added[%a] : (!forge.any) -> !forge.any
  %0, %e0 = forge.call @same(%f, %b) : (!forge.any, !forge.any) -> !forge.any
  return
}
func.func private @added(%n: !forge.any, %x: !forge.any) -> !forge.any attributes {forge.captures = 1 : i64} {
  %0, %e = forge.add %n, %x : (!forge.any, !forge.any) -> !forge.any
  return %0 : !forge.any
}
func.func private @same(%f: !forge.any, %g: !forge.any) -> !forge.any {
  %0, %e0 = forge.call_value %f(%g) : (!forge.any, !forge.any) -> !forge.any
  %1 = forge.equal %f, %g : (!forge.any, !forge.any)
  %2 = forge.box %1 : i1
  %3, %e3 = forge.call @same(%f, %g) : (!forge.any, !forge.any) -> !forge.any
  return %2 : !forge.any
}

// -----

// A closure that another one captures is called directly there; what captures
// goes on capturing it. A parameter that is not called needs no copy.
// CHECK-LABEL: func.func @main
// CHECK: %[[F:.+]] = forge.closure @added[%[[A:.+]]]
// CHECK: forge.closure @twice.copy[%[[F]], %[[A]]]
// CHECK: forge.call @kept(%[[F]])
// CHECK: func.func private @twice.copy(%{{.+}}: !forge.any, %[[N:.+]]: !forge.any, %[[X:.+]]: !forge.any)
// CHECK-SAME: forge.captures = 2 : i64
// CHECK: forge.call @added(%[[N]], %[[X]])
func.func @main(%a: !forge.any) -> !forge.any {
  %f = forge.closure @added[%a] : (!forge.any) -> !forge.any
  %g = forge.closure @twice[%f] : (!forge.any) -> !forge.any
  %0, %e0 = forge.call @kept(%f) : (!forge.any) -> !forge.any
  return %g : !forge.any
}
func.func private @added(%n: !forge.any, %x: !forge.any) -> !forge.any attributes {forge.captures = 1 : i64} {
  %0, %e = forge.add %n, %x : (!forge.any, !forge.any) -> !forge.any
  return %0 : !forge.any
}
func.func private @twice(%f: !forge.any, %x: !forge.any) -> !forge.any attributes {forge.captures = 1 : i64} {
  %0, %e0 = forge.call_value %f(%x) : (!forge.any, !forge.any) -> !forge.any
  return %0 : !forge.any
}
func.func private @kept(%f: !forge.any) -> !forge.any {
  return %f : !forge.any
}

// -----

// A closure that captures a closure of its own function: after some steps the
// recursion stays in one copy, which does not know what is captured.
// CHECK-LABEL: func.func @main
// CHECK: forge.call @nest.copy(
// CHECK-NOT: func.func private @nest.copy_{{.*}}.copy
// CHECK: func.func private @nest.copy_[[N:[0-9]+]](%{{.+}}: !forge.any)
// CHECK: forge.call @nest.copy_[[N]](
// CHECK-NOT: func.func private @nest.copy_
func.func @main(%a: !forge.any) {
  %f = forge.closure @first[] : () -> !forge.any
  %0, %e0 = forge.call @nest(%f) : (!forge.any) -> !forge.any
  return
}
func.func private @first(%x: !forge.any) -> !forge.any {
  return %x : !forge.any
}
func.func private @more(%f: !forge.any, %x: !forge.any) -> !forge.any attributes {forge.captures = 1 : i64} {
  %0, %e0 = forge.call_value %f(%x) : (!forge.any, !forge.any) -> !forge.any
  return %0 : !forge.any
}
func.func private @nest(%f: !forge.any) -> !forge.any {
  %0, %e0 = forge.call_value %f(%f) : (!forge.any, !forge.any) -> !forge.any
  %g = forge.closure @more[%f] : (!forge.any) -> !forge.any
  %1, %e1 = forge.call @nest(%g) : (!forge.any) -> !forge.any
  return %1 : !forge.any
}
