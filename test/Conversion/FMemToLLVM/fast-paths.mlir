// RUN: forge-opt %s -convert-fmem-to-llvm | FileCheck %s --implicit-check-not=fmem.

// Entries on values of unknown kind are called through a function that handles
// the common kinds; it always takes the context.
// CHECK-LABEL: llvm.func internal @operators
// CHECK-SAME: (%[[CONTEXT:.+]]: !llvm.ptr, %[[A:.+]]: i64, %[[B:.+]]: i64, %{{.+}}: i64)
// CHECK: llvm.call @forge.add.box.box(%[[CONTEXT]], %[[A]], %[[B]]) : (!llvm.ptr, i64, i64) -> i64
// CHECK: llvm.call @forge.rem(%[[CONTEXT]], %[[A]], %[[B]])
// CHECK: llvm.call @forge.equal(%[[CONTEXT]], %[[A]], %[[B]]) : (!llvm.ptr, i64, i64) -> i1
// CHECK: llvm.call @forge.truthy(%[[CONTEXT]], %[[A]]) : (!llvm.ptr, i64) -> i1
// CHECK: llvm.call @forge.compare.ge.box.int(%[[CONTEXT]], %[[A]], %{{.+}}, %{{.+}})
// CHECK-NOT: @frt_
// CHECK: llvm.return
func.func @operators(%ctx: !fmem.context, %a: !fmem.box, %b: !fmem.box, %i: i64) {
  %0 = fmem.call "frt_add"(%a, %b) : (!fmem.box, !fmem.box) -> !fmem.box
  %1 = fmem.call "frt_rem"(%a, %b) : (!fmem.box, !fmem.box) -> !fmem.box
  %2 = fmem.call "frt_equal"(%a, %b) : (!fmem.box, !fmem.box) -> i1
  %3 = fmem.call "frt_truthy"(%a) : (!fmem.box) -> i1
  %ge = arith.constant 3 : i64
  %boxed = fmem.box %i : i64
  %4 = fmem.call "frt_compare"(%a, %boxed, %ge) : (!fmem.box, !fmem.box, i64) -> i1
  return
}

// The struct of an object is known by the address of its name; a shape that was
// looked at has no entry of the method's name.
// CHECK-LABEL: llvm.func internal @asks
// CHECK: llvm.call @forge.finds_method(
func.func @asks(%ctx: !fmem.context, %v: !fmem.box) -> i1 {
  %type = fmem.string "Circle"
  %method = fmem.string "area"
  %cache = fmem.field_cache
  %0 = fmem.call "frt_finds_method"(%v, %type, %method, %cache)
      : (!fmem.box, !fmem.box, !fmem.box, !fmem.ref) -> i1
  return %0 : i1
}

// A Float that was boxed for the call is passed as it is.
// CHECK-LABEL: llvm.func internal @known_float
// CHECK-SAME: (%[[CONTEXT:.+]]: !llvm.ptr, %[[A:.+]]: i64, %[[F:.+]]: f64)
// CHECK: llvm.call @forge.mul.box.float(%[[CONTEXT]], %[[A]], %[[F]]) : (!llvm.ptr, i64, f64) -> i64
// CHECK: llvm.call @forge.sub.float.box(%[[CONTEXT]], %[[F]], %[[A]]) : (!llvm.ptr, f64, i64) -> i64
func.func @known_float(%ctx: !fmem.context, %a: !fmem.box, %f: f64) {
  %0 = fmem.box %f : f64
  %1 = fmem.call "frt_mul"(%a, %0) : (!fmem.box, !fmem.box) -> !fmem.box
  %2 = fmem.call "frt_sub"(%0, %a) : (!fmem.box, !fmem.box) -> !fmem.box
  return
}

// Nothing is gained where an error is on its way.
// CHECK-LABEL: llvm.func internal @cold
// CHECK: llvm.call @frt_add(
func.func @cold(%ctx: !fmem.context, %a: !fmem.box) {
  %0 = fmem.error_pending
  cf.cond_br %0, ^raised, ^next
^raised:
  %1 = fmem.call "frt_add"(%a, %a) : (!fmem.box, !fmem.box) -> !fmem.box
  return
^next:
  return
}

