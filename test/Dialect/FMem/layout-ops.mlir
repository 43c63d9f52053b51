// RUN: forge-opt %s | forge-opt | FileCheck %s

// CHECK-LABEL: func.func @stack
// CHECK-SAME: (%[[V:.+]]: !fmem.box, %[[I:.+]]: i64)
func.func @stack(%v: !fmem.box, %i: i64) {
  // CHECK: fmem.pack !fmem.box(%[[V]], %[[V]] : !fmem.box, !fmem.box)
  %borrowed = fmem.pack !fmem.box(%v, %v : !fmem.box, !fmem.box)
  // CHECK: fmem.pack consume !fmem.box(%[[V]] : !fmem.box)
  %consumed = fmem.pack consume !fmem.box(%v : !fmem.box)
  // CHECK: fmem.pack consume !fmem.box()
  %empty = fmem.pack consume !fmem.box()
  // CHECK: fmem.pack i64(%[[I]] : i64)
  %ints = fmem.pack i64(%i : i64)
  // CHECK: %[[SLOT:.+]] = fmem.stack_slot i64
  %slot = fmem.stack_slot i64
  // CHECK: fmem.ref.store %[[I]], %[[SLOT]] : i64
  fmem.ref.store %i, %slot : i64
  // CHECK: fmem.ref.load %[[SLOT]] : i64
  %loaded = fmem.ref.load %slot : i64
  // CHECK: fmem.steps ["servers", unit, "port"](%[[V]])
  %place = fmem.steps ["servers", unit, "port"](%v)
  // CHECK: fmem.steps []()
  %root = fmem.steps []()
  return
}

// CHECK-LABEL: func.func @cleanup
// CHECK-SAME: (%[[V:.+]]: !fmem.box)
func.func @cleanup(%v: !fmem.box) {
  // CHECK: %[[SLOTS:.+]] = fmem.cleanup.slots 66
  %slots = fmem.cleanup.slots 66
  // CHECK: fmem.cleanup.note %[[V]], %[[SLOTS]][65]
  fmem.cleanup.note %v, %slots[65]
  // CHECK: fmem.cleanup.release %[[SLOTS]] from 1 [2]
  fmem.cleanup.release %slots from 1 [2]
  return
}

// CHECK-LABEL: func.func @records
func.func @records() {
  // CHECK: fmem.object_layout ["x", "y"]
  %layout = fmem.object_layout ["x", "y"]
  // CHECK: fmem.field_cache
  %cache = fmem.field_cache
  // CHECK: fmem.strings ["a", ""] {nulls}
  %strings = fmem.strings ["a", ""] {nulls}
  // CHECK: fmem.ints [1, -2]
  %ints = fmem.ints [1, -2]
  // CHECK: fmem.function_address @entry
  %address = fmem.function_address @entry
  // CHECK: fmem.function_info "area" "Shape" 2 3
  %info = fmem.function_info "area" "Shape" 2 3
  return
}

func.func private @entry(%closure: !fmem.ref, %args: !fmem.ref, %n: i64)
    -> !fmem.box attributes {fmem.entry} {
  %null = fmem.singleton null
  return %null : !fmem.box
}
