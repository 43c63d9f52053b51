// RUN: forge-opt %s -forge-specialize -forge-infer-types -canonicalize -split-input-file | FileCheck %s
// RUN: forge-opt %s -forge-specialize=max-copies=1 -split-input-file | FileCheck %s --check-prefix=ONE
// RUN: forge-opt %s -forge-specialize="growth-percent=0 free-growth=1" -split-input-file | FileCheck %s --check-prefix=SMALL
// RUN: forge-opt %s -forge-specialize=max-rounds=1 -split-input-file | FileCheck %s --check-prefix=ROUND
// RUN: forge-opt %s -forge-specialize=max-copies=0 --remarks-filter-missed=forge-specialize -split-input-file -o /dev/null 2>&1 \
// RUN:   | FileCheck %s --check-prefix=REMARK

// Calls with one signature share a copy, and recursion stays in it. The
// original, which nobody calls any more, is gone.
// CHECK-LABEL: func.func @main
// CHECK: forge.call @power.copy(%{{.+}}) : (i64) -> i64
// CHECK: forge.call @power.copy_0(%{{.+}}) : (f64) -> f64
// CHECK: forge.call @power.copy(%{{.+}}) : (i64) -> i64
// CHECK-NOT: @power(
// CHECK: func.func private @power.copy_0(%{{.+}}: f64) -> f64
// CHECK: forge.call @power.copy_0(
// CHECK-NOT: @power(
// CHECK: func.func private @power.copy(%{{.+}}: i64) -> i64
// CHECK: forge.call @power.copy(
// CHECK-NOT: @power(
// ONE-LABEL: func.func @main
// ONE: forge.call @power.copy(
// ONE: forge.call @power(
// ONE: forge.call @power.copy(
// SMALL-LABEL: func.func @main
// SMALL-NOT: .copy
// SMALL: func.func private @power(
// REMARK: specialize.mlir:[[#@LINE+6]]{{.*}}`power` is not compiled for the types it is called with here: there are 0 versions of it already, which is the limit
func.func @main() {
  %i = arith.constant 5 : i64
  %f = arith.constant 5.0 : f64
  %bi = forge.box %i : i64
  %bf = forge.box %f : f64
  %0, %e0 = forge.call @power(%bi) : (!forge.any) -> !forge.any
  %1, %e1 = forge.call @power(%bf) : (!forge.any) -> !forge.any
  %2, %e2 = forge.call @power(%bi) : (!forge.any) -> !forge.any
  return
}
func.func private @power(%n: !forge.any) -> !forge.any attributes {forge.name = "power"} {
  %c = forge.truthy %n : !forge.any
  cf.cond_br %c, ^go, ^done
^go:
  %m, %e0 = forge.sub %n, %n : (!forge.any, !forge.any) -> !forge.any
  %r, %e1 = forge.call @power(%m) : (!forge.any) -> !forge.any
  return %r : !forge.any
^done:
  return %n : !forge.any
}

// -----

// A call in the copy that passes something else leaves it again.
// CHECK-LABEL: func.func @main
// CHECK: forge.call @halve.copy(%{{.+}}) : (i64) -> !forge.any
// CHECK: forge.call @halve.copy_0(%{{.+}}) : (f64) -> f64
// CHECK: func.func private @halve.copy_0(%{{.+}}: f64) -> f64
// CHECK: forge.call @halve.copy_0(
// CHECK: func.func private @halve.copy(%{{.+}}: i64) -> !forge.any
// CHECK: forge.call @halve.copy_0(
func.func @main() {
  %i = arith.constant 5 : i64
  %f = arith.constant 5.0 : f64
  %bi = forge.box %i : i64
  %bf = forge.box %f : f64
  %0, %e0 = forge.call @halve(%bi) : (!forge.any) -> !forge.any
  %1, %e1 = forge.call @halve(%bf) : (!forge.any) -> !forge.any
  return
}
func.func private @halve(%n: !forge.any) -> !forge.any {
  %f = arith.constant 0.5 : f64
  %half = forge.box %f : f64
  %c = forge.truthy %n : !forge.any
  cf.cond_br %c, ^go, ^done
^go:
  %m, %e0 = forge.mul %n, %half : (!forge.any, !forge.any) -> !forge.any
  %r, %e1 = forge.call @halve(%m) : (!forge.any) -> !forge.any
  return %r : !forge.any
^done:
  return %n : !forge.any
}

// -----

