// RUN: forge-opt %s -convert-forge-to-fmem -split-input-file | FileCheck %s --implicit-check-not="forge."

// CHECK-LABEL: func.func @constants
// CHECK-SAME: () -> (!fmem.box, !fmem.box, !fmem.box)
// CHECK-DAG: %[[NULL:.+]] = fmem.singleton null
// CHECK-DAG: %[[NONE:.+]] = fmem.singleton none
// CHECK-DAG: %[[TEXT:.+]] = fmem.string "text"
// CHECK: return %[[NULL]], %[[NONE]], %[[TEXT]]
func.func @constants() -> (!forge.any, !forge.any, !forge.str) {
  %0 = forge.singleton null
  %1 = forge.singleton none
  %2 = forge.string "text"
  return %0, %1, %2 : !forge.any, !forge.any, !forge.str
}

// -----

// CHECK-LABEL: func.func @marker
// CHECK-SAME: (%[[V:.+]]: !fmem.box) -> i1
// CHECK: %[[R:.+]] = fmem.is_marker missing %[[V]]
// CHECK: return %[[R]]
func.func @marker(%v: !forge.any) -> i1 {
  %0 = forge.is_marker missing %v : !forge.any
  return %0 : i1
}

// -----

// Numbers and truth values are themselves.
// CHECK-LABEL: func.func @scalars
// CHECK-SAME: (%[[I:.+]]: i64, %[[F:.+]]: f64, %[[B:.+]]: i1, %[[V:.+]]: !fmem.box)
// CHECK: %[[BOX:.+]] = fmem.box %[[I]] : i64
// CHECK: %[[N:.+]] = fmem.unbox %[[V]] : f64
// CHECK: return %[[BOX]], %[[N]] : !fmem.box, f64
func.func @scalars(%i: i64, %f: f64, %b: i1, %v: !forge.any) -> (!forge.any, f64) {
  %0 = forge.box %i : i64
  %1 = forge.unbox %v : !forge.any -> f64
  return %0, %1 : !forge.any, f64
}

// Strings have no representation of their own.
// CHECK-LABEL: func.func @strings
// CHECK-SAME: (%[[S:.+]]: !fmem.box) -> (!fmem.box, !fmem.box)
// CHECK-NEXT: return %[[S]], %[[S]]
func.func @strings(%s: !forge.str) -> (!forge.any, !forge.str) {
  %0 = forge.box %s : !forge.str
  %1 = forge.unbox %0 : !forge.any -> !forge.str
  return %0, %1 : !forge.any, !forge.str
}

// -----

// CHECK-LABEL: func.func @cells
// CHECK-SAME: (%[[I:.+]]: i64, %[[CELL:.+]]: !fmem.box) -> !fmem.box
// CHECK: %[[BOX:.+]] = fmem.box %[[I]] : i64
// CHECK: %[[NEW:.+]] = fmem.call "frt_cell_new"(%[[BOX]]) : (!fmem.box) -> !fmem.box
// CHECK: %[[OLD:.+]] = fmem.cell.load %[[NEW]]
// CHECK: %[[TAKEN:.+]] = fmem.cell.take %[[CELL]]
// CHECK: fmem.cell.store %[[TAKEN]], %[[NEW]]
// CHECK: return %[[OLD]]
func.func @cells(%i: i64, %cell: !forge.cell) -> !forge.any {
  %boxed = forge.box %i : i64
  %new = forge.cell.new %boxed
  %0 = forge.cell.load %new
  %1 = forge.cell.take %cell
  forge.cell.store %1, %new
  return %0 : !forge.any
}

// -----

// CHECK-LABEL: func.func @globals
// CHECK: %[[A:.+]] = fmem.global.load 3
// CHECK: %[[B:.+]] = fmem.global.take 4
// CHECK: fmem.global.store %[[B]], 5
// CHECK: return %[[A]]
func.func @globals() -> !forge.any {
  %0 = forge.global.load 3 "a"
  %1 = forge.global.take 4 "b"
  forge.global.store %1, 5 "c"
  return %0 : !forge.any
}

// -----

// The fast path is a test; the error is made on the edge, from the name and its
// hint.
// CHECK-LABEL: func.func @check_bound
// CHECK-SAME: (%[[V:.+]]: !fmem.box)
// CHECK: %[[UNBOUND:.+]] = fmem.is_marker unbound %[[V]]
// CHECK-NEXT: cf.cond_br %[[UNBOUND]], ^[[RAISE:bb[0-9]+]], ^[[DONE:bb[0-9]+]]
// CHECK: ^[[RAISE]]:
// CHECK-DAG: %[[NAME:.+]] = fmem.string "total"
// CHECK-DAG: %[[HINT:.+]] = fmem.string "did you mean 'totals'?"
// CHECK: fmem.call "frt_raise_undefined"(%[[NAME]], %[[HINT]])
// CHECK: ^[[DONE]]:
// CHECK: return %[[V]]
func.func @check_bound(%v: !forge.any) -> !forge.any {
  %0, %e = forge.check_bound %v "total" hint "did you mean 'totals'?" : !forge.any
  forge.br_error %e, ^raise, ^done
^raise:
  forge.propagate
^done:
  return %0 : !forge.any
}

// No hint is null.
// CHECK-LABEL: func.func @check_bound_without_hint
// CHECK-DAG: %[[NAME:.+]] = fmem.string "total"
// CHECK-DAG: %[[NULL:.+]] = fmem.singleton null
// CHECK: fmem.call "frt_raise_undefined"(%[[NAME]], %[[NULL]])
func.func @check_bound_without_hint(%v: !forge.any) -> !forge.any {
  %0, %e = forge.check_bound %v "total" hint "" : !forge.any
  forge.br_error %e, ^raise, ^done
^raise:
  forge.propagate
^done:
  return %0 : !forge.any
}

// -----

// The cell of a top-level variable is the value of its global.
// CHECK-LABEL: func.func @shared_globals
// CHECK: %[[UNBOUND:.+]] = fmem.singleton unbound
// CHECK: %[[NEW:.+]] = fmem.call "frt_cell_new"(%[[UNBOUND]])
// CHECK: fmem.global.store %[[NEW]], 3
// CHECK: %[[CELL:.+]] = fmem.global.load 3
// CHECK: fmem.cell.load %[[CELL]]
func.func @shared_globals() -> !forge.any {
  forge.global.new_cell 3 "count"
  %cell = forge.global.cell 3 "count"
  %0 = forge.cell.load %cell
  return %0 : !forge.any
}

// -----

// CHECK-LABEL: func.func @attention
// CHECK: %[[DUE:.+]] = fmem.attention
// CHECK: return %[[DUE]]
func.func @attention() -> i1 {
  %0 = forge.attention
  return %0 : i1
}
