// RUN: forge-opt %s -fmem-guard-recursion -split-input-file | FileCheck %s

// A function that calls itself gets the number of calls that are left, and hands
// on one less; one that does not stays as it is and asks the context. The error
// tells the depth, so the context knows it meanwhile.

// CHECK-LABEL: func.func @recursive
// CHECK-SAME: (%[[N:.+]]: !fmem.box, %[[LEFT:.+]]: i64)
// CHECK-NEXT: %[[ZERO:.+]] = arith.constant 0 : i64
// CHECK-NEXT: %[[EXCEEDED:.+]] = arith.cmpi sle, %[[LEFT]], %[[ZERO]] : i64
// CHECK-NEXT: cf.cond_br %[[EXCEEDED]], ^[[RAISE:.+]], ^[[BODY:.+]]
// CHECK: ^[[RAISE]]:
// CHECK-NEXT: %[[RAISED:.+]] = call @recursive.too_deep(%[[LEFT]]) : (i64) -> !fmem.box
// CHECK-NEXT: return %[[RAISED]]
// CHECK: ^[[BODY]]:
// CHECK-NEXT: %[[ONE:.+]] = arith.constant 1 : i64
// CHECK-NEXT: %[[LESS:.+]] = arith.subi %[[LEFT]], %[[ONE]] : i64
// CHECK-NEXT: %[[RESULT:.+]] = call @recursive(%[[N]], %[[LESS]]) : (!fmem.box, i64) -> !fmem.box
// CHECK-NEXT: return %[[RESULT]]

// CHECK-LABEL: func.func private @recursive.too_deep
// CHECK-SAME: (%[[LEFT:.+]]: i64) -> !fmem.box
// CHECK-SAME: forge.name = "<too deep>"
// CHECK-SAME: passthrough = ["cold", "noinline"]
// CHECK-NEXT: %[[NOTED:.+]] = fmem.calls_left
// CHECK-NEXT: fmem.set_calls_left %[[LEFT]]
// CHECK-NEXT: fmem.call "frt_raise_depth"()
// CHECK-NEXT: fmem.set_calls_left %[[NOTED]]
// CHECK-NEXT: fmem.trace "countdown"
// CHECK-NEXT: %[[BIT:.+]] = arith.trunci %[[NOTED]] : i64 to i1
// CHECK-NEXT: %[[ANY:.+]] = fmem.box %[[BIT]] : i1
// CHECK-NEXT: return %[[ANY]]
func.func @recursive(%n: !fmem.box) -> !fmem.box
    attributes {forge.name = "countdown"} {
  %r = call @recursive(%n) : (!fmem.box) -> !fmem.box
  return %r : !fmem.box
}

// CHECK-LABEL: func.func @caller
// CHECK-SAME: (%[[N:.+]]: !fmem.box) -> !fmem.box
// CHECK-NEXT: %[[LEFT:.+]] = fmem.calls_left
// CHECK-NEXT: %[[RESULT:.+]] = call @recursive(%[[N]], %[[LEFT]])
// CHECK-NEXT: return %[[RESULT]]
func.func @caller(%n: !fmem.box) -> !fmem.box {
  %r = call @recursive(%n) : (!fmem.box) -> !fmem.box
  return %r : !fmem.box
}

// -----

// Every function of a cycle counts; nothing is to be done before a return.

// CHECK-LABEL: func.func @even
// CHECK-SAME: (%[[N:.+]]: !fmem.box, %[[MORE:.+]]: i1, %[[LEFT:.+]]: i64)
// CHECK: arith.cmpi sle, %[[LEFT]]
// CHECK: %[[LESS:.+]] = arith.subi %[[LEFT]]
// CHECK: call @odd(%[[N]], %[[MORE]], %[[LESS]])
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
// CHECK-SAME: %[[LEFT:[^:]+]]: i64)
// CHECK: %[[LESS:.+]] = arith.subi %[[LEFT]]
// CHECK: call @even(%{{.+}}, %{{.+}}, %[[LESS]])
func.func @odd(%n: !fmem.box, %more: i1) -> !fmem.box {
  %r = call @even(%n, %more) : (!fmem.box, i1) -> !fmem.box
  return %r : !fmem.box
}

// -----

// A cycle that calls another one notes in the context how deep it is, so that
// the other goes on from there. Its callers put the number back; the cycle itself
// does not need to.

