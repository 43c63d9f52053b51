// RUN: forge-opt %s -split-input-file -fmem-build-frames | FileCheck %s

// What is alive behind the call goes into the frame; what is dead, constants
// and the context do not. Where an error is looked for anyway, the test whether
// the call waits stands on that edge.

// CHECK-LABEL: func.func @keeps_what_is_alive
// CHECK-SAME: (%[[CONTEXT:.+]]: !fmem.context, %[[TASK:.+]]: !fmem.box, %[[XS:.+]]: !fmem.box, %[[N:.+]]: i64)
// CHECK:   %[[R:.+]] = fmem.call "frt_await"(%[[TASK]])
// CHECK:   cf.br ^[[AFTER:bb[0-9]+]]
// CHECK: ^[[CHECK:bb[0-9]+]]:
// CHECK:   %[[S:.+]] = fmem.suspended
// CHECK:   cf.cond_br %[[S]], ^[[CAPTURE:bb[0-9]+]], ^[[FAILED:bb[0-9]+]]
// CHECK: ^[[CAPTURE]]:
// CHECK:   fmem.frame.capture @keeps_what_is_alive.resume 0 "<lambda>"(%[[XS]], %[[N]] : !fmem.box, i64) extra 0
// CHECK:   %[[UNDEF:.+]] = fmem.undef : !fmem.box
// CHECK:   return %[[UNDEF]]
// CHECK: ^[[AFTER]]:
// CHECK:   %[[E:.+]] = fmem.error_pending
// CHECK:   cf.cond_br %[[E]], ^[[CHECK]], ^[[OK:bb[0-9]+]]

// CHECK-LABEL: func.func private @keeps_what_is_alive.resume
// CHECK-SAME: (%[[CONTEXT:.+]]: !fmem.context, %[[FRAME:.+]]: !fmem.ref) -> i64
// CHECK:   %[[ONE:.+]] = arith.constant 1 : i64
// CHECK:   %[[XS:.+]] = fmem.frame.load %[[FRAME]][0] : !fmem.box
// CHECK:   %[[N:.+]] = fmem.frame.load %[[FRAME]][1] : i64
// CHECK:   fmem.frame.pop %[[FRAME]]
// CHECK:   %[[R:.+]] = fmem.frame.result : !fmem.box
// CHECK:   fmem.error_pending
// CHECK:   fmem.release %[[R]]
// CHECK:   arith.addi %[[N]], %[[ONE]]
// CHECK:   %[[BITS:.+]] = fmem.frame.bits %[[XS]] : !fmem.box
// CHECK:   return %[[BITS]] : i64
func.func @keeps_what_is_alive(%context: !fmem.context, %task: !fmem.box,
                               %xs: !fmem.box, %n: i64) -> !fmem.box {
  %one = arith.constant 1 : i64
  %dead = arith.addi %n, %n : i64
  %r = fmem.call "frt_await"(%task) : (!fmem.box) -> !fmem.box
  %e = fmem.error_pending
  cf.cond_br %e, ^failed, ^ok
^failed:
  fmem.release %xs
  %u = fmem.undef : !fmem.box
  return %u : !fmem.box
^ok:
  fmem.release %r
  %m = arith.addi %n, %one : i64
  return %xs : !fmem.box
}

// -----

// A call in tail position needs no frame, and its function is no different.

// CHECK-LABEL: func.func @tail
// CHECK-NOT: fmem.suspended
// CHECK-NOT: @tail.resume
func.func @tail(%context: !fmem.context, %task: !fmem.box) -> !fmem.box {
  %r = fmem.call "frt_await"(%task) : (!fmem.box) -> !fmem.box
  return %r : !fmem.box
}

// -----

// A program in which nothing waits stays as it is.

// CHECK-LABEL: func.func @nothing_waits
// CHECK-NOT: fmem.suspended
// CHECK-NOT: .resume
func.func @nothing_waits(%context: !fmem.context, %f: !fmem.box,
                         %n: i64) -> i64 {
  %args = fmem.pack consume !fmem.box()
  %none = arith.constant 0 : i64
  %r = fmem.call "frt_call"(%f, %args, %none)
      : (!fmem.box, !fmem.ref, i64) -> !fmem.box
  fmem.release %r
  return %n : i64
}

// -----

// Callers of functions that wait wait; where no error is looked for, the test
// follows the call. A loop is entered in the middle: what changes in it arrives
// as block arguments.

// CHECK-LABEL: func.func @leaf
// CHECK:   fmem.frame.capture @leaf.resume 0
// CHECK-LABEL: func.func private @leaf.resume

// CHECK-LABEL: func.func @loop
// CHECK:   call @leaf
// CHECK:   %[[S:.+]] = fmem.suspended
// CHECK:   cf.cond_br %[[S]], ^[[CAPTURE:bb[0-9]+]], ^[[AFTER:bb[0-9]+]]
// CHECK: ^[[CAPTURE]]:
// CHECK:   fmem.frame.capture @loop.resume 0 "loop"(%{{.+}}, %{{.+}}, %{{.+}} : !fmem.box, i64, i64)

