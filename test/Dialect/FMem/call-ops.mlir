// RUN: forge-opt %s | forge-opt | FileCheck %s

// Entry points, builtins with an array of arguments and native members are all
// C symbols.
// CHECK-LABEL: func.func @calls
func.func @calls(%v: !fmem.box, %args: !fmem.ref, %n: i64) -> !fmem.box {
  // CHECK: fmem.call "frt_add"(%{{.+}}, %{{.+}}) : (!fmem.box, !fmem.box) -> !fmem.box
  %sum = fmem.call "frt_add"(%v, %v) : (!fmem.box, !fmem.box) -> !fmem.box
  // CHECK: fmem.call "frt_truthy"(%{{.+}}) : (!fmem.box) -> i1
  %truth = fmem.call "frt_truthy"(%v) : (!fmem.box) -> i1
  // CHECK: fmem.call "frt_println"(%{{.+}}, %{{.+}}) : (!fmem.ref, i64) -> !fmem.box
  %null = fmem.call "frt_println"(%args, %n) : (!fmem.ref, i64) -> !fmem.box
  // CHECK: fmem.call "frt_error_clear"() : () -> ()
  fmem.call "frt_error_clear"() : () -> ()
  return %sum : !fmem.box
}

// CHECK-LABEL: func.func @errors
func.func @errors() {
  // CHECK: fmem.error_pending
  %pending = fmem.error_pending
  // CHECK: fmem.trace "errors"
  fmem.trace "errors"
  // CHECK: fmem.enter_call
  %exceeded = fmem.enter_call
  // CHECK: fmem.leave_call
  fmem.leave_call
  // CHECK: %[[LEFT:.+]] = fmem.calls_left
  %left = fmem.calls_left
  // CHECK: fmem.set_calls_left %[[LEFT]]
  fmem.set_calls_left %left
  return
}

// CHECK-LABEL: func.func @entry
// CHECK-SAME: (%[[CLOSURE:.+]]: !fmem.ref, %[[ARGS:.+]]: !fmem.ref, %[[COUNT:.+]]: i64)
func.func @entry(%closure: !fmem.ref, %args: !fmem.ref, %count: i64)
    attributes {fmem.entry} {
  // CHECK: fmem.entry.argument %[[ARGS]], %[[COUNT]] 2 missing
  %0 = fmem.entry.argument %args, %count 2 missing
  // CHECK: fmem.entry.drop_surplus %[[ARGS]], %[[COUNT]] 3
  fmem.entry.drop_surplus %args, %count 3
  // CHECK: fmem.entry.capture %[[CLOSURE]] 1
  %1 = fmem.entry.capture %closure 1
  return
}

// The context is the first parameter once it is threaded.
// CHECK: func.func private @threaded(!fmem.context, !fmem.box)
func.func private @threaded(!fmem.context, !fmem.box)