// CHECK-LABEL: func.func @outer
// CHECK-SAME: (%[[LEFT:[^:]+]]: i64)
// CHECK: %[[LESS:.+]] = arith.subi %[[LEFT]]
// CHECK-NEXT: call @outer(%[[LESS]])
// CHECK-NEXT: fmem.set_calls_left %[[LESS]]
// CHECK-NEXT: %[[NOTED:.+]] = fmem.calls_left
// CHECK-NEXT: call @inner(%[[NOTED]])
// CHECK-NEXT: call @leaf()
// CHECK-NEXT: return
func.func @outer() {
  call @outer() : () -> ()
  call @inner() : () -> ()
  call @leaf() : () -> ()
  return
}

// CHECK-LABEL: func.func @inner
// CHECK-SAME: (%[[LEFT:[^:]+]]: i64)
// CHECK: %[[LESS:.+]] = arith.subi %[[LEFT]]
// CHECK-NEXT: call @inner(%[[LESS]])
// CHECK-NEXT: return
func.func @inner() {
  call @inner() : () -> ()
  return
}

// CHECK-LABEL: func.func @leaf()
// CHECK-NEXT: return
func.func @leaf() {
  return
}

// CHECK-LABEL: func.func @start
// CHECK-NEXT: %[[LEFT:.+]] = fmem.calls_left
// CHECK-NEXT: call @outer(%[[LEFT]])
// CHECK-NEXT: fmem.set_calls_left %[[LEFT]]
// CHECK-NEXT: %[[LEFT2:.+]] = fmem.calls_left
// CHECK-NEXT: call @inner(%[[LEFT2]])
// CHECK-NEXT: return
func.func @start() {
  call @outer() : () -> ()
  call @inner() : () -> ()
  return
}

// -----

// The same through a function in between, which is in no cycle.

// CHECK-LABEL: func.func @outer
// CHECK: %[[LESS:.+]] = arith.subi
// CHECK: fmem.set_calls_left %[[LESS]]
// CHECK-NEXT: call @between()
func.func @outer() {
  call @outer() : () -> ()
  call @between() : () -> ()
  return
}

// CHECK-LABEL: func.func @between()
// CHECK-NEXT: %[[LEFT:.+]] = fmem.calls_left
// CHECK-NEXT: call @inner(%[[LEFT]])
// CHECK-NEXT: return
func.func @between() {
  call @inner() : () -> ()
  return
}

func.func @inner() {
  call @inner() : () -> ()
  return
}

// -----

// A cycle of direct calls that calls a function value, from which nothing comes
// back to it, and a cycle through the value: the one notes its number, the other
// counts in the context.

// CHECK-LABEL: func.func @direct
// CHECK-SAME: (%[[F:.+]]: !fmem.box, %[[LEFT:.+]]: i64)
// CHECK: %[[LESS:.+]] = arith.subi %[[LEFT]]
// CHECK: call @direct(%[[F]], %[[LESS]])
// CHECK: fmem.set_calls_left %[[LESS]]
// CHECK-NEXT: fmem.call "frt_call"
// CHECK-NEXT: return
func.func @direct(%f: !fmem.box) -> !fmem.box {
  %0 = call @direct(%f) : (!fmem.box) -> !fmem.box
  %args = fmem.pack consume !fmem.box()
  %none = arith.constant 0 : i64
  %r = fmem.call "frt_call"(%f, %args, %none) : (!fmem.box, !fmem.ref, i64) -> !fmem.box
  return %r : !fmem.box
}

// CHECK-LABEL: func.func @indirect
// CHECK-SAME: (%[[F:.+]]: !fmem.box) -> !fmem.box
// CHECK-NEXT: fmem.enter_call
// CHECK: fmem.call "frt_call"
// CHECK-NEXT: fmem.leave_call
// CHECK-NEXT: return
func.func @indirect(%f: !fmem.box) -> !fmem.box {
  %args = fmem.pack consume !fmem.box()
  %none = arith.constant 0 : i64
  %r = fmem.call "frt_call"(%f, %args, %none) : (!fmem.box, !fmem.ref, i64) -> !fmem.box
  return %r : !fmem.box
}

func.func @indirect.entry(%closure: !fmem.ref, %args: !fmem.ref, %n: i64)
    -> !fmem.box attributes {fmem.entry} {
  %f = fmem.entry.argument %args, %n 0 null
  %r = call @indirect(%f) : (!fmem.box) -> !fmem.box
  return %r : !fmem.box
}

