// RUN: forge-opt %s | forge-opt | FileCheck %s
// Every operation of the dialect prints what it parses.

// CHECK-LABEL: func.func @values
func.func @values(%n: i64, %cell: !forge.cell) -> !forge.any {
  // CHECK: forge.singleton null
  %null = forge.singleton null
  // CHECK: forge.singleton none
  %none = forge.singleton none
  // CHECK: forge.is_marker missing %{{.+}} : !forge.any
  %absent = forge.is_marker missing %null : !forge.any
  // CHECK: forge.string "text"
  %text = forge.string "text"
  // CHECK: forge.box %{{.+}} : i64
  %boxed = forge.box %n : i64
  // CHECK: forge.unbox %{{.+}} : !forge.any -> i64
  %unboxed = forge.unbox %boxed : !forge.any -> i64
  // CHECK: forge.slot "x"
  %slot = forge.slot "x"
  // CHECK: forge.slot late "y"
  %late = forge.slot late "y"
  // CHECK: forge.slot.store %{{.+}}, %{{.+}}
  forge.slot.store %boxed, %slot
  // CHECK: forge.slot.load %{{.+}}
  %loaded = forge.slot.load %slot
  // CHECK: forge.cell.new %{{.+}}
  %new = forge.cell.new %boxed
  // CHECK: forge.cell.load %{{.+}}
  %content = forge.cell.load %new
  // CHECK: forge.cell.take %{{.+}}
  %taken = forge.cell.take %cell
  // CHECK: forge.cell.store %{{.+}}, %{{.+}}
  forge.cell.store %taken, %cell
  // CHECK: forge.global.load 3 "total"
  %global = forge.global.load 3 "total"
  // CHECK: forge.global.take 3 "total"
  %moved = forge.global.take 3 "total"
  // CHECK: forge.global.store %{{.+}}, 3 "total"
  forge.global.store %moved, 3 "total"
  // CHECK: forge.check_bound %{{.+}} "total" hint "did you mean 'totals'?" : !forge.any
  %bound, %e = forge.check_bound %global "total" hint "did you mean 'totals'?" : !forge.any
  // CHECK: forge.br_error %{{.+}}, ^bb1, ^bb2(%{{.+}} : !forge.any)
  forge.br_error %e, ^bb1, ^bb2(%bound : !forge.any)
^bb1:
  // CHECK: forge.propagate
  forge.propagate
^bb2(%result: !forge.any):
  return %result : !forge.any
}

// CHECK-LABEL: func.func @operators
func.func @operators(%a: !forge.any, %b: !forge.any, %s: !forge.str) -> i1 {
  // CHECK: forge.add %{{.+}}, %{{.+}} : (!forge.any, !forge.any) -> !forge.any
  %0, %e0 = forge.add %a, %b : (!forge.any, !forge.any) -> !forge.any
  // CHECK: forge.sub
  %1, %e1 = forge.sub %a, %b : (!forge.any, !forge.any) -> !forge.any
  // CHECK: forge.mul
  %2, %e2 = forge.mul %a, %b : (!forge.any, !forge.any) -> !forge.any
  // CHECK: forge.div
  %3, %e3 = forge.div %a, %b : (!forge.any, !forge.any) -> !forge.any
  // CHECK: forge.rem
  %4, %e4 = forge.rem %a, %b : (!forge.any, !forge.any) -> !forge.any
  // CHECK: forge.neg %{{.+}} : !forge.any -> !forge.any
  %5, %e5 = forge.neg %a : !forge.any -> !forge.any
  // CHECK: forge.compare le, %{{.+}}, %{{.+}} : (!forge.any, !forge.any)
  %6, %e6 = forge.compare le, %a, %b : (!forge.any, !forge.any)
  // CHECK: forge.when_compare eq, %{{.+}}, %{{.+}} : (!forge.any, !forge.any)
  %7 = forge.when_compare eq, %a, %b : (!forge.any, !forge.any)
  // CHECK: forge.equal %{{.+}}, %{{.+}} : (!forge.any, !forge.any)
  %8 = forge.equal %a, %b : (!forge.any, !forge.any)
  // CHECK: forge.truthy %{{.+}} : !forge.any
  %9 = forge.truthy %a : !forge.any
  // CHECK: forge.concat %{{.+}}, %{{.+}} : !forge.any
  %10 = forge.concat %s, %b : !forge.any
  // CHECK: forge.interpolate %{{.+}}, %{{.+}} : !forge.str, !forge.any
  %11 = forge.interpolate %s, %a : !forge.str, !forge.any
  return %9 : i1
}

