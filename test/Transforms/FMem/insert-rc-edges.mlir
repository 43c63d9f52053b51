// RUN: forge-opt %s -pass-pipeline='builtin.module(func.func(fmem-insert-rc,fmem-verify-ownership))' | FileCheck %s --implicit-check-not=fmem.retain --implicit-check-not=fmem.release

// What one path needs and the other does not is released at the start of the
// other.
// CHECK-LABEL: func.func @dies_on_one_edge
// CHECK-SAME: (%[[V:.+]]: !fmem.box, %[[C:.+]]: i1)
// CHECK: cf.cond_br %[[C]], ^[[USE:.+]], ^[[OTHER:.+]]
// CHECK: ^[[USE]]:
// CHECK-NEXT: return %[[V]]
// CHECK: ^[[OTHER]]:
// CHECK-NEXT: fmem.release %[[V]]
// CHECK-NEXT: fmem.singleton
func.func @dies_on_one_edge(%v: !fmem.box, %c: i1) -> !fmem.box {
  cf.cond_br %c, ^use, ^other
^use:
  return %v : !fmem.box
^other:
  %null = fmem.singleton null
  return %null : !fmem.box
}

// The target of the edge has other predecessors, so the edge gets a block.
// CHECK-LABEL: func.func @dies_on_critical_edge
// CHECK-SAME: (%[[V:.+]]: !fmem.box, %[[C:.+]]: i1)
// CHECK: cf.cond_br %[[C]], ^[[USE:.+]], ^[[EDGE:.+]]
// CHECK: ^[[USE]]:
// CHECK-NEXT: fmem.global.store %[[V]], 0
// CHECK-NEXT: cf.br ^[[JOIN:.+]]
// CHECK: ^[[EDGE]]:
// CHECK-NEXT: fmem.release %[[V]]
// CHECK-NEXT: cf.br ^[[JOIN]]
// CHECK: ^[[JOIN]]:
// CHECK-NEXT: return
func.func @dies_on_critical_edge(%v: !fmem.box, %c: i1) {
  cf.cond_br %c, ^use, ^join
^use:
  fmem.global.store %v, 0
  cf.br ^join
^join:
  return
}

// Used on both paths, last on each: no counting at all.
// CHECK-LABEL: func.func @moves_on_both
func.func @moves_on_both(%v: !fmem.box, %c: i1) {
  cf.cond_br %c, ^a, ^b
^a:
  fmem.global.store %v, 0
  return
^b:
  fmem.global.store %v, 1
  return
}

// A block argument consumes what is forwarded to it; the retain that only one
// edge needs is not paid by the other.
// CHECK-LABEL: func.func @retains_on_edge
// CHECK-SAME: (%[[V:.+]]: !fmem.box, %[[C:.+]]: i1)
// CHECK: cf.cond_br %[[C]], ^[[EDGE:.+]], ^[[OTHER:.+]]
// CHECK: ^[[EDGE]]:
// CHECK-NEXT: fmem.retain %[[V]]
// CHECK-NEXT: cf.br ^[[BOTH:.+]](%[[V]] : !fmem.box)
// CHECK: ^[[BOTH]](%[[W:.+]]: !fmem.box):
// CHECK-NEXT: fmem.global.store %[[V]], 0
// CHECK-NEXT: return %[[W]]
// CHECK: ^[[OTHER]]:
// CHECK-NEXT: return %[[V]]
func.func @retains_on_edge(%v: !fmem.box, %c: i1) -> !fmem.box {
  cf.cond_br %c, ^both(%v : !fmem.box), ^other
^both(%w: !fmem.box):
  fmem.global.store %v, 0
  return %w : !fmem.box
^other:
  return %v : !fmem.box
}

// What all edges need is retained before the branch.
// CHECK-LABEL: func.func @retains_before_branch
// CHECK-SAME: (%[[V:.+]]: !fmem.box {fmem.borrow}, %[[C:.+]]: i1)
// CHECK-NEXT: fmem.retain %[[V]]
// CHECK-NEXT: cf.cond_br
func.func @retains_before_branch(%v: !fmem.box {fmem.borrow}, %c: i1)
    -> !fmem.box {
  cf.cond_br %c, ^a(%v : !fmem.box), ^b(%v : !fmem.box)
^a(%x: !fmem.box):
  return %x : !fmem.box
^b(%y: !fmem.box):
  return %y : !fmem.box
}

// CHECK-LABEL: func.func @unused_block_argument
// CHECK: ^{{.+}}(%[[X:.+]]: !fmem.box):
// CHECK-NEXT: fmem.release %[[X]]
// CHECK-NEXT: return
func.func @unused_block_argument(%v: !fmem.box) {
  cf.br ^next(%v : !fmem.box)
^next(%x: !fmem.box):
  return
}

