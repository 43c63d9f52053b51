// RUN: forge-opt %s | forge-opt | FileCheck %s

// Elements are numbers, truth values or boxes.
// CHECK-LABEL: func.func @reads
// CHECK-SAME: (%[[A:.+]]: !fmem.box, %[[I:.+]]: i64)
func.func @reads(%a: !fmem.box, %i: i64) -> i64 {
  // CHECK: fmem.array.size %[[A]]
  %size = fmem.array.size %a
  // CHECK: %{{.+}}, %{{.+}} = fmem.array.get %[[A]][%[[I]]] : i64
  %0, %o0 = fmem.array.get %a[%i] : i64
  // CHECK: fmem.array.get %[[A]][%[[I]]] : f64
  %1, %o1 = fmem.array.get %a[%i] : f64
  // CHECK: fmem.array.get %[[A]][%[[I]]] : i1
  %2, %o2 = fmem.array.get %a[%i] : i1
  // CHECK: fmem.array.get %[[A]][%[[I]]] : !fmem.box
  %3, %o3 = fmem.array.get %a[%i] : !fmem.box
  // CHECK: fmem.array.get borrow %[[A]][%[[I]]] : !fmem.box
  %b3, %ob3 = fmem.array.get borrow %a[%i] : !fmem.box
  // CHECK: %{{.+}}, %{{.+}} = fmem.array.next %[[A]][%[[I]]] : f64
  %4, %more = fmem.array.next %a[%i] : f64
  return %size : i64
}

// The operators of an update are those of `frt_raise_update`.
// CHECK-LABEL: func.func @updates
// CHECK-SAME: (%[[A:.+]]: !fmem.box, %[[I:.+]]: i64, %[[X:.+]]: f64, %[[B:.+]]: i1)
func.func @updates(%a: !fmem.box, %i: i64, %x: f64, %b: i1) -> !fmem.box {
  // CHECK: fmem.array.unique %[[A]] of f64
  %0 = fmem.array.unique %a of f64
  // CHECK: fmem.array.unique %{{.+}} of !fmem.box
  %1 = fmem.array.unique %0 of !fmem.box
  // CHECK: %{{.+}}, %{{.+}} = fmem.array.set %{{.+}}[%[[I]]], %[[X]] : f64
  %2, %o2 = fmem.array.set %1[%i], %x : f64
  // CHECK: %{{.+}}, %{{.+}} = fmem.array.set_deep %{{.+}}[%[[I]], %[[I]]], %[[X]] : f64
  %d, %od = fmem.array.set_deep %2[%i, %i], %x : f64
  // CHECK: fmem.array.set_deep %{{.+}}[%[[I]], %[[I]], %[[I]]], add %[[I]] : i64
  %d2, %od2 = fmem.array.set_deep %d[%i, %i, %i], add %i : i64
  // CHECK: fmem.array.set %{{.+}}[%[[I]]], add %[[X]] : f64
  %3, %o3 = fmem.array.set %2[%i], add %x : f64
  // CHECK: fmem.array.set %{{.+}}[%[[I]]], sub %[[X]] : f64
  %4, %o4 = fmem.array.set %3[%i], sub %x : f64
  // CHECK: fmem.array.set %{{.+}}[%[[I]]], mul %[[I]] : i64
  %5, %o5 = fmem.array.set %4[%i], mul %i : i64
  // CHECK: fmem.array.store %{{.+}}[%[[I]]], div %[[X]] : f64
  %o6 = fmem.array.store %5[%i], div %x : f64
  // CHECK: fmem.array.store %{{.+}}[%[[I]]], %[[B]] : i1
  %o7 = fmem.array.store %5[%i], %b : i1
  // CHECK: fmem.array.push %{{.+}}, %[[B]] : i1
  %6 = fmem.array.push %5, %b : i1
  return %6 : !fmem.box
}