// What an entry means may depend on constants.
// CHECK-LABEL: llvm.func internal @constants
// CHECK: llvm.call @forge.match_variant.Ok(
// CHECK: llvm.call @forge.match_variant.None(
// CHECK: llvm.call @forge.match_variant(
// CHECK: llvm.call @frt_match_variant(
// CHECK: llvm.call @forge.object_new.1(
// CHECK: llvm.call @forge.place_update.push(
// CHECK: llvm.call @forge.place_update.pop(
// CHECK: llvm.call @frt_place_update(
func.func @constants(%ctx: !fmem.context, %v: !fmem.box, %root: !fmem.ref) {
  %ok = fmem.string "Ok"
  %none = fmem.string "None"
  %node = fmem.string "Node"
  %0 = fmem.call "frt_match_variant"(%v, %ok) : (!fmem.box, !fmem.box) -> i1
  %1 = fmem.call "frt_match_variant"(%v, %none) : (!fmem.box, !fmem.box) -> i1
  %2 = fmem.call "frt_match_variant"(%v, %node) : (!fmem.box, !fmem.box) -> i1
  %3 = fmem.call "frt_match_variant"(%v, %v) : (!fmem.box, !fmem.box) -> i1
  %layout = fmem.object_layout ["x"]
  %values = fmem.pack consume !fmem.box(%v : !fmem.box)
  %4 = fmem.call "frt_object_new"(%layout, %values) : (!fmem.ref, !fmem.ref) -> !fmem.box
  %steps = fmem.steps [] ()
  %c0 = arith.constant 0 : i64
  %push = arith.constant 262 : i64
  %add = arith.constant 257 : i64
  %c1 = arith.constant 1 : i64
  %5 = fmem.call "frt_place_update"(%root, %steps, %c0, %push, %values, %c1, %node) : (!fmem.ref, !fmem.ref, i64, i64, !fmem.ref, i64, !fmem.box) -> !fmem.box
  %pop = arith.constant 7 : i64
  %none2 = fmem.pack consume !fmem.box()
  %7 = fmem.call "frt_place_update"(%root, %steps, %c0, %pop, %none2, %c0, %node) : (!fmem.ref, !fmem.ref, i64, i64, !fmem.ref, i64, !fmem.box) -> !fmem.box
  %6 = fmem.call "frt_place_update"(%root, %steps, %c0, %add, %values, %c1, %node) : (!fmem.ref, !fmem.ref, i64, i64, !fmem.ref, i64, !fmem.box) -> !fmem.box
  return
}

// A function value without captures is a static object.
// CHECK-LABEL: llvm.func internal @function_value
// CHECK: llvm.mlir.addressof @[[CLOSURE:forge.closure.[0-9]+]]
// CHECK-NOT: closure_new
// CHECK: llvm.return
func.func @function_value(%ctx: !fmem.context) -> !fmem.box {
  %entry = fmem.function_address @f.entry
  %info = fmem.function_info "f" "" 0 0
  %captures = fmem.pack consume !fmem.box()
  %c0 = arith.constant 0 : i64
  %0 = fmem.call "frt_closure_new"(%entry, %info, %captures, %c0) : (!fmem.ref, !fmem.ref, !fmem.ref, i64) -> !fmem.box
  return %0 : !fmem.box
}
func.func private @f.entry(%ctx: !fmem.context, %closure: !fmem.ref, %args: !fmem.ref, %count: i64) -> !fmem.box attributes {fmem.entry} {
  %0 = fmem.singleton null
  return %0 : !fmem.box
}

// A short literal behind a text that is unique and has room: 3 bytes, 2 code
// points.
// CHECK-LABEL: llvm.func internal @append
// CHECK-SAME: (%[[CONTEXT:.+]]: !llvm.ptr, %[[A:.+]]: i64, %{{.+}}: i64)
// CHECK: llvm.call @forge.string_concat.3.2(%[[CONTEXT]], %[[A]], %{{.+}})
// CHECK: llvm.call @frt_string_concat
func.func @append(%ctx: !fmem.context, %a: !fmem.box, %b: !fmem.box) -> !fmem.box {
  %literal = fmem.string "a\C3\B1"
  %0 = fmem.call "frt_string_concat"(%a, %literal) : (!fmem.box, !fmem.box) -> !fmem.box
  %1 = fmem.call "frt_string_concat"(%0, %b) : (!fmem.box, !fmem.box) -> !fmem.box
  return %1 : !fmem.box
}

// The slow path boxes a Float that it was given.
// CHECK-LABEL: llvm.func internal @forge.mul.box.float
// CHECK-SAME: (%[[CONTEXT:.+]]: !llvm.ptr, %[[A:.+]]: i64, %[[F:.+]]: f64)
// CHECK: %[[NAN:.+]] = llvm.fcmp "uno" %[[F]], %[[F]]
// CHECK: %[[BITS:.+]] = llvm.bitcast %[[F]] : f64 to i64
// CHECK: %[[BOX:.+]] = llvm.select %[[NAN]], %{{.+}}, %[[BITS]]
// CHECK: llvm.call @frt_mul(%[[CONTEXT]], %[[A]], %[[BOX]])

// CHECK-LABEL: llvm.func internal @forge.string_concat.3.2
// CHECK-SAME: (%[[CONTEXT:.+]]: !llvm.ptr, %[[A:.+]]: i64, %[[B:.+]]: i64)
// CHECK: %[[HEADER:.+]] = llvm.load %{{.+}} : !llvm.ptr -> i64
// CHECK: %[[UNIQUE:.+]] = llvm.icmp "eq" %[[HEADER]]
// CHECK: llvm.cond_br %[[UNIQUE]]
// CHECK: llvm.load %{{.+}} {alignment = 1 : i64} : !llvm.ptr -> i16
// CHECK: llvm.load %{{.+}} {alignment = 1 : i64} : !llvm.ptr -> i8
// CHECK: llvm.return %[[A]]
// CHECK: llvm.call @frt_string_concat(%[[CONTEXT]], %[[A]], %[[B]])
