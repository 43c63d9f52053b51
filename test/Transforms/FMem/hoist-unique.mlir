// RUN: forge-opt %s -fmem-hoist-unique -split-input-file | FileCheck %s

// The loop updates an array from outside: it is made unique on the way in, and
// the updates are stores. The array that the loop hands on stays the same.
// CHECK-LABEL: func.func @loop
// CHECK-SAME: (%[[A:.+]]: !fmem.box, %[[X:.+]]: f64, %[[N:.+]]: i64)
// CHECK: %[[OWN:.+]] = fmem.array.unique %[[A]] of f64
// CHECK-NEXT: cf.br ^[[TEST:.+]](%{{.+}}, %[[OWN]] : i64, !fmem.box)
// CHECK: ^[[TEST]](%[[I:.+]]: i64, %[[B:.+]]: !fmem.box):
// CHECK: fmem.array.store %[[B]][%[[I]]], %[[X]] : f64
// CHECK-NOT: fmem.array.set
// CHECK: cf.br ^[[TEST]](%{{.+}}, %[[B]] : i64, !fmem.box)
func.func @loop(%a: !fmem.box, %x: f64, %n: i64) -> !fmem.box {
  %zero = arith.constant 0 : i64
  %one = arith.constant 1 : i64
  cf.br ^test(%zero, %a : i64, !fmem.box)
^test(%i: i64, %b: !fmem.box):
  %more = arith.cmpi slt, %i, %n : i64
  cf.cond_br %more, ^body, ^done
^body:
  %c, %o = fmem.array.set %b[%i], %x : f64
  cf.cond_br %o, ^done2(%c : !fmem.box), ^next
^next:
  %j = arith.addi %i, %one : i64
  cf.br ^test(%j, %c : i64, !fmem.box)
^done:
  return %b : !fmem.box
^done2(%d: !fmem.box):
  return %d : !fmem.box
}

// -----

// What was made here needs no test at all, and neither does what was appended
// to.
// CHECK-LABEL: func.func @new_array
// CHECK: %[[A:.+]] = fmem.call "frt_array_new_int"
// CHECK-NOT: fmem.array.unique
// CHECK: cf.br ^[[TEST:.+]](%{{.+}}, %[[A]] : i64, !fmem.box)
// CHECK: ^[[TEST]](%[[I:.+]]: i64, %[[B:.+]]: !fmem.box):
// CHECK: fmem.array.store %[[B]][%[[I]]], add %[[I]] : i64
// CHECK-NEXT: cf.cond_br
// CHECK: %[[D:.+]] = fmem.array.push %[[B]], %[[I]] : i64
// CHECK-NEXT: fmem.array.store %[[D]][%[[I]]], %[[I]] : i64
// CHECK: cf.br ^[[TEST]](%{{.+}}, %[[D]] : i64, !fmem.box)
func.func @new_array(%items: !fmem.ref, %n: i64) -> !fmem.box {
  %zero = arith.constant 0 : i64
  %one = arith.constant 1 : i64
  %a = fmem.call "frt_array_new_int"(%items, %n) : (!fmem.ref, i64) -> !fmem.box
  cf.br ^test(%zero, %a : i64, !fmem.box)
^test(%i: i64, %b: !fmem.box):
  %c, %o = fmem.array.set %b[%i], add %i : i64
  cf.cond_br %o, ^done, ^body
^body:
  %d = fmem.array.push %c, %i : i64
  %e, %o2 = fmem.array.set %d[%i], %i : i64
  %j = arith.addi %i, %one : i64
  cf.br ^test(%j, %e : i64, !fmem.box)
^done:
  return %c : !fmem.box
}

// -----

