// RUN: forge-opt %s -convert-fmem-to-llvm | FileCheck %s --implicit-check-not=fmem.

// Runtime functions get the context, unless the catalogue says otherwise.
// CHECK-LABEL: llvm.func internal @runtime
// CHECK-SAME: (%[[CONTEXT:.+]]: !llvm.ptr, %[[A:.+]]: i64, %[[B:.+]]: i64)
// CHECK: llvm.call @frt_string_concat(%[[CONTEXT]], %[[A]], %[[B]]) : (!llvm.ptr, i64, i64) -> i64
// CHECK: llvm.call @frt_match_variant(%[[A]], %[[B]]) : (i64, i64) -> i1
// CHECK: llvm.call @frt_error_clear(%[[CONTEXT]]) : (!llvm.ptr) -> ()
func.func @runtime(%ctx: !fmem.context, %a: !fmem.box, %b: !fmem.box)
    -> !fmem.box {
  %0 = fmem.call "frt_string_concat"(%a, %b) : (!fmem.box, !fmem.box) -> !fmem.box
  %1 = fmem.call "frt_match_variant"(%a, %b) : (!fmem.box, !fmem.box) -> i1
  fmem.call "frt_error_clear"() : () -> ()
  return %0 : !fmem.box
}

// Calls between functions pass what they are given.
// CHECK-LABEL: llvm.func internal @direct
// CHECK-SAME: (%[[CONTEXT:.+]]: !llvm.ptr, %[[A:.+]]: i64) -> i64
// CHECK: llvm.call @runtime(%[[CONTEXT]], %[[A]], %[[A]]) : (!llvm.ptr, i64, i64) -> i64
func.func @direct(%ctx: !fmem.context, %a: !fmem.box) -> !fmem.box {
  %0 = call @runtime(%ctx, %a, %a) : (!fmem.context, !fmem.box, !fmem.box) -> !fmem.box
  return %0 : !fmem.box
}

// The error is the first word of the context.
// CHECK-LABEL: llvm.func internal @error_pending
// CHECK-SAME: (%[[CONTEXT:.+]]: !llvm.ptr)
// CHECK: %[[ERROR:.+]] = llvm.load %[[CONTEXT]] : !llvm.ptr -> !llvm.ptr
// CHECK: %[[NULL:.+]] = llvm.mlir.zero : !llvm.ptr
// CHECK: llvm.icmp "ne" %[[ERROR]], %[[NULL]]
func.func @error_pending(%ctx: !fmem.context) -> i1 {
  %0 = fmem.error_pending
  return %0 : i1
}

// A call beyond the limit is not counted.
// CHECK-LABEL: llvm.func internal @depth
// CHECK-SAME: (%[[CONTEXT:.+]]: !llvm.ptr)
// CHECK-DAG: %[[DEPTHSLOT:.+]] = llvm.getelementptr %[[CONTEXT]][8]
// CHECK-DAG: %[[LIMITSLOT:.+]] = llvm.getelementptr %[[CONTEXT]][12]
// CHECK-DAG: %[[DEPTH:.+]] = llvm.load %[[DEPTHSLOT]] : !llvm.ptr -> i32
// CHECK-DAG: %[[LIMIT:.+]] = llvm.load %[[LIMITSLOT]] : !llvm.ptr -> i32
// CHECK: %[[INSIDE:.+]] = llvm.icmp "slt" %[[DEPTH]], %[[LIMIT]]
// CHECK: %[[STEP:.+]] = llvm.zext %[[INSIDE]]
// CHECK: %[[NEXT:.+]] = llvm.add %[[DEPTH]], %[[STEP]]
// CHECK: llvm.store %[[NEXT]], %[[DEPTHSLOT]]
// CHECK: llvm.xor %[[INSIDE]]
// CHECK: llvm.sub
// CHECK: llvm.store
func.func @depth(%ctx: !fmem.context) -> i1 {
  %0 = fmem.enter_call
  fmem.leave_call
  return %0 : i1
}

// The calls that are left are the limit without the depth, in 64 bits.
// CHECK-LABEL: llvm.func internal @calls_left
// CHECK-SAME: (%[[CONTEXT:.+]]: !llvm.ptr)
// CHECK-DAG: %[[DEPTHSLOT:.+]] = llvm.getelementptr %[[CONTEXT]][8]
// CHECK-DAG: %[[LIMITSLOT:.+]] = llvm.getelementptr %[[CONTEXT]][12]
// CHECK-DAG: %[[DEPTH:.+]] = llvm.load %[[DEPTHSLOT]] : !llvm.ptr -> i32
// CHECK-DAG: %[[LIMIT:.+]] = llvm.load %[[LIMITSLOT]] : !llvm.ptr -> i32
// CHECK: %[[DIFFERENCE:.+]] = llvm.sub %[[LIMIT]], %[[DEPTH]] : i32
// CHECK: %[[LEFT:.+]] = llvm.sext %[[DIFFERENCE]] : i32 to i64
// CHECK: llvm.return %[[LEFT]]
func.func @calls_left(%ctx: !fmem.context) -> i64 {
  %0 = fmem.calls_left
  return %0 : i64
}

// CHECK-LABEL: llvm.func internal @set_calls_left
// CHECK-SAME: (%[[CONTEXT:.+]]: !llvm.ptr, %[[LEFT:.+]]: i64)
// CHECK: %[[LIMITSLOT:.+]] = llvm.getelementptr %[[CONTEXT]][12]
// CHECK: %[[LIMIT:.+]] = llvm.load %[[LIMITSLOT]] : !llvm.ptr -> i32
// CHECK: %[[SHORT:.+]] = llvm.trunc %[[LEFT]] : i64 to i32
// CHECK: %[[DEPTH:.+]] = llvm.sub %[[LIMIT]], %[[SHORT]] : i32
// CHECK: %[[DEPTHSLOT:.+]] = llvm.getelementptr %[[CONTEXT]][8]
// CHECK: llvm.store %[[DEPTH]], %[[DEPTHSLOT]] : i32
func.func @set_calls_left(%ctx: !fmem.context, %left: i64) {
  fmem.set_calls_left %left
  return
}

// Only what the runtime starts is visible.
// CHECK-LABEL: llvm.func @forge_program(%{{.+}}: !llvm.ptr) attributes {no_unwind}
func.func @forge_program(%ctx: !fmem.context) {
  return
}

// Truth values are passed as Clang passes `bool`; cold entries are marked.
// CHECK-DAG: llvm.func @frt_match_variant(i64, i64) -> (i1 {llvm.zeroext}) attributes {{{.*}}no_unwind
// CHECK-DAG: llvm.func @frt_string_concat(!llvm.ptr, i64, i64) -> i64 attributes {no_unwind}
