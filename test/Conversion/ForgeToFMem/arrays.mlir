// RUN: forge-opt %s -convert-forge-to-fmem -split-input-file | FileCheck %s

// Literals of numbers and truth values are stored as they are; others are boxes.
// CHECK-LABEL: func.func @literals
// CHECK-SAME: (%[[N:.+]]: i64, %[[X:.+]]: f64, %[[B:.+]]: i1, %[[S:.+]]: !fmem.box)
// CHECK: %[[INTS:.+]] = fmem.pack i64(%[[N]], %[[N]] : i64, i64)
// CHECK: fmem.call "frt_array_new_int"(%[[INTS]], %{{.+}})
// CHECK: %[[FLOATS:.+]] = fmem.pack f64(%[[X]] : f64)
// CHECK: fmem.call "frt_array_new_float"(%[[FLOATS]], %{{.+}})
// CHECK: %[[BOOLS:.+]] = fmem.pack i1(%[[B]], %[[B]] : i1, i1)
// CHECK: %[[COUNT:.+]] = arith.constant 2 : i64
// CHECK: %[[ROW:.+]] = fmem.call "frt_array_new_bool"(%[[BOOLS]], %[[COUNT]])
// CHECK: %[[STRINGS:.+]] = fmem.pack consume !fmem.box(%[[S]] : !fmem.box)
// CHECK: fmem.call "frt_array_new"(%[[STRINGS]], %{{.+}})
// CHECK: %[[ROWS:.+]] = fmem.pack consume !fmem.box(%[[ROW]] : !fmem.box)
// CHECK: fmem.call "frt_array_new"(%[[ROWS]], %{{.+}})
func.func @literals(%n: i64, %x: f64, %b: i1, %s: !forge.str) {
  %0 = forge.array.new %n, %n : (i64, i64) -> !forge.array<i64>
  %1 = forge.array.new %x : (f64) -> !forge.array<f64>
  %2 = forge.array.new %b, %b : (i1, i1) -> !forge.array<i1>
  %3 = forge.array.new %s : (!forge.str) -> !forge.array<!forge.str>
  %4 = forge.array.new %2 : (!forge.array<i1>) -> !forge.array<!forge.array<i1>>
  return
}

// CHECK-LABEL: func.func @size
// CHECK-SAME: (%[[A:.+]]: !fmem.box) -> i64
// CHECK-NEXT: %[[SIZE:.+]] = fmem.array.size %[[A]]
// CHECK-NEXT: return %[[SIZE]]
func.func @size(%a: !forge.array<f64>) -> i64 {
  %0 = forge.array.size %a : <f64>
  return %0 : i64
}

// -----

// The access only detects its error, which is made on the error edge; arrays in
// arrays are boxes.
// CHECK-LABEL: func.func @index
// CHECK-SAME: (%[[A:.+]]: !fmem.box, %[[I:.+]]: i64)
// CHECK: %[[ROW:.+]], %[[OUT:.+]] = fmem.array.get %[[A]][%[[I]]] : !fmem.box
// CHECK-NEXT: cf.cond_br %[[OUT]], ^[[E1:.+]], ^[[INNER:.+]]
// CHECK: ^[[E1]]:
// CHECK-NEXT: fmem.call "frt_raise_index"(%[[A]], %[[I]]) : (!fmem.box, i64) -> ()
// CHECK: fmem.trace
// CHECK: fmem.call "frt_raise_index"(%[[ROW]], %[[I]]) : (!fmem.box, i64) -> ()
// CHECK: fmem.trace
// CHECK: ^[[INNER]]:
// CHECK: %[[X:.+]], %{{.+}} = fmem.array.get %[[ROW]][%[[I]]] : f64
// CHECK: return %[[X]]
func.func @index(%a: !forge.array<!forge.array<f64>>, %i: i64) -> f64 {
  %0, %e = forge.index.get %a[%i] : (!forge.array<!forge.array<f64>>, i64) -> !forge.array<f64>
  forge.br_error %e, ^raise, ^next
^raise:
  forge.propagate
^next:
  %1, %e1 = forge.index.get %0[%i] : (!forge.array<f64>, i64) -> f64
  forge.br_error %e1, ^raise, ^done
^done:
  return %1 : f64
}

