// RUN: forge-opt %s -forge-infer-raises -canonicalize -split-input-file | FileCheck %s

// Calls of a function without error edges lose theirs.
// CHECK-LABEL: func.func @caller
// CHECK: forge.call @safe
// CHECK-NOT: br_error
// CHECK: return
func.func @caller(%a: !forge.any) -> !forge.any {
  %0, %e = forge.call @safe(%a) : (!forge.any) -> !forge.any
  forge.br_error %e, ^raise, ^done
^raise:
  forge.propagate
^done:
  return %0 : !forge.any
}
func.func private @safe(%a: !forge.any) -> !forge.any {
  return %a : !forge.any
}

// -----

// So do calls of a function that handles all its errors.
// CHECK-LABEL: func.func @calls_handler
// CHECK-NOT: br_error
// CHECK: return
func.func @calls_handler(%a: !forge.any) -> !forge.any {
  %0, %e = forge.call @handles(%a) : (!forge.any) -> !forge.any
  forge.br_error %e, ^raise, ^done
^raise:
  forge.propagate
^done:
  return %0 : !forge.any
}
func.func private @handles(%a: !forge.any) -> !forge.any {
  %0, %e = forge.neg %a : !forge.any -> !forge.any
  forge.br_error %e, ^handler, ^done
^handler:
  %caught = forge.catch
  return %caught : !forge.any
^done:
  return %0 : !forge.any
}

// -----

// Raising is inherited along calls.
// CHECK-LABEL: func.func @outer
// CHECK: forge.call @middle
// CHECK-NEXT: forge.br_error
func.func @outer(%a: !forge.any) -> !forge.any {
  %0, %e = forge.call @middle(%a) : (!forge.any) -> !forge.any
  forge.br_error %e, ^raise, ^done
^raise:
  forge.propagate
^done:
  return %0 : !forge.any
}
func.func private @middle(%a: !forge.any) -> !forge.any {
  %0, %e = forge.call @inner(%a) : (!forge.any) -> !forge.any
  forge.br_error %e, ^raise, ^done
^raise:
  forge.propagate
^done:
  return %0 : !forge.any
}
func.func private @inner(%a: !forge.any) -> !forge.any {
  %0, %e = forge.neg %a : !forge.any -> !forge.any
  forge.br_error %e, ^raise, ^done
^raise:
  forge.propagate
^done:
  return %0 : !forge.any
}

// -----

// Recursion is limited, so that a recursive function can always raise.
// CHECK-LABEL: func.func @recursive_caller
// CHECK: forge.call @recursive
// CHECK-NEXT: forge.br_error
func.func @recursive_caller(%a: !forge.any) -> !forge.any {
  %0, %e = forge.call @recursive(%a) : (!forge.any) -> !forge.any
  forge.br_error %e, ^raise, ^done
^raise:
  forge.propagate
^done:
  return %0 : !forge.any
}
func.func private @recursive(%a: !forge.any) -> !forge.any {
  %0, %e = forge.call @recursive(%a) : (!forge.any) -> !forge.any
  forge.br_error %e, ^raise, ^done
^raise:
  forge.propagate
^done:
  return %0 : !forge.any
}
