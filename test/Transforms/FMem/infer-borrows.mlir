// RUN: forge-opt %s -fmem-infer-borrows | FileCheck %s

// Looking at a value does not take it over.
// CHECK-LABEL: func.func @looks
// CHECK-SAME: (%{{.+}}: !fmem.box {fmem.borrow})
func.func @looks(%v: !fmem.box) -> i1 {
  %0 = fmem.call "frt_truthy"(%v) : (!fmem.box) -> i1
  return %0 : i1
}

// Only boxes have references.
// CHECK-LABEL: func.func @scalars
// CHECK-SAME: (%{{.+}}: i64, %{{.+}}: f64)
func.func @scalars(%i: i64, %f: f64) {
  return
}

// CHECK-LABEL: func.func @returns
// CHECK-SAME: (%{{.+}}: !fmem.box) -> !fmem.box
func.func @returns(%v: !fmem.box) -> !fmem.box {
  return %v : !fmem.box
}

// The left operand of an addition is appended to in place when it is unique.
// CHECK-LABEL: func.func @updates
// CHECK-SAME: (%{{.+}}: !fmem.box, %{{.+}}: !fmem.box {fmem.borrow})
func.func @updates(%a: !fmem.box, %b: !fmem.box) -> !fmem.box {
  %0 = fmem.call "frt_add"(%a, %b) : (!fmem.box, !fmem.box) -> !fmem.box
  return %0 : !fmem.box
}

// CHECK-LABEL: func.func @stores
// CHECK-SAME: (%{{.+}}: !fmem.box, %{{.+}}: !fmem.box, %{{.+}}: !fmem.box {fmem.borrow})
func.func @stores(%a: !fmem.box, %b: !fmem.box, %cell: !fmem.box) {
  fmem.global.store %a, 0
  fmem.cell.store %b, %cell
  return
}

// CHECK-LABEL: func.func @packs
// CHECK-SAME: (%{{.+}}: !fmem.box, %{{.+}}: !fmem.box {fmem.borrow})
func.func @packs(%a: !fmem.box, %b: !fmem.box) -> !fmem.box {
  %one = arith.constant 1 : i64
  %array = fmem.pack consume !fmem.box(%a : !fmem.box)
  %parts = fmem.pack !fmem.box(%b : !fmem.box)
  %0 = fmem.call "frt_array_new"(%array, %one) : (!fmem.ref, i64) -> !fmem.box
  %1 = fmem.call "frt_interpolate"(%parts, %one) : (!fmem.ref, i64) -> !fmem.box
  return %0 : !fmem.box
}

// A parameter becomes owned with the parameter it is passed to, through any
// number of calls.
// CHECK-LABEL: func.func @passes_on
// CHECK-SAME: (%{{.+}}: !fmem.box, %{{.+}}: !fmem.box {fmem.borrow})
func.func @passes_on(%a: !fmem.box, %b: !fmem.box) -> !fmem.box {
  %0 = call @passes_to_updates(%a, %b) : (!fmem.box, !fmem.box) -> !fmem.box
  return %0 : !fmem.box
}

// CHECK-LABEL: func.func @passes_to_updates
// CHECK-SAME: (%{{.+}}: !fmem.box, %{{.+}}: !fmem.box {fmem.borrow})
func.func @passes_to_updates(%a: !fmem.box, %b: !fmem.box) -> !fmem.box {
  %0 = call @updates(%a, %b) : (!fmem.box, !fmem.box) -> !fmem.box
  return %0 : !fmem.box
}

// Recursion alone does not make an owner.
// CHECK-LABEL: func.func @walks
// CHECK-SAME: (%{{.+}}: !fmem.box {fmem.borrow})
func.func @walks(%v: !fmem.box) -> i1 {
  %0 = call @walks(%v) : (!fmem.box) -> i1
  return %0 : i1
}

// A loop variable that is updated in place makes its initial value owned...
// CHECK-LABEL: func.func @accumulates
// CHECK-SAME: (%{{.+}}: !fmem.box, %{{.+}}: !fmem.box {fmem.borrow}, %{{.+}}: i1)
func.func @accumulates(%init: !fmem.box, %part: !fmem.box, %more: i1)
    -> !fmem.box {
  cf.br ^loop(%init : !fmem.box)
^loop(%text: !fmem.box):
  %next = fmem.call "frt_add"(%text, %part) : (!fmem.box, !fmem.box) -> !fmem.box
  cf.cond_br %more, ^loop(%next : !fmem.box), ^done(%next : !fmem.box)
^done(%result: !fmem.box):
  return %result : !fmem.box
}

// ...and one that is only looked at does not.
// CHECK-LABEL: func.func @advances
// CHECK-SAME: (%{{.+}}: !fmem.box {fmem.borrow})
func.func @advances(%init: !fmem.box) {
  cf.br ^loop(%init : !fmem.box)
^loop(%v: !fmem.box):
  %more = fmem.call "frt_truthy"(%v) : (!fmem.box) -> i1
  %next = fmem.singleton null
  cf.cond_br %more, ^loop(%next : !fmem.box), ^done
^done:
  return
}

// Marks are recomputed, not trusted.
// CHECK-LABEL: func.func @marked
// CHECK-SAME: (%{{.+}}: !fmem.box) -> !fmem.box
func.func @marked(%v: !fmem.box {fmem.borrow}) -> !fmem.box {
  return %v : !fmem.box
}