// One test in front of both loops.
// CHECK-LABEL: func.func @nested
// CHECK-SAME: (%[[A:.+]]: !fmem.box
// CHECK: %[[OWN:.+]] = fmem.array.unique %[[A]] of i64
// CHECK-NOT: fmem.array.unique
// CHECK: cf.br ^[[OUTER:.+]](%[[OWN]] : !fmem.box)
// CHECK: ^[[OUTER]](%[[B:.+]]: !fmem.box):
// CHECK: cf.cond_br %{{.+}}, ^[[INNER:.+]](%[[B]] : !fmem.box), ^{{.+}}
// CHECK: ^[[INNER]](%[[C:.+]]: !fmem.box):
// CHECK-NEXT: fmem.array.store %[[C]][%{{.+}}], %{{.+}} : i64
// CHECK-NOT: fmem.array.unique
// CHECK: return
func.func @nested(%a: !fmem.box, %c: i1, %i: i64) -> !fmem.box {
  cf.br ^outer(%a : !fmem.box)
^outer(%b: !fmem.box):
  cf.cond_br %c, ^inner(%b : !fmem.box), ^done
^inner(%d: !fmem.box):
  %e, %o = fmem.array.set %d[%i], %i : i64
  cf.cond_br %c, ^inner(%e : !fmem.box), ^latch
^latch:
  cf.br ^outer(%e : !fmem.box)
^done:
  return %b : !fmem.box
}

// -----

// Outside of loops the test stays where the update is: the array may never get
// there.
// CHECK-LABEL: func.func @no_loop
// CHECK-NOT: fmem.array.unique
// CHECK: fmem.array.set
// CHECK: fmem.array.set
func.func @no_loop(%a: !fmem.box, %c: i1, %i: i64) -> !fmem.box {
  cf.cond_br %c, ^one(%a : !fmem.box), ^two(%a : !fmem.box)
^one(%b: !fmem.box):
  %d, %o = fmem.array.set %b[%i], %i : i64
  return %d : !fmem.box
^two(%e: !fmem.box):
  %f, %o2 = fmem.array.set %e[%i], %i : i64
  return %f : !fmem.box
}

// -----

// A merge of arrays is unique if all are.
// CHECK-LABEL: func.func @merges
// CHECK-SAME: (%{{.+}}: i1, %[[A:.+]]: !fmem.box
// CHECK: fmem.array.store %{{.+}}[%{{.+}}], %{{.+}} : i64
// CHECK: fmem.array.set %{{.+}}[%{{.+}}], %{{.+}} : i64
// CHECK-NOT: fmem.array.unique
func.func @merges(%c: i1, %a: !fmem.box, %items: !fmem.ref, %n: i64) -> (!fmem.box, !fmem.box) {
  cf.cond_br %c, ^one, ^two
^one:
  %0 = fmem.call "frt_array_new_int"(%items, %n) : (!fmem.ref, i64) -> !fmem.box
  %1 = fmem.call "frt_array_new_int"(%items, %n) : (!fmem.ref, i64) -> !fmem.box
  fmem.release %a
  cf.br ^both(%0, %1 : !fmem.box, !fmem.box)
^two:
  %2 = fmem.call "frt_array_new_int"(%items, %n) : (!fmem.ref, i64) -> !fmem.box
  cf.br ^both(%2, %a : !fmem.box, !fmem.box)
^both(%unique: !fmem.box, %other: !fmem.box):
  %3, %o3 = fmem.array.set %unique[%n], %n : i64
  %4, %o4 = fmem.array.set %other[%n], %n : i64
  return %3, %4 : !fmem.box, !fmem.box
}

// -----

// Somebody else gets a reference in each round: the test stays at the update.
// CHECK-LABEL: func.func @spoiled
// CHECK-NOT: fmem.array.unique
// CHECK: fmem.array.set
// CHECK-NOT: fmem.array.store
// CHECK: return
func.func @spoiled(%a: !fmem.box, %c: i1, %i: i64) -> !fmem.box {
  cf.br ^loop(%a : !fmem.box)
^loop(%b: !fmem.box):
  %d, %o = fmem.array.set %b[%i], %i : i64
  fmem.retain %d
  fmem.global.store %d, 0
  cf.cond_br %c, ^loop(%d : !fmem.box), ^done
^done:
  return %d : !fmem.box
}

// Behind the update, on the way out, it does not matter.
// CHECK-LABEL: func.func @spoiled_after
// CHECK: fmem.array.unique
// CHECK: fmem.array.store
// CHECK: fmem.retain
func.func @spoiled_after(%a: !fmem.box, %c: i1, %i: i64) -> !fmem.box {
  cf.br ^loop(%a : !fmem.box)
^loop(%b: !fmem.box):
  %d, %o = fmem.array.set %b[%i], %i : i64
  cf.cond_br %c, ^loop(%d : !fmem.box), ^done
^done:
  fmem.retain %d
  fmem.global.store %d, 0
  return %d : !fmem.box
}

