// RUN: forge-opt %s -fmem-reuse-objects -split-input-file | FileCheck %s

// The parts are moved out, and the new object is made where the old one was.
// CHECK-LABEL: func.func @rebuilt
// CHECK-SAME: (%[[T:.+]]: !fmem.box)
func.func @rebuilt(%t: !fmem.box) -> !fmem.box {
  // CHECK: %[[C0:.+]] = arith.constant 0
  // CHECK: %[[C1:.+]] = arith.constant 1
  %c0 = arith.constant 0 : i64
  %c1 = arith.constant 1 : i64
  %name = fmem.string "Pair"
  // CHECK: %[[A:.+]] = fmem.call "frt_match_take"(%[[T]], %[[C0]])
  // CHECK: %[[B:.+]] = fmem.call "frt_match_take"(%[[T]], %[[C1]])
  %a = fmem.call "frt_match_payload"(%t, %c0) : (!fmem.box, i64) -> !fmem.box
  %b = fmem.call "frt_match_payload"(%t, %c1) : (!fmem.box, i64) -> !fmem.box
  // CHECK: %[[L:.+]] = fmem.object_layout
  // CHECK: %[[V:.+]] = fmem.pack consume !fmem.box(%{{.+}}, %{{.+}}, %[[B]], %[[A]]
  %l = fmem.object_layout ["__type__", "__variant__", "_0", "_1"]
  %v = fmem.pack consume !fmem.box(%name, %name, %b, %a : !fmem.box, !fmem.box, !fmem.box, !fmem.box)
  // CHECK: %[[N:.+]] = fmem.call "frt_object_renew"(%[[T]], %[[L]], %[[V]])
  // CHECK: return %[[N]]
  %n = fmem.call "frt_object_new"(%l, %v) : (!fmem.ref, !fmem.ref) -> !fmem.box
  return %n : !fmem.box
}

// -----

// Parts are read in the branch that needs them, so that the other branch finds
// the old value whole. What is needed before is no part that is moved out.
// CHECK-LABEL: func.func @sunk
// CHECK-SAME: (%[[T:.+]]: !fmem.box)
func.func @sunk(%t: !fmem.box) -> !fmem.box {
  // CHECK-NOT: frt_match_take
  // CHECK: %[[B:.+]] = fmem.call "frt_match_payload"(%[[T]], %{{.+}})
  // CHECK: cf.cond_br
  %c0 = arith.constant 0 : i64
  %c1 = arith.constant 1 : i64
  %a = fmem.call "frt_match_payload"(%t, %c0) : (!fmem.box, i64) -> !fmem.box
  %b = fmem.call "frt_match_payload"(%t, %c1) : (!fmem.box, i64) -> !fmem.box
  %is = fmem.call "frt_truthy"(%b) : (!fmem.box) -> i1
  cf.cond_br %is, ^change, ^keep
// CHECK: ^bb1:
// CHECK: %[[A:.+]] = fmem.call "frt_match_take"(%[[T]], %{{.+}})
// CHECK: fmem.pack consume !fmem.box(%[[A]], %[[B]]
// CHECK: fmem.call "frt_object_renew"(%[[T]],
^change:
  %l = fmem.object_layout ["_0", "_1"]
  %v = fmem.pack consume !fmem.box(%a, %b : !fmem.box, !fmem.box)
  %n = fmem.call "frt_object_new"(%l, %v) : (!fmem.ref, !fmem.ref) -> !fmem.box
  return %n : !fmem.box
// CHECK: ^bb2:
// CHECK: return %[[T]]
^keep:
  return %t : !fmem.box
}

// -----