// CHECK-LABEL: func.func @collections
func.func @collections(%a: !forge.any, %i: i64) -> i64 {
  // CHECK: forge.array.new %{{.+}}, %{{.+}} : (!forge.any, i64) -> !forge.any
  %0 = forge.array.new %a, %i : (!forge.any, i64) -> !forge.any
  // CHECK: forge.tuple.new %{{.+}} : (!forge.any) -> !forge.any
  %1 = forge.tuple.new %a : (!forge.any) -> !forge.any
  // CHECK: forge.object.new ["x", "y"] %{{.+}}, %{{.+}} : (!forge.any, i64) -> !forge.any
  %2 = forge.object.new ["x", "y"] %a, %i : (!forge.any, i64) -> !forge.any
  // CHECK: forge.field.get %{{.+}}, "x" : !forge.any -> !forge.any
  %3, %e3 = forge.field.get %2, "x" : !forge.any -> !forge.any
  // CHECK: forge.index.get %{{.+}}[%{{.+}}] : (!forge.any, i64) -> !forge.any
  %4, %e4 = forge.index.get %0[%i] : (!forge.any, i64) -> !forge.any
  // CHECK: forge.place.update set %{{.+}} path ["rows", unit][%{{.+}}] values(%{{.+}}) name "t" : (!forge.any, i64, !forge.any) -> (!forge.any, !forge.any, !forge.error)
  %5, %r5, %e5 = forge.place.update set %2 path ["rows", unit] [%i] values(%a) name "t" : (!forge.any, i64, !forge.any) -> (!forge.any, !forge.any, !forge.error)
  // CHECK: forge.place.is_updating "push" %{{.+}} path ["rows"][] : (!forge.any) -> i1
  %6 = forge.place.is_updating "push" %2 path ["rows"] [] : (!forge.any) -> i1
  // CHECK: forge.place.vacate %{{.+}} path ["rows", unit][%{{.+}}] of %{{.+}} : (!forge.any, i64, !forge.any) -> !forge.any
  %v6 = forge.place.vacate %2 path ["rows", unit] [%i] of %a : (!forge.any, i64, !forge.any) -> !forge.any
  // CHECK: forge.iter.begin %{{.+}} : !forge.any -> !forge.any
  %7, %e7 = forge.iter.begin %0 : !forge.any -> !forge.any
  // CHECK: forge.iter.next %{{.+}}, %{{.+}} : !forge.any -> !forge.any
  %more, %v, %next = forge.iter.next %7, %i : !forge.any -> !forge.any
  // CHECK: forge.iter.next_pair %{{.+}}, %{{.+}} : !forge.any -> !forge.any, !forge.any
  %more2, %k, %v2, %next2 = forge.iter.next_pair %7, %next : !forge.any -> !forge.any, !forge.any
  // CHECK: forge.expect_int %{{.+}}, "an integer please" : !forge.any -> i64
  %8, %e8 = forge.expect_int %v, "an integer please" : !forge.any -> i64
  return %8 : i64
}