// A loop appends in place: the accumulator moves around the back edge, and what
// the loop only looks at is released behind it.
// CHECK-LABEL: func.func @loop
// CHECK-SAME: (%[[INIT:.+]]: !fmem.box, %[[PART:.+]]: !fmem.box, %[[MORE:.+]]: i1)
// CHECK-NEXT: cf.br ^[[LOOP:.+]](%[[INIT]] : !fmem.box)
// CHECK: ^[[LOOP]](%[[TEXT:.+]]: !fmem.box):
// CHECK-NEXT: %[[NEXT:.+]] = fmem.call "frt_add"(%[[TEXT]], %[[PART]])
// CHECK-NEXT: cf.cond_br %[[MORE]], ^[[LOOP]](%[[NEXT]] : !fmem.box), ^[[DONE:.+]]
// CHECK: ^[[DONE]]:
// CHECK-NEXT: fmem.release %[[PART]]
// CHECK-NEXT: return %[[NEXT]]
func.func @loop(%init: !fmem.box, %part: !fmem.box, %more: i1) -> !fmem.box {
  cf.br ^loop(%init : !fmem.box)
^loop(%text: !fmem.box):
  %next = fmem.call "frt_add"(%text, %part) : (!fmem.box, !fmem.box) -> !fmem.box
  cf.cond_br %more, ^loop(%next : !fmem.box), ^done
^done:
  return %next : !fmem.box
}

// The result of a call that raised has no meaning and is not released; other
// values are.
// CHECK-LABEL: func.func @error_edge
// CHECK-SAME: (%[[V:.+]]: !fmem.box)
// CHECK: %[[R:.+]] = fmem.call "frt_sub"(%[[V]], %[[V]])
// CHECK: cf.cond_br %{{.+}}, ^[[RAISED:.+]], ^[[NEXT:.+]]
// CHECK: ^[[RAISED]]:
// CHECK-NEXT: fmem.release %[[V]]
// CHECK-NEXT: fmem.undef
// CHECK: ^[[NEXT]]:
// CHECK-NEXT: fmem.global.store %[[V]], 0
// CHECK-NEXT: return %[[R]]
func.func @error_edge(%v: !fmem.box) -> !fmem.box {
  %r = fmem.call "frt_sub"(%v, %v) : (!fmem.box, !fmem.box) -> !fmem.box
  %pending = fmem.error_pending
  cf.cond_br %pending, ^raised, ^next
^raised:
  %undef = fmem.undef : !fmem.box
  return %undef : !fmem.box
^next:
  fmem.global.store %v, 0
  return %r : !fmem.box
}

// A place is loaded back before the error is looked at: it is no result of the
// call and stays valid.
// CHECK-LABEL: func.func @place_on_error_edge
// CHECK: %[[RESULT:.+]] = fmem.call "frt_place_update"
// CHECK-NEXT: fmem.release %[[RESULT]]
// CHECK: %[[NEW:.+]] = fmem.ref.load
// CHECK: cf.cond_br %{{.+}}, ^[[RAISED:.+]], ^
// CHECK: ^[[RAISED]]:
// CHECK-NEXT: fmem.release %[[NEW]]
// CHECK-NEXT: fmem.undef
func.func @place_on_error_edge(%root: !fmem.box) -> !fmem.box {
  %name = fmem.string "a"
  %pop = arith.constant 263 : i64
  %zero = arith.constant 0 : i64
  %slot = fmem.stack_slot !fmem.box
  fmem.ref.store %root, %slot : !fmem.box
  %path = fmem.steps []()
  %values = fmem.pack consume !fmem.box()
  %result = fmem.call "frt_place_update"(%slot, %path, %zero, %pop, %values, %zero, %name) : (!fmem.ref, !fmem.ref, i64, i64, !fmem.ref, i64, !fmem.box) -> !fmem.box
  %pending = fmem.error_pending
  %new = fmem.ref.load %slot : !fmem.box
  cf.cond_br %pending, ^raised, ^next
^raised:
  %undef = fmem.undef : !fmem.box
  return %undef : !fmem.box
^next:
  return %new : !fmem.box
}

// Both edges lead to one block with different arguments.
// CHECK-LABEL: func.func @same_target
// CHECK-SAME: (%[[A:.+]]: !fmem.box, %[[B:.+]]: !fmem.box, %[[C:.+]]: i1)
// CHECK: cf.cond_br %[[C]], ^[[E0:.+]], ^[[E1:.+]]
// CHECK: ^[[E1]]:
// CHECK-NEXT: fmem.release %[[A]]
// CHECK-NEXT: cf.br ^[[JOIN:.+]](%[[B]] : !fmem.box)
// CHECK: ^[[E0]]:
// CHECK-NEXT: fmem.release %[[B]]
// CHECK-NEXT: cf.br ^[[JOIN]](%[[A]] : !fmem.box)
func.func @same_target(%a: !fmem.box, %b: !fmem.box, %c: i1) -> !fmem.box {
  cf.cond_br %c, ^join(%a : !fmem.box), ^join(%b : !fmem.box)
^join(%v: !fmem.box):
  return %v : !fmem.box
}

