// RUN: forge-opt %s -canonicalize | FileCheck %s

// A number is no object that a place could give up.
// CHECK-LABEL: func.func @vacate_number
// CHECK-SAME: (%[[ROOT:.+]]: !forge.any, %{{.+}}: i64)
// CHECK-NEXT: return %[[ROOT]]
func.func @vacate_number(%root: !forge.any, %n: i64) -> !forge.any {
  %0 = forge.box %n : i64
  %1 = forge.place.vacate %root path ["n"] [] of %0 : (!forge.any, !forge.any) -> !forge.any
  return %1 : !forge.any
}

// CHECK-LABEL: func.func @vacate_float
// CHECK-SAME: (%[[ROOT:.+]]: !forge.array<f64>, %{{.+}}: i64, %{{.+}}: f64)
// CHECK-NEXT: return %[[ROOT]]
func.func @vacate_float(%root: !forge.array<f64>, %i: i64, %x: f64) -> !forge.array<f64> {
  %0 = forge.place.vacate %root path [unit] [%i] of %x : (!forge.array<f64>, i64, f64) -> !forge.array<f64>
  return %0 : !forge.array<f64>
}

// Text and what is not known may be objects.
// CHECK-LABEL: func.func @vacate_objects
// CHECK-COUNT-2: forge.place.vacate
func.func @vacate_objects(%root: !forge.any, %a: !forge.any, %s: !forge.str) -> !forge.any {
  %0 = forge.place.vacate %root path ["a"] [] of %a : (!forge.any, !forge.any) -> !forge.any
  %1 = forge.place.vacate %0 path ["s"] [] of %s : (!forge.any, !forge.str) -> !forge.any
  return %1 : !forge.any
}
