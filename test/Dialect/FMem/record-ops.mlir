// RUN: forge-opt %s | forge-opt | FileCheck %s

// A slot holds a box, or is known to hold a number or truth value.
// CHECK-LABEL: func.func @reads
// CHECK-SAME: (%[[O:.+]]: !fmem.box)
func.func @reads(%o: !fmem.box) -> i64 {
  // CHECK: fmem.record.get %[[O]][0] : f64
  %0 = fmem.record.get %o[0] : f64
  // CHECK: fmem.record.get %[[O]][3] : i64
  %1 = fmem.record.get %o[3] : i64
  // CHECK: fmem.record.get %[[O]][1] : !fmem.box
  %2 = fmem.record.get %o[1] : !fmem.box
  // CHECK: fmem.record.get borrow %[[O]][1] : !fmem.box
  %3 = fmem.record.get borrow %o[1] : !fmem.box
  // CHECK: fmem.record.is %[[O]] {{\[\[}}"P", "x", "__type__"], [unit, "x"]]
  %4 = fmem.record.is %o [["P", "x", "__type__"], [unit, "x"]]
  return %1 : i64
}

// CHECK-LABEL: func.func @updates
// CHECK-SAME: (%[[O:.+]]: !fmem.box, %[[I:.+]]: i64, %[[X:.+]]: f64, %[[N:.+]]: i64)
func.func @updates(%o: !fmem.box, %i: i64, %x: f64, %n: i64) -> !fmem.box {
  // CHECK: %[[A:.+]], %{{.+}} = fmem.record.update %[[O]] [1][], %[[X]] plain : f64
  %a, %oa = fmem.record.update %o [1] [], %x plain : f64
  // CHECK: %[[B:.+]], %{{.+}} = fmem.record.update %[[A]] [2, unit, 0][%[[I]]], add %[[N]] : i64
  %b, %ob = fmem.record.update %a [2, unit, 0] [%i], add %n : i64
  // CHECK: fmem.record.update %[[B]] [2][], push %[[N]] : i64
  %c, %oc = fmem.record.update %b [2] [], push %n : i64
  return %c : !fmem.box
}

// A layout says which record it is of.
// CHECK-LABEL: func.func @layout
func.func @layout() -> !fmem.ref {
  // CHECK: fmem.object_layout ["x"] {record = [unit, "x"]}
  %0 = fmem.object_layout ["x"] {record = [unit, "x"]}
  return %0 : !fmem.ref
}