// A new array, handed out on one way to the update.
// CHECK-LABEL: func.func @spoiled_on_one_path
// CHECK: fmem.array.set
// CHECK-NOT: fmem.array.store
// CHECK: return
func.func @spoiled_on_one_path(%c: i1, %items: !fmem.ref, %n: i64) -> !fmem.box {
  %a = fmem.call "frt_array_new_int"(%items, %n) : (!fmem.ref, i64) -> !fmem.box
  cf.cond_br %c, ^share, ^update
^share:
  fmem.retain %a
  fmem.global.store %a, 0
  cf.br ^update
^update:
  %b, %o = fmem.array.set %a[%n], %n : i64
  return %b : !fmem.box
}

// The array of the round before was handed out; this round has a new one.
// CHECK-LABEL: func.func @spoiled_in_other_round
// CHECK: fmem.call "frt_array_new_int"
// CHECK-NEXT: fmem.array.store
// CHECK-NOT: fmem.array.set
// CHECK: return
func.func @spoiled_in_other_round(%c: i1, %items: !fmem.ref, %n: i64) {
  cf.br ^loop
^loop:
  %a = fmem.call "frt_array_new_int"(%items, %n) : (!fmem.ref, i64) -> !fmem.box
  %b, %o = fmem.array.set %a[%n], %n : i64
  fmem.retain %b
  fmem.global.store %b, 0
  fmem.release %b
  cf.cond_br %c, ^loop, ^done
^done:
  return
}

// -----

// A callee that only looks, even through others, leaves the array unique.
// CHECK-LABEL: func.func @reading_callee
// CHECK: fmem.array.unique
// CHECK: fmem.array.store
// CHECK-NOT: fmem.array.set
// CHECK: return
func.func @reading_callee(%a: !fmem.box, %c: i1, %i: i64) -> !fmem.box {
  cf.br ^loop(%a : !fmem.box)
^loop(%b: !fmem.box):
  %size = call @look(%b, %i) : (!fmem.box, i64) -> i64
  %d, %o = fmem.array.set %b[%i], %size : i64
  cf.cond_br %c, ^loop(%d : !fmem.box), ^done
^done:
  return %d : !fmem.box
}
func.func private @look(%a: !fmem.box, %i: i64) -> i64 {
  %0 = call @look_closer(%i, %a) : (i64, !fmem.box) -> i64
  return %0 : i64
}
func.func private @look_closer(%i: i64, %a: !fmem.box) -> i64 {
  %size = fmem.array.size %a
  %0, %o = fmem.array.get %a[%i] : i64
  %1, %more = fmem.array.next %a[%size] : i64
  %2 = arith.addi %0, %1 : i64
  return %2 : i64
}

// A callee that keeps a reference does not.
// CHECK-LABEL: func.func @keeping_callee
// CHECK-NOT: fmem.array.unique
// CHECK: fmem.array.set
// CHECK: return
func.func @keeping_callee(%a: !fmem.box, %c: i1, %i: i64) -> !fmem.box {
  cf.br ^loop(%a : !fmem.box)
^loop(%b: !fmem.box):
  call @keep(%b) : (!fmem.box) -> ()
  %d, %o = fmem.array.set %b[%i], %i : i64
  cf.cond_br %c, ^loop(%d : !fmem.box), ^done
^done:
  return %d : !fmem.box
}
func.func private @keep(%a: !fmem.box) {
  fmem.retain %a
  fmem.global.store %a, 0
  return
}

// Runtime functions may keep what they are lent.
// CHECK-LABEL: func.func @runtime_callee
// CHECK-NOT: fmem.array.unique
// CHECK: fmem.array.set
// CHECK: return
func.func @runtime_callee(%a: !fmem.box, %c: i1, %i: i64) -> !fmem.box {
  cf.br ^loop(%a : !fmem.box)
^loop(%b: !fmem.box):
  %r = fmem.call "frt_add"(%b, %b) : (!fmem.box, !fmem.box) -> !fmem.box
  %d, %o = fmem.array.set %b[%i], %i : i64
  cf.cond_br %c, ^loop(%d : !fmem.box), ^done
^done:
  return %d : !fmem.box
}

