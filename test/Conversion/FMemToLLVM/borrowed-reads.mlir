// RUN: forge-opt %s -convert-fmem-to-llvm | FileCheck %s --implicit-check-not=fmem.

// What is borrowed is not counted; where the runtime looks it up, its reference
// is given up again: the holder has its own.
// CHECK-LABEL: llvm.func internal @borrowed
// CHECK: llvm.call @forge.match_payload.borrow(
// CHECK: llvm.call @forge.wrapper_value.borrow(
// CHECK-LABEL: llvm.func internal @forge.match_payload.borrow
// CHECK-NOT: forge.retain
// CHECK: %[[V:.+]] = llvm.call @frt_match_payload(
// CHECK-NEXT: llvm.call @forge.release(%{{.+}}, %[[V]])
// CHECK-NEXT: llvm.return %[[V]]
// CHECK-NOT: forge.retain
// CHECK-LABEL: llvm.func internal @forge.wrapper_value.borrow
// CHECK-NOT: forge.retain
// CHECK: llvm.return
func.func @borrowed(%ctx: !fmem.context, %t: !fmem.box, %i: i64) -> i1 {
  %0 = fmem.call "frt_match_payload"(%t, %i) {fmem.borrow} : (!fmem.box, i64) -> !fmem.box
  %1 = fmem.call "frt_wrapper_value"(%0) {fmem.borrow} : (!fmem.box) -> !fmem.box
  %2 = fmem.call "frt_truthy"(%1) : (!fmem.box) -> i1
  return %2 : i1
}
