// RUN: forge-opt %s -convert-forge-to-fmem -split-input-file | FileCheck %s

// An update moves the root into stack memory, changes it there, and moves it out
// again, so that a unique value stays unique.
// CHECK-LABEL: func.func @update
// CHECK-SAME: (%[[ROOT:.+]]: !fmem.box, %[[I:.+]]: !fmem.box, %[[V:.+]]: !fmem.box)
// CHECK: %[[SLOT:.+]] = fmem.stack_slot !fmem.box
// CHECK: fmem.ref.store %[[ROOT]], %[[SLOT]]
// CHECK: fmem.steps ["rows", unit](%[[I]])
// CHECK: fmem.pack consume !fmem.box(%[[V]] : !fmem.box)
// CHECK: fmem.call "frt_place_update"(%[[SLOT]]
// CHECK: fmem.error_pending
// CHECK: fmem.ref.load %[[SLOT]]
func.func @update(%root: !forge.any, %i: !forge.any, %v: !forge.any) -> !forge.any {
  %0, %r, %e = forge.place.update set %root path ["rows", unit] [%i] values(%v) name "t" : (!forge.any, !forge.any, !forge.any) -> (!forge.any, !forge.any, !forge.error)
  forge.br_error %e, ^raise, ^done
^raise:
  forge.propagate
^done:
  return %0 : !forge.any
}

// -----

// CHECK-LABEL: func.func @literals
// CHECK: fmem.pack consume
// CHECK: fmem.call "frt_array_new"
// CHECK: fmem.object_layout ["x"]
// CHECK: fmem.call "frt_object_new"
// CHECK: fmem.field_cache
// CHECK: fmem.call "frt_field_get"
func.func @literals(%a: !forge.any) -> !forge.any {
  %0 = forge.array.new %a : (!forge.any) -> !forge.any
  %1 = forge.object.new ["x"] %0 : (!forge.any) -> !forge.any
  %2, %e = forge.field.get %1, "x" : !forge.any -> !forge.any
  return %2 : !forge.any
}

// -----

// CHECK-LABEL: func.func @loop
// CHECK: fmem.call "frt_iter_begin"
// CHECK: fmem.call "frt_iter_next"
func.func @loop(%a: !forge.any) -> !forge.any {
  %zero = arith.constant 0 : i64
  %s, %e = forge.iter.begin %a : !forge.any -> !forge.any
  %more, %v, %next = forge.iter.next %s, %zero : !forge.any -> !forge.any
  return %v : !forge.any
}

// -----

// A selection of references becomes branches.
// CHECK-LABEL: func.func @select
// CHECK-NOT: arith.select
// CHECK: cf.cond_br
// CHECK: return
func.func @select(%c: i1, %a: !forge.any, %b: !forge.any) -> !forge.any {
  %0 = arith.select %c, %a, %b : !forge.any
  return %0 : !forge.any
}
