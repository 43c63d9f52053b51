// RUN: forge-opt %s -fmem-guard-recursion -split-input-file | FileCheck %s

// A function that calls itself counts its calls; one that does not stays as it
// is.

// CHECK-LABEL: func.func @recursive
// CHECK-SAME: (%[[N:.+]]: !fmem.box)
// CHECK-NEXT: %[[EXCEEDED:.+]] = fmem.enter_call
// CHECK-NEXT: cf.cond_br %[[EXCEEDED]], ^[[RAISE:.+]], ^[[BODY:.+]]
// CHECK: ^[[RAISE]]:
// CHECK-NEXT: fmem.call "frt_raise_depth"()
// CHECK-NEXT: fmem.trace "countdown"
// CHECK-NEXT: %[[UNDEF:.+]] = fmem.undef : !fmem.box
// CHECK-NEXT: return %[[UNDEF]]
// CHECK: ^[[BODY]]:
// CHECK-NEXT: %[[RESULT:.+]] = call @recursive(%[[N]])
// CHECK-NEXT: fmem.leave_call
// CHECK-NEXT: return %[[RESULT]]
func.func @recursive(%n: !fmem.box) -> !fmem.box
    attributes {forge.name = "countdown"} {
  %r = call @recursive(%n) : (!fmem.box) -> !fmem.box
  return %r : !fmem.box
}

// CHECK-LABEL: func.func @caller
// CHECK-NOT: fmem.enter_call
func.func @caller(%n: !fmem.box) -> !fmem.box {
  %r = call @recursive(%n) : (!fmem.box) -> !fmem.box
  return %r : !fmem.box
}

// -----

// Every function of a cycle is counted, and left before each return.

// CHECK-LABEL: func.func @even
// CHECK: fmem.enter_call
// CHECK: fmem.leave_call
// CHECK-NEXT: return
// CHECK: fmem.leave_call
// CHECK-NEXT: return
func.func @even(%n: !fmem.box, %more: i1) -> !fmem.box {
  cf.cond_br %more, ^more, ^done
^more:
  %r = call @odd(%n, %more) : (!fmem.box, i1) -> !fmem.box
  return %r : !fmem.box
^done:
  return %n : !fmem.box
}

// CHECK-LABEL: func.func @odd
// CHECK: fmem.enter_call
// CHECK: fmem.leave_call
func.func @odd(%n: !fmem.box, %more: i1) -> !fmem.box {
  %r = call @even(%n, %more) : (!fmem.box, i1) -> !fmem.box
  return %r : !fmem.box
}

// -----

// A call of an unknown function may come back through any function whose address
// is taken. The entry itself is not counted, because it only forwards.

// CHECK-LABEL: func.func @callback
// CHECK: fmem.enter_call
func.func @callback(%f: !fmem.box) -> !fmem.box {
  %args = fmem.pack consume !fmem.box()
  %none = arith.constant 0 : i64
  %r = fmem.call "frt_call"(%f, %args, %none) : (!fmem.box, !fmem.ref, i64) -> !fmem.box
  return %r : !fmem.box
}

// CHECK-LABEL: func.func @callback.entry
// CHECK-NOT: fmem.enter_call
// CHECK: call @callback
// CHECK-NOT: fmem.leave_call
// CHECK: return
func.func @callback.entry(%closure: !fmem.ref, %args: !fmem.ref, %n: i64)
    -> !fmem.box attributes {fmem.entry} {
  %f = fmem.entry.argument %args, %n 0 null
  %r = call @callback(%f) : (!fmem.box) -> !fmem.box
  return %r : !fmem.box
}

// The address is taken, but nothing that is called from here comes back.
// CHECK-LABEL: func.func @leaf
// CHECK-NOT: fmem.enter_call
func.func @leaf(%v: !fmem.box) -> !fmem.box {
  return %v : !fmem.box
}

// CHECK-LABEL: func.func @leaf.entry
// CHECK-NOT: fmem.enter_call
func.func @leaf.entry(%closure: !fmem.ref, %args: !fmem.ref, %n: i64)
    -> !fmem.box attributes {fmem.entry} {
  %v = fmem.entry.argument %args, %n 0 null
  %r = call @leaf(%v) : (!fmem.box) -> !fmem.box
  return %r : !fmem.box
}

// CHECK-LABEL: func.func @forge_program
// CHECK-NOT: fmem.enter_call
func.func @forge_program() {
  %0 = fmem.function_address @callback.entry
  %1 = fmem.function_address @leaf.entry
  return
}

// -----

// Without any address taken an indirect call reaches no function of the program.
// CHECK-LABEL: func.func @calls_builtins_only
// CHECK-NOT: fmem.enter_call
func.func @calls_builtins_only(%f: !fmem.box) -> !fmem.box {
  %args = fmem.pack consume !fmem.box()
  %none = arith.constant 0 : i64
  %r = fmem.call "frt_call"(%f, %args, %none) : (!fmem.box, !fmem.ref, i64) -> !fmem.box
  return %r : !fmem.box
}
