// RUN: forge-opt %s -convert-fmem-to-llvm | FileCheck %s --implicit-check-not=fmem.

// The marker of a suspended call is the address 1 in the slot of the error.
// CHECK-LABEL: llvm.func internal @suspended
// CHECK-SAME: (%[[CONTEXT:.+]]: !llvm.ptr)
// CHECK: %[[ERROR:.+]] = llvm.load %[[CONTEXT]] : !llvm.ptr -> !llvm.ptr
// CHECK: %[[BITS:.+]] = llvm.ptrtoint %[[ERROR]]
// CHECK: %[[ONE:.+]] = llvm.mlir.constant(1 : i64)
// CHECK: llvm.icmp "eq" %[[BITS]], %[[ONE]]
func.func @suspended(%ctx: !fmem.context) -> i1 {
  %0 = fmem.suspended
  return %0 : i1
}

// Others set it while a loop runs, so that the load stays in the loop.
// CHECK-LABEL: llvm.func internal @attention
// CHECK: %[[FLAG:.+]] = llvm.load volatile %{{.+}} {{.*}}: !llvm.ptr -> i32
// CHECK: %[[NONE:.+]] = llvm.mlir.constant(0 : i32)
// CHECK: llvm.icmp "ne" %[[FLAG]], %[[NONE]]
func.func @attention(%ctx: !fmem.context) -> i1 {
  %0 = fmem.attention
  return %0 : i1
}

// A frame has 64 bits for each value, from byte 32 on.
// CHECK-LABEL: llvm.func internal @capture
// CHECK-SAME: (%[[CONTEXT:.+]]: !llvm.ptr, %[[V:.+]]: i64, %[[F:.+]]: f64, %[[B:.+]]: i1)
// CHECK-DAG: %[[RESUME:.+]] = llvm.mlir.addressof @capture.resume
// CHECK-DAG: %[[STATE:.+]] = llvm.mlir.constant(7 : i64)
// CHECK-DAG: %[[SLOTS:.+]] = llvm.mlir.constant(5 : i64)
// CHECK: %[[FRAME:.+]] = llvm.call @frt_frame_push(%[[CONTEXT]], %[[RESUME]], %[[STATE]], %[[SLOTS]])
// CHECK: %[[SITE:.+]] = llvm.getelementptr %[[FRAME]][16]
// CHECK: llvm.store %{{.+}}, %[[SITE]] : !llvm.ptr, !llvm.ptr
// CHECK: %[[S0:.+]] = llvm.getelementptr %[[FRAME]][32]
// CHECK: llvm.store %[[V]], %[[S0]] : i64
// CHECK: %[[FBITS:.+]] = llvm.bitcast %[[F]] : f64 to i64
// CHECK: %[[S1:.+]] = llvm.getelementptr %[[FRAME]][40]
// CHECK: llvm.store %[[FBITS]], %[[S1]] : i64
// CHECK: %[[BBITS:.+]] = llvm.zext %[[B]] : i1 to i64
// CHECK: %[[S2:.+]] = llvm.getelementptr %[[FRAME]][48]
// CHECK: llvm.store %[[BBITS]], %[[S2]] : i64
// CHECK: %[[REST:.+]] = llvm.getelementptr %[[FRAME]][56]
// CHECK: %[[SIZE:.+]] = llvm.mlir.constant(16 : i64)
// CHECK: "llvm.intr.memcpy"(%[[REST]], %{{.+}}, %[[SIZE]])
func.func @capture(%ctx: !fmem.context, %v: !fmem.box, %f: f64, %b: i1) {
  %slots = fmem.cleanup.slots 2
  %frame = fmem.frame.capture @capture.resume 7 "capture"(%v, %f, %b : !fmem.box, f64, i1) extra 2
  fmem.cleanup.save %slots, %frame[3]
  return
}

// CHECK-LABEL: llvm.func internal @capture.resume
// CHECK-SAME: (%[[CONTEXT:.+]]: !llvm.ptr, %[[FRAME:.+]]: !llvm.ptr) -> i64
// CHECK: %[[STATE:.+]] = llvm.getelementptr %[[FRAME]][24]
// CHECK: llvm.load %[[STATE]] : !llvm.ptr -> i32
// CHECK: %[[S1:.+]] = llvm.getelementptr %[[FRAME]][40]
// CHECK: %[[W1:.+]] = llvm.load %[[S1]] : !llvm.ptr -> i64
// CHECK: llvm.bitcast %[[W1]] : i64 to f64
// CHECK: %[[REST:.+]] = llvm.getelementptr %[[FRAME]][56]
// CHECK: "llvm.intr.memcpy"(%{{.+}}, %[[REST]], %{{.+}})
// CHECK: llvm.call @frt_frame_pop(%[[CONTEXT]], %[[FRAME]])
// CHECK: %[[W:.+]] = llvm.load %{{.+}} : !llvm.ptr -> i64
// CHECK: %[[TRUTH:.+]] = llvm.trunc %[[W]] : i64 to i1
// CHECK: %[[BITS:.+]] = llvm.zext %[[TRUTH]] : i1 to i64
// CHECK: llvm.return %[[BITS]]
func.func @capture.resume(%ctx: !fmem.context, %frame: !fmem.ref) -> i64 {
  %slots = fmem.cleanup.slots 2
  %state = fmem.frame.state %frame
  %f = fmem.frame.load %frame[1] : f64
  fmem.cleanup.restore %slots, %frame[3]
  fmem.frame.pop %frame
  %r = fmem.frame.result : i1
  %bits = fmem.frame.bits %r : i1
  return %bits : i64
}

// CHECK-LABEL: llvm.func internal @closure.entry
// CHECK-SAME: (%{{[a-z0-9]+}}: !llvm.ptr, %[[CLOSURE:[a-z0-9]+]]: !llvm.ptr
// CHECK: %[[ADDRESS:.+]] = llvm.ptrtoint %[[CLOSURE]]
// CHECK: %[[BOX:.+]] = llvm.add %[[ADDRESS]]
// CHECK: llvm.return %[[BOX]]
func.func @closure.entry(%ctx: !fmem.context, %closure: !fmem.ref,
                         %args: !fmem.ref, %n: i64) -> !fmem.box
    attributes {fmem.entry} {
  %0 = fmem.entry.closure %closure
  return %0 : !fmem.box
}