// A recursive callee counts as keeping.
// CHECK-LABEL: func.func @recursive_callee
// CHECK-NOT: fmem.array.unique
// CHECK: fmem.array.set
// CHECK: return
func.func @recursive_callee(%a: !fmem.box, %c: i1, %i: i64) -> !fmem.box {
  cf.br ^loop(%a : !fmem.box)
^loop(%b: !fmem.box):
  call @again(%b) : (!fmem.box) -> ()
  %d, %o = fmem.array.set %b[%i], %i : i64
  cf.cond_br %c, ^loop(%d : !fmem.box), ^done
^done:
  return %d : !fmem.box
}
func.func private @again(%a: !fmem.box) {
  call @again(%a) : (!fmem.box) -> ()
  return
}

// -----

// Operators stay with their updates; boxes as elements are like numbers.
// CHECK-LABEL: func.func @kinds
// CHECK-DAG: fmem.array.unique %{{.+}} of f64
// CHECK-DAG: fmem.array.unique %{{.+}} of !fmem.box
// CHECK: ^{{.+}}(%[[A:.+]]: !fmem.box, %[[B:.+]]: !fmem.box):
// CHECK: fmem.array.store %[[A]][%{{.+}}], add %{{.+}} : f64
// CHECK: fmem.array.store %[[A]][%{{.+}}], sub %{{.+}} : f64
// CHECK: fmem.array.store %[[A]][%{{.+}}], mul %{{.+}} : f64
// CHECK: fmem.array.store %[[A]][%{{.+}}], div %{{.+}} : f64
// CHECK: fmem.array.store %[[B]][%{{.+}}], %{{.+}} : !fmem.box
// CHECK: cf.cond_br %{{.+}}, ^{{.+}}(%[[A]], %[[B]] : !fmem.box, !fmem.box)
func.func @kinds(%a: !fmem.box, %b: !fmem.box, %v: !fmem.box, %x: f64, %c: i1, %i: i64) {
  cf.br ^loop(%a, %b : !fmem.box, !fmem.box)
^loop(%0: !fmem.box, %1: !fmem.box):
  %2, %o2 = fmem.array.set %0[%i], add %x : f64
  %3, %o3 = fmem.array.set %2[%i], sub %x : f64
  %4, %o4 = fmem.array.set %3[%i], mul %x : f64
  %5, %o5 = fmem.array.set %4[%i], div %x : f64
  fmem.retain %v
  %6, %o6 = fmem.array.set %1[%i], %v : !fmem.box
  cf.cond_br %c, ^loop(%5, %6 : !fmem.box, !fmem.box), ^done
^done:
  fmem.release %5
  fmem.release %6
  return
}

// -----

// The edge into the loop is one of two: both arrays get their test on a block
// of it, and the other way copies nothing.
// CHECK-LABEL: func.func @critical_edge
// CHECK-SAME: (%[[A:.+]]: !fmem.box, %[[B:.+]]: !fmem.box
// CHECK-NOT: fmem.array.unique
// CHECK: cf.cond_br %{{.+}}, ^[[EDGE:[a-z0-9]+]], ^[[SKIP:[a-z0-9]+]]
// CHECK: ^[[EDGE]]:
// CHECK-DAG: %[[OWNA:.+]] = fmem.array.unique %[[A]] of i64
// CHECK-DAG: %[[OWNB:.+]] = fmem.array.unique %[[B]] of i64
// CHECK: cf.br ^[[LOOP:[a-z0-9]+]](%[[OWNA]], %[[OWNB]] : !fmem.box, !fmem.box)
// CHECK: ^[[LOOP]](
// CHECK-COUNT-2: fmem.array.store
// CHECK-NOT: fmem.array.unique
// CHECK: return
func.func @critical_edge(%a: !fmem.box, %b: !fmem.box, %c: i1, %i: i64) -> (!fmem.box, !fmem.box) {
  cf.cond_br %c, ^loop(%a, %b : !fmem.box, !fmem.box), ^skip
^loop(%0: !fmem.box, %1: !fmem.box):
  %2, %o2 = fmem.array.set %0[%i], %i : i64
  %3, %o3 = fmem.array.set %1[%i], %i : i64
  cf.cond_br %c, ^loop(%2, %3 : !fmem.box, !fmem.box), ^done
^done:
  return %2, %3 : !fmem.box, !fmem.box
^skip:
  return %a, %b : !fmem.box, !fmem.box
}

