// RUN: forge-opt %s -convert-forge-to-fmem -split-input-file | FileCheck %s

// A function used as a value gets a uniform entry: captures are borrowed from
// the closure, absent arguments become null, or missing where there is a default.
// CHECK-LABEL: func.func @make
// CHECK: fmem.function_address @add.entry
// CHECK: fmem.function_info "add" "" 2 0
// CHECK: fmem.call "frt_closure_new"
// CHECK-LABEL: func.func private @add(
// CHECK-SAME: !fmem.box {fmem.borrow}
// CHECK-LABEL: func.func private @add.entry(
// CHECK-SAME: %[[CLOSURE:.+]]: !fmem.ref, %[[ARGS:.+]]: !fmem.ref, %[[N:.+]]: i64) -> !fmem.box
// CHECK: fmem.entry.capture %[[CLOSURE]] 0
// CHECK: fmem.entry.argument %[[ARGS]], %[[N]] 0 null
// CHECK: fmem.entry.argument %[[ARGS]], %[[N]] 1 missing
// CHECK: fmem.entry.drop_surplus %[[ARGS]], %[[N]] 2
// CHECK: call @add
func.func @make(%cell: !forge.cell) -> !forge.any {
  %f = forge.closure @add[%cell] : (!forge.cell) -> !forge.any
  return %f : !forge.any
}
func.func private @add(%cell: !forge.cell, %a: !forge.any, %b: !forge.any) -> !forge.any
    attributes {forge.captures = 1 : i64, forge.name = "add", forge.defaults = array<i64: 1>} {
  return %a : !forge.any
}

// -----

// Calls of known functions pass values as they are, and test for errors only
// where somebody asks.
// CHECK-LABEL: func.func @calls
// CHECK: call @unboxed(%{{.+}}) : (i64) -> i64
// CHECK-NOT: error_pending
// CHECK: return
func.func @calls(%n: i64) -> i64 {
  %0, %e = forge.call @unboxed(%n) : (i64) -> i64
  return %0 : i64
}
func.func private @unboxed(%n: i64) -> i64 {
  return %n : i64
}

// -----

// Variadic builtins borrow an array on the stack.
// CHECK-LABEL: func.func @print
// CHECK: %[[BOX:.+]] = fmem.box %{{.+}} : i64
// CHECK: %[[P:.+]] = fmem.pack !fmem.box(%[[BOX]] : !fmem.box)
// CHECK: fmem.call "frt_println"(%[[P]], %{{.+}})
func.func @print(%n: i64) -> !forge.any {
  %0, %e = forge.builtin "println"(%n) : (i64) -> !forge.any
  return %0 : !forge.any
}
