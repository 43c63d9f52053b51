// RUN: forge-opt %s -forge-infer-types -canonicalize -split-input-file | FileCheck %s

// A loop over integers runs unboxed: counter and sum become i64 block arguments.
// CHECK-LABEL: func.func @sum
// CHECK-NOT: forge.box
// CHECK: cf.br ^[[LOOP:bb[0-9]+]](%{{.+}}, %{{.+}} : i64, i64)
// CHECK: ^[[LOOP]](%[[I:.+]]: i64, %[[S:.+]]: i64)
// CHECK: arith.cmpi slt, %[[I]]
// CHECK: forge.add %[[S]], %[[I]] : (i64, i64) -> i64
func.func @sum() -> i64 {
  %c0 = arith.constant 0 : i64
  %c1 = arith.constant 1 : i64
  %c9 = arith.constant 9 : i64
  %zero = forge.box %c0 : i64
  %one = forge.box %c1 : i64
  %nine = forge.box %c9 : i64
  cf.br ^loop(%zero, %zero : !forge.any, !forge.any)
^loop(%i: !forge.any, %s: !forge.any):
  %more, %e = forge.compare lt, %i, %nine : (!forge.any, !forge.any)
  forge.br_error %e, ^raise, ^test
^test:
  cf.cond_br %more, ^body, ^done
^body:
  %s2, %e2 = forge.add %s, %i : (!forge.any, !forge.any) -> !forge.any
  forge.br_error %e2, ^raise, ^step
^step:
  %i2, %e3 = forge.add %i, %one : (!forge.any, !forge.any) -> !forge.any
  forge.br_error %e3, ^raise, ^back
^back:
  cf.br ^loop(%i2, %s2 : !forge.any, !forge.any)
^raise:
  forge.propagate
^done:
  %n = forge.unbox %s : !forge.any -> i64
  return %n : i64
}

// -----

// A recursive function gets its types from its calls and returns.
// CHECK-LABEL: func.func @main
// CHECK: forge.call @twice(%{{.+}}) : (i64) -> i64
// CHECK-LABEL: func.func private @twice(
// CHECK-SAME: i64) -> i64
func.func @main() -> !forge.any {
  %c = arith.constant 20 : i64
  %n = forge.box %c : i64
  %r, %e = forge.call @twice(%n) : (!forge.any) -> !forge.any
  forge.br_error %e, ^raise, ^done
^raise:
  forge.propagate
^done:
  return %r : !forge.any
}
func.func private @twice(%n: !forge.any) -> !forge.any {
  %t = forge.truthy %n : !forge.any
  cf.cond_br %t, ^again, ^done
^again:
  %c = arith.constant 1 : i64
  %one = forge.box %c : i64
  %m, %e = forge.sub %n, %one : (!forge.any, !forge.any) -> !forge.any
  forge.br_error %e, ^raise, ^call
^call:
  %r, %e2 = forge.call @twice(%m) : (!forge.any) -> !forge.any
  forge.br_error %e2, ^raise, ^add
^add:
  %s, %e3 = forge.add %r, %one : (!forge.any, !forge.any) -> !forge.any
  forge.br_error %e3, ^raise, ^result
^result:
  return %s : !forge.any
^raise:
  forge.propagate
^done:
  return %n : !forge.any
}

// -----

// Two kinds at one parameter: it stays any, and so does the result.
// CHECK-LABEL: func.func private @identity(
// CHECK-SAME: !forge.any) -> !forge.any
func.func @calls() {
  %c = arith.constant 1 : i64
  %n = forge.box %c : i64
  %t = forge.string "text"
  %s = forge.box %t : !forge.str
  %0, %e0 = forge.call @identity(%n) : (!forge.any) -> !forge.any
  %1, %e1 = forge.call @identity(%s) : (!forge.any) -> !forge.any
  return
}
func.func private @identity(%a: !forge.any) -> !forge.any {
  return %a : !forge.any
}

// -----

// A function whose address is taken can be called with anything.
// CHECK-LABEL: func.func private @escapes(
// CHECK-SAME: !forge.any)
func.func @takes_address() -> !forge.any {
  %c = arith.constant 1 : i64
  %n = forge.box %c : i64
  %0, %e0 = forge.call @escapes(%n) : (!forge.any) -> !forge.any
  %f = forge.closure @escapes[] : () -> !forge.any
  return %f : !forge.any
}
func.func private @escapes(%a: !forge.any) -> !forge.any {
  return %a : !forge.any
}

// -----

// An integer and a float make a float; neither addition can raise.
// CHECK-LABEL: func.func @mixed
// CHECK: arith.sitofp
// CHECK: arith.mulf
// CHECK-NOT: br_error
func.func @mixed(%n: i64, %x: f64) -> !forge.any {
  %a = forge.box %n : i64
  %b = forge.box %x : f64
  %0, %e = forge.mul %a, %b : (!forge.any, !forge.any) -> !forge.any
  forge.br_error %e, ^raise, ^done
^raise:
  forge.propagate
^done:
  return %0 : !forge.any
}

// -----

// A call in dead code follows the signature that live calls gave its callee.
// CHECK-LABEL: func.func @dead_call
// CHECK: forge.call @half(%{{.+}}) : (i64) -> i64
func.func @dead_call() -> !forge.any {
  %false = arith.constant false
  %c = arith.constant 1 : i64
  %n = forge.box %c : i64
  %r, %e = forge.call @half(%n) : (!forge.any) -> !forge.any
  cf.cond_br %false, ^dead, ^done
^dead:
  %r2, %e2 = forge.call @half(%r) : (!forge.any) -> !forge.any
  return %r2 : !forge.any
^done:
  return %r : !forge.any
}
func.func private @half(%a: !forge.any) -> !forge.any {
  return %a : !forge.any
}
