// RUN: forge-opt %s -convert-fmem-to-llvm | FileCheck %s --implicit-check-not=fmem.

// Releases on error edges are calls of the runtime; the branch is unlikely.
// CHECK-LABEL: llvm.func internal @error_edge
// CHECK-SAME: (%[[CONTEXT:.+]]: !llvm.ptr, %[[V:.+]]: i64)
// CHECK: llvm.cond_br %{{.+}} weights([1, 2000]), ^[[RAISED:.+]], ^[[NEXT:.+]]
// CHECK: ^[[RAISED]]:
// CHECK-NEXT: llvm.call @frt_release_slow(%[[CONTEXT]], %[[V]])
// CHECK-NEXT: llvm.br ^[[HANDLER:.+]]
// CHECK: ^[[NEXT]]:
// CHECK-NEXT: llvm.call @forge.release(%[[CONTEXT]], %[[V]])
// CHECK-NEXT: llvm.return
// CHECK: ^[[HANDLER]]:
// CHECK-NEXT: llvm.call @frt_release_slow(%[[CONTEXT]], %[[V]])
func.func @error_edge(%ctx: !fmem.context, %v: !fmem.box) {
  %0 = fmem.error_pending
  cf.cond_br %0, ^raised, ^next
^raised:
  fmem.release %v
  cf.br ^handler
^next:
  fmem.release %v
  return
^handler:
  fmem.release %v
  return
}

// CHECK-LABEL: llvm.func internal @overflow
// CHECK: llvm.cond_br %{{.+}} weights([1, 2000])
func.func @overflow(%ctx: !fmem.context, %i: i64) -> i64 {
  %0, %o = fmem.checked add %i, %i
  cf.cond_br %o, ^raise, ^next
^raise:
  %undef = fmem.undef : i64
  return %undef : i64
^next:
  return %0 : i64
}

// CHECK-LABEL: llvm.func internal @limit
// CHECK: llvm.cond_br %{{.+}} weights([1, 2000])
func.func @limit(%ctx: !fmem.context) {
  %0 = fmem.enter_call
  cf.cond_br %0, ^raise, ^next
^raise:
  return
^next:
  fmem.leave_call
  return
}

// Any other condition may go either way, and a block that is also reached
// normally is not cold.
// CHECK-LABEL: llvm.func internal @warm
// CHECK: llvm.cond_br %{{.+}} weights([1, 2000]), ^[[JOIN:.+]], ^[[NEXT:.+]]
// CHECK: ^[[NEXT]]:
// CHECK: llvm.cond_br %{{[a-z0-9]+}}, ^[[JOIN]], ^
// CHECK: ^[[JOIN]]:
// CHECK: llvm.call @forge.release
func.func @warm(%ctx: !fmem.context, %v: !fmem.box, %c: i1) {
  %0 = fmem.error_pending
  cf.cond_br %0, ^join, ^next
^next:
  cf.cond_br %c, ^join, ^done
^join:
  fmem.release %v
  return
^done:
  return
}
