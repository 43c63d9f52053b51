// RUN: forge-opt %s | forge-opt | FileCheck %s

// General operations take and give arrays of known element type.
// CHECK-LABEL: func.func @typed
// CHECK-SAME: (%[[A:.+]]: !forge.array<f64>, %[[I:.+]]: i64, %[[X:.+]]: f64)
func.func @typed(%a: !forge.array<f64>, %i: i64, %x: f64) -> i64 {
  // CHECK: forge.array.size %[[A]] : <f64>
  %size = forge.array.size %a : <f64>
  // CHECK: forge.array.new %[[X]], %[[X]] : (f64, f64) -> !forge.array<f64>
  %0 = forge.array.new %x, %x : (f64, f64) -> !forge.array<f64>
  // CHECK: forge.array.new %{{.+}} : (!forge.array<f64>) -> !forge.array<!forge.array<f64>>
  %1 = forge.array.new %0 : (!forge.array<f64>) -> !forge.array<!forge.array<f64>>
  // CHECK: forge.array.size %{{.+}} : <!forge.array<f64>>
  %2 = forge.array.size %1 : <!forge.array<f64>>
  // CHECK: forge.index.get %[[A]][%[[I]]] : (!forge.array<f64>, i64) -> f64
  %3, %e3 = forge.index.get %a[%i] : (!forge.array<f64>, i64) -> f64
  // CHECK: forge.place.update set %[[A]] path [unit][%[[I]]] values(%[[X]]) name "a" : (!forge.array<f64>, i64, f64) -> (!forge.array<f64>, !forge.any, !forge.error)
  %4, %r4, %e4 = forge.place.update set %a path [unit] [%i] values(%x) name "a" : (!forge.array<f64>, i64, f64) -> (!forge.array<f64>, !forge.any, !forge.error)
  // CHECK: forge.place.update push %{{.+}} path [][] values(%[[X]]) name "a" : (!forge.array<f64>, f64) -> (!forge.array<f64>, !forge.array<f64>, !forge.error)
  %5, %r5, %e5 = forge.place.update push %4 path [] [] values(%x) name "a" : (!forge.array<f64>, f64) -> (!forge.array<f64>, !forge.array<f64>, !forge.error)
  // CHECK: forge.iter.begin %{{.+}} : !forge.array<f64> -> !forge.array<f64>
  %6, %e6 = forge.iter.begin %5 : !forge.array<f64> -> !forge.array<f64>
  // CHECK: forge.iter.next %{{.+}}, %[[I]] : !forge.array<f64> -> f64
  %more, %v, %next = forge.iter.next %6, %i : !forge.array<f64> -> f64
  return %size : i64
}

// CHECK-LABEL: func.func @element_types
func.func @element_types(
    // CHECK-SAME: !forge.array<i64>, %{{.+}}: !forge.array<i1>
    %0: !forge.array<i64>, %1: !forge.array<i1>,
    // CHECK-SAME: !forge.array<!forge.str>, %{{.+}}: !forge.array<!forge.any>
    %2: !forge.array<!forge.str>, %3: !forge.array<!forge.any>) {
  // CHECK: forge.box %{{.+}} : !forge.array<i64>
  %4 = forge.box %0 : !forge.array<i64>
  // CHECK: forge.unbox %{{.+}} : !forge.any -> !forge.array<i1>
  %5 = forge.unbox %4 : !forge.any -> !forge.array<i1>
  return
}
