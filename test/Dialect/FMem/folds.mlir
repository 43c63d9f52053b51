// RUN: forge-opt %s -canonicalize | FileCheck %s

// CHECK-LABEL: func.func @unbox_of_box
// CHECK-SAME: (%[[I:.+]]: i64)
// CHECK-NEXT: return %[[I]]
func.func @unbox_of_box(%i: i64) -> i64 {
  %box = fmem.box %i : i64
  %same = fmem.unbox %box : i64
  return %same : i64
}

// Bits do not change their meaning: this only happens in dead code.
// CHECK-LABEL: func.func @unbox_of_other_type
// CHECK: fmem.unbox
func.func @unbox_of_other_type(%i: i64) -> f64 {
  %box = fmem.box %i : i64
  %other = fmem.unbox %box : f64
  return %other : f64
}

// CHECK-LABEL: func.func @markers
// CHECK-SAME: (%[[I:.+]]: i64, %[[V:.+]]: !fmem.box)
// CHECK-DAG: %[[TRUE:.+]] = arith.constant true
// CHECK-DAG: %[[FALSE:.+]] = arith.constant false
// CHECK: %[[UNKNOWN:.+]] = fmem.is_marker missing %[[V]]
// CHECK-NEXT: return %[[TRUE]], %[[FALSE]], %[[FALSE]], %[[FALSE]], %[[UNKNOWN]]
func.func @markers(%i: i64, %v: !fmem.box) -> (i1, i1, i1, i1, i1) {
  %missing = fmem.singleton missing
  %null = fmem.singleton null
  %box = fmem.box %i : i64
  %text = fmem.string "missing"
  %0 = fmem.is_marker missing %missing
  %1 = fmem.is_marker missing %null
  %2 = fmem.is_marker missing %box
  %3 = fmem.is_marker missing %text
  %4 = fmem.is_marker missing %v
  return %0, %1, %2, %3, %4 : i1, i1, i1, i1, i1
}

// Equal singletons merge.
// CHECK-LABEL: func.func @singletons
// CHECK-NEXT: %[[NULL:.+]] = fmem.singleton null
// CHECK-NEXT: return %[[NULL]], %[[NULL]]
func.func @singletons() -> (!fmem.box, !fmem.box) {
  %0 = fmem.singleton null
  %1 = fmem.singleton null
  return %0, %1 : !fmem.box, !fmem.box
}

// 2^62 + 2^62 = 2^63 does not fit and wraps to -2^63.
// CHECK-LABEL: func.func @add_constants
// CHECK-DAG: %[[FIVE:.+]] = arith.constant 5 : i64
// CHECK-DAG: %[[MIN:.+]] = arith.constant -9223372036854775808 : i64
// CHECK-DAG: %[[TRUE:.+]] = arith.constant true
// CHECK-DAG: %[[FALSE:.+]] = arith.constant false
// CHECK: return %[[FIVE]], %[[FALSE]], %[[MIN]], %[[TRUE]]
func.func @add_constants() -> (i64, i1, i64, i1) {
  %two = arith.constant 2 : i64
  %three = arith.constant 3 : i64
  %half = arith.constant 4611686018427387904 : i64
  %0, %o0 = fmem.checked add %two, %three
  %1, %o1 = fmem.checked add %half, %half
  return %0, %o0, %1, %o1 : i64, i1, i64, i1
}

// CHECK-LABEL: func.func @sub_constants
// CHECK-DAG: %[[MAX:.+]] = arith.constant 9223372036854775807 : i64
// CHECK-DAG: %[[TRUE:.+]] = arith.constant true
// CHECK: return %[[MAX]], %[[TRUE]]
func.func @sub_constants() -> (i64, i1) {
  %min = arith.constant -9223372036854775808 : i64
  %one = arith.constant 1 : i64
  %0, %o0 = fmem.checked sub %min, %one
  return %0, %o0 : i64, i1
}

// The one product of magnitudes that only a sign makes too large.
// CHECK-LABEL: func.func @mul_constants
// CHECK-DAG: %[[MIN:.+]] = arith.constant -9223372036854775808 : i64
// CHECK-DAG: %[[TRUE:.+]] = arith.constant true
// CHECK: return %[[MIN]], %[[TRUE]]
func.func @mul_constants() -> (i64, i1) {
  %min = arith.constant -9223372036854775808 : i64
  %minus = arith.constant -1 : i64
  %0, %o0 = fmem.checked mul %min, %minus
  return %0, %o0 : i64, i1
}

// CHECK-LABEL: func.func @neutral
// CHECK-SAME: (%[[X:.+]]: i64)
// CHECK-NEXT: %[[FALSE:.+]] = arith.constant false
// CHECK-NEXT: return %[[X]], %[[FALSE]], %[[X]], %[[FALSE]], %[[X]], %[[FALSE]]
func.func @neutral(%x: i64) -> (i64, i1, i64, i1, i64, i1) {
  %zero = arith.constant 0 : i64
  %one = arith.constant 1 : i64
  %0, %o0 = fmem.checked add %x, %zero
  %1, %o1 = fmem.checked sub %x, %zero
  %2, %o2 = fmem.checked mul %x, %one
  return %0, %o0, %1, %o1, %2, %o2 : i64, i1, i64, i1, i64, i1
}

// Negation overflows for the smallest number, so it stays.
// CHECK-LABEL: func.func @negation
// CHECK: fmem.checked sub
func.func @negation(%x: i64) -> (i64, i1) {
  %zero = arith.constant 0 : i64
  %0, %o0 = fmem.checked sub %zero, %x
  return %0, %o0 : i64, i1
}

// A call without effects goes away with its last use, others stay.
// CHECK-LABEL: func.func @unused_calls
// CHECK-SAME: (%[[V:.+]]: !fmem.box)
// CHECK-NOT: frt_truthy
// CHECK: fmem.call "frt_sub"
// CHECK-NEXT: return
func.func @unused_calls(%v: !fmem.box) {
  %0 = fmem.call "frt_truthy"(%v) : (!fmem.box) -> i1
  %1 = fmem.call "frt_sub"(%v, %v) : (!fmem.box, !fmem.box) -> !fmem.box
  return
}
