// RUN: forge-opt %s -canonicalize -split-input-file | FileCheck %s

// 3 - 4 = -1 and 3 * 4 = 12.
// CHECK-LABEL: func.func @fold_integers
// CHECK-DAG: %[[DIFFERENCE:.+]] = arith.constant -1 : i64
// CHECK-DAG: %[[PRODUCT:.+]] = arith.constant 12 : i64
// CHECK: return %[[DIFFERENCE]], %[[PRODUCT]]
func.func @fold_integers() -> (i64, i64) {
  %a = arith.constant 3 : i64
  %b = arith.constant 4 : i64
  %0, %e0 = forge.sub %a, %b : (i64, i64) -> i64
  forge.br_error %e0, ^bb1, ^bb2
^bb1:
  forge.propagate
^bb2:
  %1, %e1 = forge.mul %a, %b : (i64, i64) -> i64
  forge.br_error %e1, ^bb1, ^bb3
^bb3:
  return %0, %1 : i64, i64
}

// -2^63 - 1 and 2^62 * 2 do not fit.
// CHECK-LABEL: func.func @keep_overflow
// CHECK: forge.sub
// CHECK: forge.br_error
// CHECK: forge.mul
// CHECK: forge.br_error
func.func @keep_overflow() -> (i64, i64) {
  %min = arith.constant -9223372036854775808 : i64
  %half = arith.constant 4611686018427387904 : i64
  %one = arith.constant 1 : i64
  %two = arith.constant 2 : i64
  %0, %e0 = forge.sub %min, %one : (i64, i64) -> i64
  forge.br_error %e0, ^bb1, ^bb2
^bb1:
  forge.propagate
^bb2:
  %1, %e1 = forge.mul %half, %two : (i64, i64) -> i64
  forge.br_error %e1, ^bb1, ^bb3
^bb3:
  return %0, %1 : i64, i64
}

// -----

// CHECK-LABEL: func.func @floats
// CHECK-SAME: (%[[X:.+]]: f64, %[[Y:.+]]: f64)
// CHECK-DAG: %[[A:.+]] = arith.subf %[[X]], %[[Y]]
// CHECK-DAG: %[[B:.+]] = arith.mulf %[[X]], %[[Y]]
// CHECK-DAG: %[[C:.+]] = arith.divf %[[X]], %[[Y]]
// CHECK-DAG: %[[D:.+]] = arith.remf %[[X]], %[[Y]]
// CHECK-DAG: %[[E:.+]] = arith.negf %[[X]]
// CHECK: return %[[A]], %[[B]], %[[C]], %[[D]], %[[E]]
func.func @floats(%x: f64, %y: f64) -> (f64, f64, f64, f64, f64) {
  %0, %e0 = forge.sub %x, %y : (f64, f64) -> f64
  %1, %e1 = forge.mul %x, %y : (f64, f64) -> f64
  %2, %e2 = forge.div %x, %y : (f64, f64) -> f64
  %3, %e3 = forge.rem %x, %y : (f64, f64) -> f64
  %4, %e4 = forge.neg %x : f64 -> f64
  return %0, %1, %2, %3, %4 : f64, f64, f64, f64, f64
}

// -----

// CHECK-LABEL: func.func @negate
// CHECK: %[[N:.+]] = arith.constant -5 : i64
// CHECK-NEXT: return %[[N]]
func.func @negate() -> i64 {
  %five = arith.constant 5 : i64
  %0, %e = forge.neg %five : i64 -> i64
  forge.br_error %e, ^bb1, ^bb2
^bb1:
  forge.propagate
^bb2:
  return %0 : i64
}

// There is no 2^63.
// CHECK-LABEL: func.func @negate_minimum
// CHECK: forge.neg
// CHECK: forge.br_error
func.func @negate_minimum() -> i64 {
  %min = arith.constant -9223372036854775808 : i64
  %0, %e = forge.neg %min : i64 -> i64
  forge.br_error %e, ^bb1, ^bb2
^bb1:
  forge.propagate
^bb2:
  return %0 : i64
}

// -----

// Every comparison with NaN is false, except `!=`.
// CHECK-LABEL: func.func @when_compare
// CHECK-SAME: (%[[N:.+]]: i64, %[[M:.+]]: i64, %[[X:.+]]: f64, %[[S:.+]]: !forge.str)
// CHECK-DAG: %[[A:.+]] = arith.cmpi sge, %[[N]], %[[M]] : i64
// CHECK-DAG: %[[F:.+]] = arith.sitofp %[[N]] : i64 to f64
// CHECK-DAG: %[[B:.+]] = arith.cmpf une, %[[F]], %[[X]] : f64
// CHECK-DAG: %[[C:.+]] = forge.when_compare eq, %[[N]], %[[S]]
// CHECK: return %[[A]], %[[B]], %[[C]]
func.func @when_compare(%n: i64, %m: i64, %x: f64, %s: !forge.str) -> (i1, i1, i1) {
  %0 = forge.when_compare ge, %n, %m : (i64, i64)
  %1 = forge.when_compare ne, %n, %x : (i64, f64)
  %2 = forge.when_compare eq, %n, %s : (i64, !forge.str)
  return %0, %1, %2 : i1, i1, i1
}
