// RUN: forge-opt %s -pass-pipeline='builtin.module(func.func(fmem-insert-rc,fmem-verify-ownership))' | FileCheck %s --implicit-check-not=fmem.retain --implicit-check-not=fmem.release

// The last use moves: nothing is counted.
// CHECK-LABEL: func.func @moves
// CHECK-NEXT: return
func.func @moves(%v: !fmem.box) -> !fmem.box {
  return %v : !fmem.box
}

// CHECK-LABEL: func.func @retains_before_consuming
// CHECK-SAME: (%[[A:.+]]: !fmem.box, %[[B:.+]]: !fmem.box)
// CHECK-NEXT: fmem.retain %[[A]]
// CHECK-NEXT: %[[SUM:.+]] = fmem.call "frt_add"(%[[A]], %[[B]])
// CHECK-NEXT: fmem.release %[[B]]
// CHECK-NEXT: fmem.global.store %[[SUM]], 0
// CHECK-NEXT: return %[[A]]
func.func @retains_before_consuming(%a: !fmem.box, %b: !fmem.box)
    -> !fmem.box {
  %sum = fmem.call "frt_add"(%a, %b) : (!fmem.box, !fmem.box) -> !fmem.box
  fmem.global.store %sum, 0
  return %a : !fmem.box
}

// Released right after the last look, not at the end of the block.
// CHECK-LABEL: func.func @releases_after_last_use
// CHECK-SAME: (%[[V:.+]]: !fmem.box)
// CHECK-NEXT: %[[A:.+]] = fmem.call "frt_truthy"(%[[V]])
// CHECK-NEXT: %[[B:.+]] = fmem.call "frt_truthy"(%[[V]])
// CHECK-NEXT: fmem.release %[[V]]
// CHECK-NEXT: arith.andi
func.func @releases_after_last_use(%v: !fmem.box) -> i1 {
  %a = fmem.call "frt_truthy"(%v) : (!fmem.box) -> i1
  %b = fmem.call "frt_truthy"(%v) : (!fmem.box) -> i1
  %c = arith.andi %a, %b : i1
  return %c : i1
}

// CHECK-LABEL: func.func @unused
// CHECK-SAME: (%[[V:.+]]: !fmem.box)
// CHECK-NEXT: fmem.release %[[V]]
// CHECK-NEXT: %[[G:.+]] = fmem.global.load 0
// CHECK-NEXT: fmem.release %[[G]]
// CHECK-NEXT: return
func.func @unused(%v: !fmem.box) {
  %0 = fmem.global.load 0
  return
}

// One operation that takes a value twice needs two references.
// CHECK-LABEL: func.func @consumed_twice
// CHECK-SAME: (%[[V:.+]]: !fmem.box)
// CHECK: fmem.retain %[[V]]
// CHECK-NEXT: fmem.pack consume !fmem.box(%[[V]], %[[V]] : !fmem.box, !fmem.box)
func.func @consumed_twice(%v: !fmem.box) -> !fmem.box {
  %two = arith.constant 2 : i64
  %array = fmem.pack consume !fmem.box(%v, %v : !fmem.box, !fmem.box)
  %0 = fmem.call "frt_array_new"(%array, %two) : (!fmem.ref, i64) -> !fmem.box
  return %0 : !fmem.box
}

// `s + s`: the callee may free what it consumes before it looks at the other
// operand.
// CHECK-LABEL: func.func @consumed_and_borrowed
// CHECK-SAME: (%[[V:.+]]: !fmem.box)
// CHECK-NEXT: fmem.retain %[[V]]
// CHECK-NEXT: %[[R:.+]] = fmem.call "frt_add"(%[[V]], %[[V]])
// CHECK-NEXT: fmem.release %[[V]]
// CHECK-NEXT: return %[[R]]
func.func @consumed_and_borrowed(%v: !fmem.box) -> !fmem.box {
  %0 = fmem.call "frt_add"(%v, %v) : (!fmem.box, !fmem.box) -> !fmem.box
  return %0 : !fmem.box
}

// Borrowed stack memory keeps its values in use until it is passed on.
// CHECK-LABEL: func.func @borrowed_pack
// CHECK-SAME: (%[[A:.+]]: !fmem.box, %[[B:.+]]: !fmem.box)
// CHECK: %[[PACK:.+]] = fmem.pack !fmem.box(%[[A]], %[[B]] :
// CHECK-NEXT: arith.constant
// CHECK-NEXT: %[[R:.+]] = fmem.call "frt_interpolate"(%[[PACK]], %{{.+}})
// CHECK-NEXT: fmem.release %[[A]]
// CHECK-NEXT: fmem.release %[[B]]
// CHECK-NEXT: return %[[R]]
func.func @borrowed_pack(%a: !fmem.box, %b: !fmem.box) -> !fmem.box {
  %parts = fmem.pack !fmem.box(%a, %b : !fmem.box, !fmem.box)
  %two = arith.constant 2 : i64
  %0 = fmem.call "frt_interpolate"(%parts, %two) : (!fmem.ref, i64) -> !fmem.box
  return %0 : !fmem.box
}

