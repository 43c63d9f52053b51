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

// The root moves through; the value is only compared with what is there.
// CHECK-LABEL: func.func @vacate
// CHECK-SAME: (%[[ROOT:.+]]: !fmem.box, %[[I:.+]]: !fmem.box, %[[OLD:.+]]: !fmem.box)
// CHECK: %[[PATH:.+]] = fmem.steps ["rows", unit](%[[I]])
// CHECK: %[[STEPS:.+]] = arith.constant 2 : i64
// CHECK: %[[NEW:.+]] = fmem.call "frt_place_vacate"(%[[ROOT]], %[[PATH]], %[[STEPS]], %[[OLD]])
// CHECK: return %[[NEW]]
func.func @vacate(%root: !forge.any, %i: !forge.any, %old: !forge.any) -> !forge.any {
  %0 = forge.place.vacate %root path ["rows", unit] [%i] of %old : (!forge.any, !forge.any, !forge.any) -> !forge.any
  return %0 : !forge.any
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

// -----

// CHECK-LABEL: func.func @tuple
// CHECK-SAME: (%[[A:.+]]: !fmem.box, %[[N:.+]]: i64)
// CHECK: %[[BOX:.+]] = fmem.box %[[N]] : i64
// CHECK: %[[PACK:.+]] = fmem.pack consume !fmem.box(%[[A]], %[[BOX]] : !fmem.box, !fmem.box)
// CHECK: %[[COUNT:.+]] = arith.constant 2 : i64
// CHECK: fmem.call "frt_tuple_new"(%[[PACK]], %[[COUNT]])
func.func @tuple(%a: !forge.any, %n: i64) -> !forge.any {
  %0 = forge.tuple.new %a, %n : (!forge.any, i64) -> !forge.any
  return %0 : !forge.any
}

// -----

// A result that is known to be an integer is unboxed.
// CHECK-LABEL: func.func @index
// CHECK-SAME: (%[[A:.+]]: !fmem.box, %[[I:.+]]: i64) -> i64
// CHECK: %[[KEY:.+]] = fmem.box %[[I]] : i64
// CHECK: %[[V:.+]] = fmem.call "frt_index_get"(%[[A]], %[[KEY]])
// CHECK: fmem.error_pending
// CHECK: %[[R:.+]] = fmem.unbox %[[V]] : i64
// CHECK: return %[[R]]
func.func @index(%a: !forge.any, %i: i64) -> i64 {
  %0, %e = forge.index.get %a[%i] : (!forge.any, i64) -> i64
  return %0 : i64
}

// -----

// CHECK-LABEL: func.func @is_updating
// CHECK-SAME: (%[[ROOT:.+]]: !fmem.box, %[[I:.+]]: !fmem.box)
// CHECK-DAG: %[[PATH:.+]] = fmem.steps ["rows", unit](%[[I]])
// CHECK-DAG: %[[STEPS:.+]] = arith.constant 2 : i64
// CHECK-DAG: %[[NAME:.+]] = fmem.string "push"
// CHECK: fmem.call "frt_place_is_updating"(%[[ROOT]], %[[PATH]], %[[STEPS]], %[[NAME]])
func.func @is_updating(%root: !forge.any, %i: !forge.any) -> i1 {
  %0 = forge.place.is_updating "push" %root path ["rows", unit] [%i] : (!forge.any, !forge.any) -> i1
  return %0 : i1
}

// -----

// The runtime writes both values and the position to stack memory.
// CHECK-LABEL: func.func @pairs
// CHECK-SAME: (%[[S:.+]]: !fmem.box, %[[P:.+]]: i64)
// CHECK: %[[POSITION:.+]] = fmem.stack_slot i64
// CHECK: fmem.ref.store %[[P]], %[[POSITION]]
// CHECK: %[[KEY:.+]] = fmem.stack_slot !fmem.box
// CHECK: %[[VALUE:.+]] = fmem.stack_slot !fmem.box
// CHECK: fmem.call "frt_iter_next2"(%[[S]], %[[POSITION]], %[[KEY]], %[[VALUE]])
// CHECK-DAG: %[[K:.+]] = fmem.ref.load %[[KEY]] : !fmem.box
// CHECK-DAG: %[[V:.+]] = fmem.ref.load %[[VALUE]] : !fmem.box
// CHECK-DAG: %[[NEXT:.+]] = fmem.ref.load %[[POSITION]] : i64
// CHECK: return %[[K]], %[[V]], %[[NEXT]]
func.func @pairs(%s: !forge.any, %p: i64) -> (!forge.any, !forge.any, i64) {
  %more, %k, %v, %next = forge.iter.next_pair %s, %p : !forge.any -> !forge.any, !forge.any
  return %k, %v, %next : !forge.any, !forge.any, i64
}

// -----

// CHECK-LABEL: func.func @expect_int
// CHECK-SAME: (%[[V:.+]]: !fmem.box) -> i64
// CHECK: %[[TEXT:.+]] = fmem.string "an integer please"
// CHECK: %[[R:.+]] = fmem.call "frt_expect_int"(%[[V]], %[[TEXT]]) : (!fmem.box, !fmem.box) -> i64
// CHECK: %[[E:.+]] = fmem.error_pending
// CHECK: cf.cond_br %[[E]]
// CHECK: return %[[R]]
func.func @expect_int(%v: !forge.any) -> i64 {
  %0, %e = forge.expect_int %v, "an integer please" : !forge.any -> i64
  forge.br_error %e, ^raise, ^done
^raise:
  forge.propagate
^done:
  return %0 : i64
}

// CHECK-LABEL: func.func private @finds_method
// CHECK-SAME: %[[V:.+]]: !fmem.box
// CHECK-DAG: %[[TYPE:.+]] = fmem.string "Circle"
// CHECK-DAG: %[[METHOD:.+]] = fmem.string "area"
// CHECK-DAG: %[[CACHE:.+]] = fmem.field_cache
// CHECK: fmem.call "frt_finds_method"(%[[V]], %[[TYPE]], %[[METHOD]], %[[CACHE]])
func.func private @finds_method(%v: !forge.any) -> !forge.any {
  %0 = forge.finds_method "area" of "Circle" %v : !forge.any
  %1 = forge.box %0 : i1
  return %1 : !forge.any
}

// A narrowed value is the value.
// CHECK-LABEL: func.func private @narrowed
// CHECK-SAME: %[[V:.+]]: !fmem.box
// CHECK: return %[[V]]
func.func private @narrowed(%v: !forge.any) -> !forge.any {
  %0 = forge.narrow %v to ["Int"] : !forge.any
  return %0 : !forge.any
}
