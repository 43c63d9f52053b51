// RUN: forge-opt %s -forge-infer-types -canonicalize -split-input-file | FileCheck %s

// A variable at the top level is what all functions store in it.
// CHECK-LABEL: func.func @total
// CHECK-SAME: -> i64
// CHECK: forge.global.load 0
// CHECK: forge.unbox %{{.+}} : !forge.any -> i64
// CHECK: forge.add %{{.+}} : (i64, i64) -> i64
func.func @total(%n: i64) -> !forge.any {
  %0 = forge.global.load 0 "total"
  %1 = forge.box %n : i64
  %2, %e = forge.add %0, %1 : (!forge.any, !forge.any) -> !forge.any
  return %2 : !forge.any
}
func.func @define() {
  %c = arith.constant 7 : i64
  %0 = forge.box %c : i64
  forge.global.store %0, 0 "total"
  return
}

// -----

// Two kinds are stored.
// CHECK-LABEL: func.func @read
// CHECK-SAME: -> !forge.any
func.func @read() -> !forge.any {
  %0 = forge.global.load 0 "x"
  return %0 : !forge.any
}
func.func @define(%x: f64) {
  %c = arith.constant 7 : i64
  %0 = forge.box %c : i64
  forge.global.store %0, 0 "x"
  %t = forge.string "text"
  %1 = forge.box %t : !forge.str
  forge.global.store %1, 0 "x"
  return
}

// -----

// A read that may come before the declaration is checked; behind the check the
// variable is bound. Other variables have other numbers.
// CHECK-LABEL: func.func @early
// CHECK-SAME: -> f64
// CHECK: %[[V:.+]] = forge.global.load 1
// CHECK: %[[X:.+]], %[[E:.+]] = forge.check_bound %[[V]] {{.*}} : !forge.any
// CHECK: forge.br_error %[[E]]
// CHECK: forge.unbox %[[X]] : !forge.any -> f64
func.func @early() -> !forge.any {
  %0 = forge.global.load 1 "x"
  %1, %e = forge.check_bound %0 "x" hint "" : !forge.any
  forge.br_error %e, ^raise, ^done
^raise:
  forge.propagate
^done:
  %2, %e2 = forge.neg %1 : !forge.any -> !forge.any
  return %2 : !forge.any
}
func.func @define(%x: f64) {
  %0 = forge.box %x : f64
  forge.global.store %0, 1 "x"
  %t = forge.string "text"
  %1 = forge.box %t : !forge.str
  forge.global.store %1, 2 "y"
  return
}

// -----

// Taking the array out of its variable for an update keeps its type.
// CHECK-LABEL: func.func @update
// CHECK: forge.global.take 0
// CHECK: forge.place.update set %{{.+}} : (!forge.array<f64>, i64, f64) -> (!forge.array<f64>, !forge.any, !forge.error)
// CHECK: forge.global.store
func.func @update(%n: i64, %x: f64) {
  %i = forge.box %n : i64
  %v = forge.box %x : f64
  %0 = forge.global.take 0 "a"
  %1, %r, %e = forge.place.update set %0 path [unit] [%i] values(%v) name "a" : (!forge.any, !forge.any, !forge.any) -> (!forge.any, !forge.any, !forge.error)
  forge.global.store %1, 0 "a"
  return
}
func.func @define(%x: f64) {
  %v = forge.box %x : f64
  %0 = forge.array.new %v : (!forge.any) -> !forge.any
  forge.global.store %0, 0 "a"
  return
}

// -----

// What a closure captures is known from where it is made; what it is called
// with is not.
// CHECK-LABEL: func.func @make
// CHECK: forge.closure @captures[%{{.+}}] : (!forge.any) -> !forge.any
// CHECK-LABEL: func.func private @captures(
// CHECK-SAME: %{{.+}}: i64, %{{.+}}: !forge.any)
func.func @make(%n: i64) -> !forge.any {
  %0 = forge.box %n : i64
  %1 = forge.closure @captures[%0] : (!forge.any) -> !forge.any
  return %1 : !forge.any
}
func.func private @captures(%k: !forge.any, %a: !forge.any) -> !forge.any
    attributes {forge.captures = 1 : i64} {
  %0, %e = forge.mul %k, %a : (!forge.any, !forge.any) -> !forge.any
  return %0 : !forge.any
}

// -----

// All that make it and all that call it directly count.
// CHECK-LABEL: func.func private @same(
// CHECK-SAME: %{{.+}}: !forge.array<i64>, %{{.+}}: !forge.any)
// CHECK-LABEL: func.func private @different(
// CHECK-SAME: %{{.+}}: !forge.any, %{{.+}}: !forge.any)
func.func @first(%n: i64) -> (!forge.any, !forge.any) {
  %0 = forge.box %n : i64
  %1 = forge.array.new %0 : (!forge.any) -> !forge.any
  %2 = forge.closure @same[%1] : (!forge.any) -> !forge.any
  %3 = forge.closure @different[%1] : (!forge.any) -> !forge.any
  return %2, %3 : !forge.any, !forge.any
}
func.func @second(%n: i64) -> !forge.any {
  %0 = forge.box %n : i64
  %1 = forge.array.new %0, %0 : (!forge.any, !forge.any) -> !forge.any
  %2 = forge.closure @same[%1] : (!forge.any) -> !forge.any
  return %2 : !forge.any
}
func.func @third(%x: f64) -> !forge.any {
  %0 = forge.box %x : f64
  %1 = forge.array.new %0 : (!forge.any) -> !forge.any
  %2, %e = forge.call @different(%1, %0) : (!forge.any, !forge.any) -> !forge.any
  return %2 : !forge.any
}
func.func private @same(%k: !forge.any, %a: !forge.any) -> !forge.any
    attributes {forge.captures = 1 : i64} {
  return %k : !forge.any
}
func.func private @different(%k: !forge.any, %a: !forge.any) -> !forge.any
    attributes {forge.captures = 1 : i64} {
  return %k : !forge.any
}

// -----

// A cell can hold anything.
// CHECK-LABEL: func.func private @shares(
// CHECK-SAME: %{{.+}}: !forge.cell)
// CHECK-SAME: -> !forge.any
func.func @share(%n: i64) -> !forge.any {
  %0 = forge.box %n : i64
  %1 = forge.cell.new %0
  %2 = forge.closure @shares[%1] : (!forge.cell) -> !forge.any
  return %2 : !forge.any
}
func.func private @shares(%k: !forge.cell) -> !forge.any
    attributes {forge.captures = 1 : i64} {
  %0 = forge.cell.load %k
  return %0 : !forge.any
}