// The old value is used afterwards, or by the new one.
// CHECK-LABEL: func.func @needed
// CHECK-NOT: frt_match_take
// CHECK-NOT: frt_object_renew
func.func @needed(%t: !fmem.box) -> !fmem.box {
  %c0 = arith.constant 0 : i64
  %a = fmem.call "frt_match_payload"(%t, %c0) : (!fmem.box, i64) -> !fmem.box
  %l = fmem.object_layout ["_0", "_1"]
  %v = fmem.pack consume !fmem.box(%a, %a : !fmem.box, !fmem.box)
  %n = fmem.call "frt_object_new"(%l, %v) : (!fmem.ref, !fmem.ref) -> !fmem.box
  %s = fmem.call "frt_add"(%t, %n) : (!fmem.box, !fmem.box) -> !fmem.box
  return %s : !fmem.box
}
// CHECK-LABEL: func.func @inside
// CHECK-NOT: frt_match_take
// CHECK-NOT: frt_object_renew
func.func @inside(%t: !fmem.box) -> !fmem.box {
  %c0 = arith.constant 0 : i64
  %a = fmem.call "frt_match_payload"(%t, %c0) : (!fmem.box, i64) -> !fmem.box
  %l = fmem.object_layout ["_0", "_1"]
  %v = fmem.pack consume !fmem.box(%a, %t : !fmem.box, !fmem.box)
  %n = fmem.call "frt_object_new"(%l, %v) : (!fmem.ref, !fmem.ref) -> !fmem.box
  return %n : !fmem.box
}

// -----

// A part that is read twice stays where it is; others are moved out.
// CHECK-LABEL: func.func @twice
// CHECK: fmem.call "frt_match_payload"
// CHECK: fmem.call "frt_match_payload"
// CHECK: fmem.call "frt_match_take"
// CHECK: fmem.call "frt_object_renew"
func.func @twice(%t: !fmem.box) -> !fmem.box {
  %c0 = arith.constant 0 : i64
  %c1 = arith.constant 1 : i64
  %a = fmem.call "frt_match_payload"(%t, %c0) : (!fmem.box, i64) -> !fmem.box
  %b = fmem.call "frt_match_payload"(%t, %c0) : (!fmem.box, i64) -> !fmem.box
  %c = fmem.call "frt_match_payload"(%t, %c1) : (!fmem.box, i64) -> !fmem.box
  %l = fmem.object_layout ["_0", "_1", "_2"]
  %v = fmem.pack consume !fmem.box(%a, %b, %c : !fmem.box, !fmem.box, !fmem.box)
  %n = fmem.call "frt_object_new"(%l, %v) : (!fmem.ref, !fmem.ref) -> !fmem.box
  return %n : !fmem.box
}

// -----

// In a loop around it the old value is taken apart again and again; one that the
// loop makes anew each time is not.
// CHECK-LABEL: func.func @outside
// CHECK-NOT: frt_match_take
// CHECK-NOT: frt_object_renew
func.func @outside(%t: !fmem.box) -> !fmem.box {
  %c0 = arith.constant 0 : i64
  cf.br ^loop
^loop:
  %a = fmem.call "frt_match_payload"(%t, %c0) : (!fmem.box, i64) -> !fmem.box
  %l = fmem.object_layout ["_0"]
  %v = fmem.pack consume !fmem.box(%a : !fmem.box)
  %n = fmem.call "frt_object_new"(%l, %v) : (!fmem.ref, !fmem.ref) -> !fmem.box
  %is = fmem.call "frt_truthy"(%n) : (!fmem.box) -> i1
  cf.cond_br %is, ^loop, ^done
^done:
  return %n : !fmem.box
}
// CHECK-LABEL: func.func @carried
// CHECK: ^bb1(%[[X:.+]]: !fmem.box):
// CHECK: fmem.call "frt_match_take"(%[[X]],
// CHECK: fmem.call "frt_object_renew"(%[[X]],
func.func @carried(%t: !fmem.box) -> !fmem.box {
  %c0 = arith.constant 0 : i64
  cf.br ^loop(%t : !fmem.box)
^loop(%x: !fmem.box):
  %a = fmem.call "frt_match_payload"(%x, %c0) : (!fmem.box, i64) -> !fmem.box
  %l = fmem.object_layout ["_0"]
  %v = fmem.pack consume !fmem.box(%a : !fmem.box)
  %n = fmem.call "frt_object_new"(%l, %v) : (!fmem.ref, !fmem.ref) -> !fmem.box
  %is = fmem.call "frt_truthy"(%n) : (!fmem.box) -> i1
  cf.cond_br %is, ^loop(%n : !fmem.box), ^done
^done:
  return %n : !fmem.box
}