// An index that is no Int is for the runtime.
// CHECK-LABEL: func.func @general_index
// CHECK-NOT: fmem.array.get
// CHECK: fmem.call "frt_index_get"
func.func @general_index(%a: !forge.array<f64>, %k: !forge.any) -> !forge.any {
  %0, %e = forge.index.get %a[%k] : (!forge.array<f64>, !forge.any) -> !forge.any
  return %0 : !forge.any
}

// -----

// The array that comes out is the one to report about: unchanged if the store
// failed.
// CHECK-LABEL: func.func @store
// CHECK-SAME: (%[[A:.+]]: !fmem.box, %[[I:.+]]: i64, %[[B:.+]]: i1)
// CHECK: %[[NEW:.+]], %[[OUT:.+]] = fmem.array.set %[[A]][%[[I]]], %[[B]] : i1
// CHECK: cf.cond_br %[[OUT]], ^[[ERROR:.+]], ^[[DONE:.+]]
// CHECK: ^[[ERROR]]:
// CHECK-NEXT: fmem.call "frt_raise_index"(%[[NEW]], %[[I]]) : (!fmem.box, i64) -> ()
// CHECK: fmem.trace
// CHECK: ^[[DONE]]:
// CHECK-NEXT: return %[[NEW]]
func.func @store(%a: !forge.array<i1>, %i: i64, %b: i1) -> !forge.array<i1> {
  %0, %r, %e = forge.place.update set %a path [unit] [%i] values(%b) name "a" : (!forge.array<i1>, i64, i1) -> (!forge.array<i1>, !forge.any, !forge.error)
  forge.br_error %e, ^raise, ^done
^raise:
  forge.propagate
^done:
  return %0 : !forge.array<i1>
}

// CHECK-LABEL: func.func @store_string
// CHECK: fmem.array.set %{{.+}}[%{{.+}}], %{{.+}} : !fmem.box
func.func @store_string(%a: !forge.array<!forge.str>, %i: i64, %s: !forge.str) -> !forge.array<!forge.str> {
  %0, %r, %e = forge.place.update set %a path [unit] [%i] values(%s) name "a" : (!forge.array<!forge.str>, i64, !forge.str) -> (!forge.array<!forge.str>, !forge.any, !forge.error)
  return %0 : !forge.array<!forge.str>
}

// -----

// An operator may fail as well: which error it is, the runtime finds out.
// CHECK-LABEL: func.func @compound
// CHECK-SAME: (%[[A:.+]]: !fmem.box, %[[I:.+]]: i64, %[[N:.+]]: i64)
// CHECK: %[[NEW:.+]], %[[OUT:.+]] = fmem.array.set %[[A]][%[[I]]], mul %[[N]] : i64
// CHECK: cf.cond_br %[[OUT]]
// CHECK: %[[KIND:.+]] = arith.constant 3 : i64
// CHECK: %[[OPERAND:.+]] = fmem.box %[[N]] : i64
// CHECK: fmem.call "frt_raise_update"(%[[NEW]], %[[I]], %[[KIND]], %[[OPERAND]])
func.func @compound(%a: !forge.array<i64>, %i: i64, %n: i64) -> !forge.array<i64> {
  %0, %r, %e = forge.place.update mul %a path [unit] [%i] values(%n) name "a" : (!forge.array<i64>, i64, i64) -> (!forge.array<i64>, !forge.any, !forge.error)
  forge.br_error %e, ^raise, ^done
^raise:
  forge.propagate
^done:
  return %0 : !forge.array<i64>
}

