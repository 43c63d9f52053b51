// RUN: forge-opt %s -canonicalize -split-input-file | FileCheck %s

// Equal constants merge.
// CHECK-LABEL: func.func @constants
// CHECK-NEXT: %[[NULL:.+]] = forge.singleton null
// CHECK-NEXT: %[[TEXT:.+]] = forge.string "text"
// CHECK-NEXT: return %[[NULL]], %[[NULL]], %[[TEXT]], %[[TEXT]]
func.func @constants() -> (!forge.any, !forge.any, !forge.str, !forge.str) {
  %0 = forge.singleton null
  %1 = forge.singleton null
  %2 = forge.string "text"
  %3 = forge.string "text"
  return %0, %1, %2, %3 : !forge.any, !forge.any, !forge.str, !forge.str
}

// -----

// What was just boxed is no missing variable.
// CHECK-LABEL: func.func @bound
// CHECK-SAME: (%[[N:.+]]: i64)
// CHECK-NEXT: %[[A:.+]] = forge.box %[[N]]
// CHECK-NEXT: return %[[A]]
func.func @bound(%n: i64) -> !forge.any {
  %a = forge.box %n : i64
  %0, %e = forge.check_bound %a "n" hint "" : !forge.any
  forge.br_error %e, ^bb1, ^bb2
^bb1:
  forge.propagate
^bb2:
  return %0 : !forge.any
}

// CHECK-LABEL: func.func @perhaps_unbound
// CHECK: forge.check_bound
// CHECK: forge.br_error
func.func @perhaps_unbound() -> !forge.any {
  %a = forge.global.load 0 "n"
  %0, %e = forge.check_bound %a "n" hint "" : !forge.any
  forge.br_error %e, ^bb1, ^bb2
^bb1:
  forge.propagate
^bb2:
  return %0 : !forge.any
}

// -----

// CHECK-LABEL: func.func @expect_int
// CHECK-SAME: (%[[N:.+]]: i64)
// CHECK-NEXT: return %[[N]]
func.func @expect_int(%n: i64) -> i64 {
  %a = forge.box %n : i64
  %0, %e = forge.expect_int %a, "an integer please" : !forge.any -> i64
  forge.br_error %e, ^bb1, ^bb2
^bb1:
  forge.propagate
^bb2:
  return %0 : i64
}

// Floats are no integers, even if they are whole.
// CHECK-LABEL: func.func @expect_int_of_float
// CHECK: forge.expect_int
func.func @expect_int_of_float(%x: f64) -> i64 {
  %a = forge.box %x : f64
  %0, %e = forge.expect_int %a, "an integer please" : !forge.any -> i64
  forge.br_error %e, ^bb1, ^bb2
^bb1:
  forge.propagate
^bb2:
  return %0 : i64
}
