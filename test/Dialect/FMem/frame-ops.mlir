// RUN: forge-opt %s | forge-opt | FileCheck %s

// CHECK-LABEL: func.func @waits
// CHECK-SAME: (%{{.+}}: !fmem.context, %[[V:.+]]: !fmem.box, %[[I:.+]]: i64)
func.func @waits(%ctx: !fmem.context, %v: !fmem.box, %i: i64) {
  // CHECK: fmem.suspended
  %s = fmem.suspended
  // CHECK: fmem.attention
  %a = fmem.attention
  // CHECK: %[[SLOTS:.+]] = fmem.cleanup.slots 1
  %slots = fmem.cleanup.slots 1
  // CHECK: %[[FRAME:.+]] = fmem.frame.capture @waits.resume 3 "waits"(%[[V]], %[[I]] : !fmem.box, i64) extra 1
  %frame = fmem.frame.capture @waits.resume 3 "waits"(%v, %i : !fmem.box, i64) extra 1
  // CHECK: fmem.cleanup.save %[[SLOTS]], %[[FRAME]][2]
  fmem.cleanup.save %slots, %frame[2]
  // CHECK: fmem.frame.capture @waits.resume 4 "waits"() extra 0
  %empty = fmem.frame.capture @waits.resume 4 "waits"() extra 0
  return
}

// CHECK-LABEL: func.func @waits.resume
// CHECK-SAME: (%{{.+}}: !fmem.context, %[[FRAME:.+]]: !fmem.ref)
func.func @waits.resume(%ctx: !fmem.context, %frame: !fmem.ref) -> i64 {
  %slots = fmem.cleanup.slots 1
  // CHECK: fmem.frame.state %[[FRAME]]
  %state = fmem.frame.state %frame
  // CHECK: fmem.frame.load %[[FRAME]][0] : !fmem.box
  %v = fmem.frame.load %frame[0] : !fmem.box
  // CHECK: fmem.cleanup.restore %{{.+}}, %[[FRAME]][2]
  fmem.cleanup.restore %slots, %frame[2]
  // CHECK: fmem.frame.pop %[[FRAME]]
  fmem.frame.pop %frame
  // CHECK: %[[R:.+]] = fmem.frame.result : f64
  %r = fmem.frame.result : f64
  // CHECK: fmem.frame.bits %[[R]] : f64
  %bits = fmem.frame.bits %r : f64
  return %bits : i64
}

// CHECK-LABEL: func.func @entry
func.func @entry(%ctx: !fmem.context, %closure: !fmem.ref, %args: !fmem.ref,
                 %n: i64) attributes {fmem.entry} {
  // CHECK: fmem.entry.closure %{{.+}}
  %0 = fmem.entry.closure %closure
  return
}