// The index of a place is borrowed by the steps; the root moves through memory.
// CHECK-LABEL: func.func @place
// CHECK-SAME: (%[[ROOT:.+]]: !fmem.box, %[[I:.+]]: !fmem.box, %[[V:.+]]: !fmem.box)
// CHECK: fmem.ref.store %[[ROOT]]
// CHECK: fmem.steps [unit](%[[I]])
// CHECK: fmem.pack consume !fmem.box(%[[V]] : !fmem.box)
// CHECK: %[[RESULT:.+]] = fmem.call "frt_place_update"
// CHECK-DAG: fmem.release %[[RESULT]]
// CHECK-DAG: fmem.release %[[I]]
// CHECK: %[[NEW:.+]] = fmem.ref.load
// CHECK-NEXT: return %[[NEW]]
func.func @place(%root: !fmem.box, %i: !fmem.box, %v: !fmem.box) -> !fmem.box {
  %name = fmem.string "a"
  %set = arith.constant 0 : i64
  %one = arith.constant 1 : i64
  %slot = fmem.stack_slot !fmem.box
  fmem.ref.store %root, %slot : !fmem.box
  %path = fmem.steps [unit](%i)
  %values = fmem.pack consume !fmem.box(%v : !fmem.box)
  %result = fmem.call "frt_place_update"(%slot, %path, %one, %set, %values, %one, %name) : (!fmem.ref, !fmem.ref, i64, i64, !fmem.ref, i64, !fmem.box) -> !fmem.box
  %new = fmem.ref.load %slot : !fmem.box
  return %new : !fmem.box
}

// A borrowed parameter belongs to the caller: it is retained to be given away
// and never released.
// CHECK-LABEL: func.func @borrowed_parameter
// CHECK-SAME: (%[[V:.+]]: !fmem.box {fmem.borrow})
// CHECK-NEXT: fmem.call "frt_truthy"(%[[V]])
// CHECK-NEXT: fmem.retain %[[V]]
// CHECK-NEXT: return %[[V]]
func.func @borrowed_parameter(%v: !fmem.box {fmem.borrow}) -> !fmem.box {
  %0 = fmem.call "frt_truthy"(%v) : (!fmem.box) -> i1
  return %v : !fmem.box
}

// CHECK-LABEL: func.func @calls
// CHECK-SAME: (%[[V:.+]]: !fmem.box)
// CHECK-NEXT: %[[A:.+]] = call @borrowed_parameter(%[[V]])
// CHECK-NEXT: %[[B:.+]] = call @moves(%[[V]])
// CHECK-NEXT: fmem.release %[[B]]
// CHECK-NEXT: return %[[A]]
func.func @calls(%v: !fmem.box) -> !fmem.box {
  %0 = call @borrowed_parameter(%v) : (!fmem.box) -> !fmem.box
  %1 = call @moves(%v) : (!fmem.box) -> !fmem.box
  return %0 : !fmem.box
}

// Constants have no references.
// CHECK-LABEL: func.func @uncounted
func.func @uncounted(%f: f64) {
  %null = fmem.singleton null
  %text = fmem.string "text"
  %float = fmem.box %f : f64
  %five = arith.constant 5 : i64
  %small = fmem.box %five : i64
  fmem.global.store %null, 0
  fmem.global.store %text, 1
  fmem.global.store %text, 2
  fmem.global.store %float, 3
  fmem.global.store %small, 4
  return
}

// Integers that may not fit are objects.
// CHECK-LABEL: func.func @wide_integer
// CHECK: %[[LARGE:.+]] = fmem.box
// CHECK-NEXT: fmem.call "frt_truthy"(%[[LARGE]])
// CHECK-NEXT: fmem.release %[[LARGE]]
// CHECK: %[[UNKNOWN:.+]] = fmem.box
// CHECK-NEXT: fmem.release %[[UNKNOWN]]
func.func @wide_integer(%i: i64) {
  %large = arith.constant 140737488355328 : i64
  %0 = fmem.box %large : i64
  %1 = fmem.call "frt_truthy"(%0) : (!fmem.box) -> i1
  %2 = fmem.box %i : i64
  return
}

// Captures are borrowed from the closure, arguments are moved out of the array.
// CHECK-LABEL: func.func @entry
// CHECK: %[[CAPTURE:.+]] = fmem.entry.capture
// CHECK-NEXT: %[[ARGUMENT:.+]] = fmem.entry.argument
// CHECK-NEXT: fmem.retain %[[CAPTURE]]
// CHECK-NEXT: fmem.call "frt_add"(%[[CAPTURE]], %[[ARGUMENT]])
// CHECK-NEXT: fmem.release %[[ARGUMENT]]
func.func @entry(%closure: !fmem.ref, %args: !fmem.ref, %n: i64) -> !fmem.box
    attributes {fmem.entry} {
  %0 = fmem.entry.capture %closure 0
  %1 = fmem.entry.argument %args, %n 0 null
  %2 = fmem.call "frt_add"(%0, %1) : (!fmem.box, !fmem.box) -> !fmem.box
  return %2 : !fmem.box
}

// The chosen operand gets a reference of its own.
// CHECK-LABEL: func.func @select
// CHECK-SAME: (%[[C:.+]]: i1, %[[A:.+]]: !fmem.box, %[[B:.+]]: !fmem.box)
// CHECK-NEXT: %[[R:.+]] = arith.select
// CHECK-NEXT: fmem.retain %[[R]]
// CHECK-NEXT: fmem.release
// CHECK-NEXT: fmem.release
// CHECK-NEXT: return %[[R]]
func.func @select(%c: i1, %a: !fmem.box, %b: !fmem.box) -> !fmem.box {
  %0 = arith.select %c, %a, %b : !fmem.box
  return %0 : !fmem.box
}