// CHECK-LABEL: func.func @operators
// CHECK: fmem.array.set %{{.+}}, add %{{.+}} : i64
// CHECK: fmem.array.set %{{.+}}, sub %{{.+}} : i64
// CHECK: fmem.array.set %{{.+}}, add %{{.+}} : f64
// CHECK: fmem.array.set %{{.+}}, sub %{{.+}} : f64
// CHECK: fmem.array.set %{{.+}}, mul %{{.+}} : f64
// CHECK: fmem.array.set %{{.+}}, div %{{.+}} : f64
func.func @operators(%a: !forge.array<i64>, %b: !forge.array<f64>, %i: i64, %x: f64) {
  %0, %r0, %e0 = forge.place.update add %a path [unit] [%i] values(%i) name "a" : (!forge.array<i64>, i64, i64) -> (!forge.array<i64>, !forge.any, !forge.error)
  %1, %r1, %e1 = forge.place.update sub %0 path [unit] [%i] values(%i) name "a" : (!forge.array<i64>, i64, i64) -> (!forge.array<i64>, !forge.any, !forge.error)
  %2, %r2, %e2 = forge.place.update add %b path [unit] [%i] values(%x) name "b" : (!forge.array<f64>, i64, f64) -> (!forge.array<f64>, !forge.any, !forge.error)
  %3, %r3, %e3 = forge.place.update sub %2 path [unit] [%i] values(%x) name "b" : (!forge.array<f64>, i64, f64) -> (!forge.array<f64>, !forge.any, !forge.error)
  %4, %r4, %e4 = forge.place.update mul %3 path [unit] [%i] values(%x) name "b" : (!forge.array<f64>, i64, f64) -> (!forge.array<f64>, !forge.any, !forge.error)
  %5, %r5, %e5 = forge.place.update div %4 path [unit] [%i] values(%x) name "b" : (!forge.array<f64>, i64, f64) -> (!forge.array<f64>, !forge.any, !forge.error)
  return
}

// -----

// Division and remainder of Ints, also in inner arrays, concatenation and `pop`
// are for the runtime.
// CHECK-LABEL: func.func @general_updates
// CHECK-NOT: fmem.array.
// CHECK-COUNT-6: fmem.call "frt_place_update"
// CHECK-NOT: fmem.array.
// CHECK: return
func.func @general_updates(%a: !forge.array<i64>, %b: !forge.array<f64>, %s: !forge.array<!forge.str>,
                           %rows: !forge.array<!forge.array<i64>>, %i: i64, %x: f64, %t: !forge.str) {
  %0, %r0, %e0 = forge.place.update div %a path [unit] [%i] values(%i) name "a" : (!forge.array<i64>, i64, i64) -> (!forge.array<i64>, !forge.any, !forge.error)
  %1, %r1, %e1 = forge.place.update rem %0 path [unit] [%i] values(%i) name "a" : (!forge.array<i64>, i64, i64) -> (!forge.array<i64>, !forge.any, !forge.error)
  %2, %r2, %e2 = forge.place.update rem %b path [unit] [%i] values(%x) name "b" : (!forge.array<f64>, i64, f64) -> (!forge.array<f64>, !forge.any, !forge.error)
  %3, %r3, %e3 = forge.place.update add %s path [unit] [%i] values(%t) name "s" : (!forge.array<!forge.str>, i64, !forge.str) -> (!forge.array<!forge.str>, !forge.any, !forge.error)
  %4, %r4, %e4 = forge.place.update rem %rows path [unit, unit] [%i, %i] values(%i) name "r" : (!forge.array<!forge.array<i64>>, i64, i64, i64) -> (!forge.array<!forge.array<i64>>, !forge.any, !forge.error)
  %5, %r5, %e5 = forge.place.update pop %1 path [] [] values() name "a" : (!forge.array<i64>) -> (!forge.array<i64>, !forge.any, !forge.error)
  return
}

// -----