// Error edges that leave through one block share what they release: one release
// for each box, not one for each box and edge.
// CHECK-LABEL: func.func @shared_cleanup
// CHECK: %[[A:.+]] = fmem.global.load 0
// CHECK: cf.cond_br %{{.+}}, ^[[FIRST:.+]], ^
// CHECK: %[[B:.+]] = fmem.global.load 1
// CHECK: cf.cond_br %{{.+}}, ^[[SECOND:.+]], ^
// CHECK: fmem.global.store %[[A]], 0
// CHECK: fmem.global.store %[[B]], 1
// CHECK: return
// CHECK: ^[[FIRST]]:
// CHECK-NEXT: fmem.trace "first"
// CHECK-NEXT: cf.br ^[[DROPA:.+]]
// CHECK: ^[[SECOND]]:
// CHECK-NEXT: fmem.trace "second"
// CHECK-NEXT: cf.br ^[[DROPB:.+]]
// CHECK: ^[[DROPB]]:
// CHECK-NEXT: fmem.release %[[B]]
// CHECK-NEXT: cf.br ^[[DROPA]]
// CHECK: ^[[DROPA]]:
// CHECK-NEXT: fmem.release %[[A]]
// CHECK-NEXT: cf.br ^[[OUT:.+]]
// CHECK: ^[[OUT]]:
// CHECK-NEXT: return
func.func @shared_cleanup(%subject: !fmem.box {fmem.borrow}) {
  %a = fmem.global.load 0
  fmem.call "frt_expect_array"(%subject) : (!fmem.box) -> ()
  %raised1 = fmem.error_pending
  cf.cond_br %raised1, ^first, ^next1
^next1:
  %b = fmem.global.load 1
  fmem.call "frt_expect_array"(%subject) : (!fmem.box) -> ()
  %raised2 = fmem.error_pending
  cf.cond_br %raised2, ^second, ^next2
^next2:
  fmem.global.store %a, 0
  fmem.global.store %b, 1
  return
^first:
  fmem.trace "first"
  cf.br ^out
^second:
  fmem.trace "second"
  cf.br ^out
^out:
  return
}

// Where many boxes die on an edge, it names them by a mask. Each is noted once.
// CHECK-LABEL: func.func @many_cleanups
// CHECK: %[[SLOTS:.+]] = fmem.cleanup.slots 17
// CHECK: %[[V0:.+]] = fmem.global.load 0
// CHECK-NEXT: fmem.cleanup.note %[[V0]], %[[SLOTS]][0]
// CHECK: %[[V16:.+]] = fmem.global.load 16
// CHECK-NEXT: fmem.cleanup.note %[[V16]], %[[SLOTS]][16]
// CHECK: cf.cond_br %{{.+}}, ^[[FAILED:.+]], ^
// CHECK: fmem.global.store %[[V0]], 0
// CHECK: fmem.global.store %[[V16]], 16
// CHECK: return
// CHECK: ^[[FAILED]]:
// CHECK-NEXT: fmem.cleanup.release %[[SLOTS]] from 0 [131071]
// CHECK-NEXT: return
func.func @many_cleanups(%subject: !fmem.box {fmem.borrow}) {
  %0 = fmem.global.load 0
  %1 = fmem.global.load 1
  %2 = fmem.global.load 2
  %3 = fmem.global.load 3
  %4 = fmem.global.load 4
  %5 = fmem.global.load 5
  %6 = fmem.global.load 6
  %7 = fmem.global.load 7
  %8 = fmem.global.load 8
  %9 = fmem.global.load 9
  %10 = fmem.global.load 10
  %11 = fmem.global.load 11
  %12 = fmem.global.load 12
  %13 = fmem.global.load 13
  %14 = fmem.global.load 14
  %15 = fmem.global.load 15
  %16 = fmem.global.load 16
  fmem.call "frt_expect_array"(%subject) : (!fmem.box) -> ()
  %raised = fmem.error_pending
  cf.cond_br %raised, ^failed, ^next
^next:
  fmem.global.store %0, 0
  fmem.global.store %1, 1
  fmem.global.store %2, 2
  fmem.global.store %3, 3
  fmem.global.store %4, 4
  fmem.global.store %5, 5
  fmem.global.store %6, 6
  fmem.global.store %7, 7
  fmem.global.store %8, 8
  fmem.global.store %9, 9
  fmem.global.store %10, 10
  fmem.global.store %11, 11
  fmem.global.store %12, 12
  fmem.global.store %13, 13
  fmem.global.store %14, 14
  fmem.global.store %15, 15
  fmem.global.store %16, 16
  return
^failed:
  return
}
