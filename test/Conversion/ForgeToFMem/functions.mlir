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
// CHECK: %[[BOX:.+]] = fmem.box %{{.+}} : f64
// CHECK: %[[P:.+]] = fmem.pack !fmem.box(%[[BOX]] : !fmem.box)
// CHECK: fmem.call "frt_println"(%[[P]], %{{.+}})
func.func @print(%n: f64) -> !forge.any {
  %0, %e = forge.builtin "println"(%n) : (f64) -> !forge.any
  return %0 : !forge.any
}

// -----

// One text or Int is printed without the text forms of all values; the result
// is no value that would have to be released.
// CHECK-LABEL: func.func @print_one
// CHECK-SAME: (%[[N:.+]]: i64, %[[TEXT:.+]]: !fmem.box)
// CHECK: %[[LINE:.+]] = arith.constant true
// CHECK: fmem.call "frt_print_int"(%[[N]], %[[LINE]]) : (i64, i1) -> ()
// CHECK: %[[LINE:.+]] = arith.constant true
// CHECK: fmem.call "frt_print_text"(%[[TEXT]], %[[LINE]]) : (!fmem.box, i1) -> ()
// CHECK-NEXT: fmem.singleton null
// CHECK-NEXT: arith.constant false
// CHECK-NEXT: %[[SAME_LINE:.+]] = arith.constant false
// CHECK: fmem.call "frt_print_text"(%[[TEXT]], %[[SAME_LINE]]) : (!fmem.box, i1) -> ()
// CHECK: %[[NULL:.+]] = fmem.singleton null
// CHECK: fmem.call "frt_println"
// CHECK: return %[[NULL]]
func.func @print_one(%n: i64, %text: !forge.str) -> !forge.any {
  %0, %e0 = forge.builtin "say"(%n) : (i64) -> !forge.any
  %1, %e1 = forge.builtin "println"(%text) : (!forge.str) -> !forge.any
  %2, %e2 = forge.builtin "print"(%text) : (!forge.str) -> !forge.any
  %3, %e3 = forge.builtin "println"(%text, %text)
      : (!forge.str, !forge.str) -> !forge.any
  return %2 : !forge.any
}

// -----

// The callee of a value call is borrowed, its arguments are given away.
// CHECK-LABEL: func.func @call_value
// CHECK-SAME: (%[[F:.+]]: !fmem.box, %[[N:.+]]: i64)
// CHECK: %[[BOX:.+]] = fmem.box %[[N]] : i64
// CHECK: %[[PACK:.+]] = fmem.pack consume !fmem.box(%[[BOX]] : !fmem.box)
// CHECK: %[[COUNT:.+]] = arith.constant 1 : i64
// CHECK: fmem.call "frt_call"(%[[F]], %[[PACK]], %[[COUNT]])
// CHECK: fmem.error_pending
func.func @call_value(%f: !forge.any, %n: i64) -> !forge.any {
  %0, %e = forge.call_value %f(%n) : (!forge.any, i64) -> !forge.any
  return %0 : !forge.any
}

// -----

// The receiver of a method is its first argument; the builtin of the name is what
// is called if the receiver has no method.
// CHECK-LABEL: func.func @call_method
// CHECK-SAME: (%[[R:.+]]: !fmem.box, %[[A:.+]]: !fmem.box)
// CHECK: %[[LEN:.+]] = fmem.builtin "len"
// CHECK: %[[PACK:.+]] = fmem.pack consume !fmem.box(%[[R]], %[[A]] : !fmem.box, !fmem.box)
// CHECK-DAG: %[[COUNT:.+]] = arith.constant 2 : i64
// CHECK-DAG: %[[NAME:.+]] = fmem.string "len"
// CHECK: fmem.call "frt_call_method"(%[[PACK]], %[[COUNT]], %[[NAME]], %[[LEN]])
// CHECK: fmem.error_pending
func.func @call_method(%r: !forge.any, %a: !forge.any) -> !forge.any {
  %len = forge.builtin_value "len"
  %0, %e = forge.call_method "len" %r(%a) fallback %len : (!forge.any, !forge.any, !forge.any) -> !forge.any
  return %0 : !forge.any
}

// -----

// Entry points are called as they are; one that raises is followed by a test.
// CHECK-LABEL: func.func @runtime
// CHECK-SAME: (%[[V:.+]]: !fmem.box)
// CHECK: fmem.call "frt_expect_object"(%[[V]])
// CHECK: %[[E:.+]] = fmem.error_pending
// CHECK: cf.cond_br %[[E]]
// CHECK: fmem.call "frt_method_define"(
// CHECK-NOT: fmem.error_pending
func.func @runtime(%v: !forge.any) -> !forge.any {
  %e = forge.runtime "frt_expect_object"(%v) : (!forge.any) -> !forge.error
  forge.br_error %e, ^raise, ^done
^raise:
  forge.propagate
^done:
  %t = forge.string "T"
  %m = forge.string "m"
  forge.runtime "frt_method_define"(%t, %m, %v) : (!forge.str, !forge.str, !forge.any) -> ()
  return %v : !forge.any
}
