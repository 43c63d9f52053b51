// RUN: forge-opt %s -convert-forge-to-fmem -split-input-file | FileCheck %s --implicit-check-not="{{^ *(%.* = )?forge[.]}}"

// An error that is made here is traced where it is made, not on its edge.
// CHECK-LABEL: func.func @raise
// CHECK: fmem.call "frt_raise_division_by_zero"()
// CHECK-NEXT: %[[TRUE:.+]] = arith.constant true
// CHECK-NEXT: fmem.trace "f"
// CHECK-NEXT: cf.cond_br %[[TRUE]]
// CHECK-NOT: fmem.trace
// CHECK: %[[NOTHING:.+]] = fmem.undef : !fmem.box
// CHECK: return %[[NOTHING]]
func.func @raise(%v: !forge.any) -> !forge.any attributes {forge.name = "f"} {
  %e = forge.raise "frt_raise_division_by_zero"
  forge.br_error %e, ^raise, ^done
^raise:
  forge.propagate
^done:
  return %v : !forge.any
}

// -----

// CHECK-LABEL: func.func @no_error
// CHECK: %[[FALSE:.+]] = arith.constant false
// CHECK: cf.cond_br %[[FALSE]]
func.func @no_error(%v: !forge.any) -> !forge.any {
  %e = forge.no_error
  forge.br_error %e, ^raise, ^done
^raise:
  forge.propagate
^done:
  return %v : !forge.any
}

// -----

// Nobody sees where an error came from that is dropped.
// CHECK-LABEL: func.func @discard
// CHECK-NOT: fmem.trace
// CHECK: fmem.call "frt_error_clear"()
// CHECK: return
func.func @discard(%v: !forge.any) -> !forge.any {
  %0, %e = forge.neg %v : !forge.any -> !forge.any
  forge.br_error %e, ^handler, ^done
^handler:
  forge.discard_error
  return %v : !forge.any
^done:
  return %0 : !forge.any
}

// -----

// The handler's operands travel over the block that belongs to the edge.
// CHECK-LABEL: func.func @operands
// CHECK-SAME: (%[[V:.+]]: !fmem.box)
// CHECK: cf.cond_br %{{.+}}, ^[[EDGE:bb[0-9]+]], ^{{bb[0-9]+}}
// CHECK: ^[[EDGE]]:
// CHECK: fmem.trace "<main>"
// CHECK: cf.br ^{{bb[0-9]+}}(%[[V]] : !fmem.box)
func.func @operands(%v: !forge.any) -> !forge.any attributes {forge.program} {
  %0, %e = forge.neg %v : !forge.any -> !forge.any
  forge.br_error %e, ^handler(%v : !forge.any), ^done
^handler(%w: !forge.any):
  forge.global.store %w, 0 "g"
  forge.propagate
^done:
  return %0 : !forge.any
}
