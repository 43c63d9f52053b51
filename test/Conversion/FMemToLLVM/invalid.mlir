// RUN: forge-opt %s -convert-fmem-to-llvm -split-input-file -verify-diagnostics

// expected-error @+1 {{'func.func' op has no context as first parameter}}
func.func @no_context(%v: !fmem.box) {
  return
}

// -----

// expected-error @+1 {{'func.func' op has no context as first parameter}}
func.func private @declaration(!fmem.context)

// -----

// expected-error @+1 {{'func.func' op must take the context and return nothing}}
func.func @forge_program(%ctx: !fmem.context) -> !fmem.box {
  %0 = fmem.singleton null
  return %0 : !fmem.box
}

// -----

func.func @unknown_builtin(%ctx: !fmem.context) -> !fmem.box {
  // expected-error @+1 {{'fmem.builtin' op the runtime has no builtin 'no_such_builtin'}}
  %0 = fmem.builtin "no_such_builtin"
  return %0 : !fmem.box
}

// -----

// Prelude functions are functions of the program: their values are closures.
func.func @prelude(%ctx: !fmem.context) -> !fmem.box {
  // expected-error @+1 {{'fmem.builtin' op the runtime has no builtin 'yolo'}}
  %0 = fmem.builtin "yolo"
  return %0 : !fmem.box
}
