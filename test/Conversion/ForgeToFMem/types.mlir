// RUN: forge-opt %s -convert-forge-to-fmem -split-input-file | FileCheck %s --implicit-check-not="forge."

// A definition passes static tables, and the number of their rows.
// CHECK-LABEL: func.func @define_struct
// CHECK-SAME: (%[[V:.+]]: !fmem.box)
// CHECK-DAG: %[[NAME:.+]] = fmem.string "P"
// CHECK-DAG: %[[KEYS:.+]] = fmem.object_layout ["x"]
// CHECK-DAG: %[[VALUES:.+]] = fmem.pack consume !fmem.box(%[[V]] : !fmem.box)
// CHECK-DAG: %[[EMBEDDED:.+]] = fmem.strings ["at", "Q"]
// CHECK-DAG: %[[PAIRS:.+]] = arith.constant 1 : i64
// CHECK: fmem.call "frt_struct_define"(%[[NAME]], %[[KEYS]], %[[VALUES]], %[[EMBEDDED]], %[[PAIRS]])
func.func @define_struct(%v: !forge.any) {
  forge.struct.define "P" defaults ["x"](%v : !forge.any) embedded ["at", "Q"]
  return
}

// -----

// CHECK-LABEL: func.func @new_struct
// CHECK-SAME: (%[[V:.+]]: !fmem.box)
// CHECK-DAG: %[[NAME:.+]] = fmem.string "P"
// CHECK-DAG: %[[KEYS:.+]] = fmem.object_layout ["x"]
// CHECK-DAG: %[[VALUES:.+]] = fmem.pack consume !fmem.box(%[[V]] : !fmem.box)
// CHECK: %[[R:.+]] = fmem.call "frt_struct_new"(%[[NAME]], %[[KEYS]], %[[VALUES]])
// CHECK: return %[[R]]
func.func @new_struct(%v: !forge.any) -> !forge.any {
  %0 = forge.struct.new "P" ["x"] %v : (!forge.any) -> !forge.any
  return %0 : !forge.any
}

// -----

// CHECK-LABEL: func.func @define_type
// CHECK-DAG: %[[NAME:.+]] = fmem.string "T"
// CHECK-DAG: %[[VARIANTS:.+]] = fmem.strings ["A", "B"]
// CHECK-DAG: %[[FIELDS:.+]] = fmem.ints [-1, 2]
// CHECK-DAG: %[[COUNT:.+]] = arith.constant 2 : i64
// CHECK: fmem.call "frt_type_define"(%[[NAME]], %[[VARIANTS]], %[[FIELDS]], %[[COUNT]])
func.func @define_type() {
  forge.type.define "T" ["A", "B"] [-1, 2]
  return
}

// -----

// A method without a declared result has no text there.
// CHECK-LABEL: func.func @interface
// CHECK-DAG: %[[NAME:.+]] = fmem.string "I"
// CHECK-DAG: %[[METHODS:.+]] = fmem.strings ["m", "n"]
// CHECK-DAG: %[[PARAMS:.+]] = fmem.ints [1, 0]
// CHECK-DAG: %[[RETURNS:.+]] = fmem.strings ["Int", ""] {nulls}
// CHECK-DAG: %[[COUNT:.+]] = arith.constant 2 : i64
// CHECK: fmem.call "frt_interface_new"(%[[NAME]], %[[METHODS]], %[[PARAMS]], %[[RETURNS]], %[[COUNT]])
func.func @interface() -> !forge.any {
  %0 = forge.interface.new "I" ["m", "n"] [1, 0] ["Int", ""]
  return %0 : !forge.any
}

// -----

// CHECK-LABEL: func.func @match
// CHECK-SAME: (%[[V:.+]]: !fmem.box) -> (i1, !fmem.box, i64)
// CHECK: %[[NAME:.+]] = fmem.string "B"
// CHECK: %[[IS:.+]] = fmem.call "frt_match_variant"(%[[V]], %[[NAME]]) : (!fmem.box, !fmem.box) -> i1
// CHECK: %[[INDEX:.+]] = arith.constant 1 : i64
// CHECK: %[[FIELD:.+]] = fmem.call "frt_match_payload"(%[[V]], %[[INDEX]])
// CHECK: %[[N:.+]] = fmem.call "frt_match_arity"(%[[V]]) : (!fmem.box) -> i64
// CHECK: return %[[IS]], %[[FIELD]], %[[N]]
func.func @match(%v: !forge.any) -> (i1, !forge.any, i64) {
  %0 = forge.match.variant %v, "B" : !forge.any
  %1 = forge.match.payload %v, 1 : !forge.any -> !forge.any
  %2 = forge.match.arity %v : !forge.any
  return %0, %1, %2 : i1, !forge.any, i64
}

// -----

// CHECK-LABEL: func.func @match_check
// CHECK-SAME: (%[[V:.+]]: !fmem.box)
// CHECK-DAG: %[[ARMS:.+]] = fmem.strings ["A", "B"]
// CHECK-DAG: %[[COUNT:.+]] = arith.constant 2 : i64
// CHECK: fmem.call "frt_match_check"(%[[V]], %[[ARMS]], %[[COUNT]])
// CHECK: %[[E:.+]] = fmem.error_pending
// CHECK: cf.cond_br %[[E]]
func.func @match_check(%v: !forge.any) -> !forge.any {
  %e = forge.match.check %v, ["A", "B"] : !forge.any
  forge.br_error %e, ^raise, ^done
^raise:
  forge.propagate
^done:
  return %v : !forge.any
}
