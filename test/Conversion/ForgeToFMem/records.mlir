// RUN: forge-opt %s -convert-forge-to-fmem -split-input-file | FileCheck %s

// What is made knows its record, unless keys repeat or a definition decides
// about them.
// CHECK-LABEL: func.func @makers
// CHECK: fmem.object_layout ["x", "y"] {record = [unit, "x", "y"]}
// CHECK: fmem.call "frt_object_new"
// CHECK: fmem.object_layout ["x", "x"]{{$}}
// CHECK: fmem.object_layout ["x"] {record = ["P", "x", "__type__"]}
// CHECK: fmem.call "frt_struct_new"
// CHECK: fmem.object_layout ["x", "__type__"]{{$}}
// CHECK: fmem.object_layout ["x"]{{$}}
func.func @makers(%x: !forge.any) {
  %0 = forge.object.new ["x", "y"] %x, %x : (!forge.any, !forge.any) -> !forge.any
  %1 = forge.object.new ["x", "x"] %x, %x : (!forge.any, !forge.any) -> !forge.any
  %2 = forge.struct.new "P" ["x"] %x : (!forge.any) -> !forge.any
  %3 = forge.struct.new "P" ["x", "__type__"] %x, %x : (!forge.any, !forge.any) -> !forge.any
  %4 = forge.struct.new "D" ["x"] %x : (!forge.any) -> !forge.any
  return
}
func.func @definition(%x: !forge.any) {
  forge.struct.define "D" defaults ["y"](%x : !forge.any) embedded []
  forge.struct.define "P" defaults [] embedded []
  return
}

// -----

// CHECK-LABEL: func.func @reads
// CHECK-SAME: (%[[O:.+]]: !fmem.box)
// CHECK: fmem.record.get %[[O]][0] : f64
// CHECK: fmem.record.get %[[O]][1] : !fmem.box
// CHECK: fmem.record.is %[[O]] {{\[\[}}"P", "x", "y", "__type__"]]
func.func @reads(%o: !forge.object) -> (f64, !forge.any, i1) {
  %x = forge.record.get %o "x" at 0 : !forge.object -> f64
  %y = forge.record.get %o "y" at 1 : !forge.object -> !forge.any
  %is = forge.record.is %o [["P", "x", "y", "__type__"]] : !forge.object
  return %x, %y, %is : f64, !forge.any, i1
}

// -----

// An update on a known way is one operation; its error is made on the edge, from
// the way, of which each step is a byte.
// CHECK-LABEL: func.func @updates
// CHECK-SAME: (%[[PS:.+]]: !fmem.box, %[[I:.+]]: i64, %[[N:.+]]: i64)
// CHECK: %[[NEW:.+]], %[[OUT:.+]] = fmem.record.update %[[PS]] [unit, 2][%[[I]]], add %[[N]] : i64
// CHECK: cf.cond_br %[[OUT]], ^[[EDGE:.+]], ^[[DONE:.+]]
// CHECK: ^[[EDGE]]:
// CHECK: %[[WAY:.+]] = arith.constant 1025 : i64
// CHECK: %[[OP:.+]] = arith.constant 1 : i64
// CHECK: fmem.call "frt_raise_path"(%[[NEW]], %[[WAY]], %[[I]], %{{.+}}, %{{.+}}, %[[OP]], %{{.+}})
func.func @updates(%ps: !forge.array<!forge.object>, %i: i64, %n: i64) -> !forge.any {
  %u, %r, %e = forge.place.update add %ps path [unit, "n"] [%i] values(%n) name "ps" {slots = array<i64: -1, 2>} : (!forge.array<!forge.object>, i64, i64) -> (!forge.array<!forge.object>, !forge.any, !forge.error)
  forge.br_error %e, ^raise, ^done
^done:
  %b = forge.box %u : !forge.array<!forge.object>
  return %b : !forge.any
^raise:
  forge.propagate
}

// -----

// CHECK-LABEL: func.func @stores
// CHECK: fmem.record.update %{{.+}} [0][], %{{.+}} plain : f64
// CHECK: fmem.record.update %{{.+}} [1][], push %{{.+}} : i64
// CHECK: fmem.record.update %{{.+}} [1, unit][%{{.+}}], %{{.+}} : i64
func.func @stores(%o: !forge.object, %x: f64, %n: i64) -> !forge.object {
  %a, %r0, %e0 = forge.place.update set %o path ["x"] [] values(%x) name "o" {plain, slots = array<i64: 0>} : (!forge.object, f64) -> (!forge.object, !forge.any, !forge.error)
  %b, %r1, %e1 = forge.place.update push %a path ["list"] [] values(%n) name "o" {slots = array<i64: 1>} : (!forge.object, i64) -> (!forge.object, !forge.any, !forge.error)
  %c, %r2, %e2 = forge.place.update set %b path ["list", unit] [%n] values(%n) name "o" {slots = array<i64: 1, -1>} : (!forge.object, i64, i64) -> (!forge.object, !forge.any, !forge.error)
  return %c : !forge.object
}

// -----

// What inline code cannot do goes through the runtime all the same: more indexes
// than errors can tell, a text that is appended to.
// CHECK-LABEL: func.func @others
// CHECK-COUNT-2: fmem.call "frt_place_update"
func.func @others(%o: !forge.any, %i: i64, %s: !forge.str) -> !forge.any {
  %a, %r0, %e0 = forge.place.update set %o path [unit, unit, unit, unit, "x"] [%i, %i, %i, %i] values(%s) name "o" {slots = array<i64: -1, -1, -1, -1, 0>} : (!forge.any, i64, i64, i64, i64, !forge.str) -> (!forge.any, !forge.any, !forge.error)
  %b, %r1, %e1 = forge.place.update add %a path ["x"] [] values(%s) name "o" {slots = array<i64: 0>} : (!forge.any, !forge.str) -> (!forge.any, !forge.any, !forge.error)
  return %b : !forge.any
}