// CHECK-LABEL: func.func @functions
func.func @functions(%a: !forge.any, %cell: !forge.cell) -> !forge.any {
  // CHECK: forge.call @callee(%{{.+}}, %{{.+}}) : (!forge.cell, !forge.any) -> !forge.any
  %0, %e0 = forge.call @callee(%cell, %a) : (!forge.cell, !forge.any) -> !forge.any
  // CHECK: forge.closure @callee[%{{.+}}] : (!forge.cell) -> !forge.any
  %1 = forge.closure @callee[%cell] : (!forge.cell) -> !forge.any
  // CHECK: forge.call_value %{{.+}}(%{{.+}}) : (!forge.any, !forge.any) -> !forge.any
  %2, %e2 = forge.call_value %1(%a) : (!forge.any, !forge.any) -> !forge.any
  // CHECK: forge.builtin_value "len"
  %3 = forge.builtin_value "len"
  // CHECK: forge.narrow %{{.+}} to ["Int", "Float"] : !forge.any
  %narrow = forge.narrow %a to ["Int", "Float"] : !forge.any
  // CHECK: forge.finds_method "area" of "Circle" %{{.+}} : !forge.any
  %finds = forge.finds_method "area" of "Circle" %a : !forge.any
  // CHECK: forge.call_method "len" %{{.+}}() fallback %{{.+}} : (!forge.any, !forge.any) -> !forge.any
  %4, %e4 = forge.call_method "len" %a() fallback %3 : (!forge.any, !forge.any) -> !forge.any
  // CHECK: forge.builtin "len"(%{{.+}}) : (!forge.any) -> !forge.any
  %5, %e5 = forge.builtin "len"(%a) : (!forge.any) -> !forge.any
  // CHECK: forge.runtime "frt_expect_object"(%{{.+}}) : (!forge.any) -> !forge.error
  %e6 = forge.runtime "frt_expect_object"(%a) : (!forge.any) -> !forge.error
  return %5 : !forge.any
}

func.func private @callee(%cell: !forge.cell, %a: !forge.any) -> !forge.any
    attributes {forge.captures = 1 : i64} {
  return %a : !forge.any
}

// CHECK-LABEL: func.func @errors
func.func @errors() -> !forge.any {
  // CHECK: forge.no_error
  %none = forge.no_error
  forge.br_error %none, ^bb1, ^bb1
^bb1:
  // CHECK: forge.raise "frt_raise_division_by_zero"
  %e = forge.raise "frt_raise_division_by_zero"
  forge.br_error %e, ^bb2, ^bb3
^bb2:
  // CHECK: forge.catch
  %caught = forge.catch
  return %caught : !forge.any
^bb3:
  // CHECK: forge.discard_error
  forge.discard_error
  forge.propagate
}

// CHECK-LABEL: func.func @types
func.func @types(%a: !forge.any) -> i64 {
  // CHECK: forge.struct.define "P" defaults ["x"](%{{.+}} : !forge.any) embedded ["at", "Q"]
  forge.struct.define "P" defaults ["x"](%a : !forge.any) embedded ["at", "Q"]
  // CHECK: forge.struct.new "P" ["x"] %{{.+}} : (!forge.any) -> !forge.any
  %0 = forge.struct.new "P" ["x"] %a : (!forge.any) -> !forge.any
  // CHECK: forge.type.define "T" ["A", "B"] [-1, 2]
  forge.type.define "T" ["A", "B"] [-1, 2]
  // CHECK: forge.interface.new "I" ["m"] [1] ["Int"]
  %1 = forge.interface.new "I" ["m"] [1] ["Int"]
  // CHECK: forge.match.variant %{{.+}}, "B" : !forge.any
  %2 = forge.match.variant %0, "B" : !forge.any
  // CHECK: forge.match.payload %{{.+}}, 0 : !forge.any -> !forge.any
  %3 = forge.match.payload %0, 0 : !forge.any -> !forge.any
  // CHECK: forge.match.check %{{.+}}, ["A"] : !forge.any
  %e4 = forge.match.check %0, ["A"] : !forge.any
  // CHECK: forge.match.arity %{{.+}} : !forge.any
  %5 = forge.match.arity %0 : !forge.any
  return %5 : i64
}

// CHECK-LABEL: func.func @tasks
func.func @tasks() -> i1 {
  // CHECK: forge.global.new_cell 2 "count"
  forge.global.new_cell 2 "count"
  // CHECK: forge.global.cell 2 "count"
  %cell = forge.global.cell 2 "count"
  // CHECK: forge.attention
  %due = forge.attention
  return %due : i1
}