// The value of the call is the new array.
// CHECK-LABEL: func.func @push
// CHECK-SAME: (%[[A:.+]]: !fmem.box, %[[X:.+]]: f64)
// CHECK: %[[NEW:.+]] = fmem.array.push %[[A]], %[[X]] : f64
// CHECK: return %[[NEW]], %[[NEW]]
func.func @push(%a: !forge.array<f64>, %x: f64) -> (!forge.array<f64>, !forge.array<f64>) {
  %0, %r, %e = forge.place.update push %a path [] [] values(%x) name "a" : (!forge.array<f64>, f64) -> (!forge.array<f64>, !forge.array<f64>, !forge.error)
  return %0, %r : !forge.array<f64>, !forge.array<f64>
}

// CHECK-LABEL: func.func @iterate
// CHECK-SAME: (%[[A:.+]]: !fmem.box, %[[P:.+]]: i64)
// CHECK: %[[X:.+]], %[[MORE:.+]] = fmem.array.next %[[A]][%[[P]]] : i1
// CHECK: %[[NEXT:.+]] = arith.addi %[[P]], %{{.+}} : i64
// CHECK: return %[[MORE]], %[[X]], %[[NEXT]]
func.func @iterate(%a: !forge.array<i1>, %p: i64) -> (i1, i1, i64) {
  %more, %x, %next = forge.iter.next %a, %p : !forge.array<i1> -> i1
  return %more, %x, %next : i1, i1, i64
}

// -----

// The runtime finds out which of the indexes it was, or that the sum overflows.
// CHECK-LABEL: func.func @deep
// CHECK-SAME: (%[[A:.+]]: !fmem.box, %[[I:.+]]: i64, %[[J:.+]]: i64)
// CHECK: %[[NEW:.+]], %[[OUT:.+]] = fmem.array.set_deep %[[A]][%[[I]], %[[J]]], add %[[J]] : i64
// CHECK: cf.cond_br %[[OUT]], ^[[ERROR:.+]], ^{{.+}}
// CHECK: ^[[ERROR]]:
// CHECK-DAG: %[[COUNT:.+]] = arith.constant 2 : i64
// CHECK-DAG: %[[NONE:.+]] = arith.constant 0 : i64
// CHECK-DAG: %[[ADD:.+]] = arith.constant 1 : i64
// CHECK-DAG: %[[OPERAND:.+]] = fmem.box %[[J]] : i64
// CHECK: fmem.call "frt_raise_deep"(%[[NEW]], %[[COUNT]], %[[I]], %[[J]], %[[NONE]], %[[ADD]], %[[OPERAND]])
// CHECK: fmem.trace
func.func @deep(%a: !forge.array<!forge.array<i64>>, %i: i64, %j: i64) -> !forge.array<!forge.array<i64>> {
  %0, %r, %e = forge.place.update add %a path [unit, unit] [%i, %j] values(%j) name "a" : (!forge.array<!forge.array<i64>>, i64, i64, i64) -> (!forge.array<!forge.array<i64>>, !forge.any, !forge.error)
  forge.br_error %e, ^raise, ^done
^raise:
  forge.propagate
^done:
  return %0 : !forge.array<!forge.array<i64>>
}

// An array is stored whole; deeper paths than the type knows go through the
// runtime.
// CHECK-LABEL: func.func @deep_row
// CHECK: fmem.array.set_deep %{{.+}}[%{{.+}}, %{{.+}}], %{{.+}} : !fmem.box
// CHECK: fmem.call "frt_place_update"
func.func @deep_row(%a: !forge.array<!forge.array<!forge.array<i64>>>, %i: i64, %row: !forge.array<i64>, %b: !forge.array<i64>) {
  %0, %r0, %e0 = forge.place.update set %a path [unit, unit] [%i, %i] values(%row) name "a" : (!forge.array<!forge.array<!forge.array<i64>>>, i64, i64, !forge.array<i64>) -> (!forge.array<!forge.array<!forge.array<i64>>>, !forge.any, !forge.error)
  %1, %r1, %e1 = forge.place.update set %b path [unit, unit] [%i, %i] values(%i) name "b" : (!forge.array<i64>, i64, i64, i64) -> (!forge.array<i64>, !forge.any, !forge.error)
  return
}
