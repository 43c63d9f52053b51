// RUN: forge-opt %s | forge-opt | FileCheck %s
// RUN: forge-opt %s -canonicalize | FileCheck %s --check-prefix=FOLD

// CHECK-LABEL: func.func @records
// CHECK-SAME: (%[[O:.+]]: !forge.object, %[[V:.+]]: !forge.any)
func.func @records(%o: !forge.object, %v: !forge.any) -> (f64, !forge.any, i1) {
  // CHECK: forge.record.get %[[O]] "x" at 0 : !forge.object -> f64
  %x = forge.record.get %o "x" at 0 : !forge.object -> f64
  // CHECK: forge.record.get %[[V]] "name" at 2 : !forge.any -> !forge.any
  %n = forge.record.get %v "name" at 2 : !forge.any -> !forge.any
  // CHECK: forge.record.is %[[V]] {{\[\[}}"P", "x", "__type__"], [unit, "x"]] : !forge.any
  %is = forge.record.is %v [["P", "x", "__type__"], [unit, "x"]] : !forge.any
  return %x, %n, %is : f64, !forge.any, i1
}

// A narrowed value may be of some of its records only.
// CHECK-LABEL: func.func @narrowed
func.func @narrowed(%v: !forge.any) -> !forge.any {
  // CHECK: forge.narrow %{{.+}} to ["Object"] {records = {{\[\[}}"P", "x", "__type__"]]} : !forge.any
  %n = forge.narrow %v to ["Object"] {records = [["P", "x", "__type__"]]} : !forge.any
  return %n : !forge.any
}

// CHECK-LABEL: func.func @update
func.func @update(%o: !forge.object, %i: i64, %x: f64) -> !forge.object {
  // CHECK: forge.place.update set %{{.+}} path ["items", unit, "x"][%{{.+}}] values(%{{.+}}) name "o" {plain, slots = array<i64: 1, -1, 0>}
  %u, %r, %e = forge.place.update set %o path ["items", unit, "x"] [%i] values(%x) name "o" {plain, slots = array<i64: 1, -1, 0>} : (!forge.object, i64, f64) -> (!forge.object, !forge.any, !forge.error)
  return %u : !forge.object
}

// The fields of what is made nearby are what was put in, also of an instance.
// FOLD-LABEL: func.func @made
// FOLD-SAME: (%[[X:.+]]: !forge.any, %[[Y:.+]]: !forge.any)
// FOLD: return %[[Y]], %[[X]]
func.func @made(%x: !forge.any, %y: !forge.any) -> (!forge.any, !forge.any) {
  %p = forge.object.new ["x", "y"] %x, %y : (!forge.any, !forge.any) -> !forge.any
  %q = forge.struct.new "Q" ["x"] %x : (!forge.any) -> !forge.any
  %0 = forge.record.get %p "y" at 1 : !forge.any -> !forge.any
  %1 = forge.record.get %q "x" at 0 : !forge.any -> !forge.any
  return %0, %1 : !forge.any, !forge.any
}

// The type is no value that the program gives.
// FOLD-LABEL: func.func @type
// FOLD: forge.record.get %{{.+}} "__type__" at 1
func.func @type(%x: !forge.any) -> !forge.any {
  %q = forge.struct.new "Q" ["x"] %x : (!forge.any) -> !forge.any
  %0 = forge.record.get %q "__type__" at 1 : !forge.any -> !forge.any
  return %0 : !forge.any
}