// CHECK-LABEL: func.func @start
// CHECK: %[[LEFT:.+]] = fmem.calls_left
// CHECK: call @direct(%{{.+}}, %[[LEFT]])
// CHECK-NEXT: fmem.set_calls_left %[[LEFT]]
func.func @start(%f: !fmem.box) -> !fmem.box {
  %0 = fmem.function_address @indirect.entry
  %r = call @direct(%f) : (!fmem.box) -> !fmem.box
  return %r : !fmem.box
}

// -----

// A cycle through a value that calls one of direct calls: the other starts from
// what the context says, and changes nothing there.

// CHECK-LABEL: func.func @indirect
// CHECK-SAME: (%[[F:.+]]: !fmem.box) -> !fmem.box
// CHECK-NEXT: fmem.enter_call
// CHECK: %[[LEFT:.+]] = fmem.calls_left
// CHECK-NEXT: call @direct(%[[LEFT]])
// CHECK-NOT: fmem.set_calls_left
// CHECK: fmem.leave_call
func.func @indirect(%f: !fmem.box) -> !fmem.box {
  call @direct() : () -> ()
  %args = fmem.pack consume !fmem.box()
  %none = arith.constant 0 : i64
  %r = fmem.call "frt_call"(%f, %args, %none) : (!fmem.box, !fmem.ref, i64) -> !fmem.box
  return %r : !fmem.box
}

// CHECK-LABEL: func.func @direct
// CHECK-SAME: (%[[LEFT:[^:]+]]: i64)
func.func @direct() {
  call @direct() : () -> ()
  return
}

// A uniform entry hands on what the context says.
// CHECK-LABEL: func.func @direct.entry
// CHECK: %[[LEFT:.+]] = fmem.calls_left
// CHECK-NEXT: call @direct(%[[LEFT]])
func.func @direct.entry(%closure: !fmem.ref, %args: !fmem.ref, %n: i64)
    -> !fmem.box attributes {fmem.entry} {
  call @direct() : () -> ()
  %null = fmem.singleton null
  return %null : !fmem.box
}

func.func @indirect.entry(%closure: !fmem.ref, %args: !fmem.ref, %n: i64)
    -> !fmem.box attributes {fmem.entry} {
  %f = fmem.entry.argument %args, %n 0 null
  %r = call @indirect(%f) : (!fmem.box) -> !fmem.box
  return %r : !fmem.box
}

func.func @start() {
  %0 = fmem.function_address @indirect.entry
  %1 = fmem.function_address @direct.entry
  return
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

// -----

// A function with a large frame also has to look at the stack, which counting in
// the context does.
// CHECK-LABEL: func.func @large
// CHECK-SAME: (%{{[^:]+}}: !fmem.box) -> !fmem.box
// CHECK-NEXT: fmem.enter_call
// CHECK: fmem.leave_call
func.func @large(%n: !fmem.box) -> !fmem.box {
  %r = call @large(%n) : (!fmem.box) -> !fmem.box
  %p0 = fmem.pack !fmem.box(%n, %n, %n, %n, %n, %n, %n, %n, %n, %n, %n, %n, %n, %n : !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box)
  %p1 = fmem.pack !fmem.box(%n, %n, %n, %n, %n, %n, %n, %n, %n, %n, %n, %n, %n, %n : !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box)
  %p2 = fmem.pack !fmem.box(%n, %n, %n, %n, %n, %n, %n, %n, %n, %n, %n, %n, %n, %n : !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box)
  %p3 = fmem.pack !fmem.box(%n, %n, %n, %n, %n, %n, %n, %n, %n, %n, %n, %n, %n, %n : !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box)
  %p4 = fmem.pack !fmem.box(%n, %n, %n, %n, %n, %n, %n, %n, %n, %n, %n, %n, %n, %n : !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box)
  %p5 = fmem.pack !fmem.box(%n, %n, %n, %n, %n, %n, %n, %n, %n, %n, %n, %n, %n, %n : !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box)
  %p6 = fmem.pack !fmem.box(%n, %n, %n, %n, %n, %n, %n, %n, %n, %n, %n, %n, %n, %n : !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box)
  %p7 = fmem.pack !fmem.box(%n, %n, %n, %n, %n, %n, %n, %n, %n, %n, %n, %n, %n, %n : !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box)
  %p8 = fmem.pack !fmem.box(%n, %n, %n, %n, %n, %n, %n, %n, %n, %n, %n, %n, %n, %n : !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box, !fmem.box)
  return %r : !fmem.box
}
