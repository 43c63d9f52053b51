// RUN: forge-opt %s -convert-forge-to-fmem -split-input-file | FileCheck %s --implicit-check-not="forge.add" --implicit-check-not=br_error

// Integers are added inline; the error is created on the error edge, out of the
// way, and the edge records where it was.
// CHECK-LABEL: func.func @add_integers
// CHECK-SAME: (%[[A:.+]]: i64, %[[B:.+]]: i64) -> i64
// CHECK: %[[R:.+]], %[[O:.+]] = fmem.checked add %[[A]], %[[B]]
// CHECK: cf.cond_br %[[O]], ^[[RAISE:bb[0-9]+]], ^[[DONE:bb[0-9]+]]
// CHECK: ^[[RAISE]]:
// CHECK: fmem.call "frt_raise_overflow"(%{{.+}}, %[[A]], %[[B]])
// CHECK: fmem.trace "sum"
// CHECK: fmem.undef : i64
// CHECK: ^[[DONE]]:
// CHECK: return %[[R]]
func.func @add_integers(%a: i64, %b: i64) -> i64 attributes {forge.name = "sum"} {
  %0, %e = forge.add %a, %b : (i64, i64) -> i64
  forge.br_error %e, ^raise, ^done
^raise:
  forge.propagate
^done:
  return %0 : i64
}

// -----

// Anything else is a call, followed by a test of the context.
// CHECK-LABEL: func.func @add_anything
// CHECK-SAME: !fmem.box, %{{.+}}: !fmem.box) -> !fmem.box
// CHECK: fmem.call "frt_add"
// CHECK: %[[E:.+]] = fmem.error_pending
// CHECK: cf.cond_br %[[E]]
func.func @add_anything(%a: !forge.any, %b: !forge.any) -> !forge.any {
  %0, %e = forge.add %a, %b : (!forge.any, !forge.any) -> !forge.any
  forge.br_error %e, ^raise, ^done
^raise:
  forge.propagate
^done:
  return %0 : !forge.any
}

// -----

// A known result does not make the operands known.
// CHECK-LABEL: func.func @add_partly_known
// CHECK: fmem.call "frt_add"
// CHECK: fmem.unbox
func.func @add_partly_known(%a: !forge.any, %b: i64) -> i64 {
  %0, %e = forge.add %a, %b : (!forge.any, i64) -> i64
  forge.br_error %e, ^raise, ^done
^raise:
  forge.propagate
^done:
  return %0 : i64
}

// -----

// The machine never divides by zero, nor the minimum by -1.
// CHECK-LABEL: func.func @divide
// CHECK: %[[BAD:.+]] = arith.ori
// CHECK: %[[SAFE:.+]] = arith.select %[[BAD]]
// CHECK: arith.divsi %{{.+}}, %[[SAFE]]
// CHECK: cf.cond_br %[[BAD]]
func.func @divide(%a: i64, %b: i64) -> i64 {
  %0, %e = forge.div %a, %b : (i64, i64) -> i64
  forge.br_error %e, ^raise, ^done
^raise:
  forge.propagate
^done:
  return %0 : i64
}

// -----

// An error that is caught at once needs no trace.
// CHECK-LABEL: func.func @caught
// CHECK-NOT: fmem.trace
// CHECK: fmem.call "frt_error_take"
func.func @caught(%a: !forge.any) -> !forge.any {
  %0, %e = forge.neg %a : !forge.any -> !forge.any
  forge.br_error %e, ^handler, ^done
^handler:
  %caught = forge.catch
  return %caught : !forge.any
^done:
  return %0 : !forge.any
}
