// RUN: forge-opt %s | forge-opt | FileCheck %s
// Every type, ordering and kind of update prints as it is written.

// CHECK-LABEL: func.func private @types
// CHECK-SAME: (!forge.any, !forge.array<i64>, !forge.cell, !forge.error, !forge.fn, !forge.map, !forge.null)
// CHECK-SAME: -> (!forge.object, !forge.option, !forge.result, !forge.set, !forge.str, !forge.tuple)
func.func private @types(!forge.any, !forge.array<i64>, !forge.cell, !forge.error, !forge.fn, !forge.map, !forge.null)
    -> (!forge.object, !forge.option, !forge.result, !forge.set, !forge.str, !forge.tuple)

// CHECK-LABEL: func.func @slots
func.func @slots() -> !forge.any {
  // CHECK: %[[SLOT:.+]] = forge.slot "x"
  %slot = forge.slot "x"
  // CHECK: cf.br ^[[NEXT:bb[0-9]+]](%[[SLOT]] : !forge.slot)
  cf.br ^next(%slot : !forge.slot)
^next(%same: !forge.slot):
  %0 = forge.slot.load %same
  return %0 : !forge.any
}

// CHECK-LABEL: func.func @markers
func.func @markers(%a: !forge.any) {
  // CHECK: forge.is_marker null
  %0 = forge.is_marker null %a : !forge.any
  // CHECK: forge.is_marker none
  %1 = forge.is_marker none %a : !forge.any
  // CHECK: forge.is_marker missing
  %2 = forge.is_marker missing %a : !forge.any
  // CHECK: forge.is_marker unbound
  %3 = forge.is_marker unbound %a : !forge.any
  return
}

// CHECK-LABEL: func.func @orderings
func.func @orderings(%a: !forge.any, %b: !forge.any) {
  // CHECK: forge.when_compare lt,
  %0 = forge.when_compare lt, %a, %b : (!forge.any, !forge.any)
  // CHECK: forge.when_compare le,
  %1 = forge.when_compare le, %a, %b : (!forge.any, !forge.any)
  // CHECK: forge.when_compare gt,
  %2 = forge.when_compare gt, %a, %b : (!forge.any, !forge.any)
  // CHECK: forge.when_compare ge,
  %3 = forge.when_compare ge, %a, %b : (!forge.any, !forge.any)
  // CHECK: forge.when_compare eq,
  %4 = forge.when_compare eq, %a, %b : (!forge.any, !forge.any)
  // CHECK: forge.when_compare ne,
  %5 = forge.when_compare ne, %a, %b : (!forge.any, !forge.any)
  return
}

// CHECK-LABEL: func.func @updates
func.func @updates(%a: !forge.any, %v: !forge.any) {
  // CHECK: forge.place.update set %
  %0, %r0, %e0 = forge.place.update set %a path [] [] values(%v) name "m" : (!forge.any, !forge.any) -> (!forge.any, !forge.any, !forge.error)
  // CHECK: forge.place.update add %
  %1, %r1, %e1 = forge.place.update add %a path [] [] values(%v) name "m" : (!forge.any, !forge.any) -> (!forge.any, !forge.any, !forge.error)
  // CHECK: forge.place.update sub %
  %2, %r2, %e2 = forge.place.update sub %a path [] [] values(%v) name "m" : (!forge.any, !forge.any) -> (!forge.any, !forge.any, !forge.error)
  // CHECK: forge.place.update mul %
  %3, %r3, %e3 = forge.place.update mul %a path [] [] values(%v) name "m" : (!forge.any, !forge.any) -> (!forge.any, !forge.any, !forge.error)
  // CHECK: forge.place.update div %
  %4, %r4, %e4 = forge.place.update div %a path [] [] values(%v) name "m" : (!forge.any, !forge.any) -> (!forge.any, !forge.any, !forge.error)
  // CHECK: forge.place.update rem %
  %5, %r5, %e5 = forge.place.update rem %a path [] [] values(%v) name "m" : (!forge.any, !forge.any) -> (!forge.any, !forge.any, !forge.error)
  // CHECK: forge.place.update push %
  %6, %r6, %e6 = forge.place.update push %a path [] [] values(%v) name "m" : (!forge.any, !forge.any) -> (!forge.any, !forge.any, !forge.error)
  // CHECK: forge.place.update pop %{{.+}} path [][] values() name "m"
  %7, %r7, %e7 = forge.place.update pop %a path [] [] values() name "m" : (!forge.any) -> (!forge.any, !forge.any, !forge.error)
  // CHECK: forge.place.update set_add %
  %8, %r8, %e8 = forge.place.update set_add %a path [] [] values(%v) name "m" : (!forge.any, !forge.any) -> (!forge.any, !forge.any, !forge.error)
  // CHECK: forge.place.update remove %
  %9, %r9, %e9 = forge.place.update remove %a path [] [] values(%v) name "m" : (!forge.any, !forge.any) -> (!forge.any, !forge.any, !forge.error)
  // CHECK: forge.place.update map_set %{{.+}} path [][] values(%{{.+}}, %{{.+}}) name "m"
  %10, %r10, %e10 = forge.place.update map_set %a path [] [] values(%v, %v) name "m" : (!forge.any, !forge.any, !forge.any) -> (!forge.any, !forge.any, !forge.error)
  return
}