// Functions that call each other: one round finds the calls from outside, the
// next ones follow from there.
// CHECK-LABEL: func.func @main
// CHECK: forge.call @even.copy(%{{.+}}) : (i64)
// CHECK: forge.call @even.copy_0(%{{.+}}) : (f64)
// CHECK-NOT: @odd(
// CHECK-NOT: @even(
// CHECK: func.func private @even.copy_0(%{{.+}}: f64) -> f64
// CHECK: forge.call @odd.copy(
// CHECK: func.func private @even.copy(%{{.+}}: i64) -> i64
// CHECK: forge.call @odd.copy_1(
// CHECK: func.func private @odd.copy_1(%{{.+}}: i64) -> i64
// CHECK: forge.call @even.copy(
// CHECK: func.func private @odd.copy(%{{.+}}: f64) -> f64
// CHECK: forge.call @even.copy_0(
// ROUND: forge.call @odd(
func.func @main() {
  %i = arith.constant 5 : i64
  %f = arith.constant 5.0 : f64
  %bi = forge.box %i : i64
  %bf = forge.box %f : f64
  %0, %e0 = forge.call @even(%bi) : (!forge.any) -> !forge.any
  %1, %e1 = forge.call @even(%bf) : (!forge.any) -> !forge.any
  return
}
func.func private @even(%n: !forge.any) -> !forge.any {
  %c = forge.truthy %n : !forge.any
  cf.cond_br %c, ^go, ^done
^go:
  %m, %e0 = forge.sub %n, %n : (!forge.any, !forge.any) -> !forge.any
  %r, %e1 = forge.call @odd(%m) : (!forge.any) -> !forge.any
  return %r : !forge.any
^done:
  return %n : !forge.any
}
func.func private @odd(%n: !forge.any) -> !forge.any {
  %c = forge.truthy %n : !forge.any
  cf.cond_br %c, ^go, ^done
^go:
  %m, %e0 = forge.sub %n, %n : (!forge.any, !forge.any) -> !forge.any
  %r, %e1 = forge.call @even(%m) : (!forge.any) -> !forge.any
  return %r : !forge.any
^done:
  return %n : !forge.any
}

// -----

// What closures capture counts as well; their other parameters come from
// anywhere. Structs are told apart by name.
// CHECK-LABEL: func.func @main
// CHECK: forge.closure @adder.copy[%{{.+}}]
// CHECK: forge.closure @adder.copy_0[%{{.+}}]
// CHECK: forge.call @walk.copy(
// CHECK: forge.call @walk.copy_1(
// CHECK: func.func private @adder.copy_0(%{{.+}}: !forge.str, %{{.+}}: !forge.any)
// CHECK: func.func private @adder.copy(%{{.+}}: i64, %{{.+}}: !forge.any)
func.func @main(%keep: !forge.any) -> (!forge.any, !forge.any) {
  %i = arith.constant 5 : i64
  %bi = forge.box %i : i64
  %t = forge.string "x"
  %bt = forge.box %t : !forge.str
  %0 = forge.closure @adder[%bi] : (!forge.any) -> !forge.any
  %1 = forge.closure @adder[%bt] : (!forge.any) -> !forge.any
  %p = forge.struct.new "Point" ["x"] %bi : (!forge.any) -> !forge.any
  %q = forge.struct.new "Size" ["x"] %bi : (!forge.any) -> !forge.any
  %2, %e2 = forge.call @walk(%p) : (!forge.any) -> !forge.any
  %3, %e3 = forge.call @walk(%q) : (!forge.any) -> !forge.any
  return %0, %1 : !forge.any, !forge.any
}
func.func private @adder(%n: !forge.any, %x: !forge.any) -> !forge.any attributes {forge.captures = 1 : i64} {
  cf.br ^loop(%n : !forge.any)
^loop(%v: !forge.any):
  %m, %e0 = forge.add %v, %x : (!forge.any, !forge.any) -> !forge.any
  %c = forge.truthy %m : !forge.any
  cf.cond_br %c, ^loop(%m : !forge.any), ^done
^done:
  return %n : !forge.any
}
func.func private @walk(%p: !forge.any) -> !forge.any {
  %x, %e0 = forge.field.get %p, "x" : !forge.any -> !forge.any
  %r, %e1 = forge.call @walk(%p) : (!forge.any) -> !forge.any
  return %x : !forge.any
}

// -----

// Nothing to gain: a kind that does not matter, a function that runs once, and
// parameters that agree anyway.
// CHECK-LABEL: func.func @main
// CHECK-NOT: .copy
func.func @main() {
  %i = arith.constant 5 : i64
  %f = arith.constant 5.0 : f64
  %bi = forge.box %i : i64
  %bf = forge.box %f : f64
  %0, %e0 = forge.call @text(%bi) : (!forge.any) -> !forge.any
  %1, %e1 = forge.call @text(%bf) : (!forge.any) -> !forge.any
  %2, %e2 = forge.call @once(%bi) : (!forge.any) -> !forge.any
  %3, %e3 = forge.call @once(%bf) : (!forge.any) -> !forge.any
  %4, %e4 = forge.call @agreed(%bi) : (!forge.any) -> !forge.any
  %5, %e5 = forge.call @agreed(%bi) : (!forge.any) -> !forge.any
  return
}
func.func private @text(%n: !forge.any) -> !forge.any {
  %t = forge.truthy %n : !forge.any
  %r = forge.box %t : i1
  %s, %e = forge.call @text(%r) : (!forge.any) -> !forge.any
  return %r : !forge.any
}
func.func private @once(%n: !forge.any) -> !forge.any {
  %m, %e = forge.neg %n : !forge.any -> !forge.any
  return %m : !forge.any
}
func.func private @agreed(%n: !forge.any) -> !forge.any {
  %r, %e = forge.call @agreed(%n) : (!forge.any) -> !forge.any
  return %n : !forge.any
}