// Both ways of one branch lead into the loop, with different arrays.
// CHECK-LABEL: func.func @two_edges
// CHECK-SAME: (%[[A:.+]]: !fmem.box, %[[B:.+]]: !fmem.box
// CHECK: cf.cond_br %{{.+}}, ^[[ONE:[a-z0-9]+]], ^[[TWO:[a-z0-9]+]]
// CHECK-DAG: fmem.array.unique %[[A]] of i64
// CHECK-DAG: fmem.array.unique %[[B]] of i64
// CHECK: fmem.array.store
// CHECK: return
func.func @two_edges(%a: !fmem.box, %b: !fmem.box, %c: i1, %i: i64) -> !fmem.box {
  cf.cond_br %c, ^loop(%a : !fmem.box), ^loop(%b : !fmem.box)
^loop(%0: !fmem.box):
  %2, %o2 = fmem.array.set %0[%i], %i : i64
  cf.cond_br %c, ^loop(%2 : !fmem.box), ^done
^done:
  return %2 : !fmem.box
}

// -----

// The loop swaps its arrays; both are unique.
// CHECK-LABEL: func.func @swaps
// CHECK-COUNT-2: fmem.array.unique
// CHECK: ^[[LOOP:[a-z0-9]+]](%[[A:.+]]: !fmem.box, %[[B:.+]]: !fmem.box):
// CHECK-NEXT: fmem.array.store %[[A]]
// CHECK-NEXT: cf.cond_br %{{.+}}, ^[[LOOP]](%[[B]], %[[A]] : !fmem.box, !fmem.box)
func.func @swaps(%a: !fmem.box, %b: !fmem.box, %c: i1, %i: i64) -> (!fmem.box, !fmem.box) {
  cf.br ^loop(%a, %b : !fmem.box, !fmem.box)
^loop(%0: !fmem.box, %1: !fmem.box):
  %2, %o2 = fmem.array.set %0[%i], %i : i64
  cf.cond_br %c, ^loop(%1, %2 : !fmem.box, !fmem.box), ^done
^done:
  return %1, %2 : !fmem.box, !fmem.box
}

// -----

// What the loop puts in the place of the array is not known to be unique.
// CHECK-LABEL: func.func @replaced
// CHECK-NOT: fmem.array.unique
// CHECK: fmem.array.set
// CHECK: return
func.func @replaced(%a: !fmem.box, %c: i1, %i: i64) -> !fmem.box {
  cf.br ^loop(%a : !fmem.box)
^loop(%0: !fmem.box):
  %1, %o = fmem.array.set %0[%i], %i : i64
  fmem.release %1
  %2 = fmem.global.load 0
  fmem.retain %2
  cf.cond_br %c, ^loop(%2 : !fmem.box), ^done
^done:
  return %2 : !fmem.box
}

// -----

// The result of a store is the array itself, but what was handed out is the
// result: the second update needs its test, on the first one's array.
// CHECK-LABEL: func.func @spoiled_result
// CHECK: %[[A:.+]] = fmem.call "frt_array_new_int"
// CHECK: fmem.array.store %[[A]]
// CHECK-NEXT: fmem.retain %[[A]]
// CHECK-NEXT: fmem.array.set %[[A]]
func.func @spoiled_result(%items: !fmem.ref, %n: i64) -> (!fmem.box, !fmem.box) {
  %a = fmem.call "frt_array_new_int"(%items, %n) : (!fmem.ref, i64) -> !fmem.box
  %b, %o = fmem.array.set %a[%n], %n : i64
  fmem.retain %b
  %c, %o2 = fmem.array.set %b[%n], %n : i64
  return %b, %c : !fmem.box, !fmem.box
}