// CHECK-LABEL: func.func private @loop.resume
// CHECK-SAME: forge.name = "loop"
// CHECK:   fmem.frame.state
// CHECK: ^[[HEAD:bb[0-9]+]](%[[I:.+]]: i64
// CHECK:   call @leaf
// CHECK:   fmem.frame.capture @loop.resume 0 "loop"
func.func @leaf(%context: !fmem.context, %task: !fmem.box {fmem.borrow},
                %n: i64) -> i64 {
  %r = fmem.call "frt_await"(%task) : (!fmem.box) -> !fmem.box
  fmem.release %r
  return %n : i64
}

func.func @loop(%context: !fmem.context, %task: !fmem.box {fmem.borrow},
                %n: i64) -> i64 attributes {forge.name = "loop"} {
  %zero = arith.constant 0 : i64
  cf.br ^head(%zero : i64)
^head(%i: i64):
  %more = arith.cmpi slt, %i, %n : i64
  cf.cond_br %more, ^body, ^exit
^body:
  %x = call @leaf(%context, %task, %i) : (!fmem.context, !fmem.box, i64) -> i64
  %next = arith.addi %i, %x : i64
  cf.br ^head(%next : i64)
^exit:
  return %i : i64
}

// -----

// Frames of different points share nothing and need no coloring: each is as
// large as what is alive at its point.

// CHECK-LABEL: func.func @two_points
// CHECK: fmem.frame.capture @two_points.resume 0 "<lambda>"(%{{[^,]+}}, %{{[^,]+}} : i64, i64) extra 0
// CHECK: fmem.frame.capture @two_points.resume 1 "<lambda>"(%{{[^,]+}} : i64) extra 0
// CHECK-LABEL: func.func private @two_points.resume
// CHECK: cf.switch
// CHECK-NEXT: default: ^
// CHECK-NEXT: 1: ^
func.func @two_points(%context: !fmem.context, %seconds: !fmem.box, %a: i64,
                      %b: i64) -> i64 {
  %r0 = fmem.call "frt_wait"(%seconds) : (!fmem.box) -> !fmem.box
  fmem.release %r0
  %c = arith.addi %a, %b : i64
  %null = fmem.singleton null
  %r1 = fmem.call "frt_wait"(%null) : (!fmem.box) -> !fmem.box
  fmem.release %r1
  return %c : i64
}

// -----

// A uniform entry that lends captured values keeps the closure: its caller is
// native code. The resume function gives the reference up when it returns, and
// hands it on when it waits again.

// CHECK-LABEL: func.func @f.entry
// CHECK:   %[[CAPTURED:.+]] = fmem.entry.capture
// CHECK:   call @f(
// CHECK:   %[[CLOSURE:.+]] = fmem.entry.closure
// CHECK:   fmem.retain %[[CLOSURE]]
// CHECK:   fmem.frame.capture @f.entry.resume 0 "<lambda>"(%[[CLOSURE]] : !fmem.box) extra 0
// CHECK-LABEL: func.func private @f.entry.resume
// CHECK:   %[[CLOSURE:.+]] = fmem.frame.load %{{.+}}[0] : !fmem.box
// CHECK:   fmem.frame.result
// CHECK:   fmem.release %[[CLOSURE]]
// CHECK:   fmem.frame.bits
func.func @f(%context: !fmem.context, %x: !fmem.box {fmem.borrow})
    -> !fmem.box {
  %r = fmem.call "frt_await"(%x) : (!fmem.box) -> !fmem.box
  return %r : !fmem.box
}

func.func @f.entry(%context: !fmem.context, %closure: !fmem.ref,
                   %args: !fmem.ref, %n: i64) -> !fmem.box
    attributes {fmem.entry} {
  %x = fmem.entry.capture %closure 0
  %r = call @f(%context, %x) : (!fmem.context, !fmem.box) -> !fmem.box
  return %r : !fmem.box
}

// -----

// What error edges release by a mask moves with the frame.

// CHECK-LABEL: func.func @noted
// CHECK:   %[[SLOTS:.+]] = fmem.cleanup.slots 2
// CHECK:   %[[FRAME:.+]] = fmem.frame.capture @noted.resume 0 "<lambda>"(%{{.+}}, %{{.+}} : !fmem.box, !fmem.box) extra 2
// CHECK:   fmem.cleanup.save %[[SLOTS]], %[[FRAME]][2]
// CHECK-LABEL: func.func private @noted.resume
// CHECK:   %[[SLOTS:.+]] = fmem.cleanup.slots 2
// CHECK:   fmem.cleanup.restore %[[SLOTS]], %{{.+}}[2]
func.func @noted(%context: !fmem.context, %a: !fmem.box, %b: !fmem.box)
    -> !fmem.box {
  %slots = fmem.cleanup.slots 2
  fmem.cleanup.note %a, %slots[0]
  fmem.cleanup.note %b, %slots[1]
  %null = fmem.singleton null
  %r = fmem.call "frt_await"(%null) : (!fmem.box) -> !fmem.box
  %e = fmem.error_pending
  cf.cond_br %e, ^failed, ^ok
^failed:
  fmem.cleanup.release %slots from 0 [3]
  %u = fmem.undef : !fmem.box
  return %u : !fmem.box
^ok:
  fmem.release %r
  fmem.release %b
  return %a : !fmem.box
}
