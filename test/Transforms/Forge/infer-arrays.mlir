// RUN: forge-opt %s -forge-infer-types -canonicalize -split-input-file | FileCheck %s

// Elements of one kind give the array a type.
// CHECK-LABEL: func.func @literals
// CHECK-SAME: -> (!forge.any, !forge.any, !forge.any, !forge.any)
// CHECK-DAG: forge.array.new %{{.+}}, %{{.+}} : (i64, i64) -> !forge.array<i64>
// CHECK-DAG: forge.array.new %{{.+}} : (f64) -> !forge.array<f64>
// CHECK-DAG: forge.array.new %{{.+}} : (i1) -> !forge.array<i1>
// CHECK-DAG: forge.array.new %{{.+}} : (!forge.str) -> !forge.array<!forge.str>
func.func @literals(%n: i64, %x: f64, %b: i1, %s: !forge.str) -> (!forge.any, !forge.any, !forge.any, !forge.any) {
  %0 = forge.box %n : i64
  %1 = forge.box %x : f64
  %2 = forge.box %b : i1
  %3 = forge.box %s : !forge.str
  %4 = forge.array.new %0, %0 : (!forge.any, !forge.any) -> !forge.any
  %5 = forge.array.new %1 : (!forge.any) -> !forge.any
  %6 = forge.array.new %2 : (!forge.any) -> !forge.any
  %7 = forge.array.new %3 : (!forge.any) -> !forge.any
  return %4, %5, %6, %7 : !forge.any, !forge.any, !forge.any, !forge.any
}

// Mixed elements, even only of numbers, do not; nor do those of kinds without
// a type, nor no elements at all.
// CHECK-LABEL: func.func @untyped
// CHECK-DAG: forge.array.new %{{.+}}, %{{.+}} : (i64, f64) -> !forge.any
// CHECK-DAG: forge.array.new %{{.+}} : (!forge.any) -> !forge.any
// CHECK-DAG: forge.array.new : () -> !forge.any
// CHECK-NOT: !forge.array<
// CHECK: return
func.func @untyped(%n: i64, %x: f64) -> (!forge.any, !forge.any, !forge.any) {
  %0 = forge.box %n : i64
  %1 = forge.box %x : f64
  %2 = forge.array.new %0, %1 : (!forge.any, !forge.any) -> !forge.any
  %null = forge.singleton null
  %3 = forge.array.new %null : (!forge.any) -> !forge.any
  %4 = forge.array.new : () -> !forge.any
  return %2, %3, %4 : !forge.any, !forge.any, !forge.any
}

// -----

// An array that starts empty is what it is going to hold.
// CHECK-LABEL: func.func @push_in_loop
// CHECK-SAME: -> !forge.array<f64>
// CHECK: %[[EMPTY:.+]] = forge.array.new : () -> !forge.any
// CHECK: %[[START:.+]] = forge.unbox %[[EMPTY]] : !forge.any -> !forge.array<f64>
// CHECK: cf.br ^[[LOOP:.+]](%{{.+}}, %[[START]] : i64, !forge.array<f64>)
// CHECK: ^[[LOOP]](%{{.+}}: i64, %[[A:.+]]: !forge.array<f64>)
// CHECK: forge.place.update push %[[A]] path [][] values(%{{.+}}) name "a" : (!forge.array<f64>, f64) -> (!forge.array<f64>,
// CHECK: return %[[A]]
func.func @push_in_loop(%n: i64, %x: f64) -> !forge.any {
  %zero = arith.constant 0 : i64
  %one = arith.constant 1 : i64
  %v = forge.box %x : f64
  %empty = forge.array.new : () -> !forge.any
  cf.br ^loop(%zero, %empty : i64, !forge.any)
^loop(%i: i64, %a: !forge.any):
  %more = arith.cmpi slt, %i, %n : i64
  cf.cond_br %more, ^body, ^done
^body:
  %b, %r, %e = forge.place.update push %a path [] [] values(%v) name "a" : (!forge.any, !forge.any) -> (!forge.any, !forge.any, !forge.error)
  forge.br_error %e, ^raise, ^next
^next:
  %j = arith.addi %i, %one : i64
  cf.br ^loop(%j, %b : i64, !forge.any)
^raise:
  forge.propagate
^done:
  return %a : !forge.any
}

// Two kinds of elements: the array gets no type in the loop, and the root no
// other than it has.
// CHECK-LABEL: func.func @push_two_kinds
// CHECK-SAME: -> !forge.any
// CHECK-NOT: !forge.array<
// CHECK: forge.place.update push %{{.+}} : (!forge.any, i64) -> (!forge.any
// CHECK: forge.place.update push %{{.+}} : (!forge.any, f64) -> (!forge.any
// CHECK-NOT: !forge.array<
// CHECK: return
func.func @push_two_kinds(%c: i1, %n: i64, %x: f64) -> !forge.any {
  %int = forge.box %n : i64
  %float = forge.box %x : f64
  %empty = forge.array.new : () -> !forge.any
  cf.br ^loop(%empty : !forge.any)
^loop(%a: !forge.any):
  cf.cond_br %c, ^body, ^done
^body:
  %b, %r, %e = forge.place.update push %a path [] [] values(%int) name "a" : (!forge.any, !forge.any) -> (!forge.any, !forge.any, !forge.error)
  forge.br_error %e, ^raise, ^next
^next:
  %d, %r2, %e2 = forge.place.update push %b path [] [] values(%float) name "a" : (!forge.any, !forge.any) -> (!forge.any, !forge.any, !forge.error)
  forge.br_error %e2, ^raise, ^back
^back:
  cf.br ^loop(%d : !forge.any)
^raise:
  forge.propagate
^done:
  return %a : !forge.any
}

// -----

// An element has the type of the elements, and so has what is computed from it.
// CHECK-LABEL: func.func @index
// CHECK-SAME: (%{{.+}}: f64) -> f64
// CHECK: %[[X:.+]], %{{.+}} = forge.index.get %{{.+}}[%{{.+}}] : (!forge.array<f64>, i64) -> f64
// CHECK: arith.mulf %[[X]], %[[X]]
func.func @index(%x: f64) -> !forge.any {
  %c = arith.constant -1 : i64
  %i = forge.box %c : i64
  %v = forge.box %x : f64
  %a = forge.array.new %v : (!forge.any) -> !forge.any
  %0, %e = forge.index.get %a[%i] : (!forge.any, !forge.any) -> !forge.any
  forge.br_error %e, ^raise, ^next
^next:
  %1, %e1 = forge.mul %0, %0 : (!forge.any, !forge.any) -> !forge.any
  forge.br_error %e1, ^raise, ^done
^raise:
  forge.propagate
^done:
  return %1 : !forge.any
}

// -----

// Stores of the same kind keep the type, also compound ones.
// CHECK-LABEL: func.func @stores
// CHECK-SAME: -> !forge.array<i64>
// CHECK: forge.place.update set %{{.+}} : (!forge.array<i64>, i64, i64) -> (!forge.array<i64>, !forge.any, !forge.error)
// CHECK: forge.place.update mul %{{.+}} : (!forge.array<i64>, i64, i64) -> (!forge.array<i64>, !forge.any, !forge.error)
func.func @stores(%n: i64) -> !forge.any {
  %v = forge.box %n : i64
  %a = forge.array.new %v : (!forge.any) -> !forge.any
  %b, %r, %e = forge.place.update set %a path [unit] [%v] values(%v) name "a" : (!forge.any, !forge.any, !forge.any) -> (!forge.any, !forge.any, !forge.error)
  forge.br_error %e, ^raise, ^next
^next:
  %c, %r2, %e2 = forge.place.update mul %b path [unit] [%v] values(%v) name "a" : (!forge.any, !forge.any, !forge.any) -> (!forge.any, !forge.any, !forge.error)
  forge.br_error %e2, ^raise, ^done
^raise:
  forge.propagate
^done:
  return %c : !forge.any
}

// A compound store of a Float among Ints makes a Float of one of them.
// CHECK-LABEL: func.func @store_of_other_kind
// CHECK-SAME: -> !forge.any
// CHECK: forge.place.update add %{{.+}} : (!forge.any, i64, f64) -> (!forge.any
func.func @store_of_other_kind(%n: i64, %x: f64) -> !forge.any {
  %i = forge.box %n : i64
  %v = forge.box %x : f64
  %a = forge.array.new %i : (!forge.any) -> !forge.any
  %b, %r, %e = forge.place.update add %a path [unit] [%i] values(%v) name "a" : (!forge.any, !forge.any, !forge.any) -> (!forge.any, !forge.any, !forge.error)
  forge.br_error %e, ^raise, ^done
^raise:
  forge.propagate
^done:
  return %b : !forge.any
}

// What the program stores at a field of an array is an error, which leaves it
// as it was or not at all: nothing is known.
// CHECK-LABEL: func.func @store_through_field
// CHECK-SAME: -> !forge.any
func.func @store_through_field(%n: i64) -> !forge.any {
  %i = forge.box %n : i64
  %a = forge.array.new %i : (!forge.any) -> !forge.any
  %b, %r, %e = forge.place.update set %a path ["f"] [] values(%i) name "a" : (!forge.any, !forge.any) -> (!forge.any, !forge.any, !forge.error)
  forge.br_error %e, ^raise, ^done
^raise:
  forge.propagate
^done:
  return %b : !forge.any
}

// -----

// Arrays in arrays, and what is stored through both.
// CHECK-LABEL: func.func @nested
// CHECK-SAME: -> (!forge.any, !forge.any)
// CHECK: forge.array.new %{{.+}} : (!forge.array<i64>) -> !forge.array<!forge.array<i64>>
// CHECK: forge.place.update set %{{.+}} path [unit, unit]{{.*}} : (!forge.array<!forge.array<i64>>, i64, i64, i64) -> (!forge.array<!forge.array<i64>>
// CHECK: %[[ROW:.+]], %{{.+}} = forge.index.get %{{.+}} : (!forge.array<!forge.array<i64>>, i64) -> !forge.array<i64>
// CHECK: forge.index.get %[[ROW]][%{{.+}}] : (!forge.array<i64>, i64) -> i64
func.func @nested(%n: i64) -> (!forge.any, !forge.any) {
  %v = forge.box %n : i64
  %row = forge.array.new %v : (!forge.any) -> !forge.any
  %a = forge.array.new %row : (!forge.any) -> !forge.any
  %b, %r, %e = forge.place.update set %a path [unit, unit] [%v, %v] values(%v) name "a" : (!forge.any, !forge.any, !forge.any, !forge.any) -> (!forge.any, !forge.any, !forge.error)
  %x, %e1 = forge.index.get %b[%v] : (!forge.any, !forge.any) -> !forge.any
  %y, %e2 = forge.index.get %x[%v] : (!forge.any, !forge.any) -> !forge.any
  return %b, %y : !forge.any, !forge.any
}

// Another kind deep inside changes the types of all arrays around it.
// CHECK-LABEL: func.func @nested_other_kind
// CHECK: forge.place.update set %{{.+}} : (!forge.any, i64, i64, f64) -> (!forge.any
// CHECK: forge.index.get %{{.+}} : (!forge.any, i64) -> !forge.any
func.func @nested_other_kind(%n: i64, %f: f64) -> !forge.any {
  %v = forge.box %n : i64
  %w = forge.box %f : f64
  %row = forge.array.new %v : (!forge.any) -> !forge.any
  %a = forge.array.new %row : (!forge.any) -> !forge.any
  %b, %r, %e = forge.place.update set %a path [unit, unit] [%v, %v] values(%w) name "a" : (!forge.any, !forge.any, !forge.any, !forge.any) -> (!forge.any, !forge.any, !forge.error)
  %x, %e1 = forge.index.get %b[%v] : (!forge.any, !forge.any) -> !forge.any
  return %x : !forge.any
}

// Only so many levels are known; the elements of the last one are any.
// CHECK-LABEL: func.func @deep
// CHECK: forge.array.new %{{.+}} : (i64) -> !forge.array<i64>
// CHECK: forge.array.new %{{.+}} : (!forge.array<i64>) -> !forge.array<!forge.array<i64>>
// CHECK: forge.array.new %{{.+}} -> !forge.array<!forge.array<!forge.array<i64>>>
// CHECK: forge.array.new %{{.+}} : (!forge.array<!forge.array<!forge.array<i64>>>) -> !forge.any
func.func @deep(%n: i64) -> !forge.any {
  %v = forge.box %n : i64
  %0 = forge.array.new %v : (!forge.any) -> !forge.any
  %1 = forge.array.new %0 : (!forge.any) -> !forge.any
  %2 = forge.array.new %1 : (!forge.any) -> !forge.any
  %3 = forge.array.new %2 : (!forge.any) -> !forge.any
  return %3 : !forge.any
}

// -----

// The last element may be missing.
// CHECK-LABEL: func.func @pop
// CHECK-SAME: -> (!forge.any, !forge.any)
// CHECK: %[[B:.+]], %[[X:.+]], %{{.+}} = forge.place.update pop %{{.+}} : (!forge.array<i64>) -> (!forge.array<i64>, !forge.any, !forge.error)
// CHECK: forge.place.update push %[[B]]
func.func @pop(%n: i64) -> (!forge.any, !forge.any) {
  %v = forge.box %n : i64
  %a = forge.array.new %v : (!forge.any) -> !forge.any
  %b, %x, %e = forge.place.update pop %a path [] [] values() name "a" : (!forge.any) -> (!forge.any, !forge.any, !forge.error)
  %c, %r, %e2 = forge.place.update push %b path [] [] values(%v) name "a" : (!forge.any, !forge.any) -> (!forge.any, !forge.any, !forge.error)
  return %c, %x : !forge.any, !forge.any
}

// -----

// A loop over an array gives its elements. What the builtin makes has no
// literal.
// CHECK-LABEL: func.func @iteration
// CHECK-SAME: -> f64
// CHECK-NOT: forge.iter.begin
// CHECK: forge.iter.next %{{.+}}, %{{.+}} : !forge.array<f64> -> f64
// CHECK: arith.addf
func.func @iteration(%x: f64) -> !forge.any {
  %zero = arith.constant 0 : i64
  %none = arith.constant 0.0 : f64
  %start = forge.box %none : f64
  %v = forge.box %x : f64
  %a = forge.array.new %v : (!forge.any) -> !forge.any
  %s, %e = forge.iter.begin %a : !forge.any -> !forge.any
  forge.br_error %e, ^raise, ^enter
^enter:
  cf.br ^loop(%zero, %start : i64, !forge.any)
^loop(%p: i64, %sum: !forge.any):
  %more, %y, %next = forge.iter.next %s, %p : !forge.any -> !forge.any
  cf.cond_br %more, ^body, ^done
^body:
  %sum2, %e2 = forge.add %sum, %y : (!forge.any, !forge.any) -> !forge.any
  forge.br_error %e2, ^raise, ^back
^back:
  cf.br ^loop(%next, %sum2 : i64, !forge.any)
^raise:
  forge.propagate
^done:
  return %sum : !forge.any
}

// Elements of unknown collections are unknown.
// CHECK-LABEL: func.func @iteration_of_any
// CHECK: forge.iter.begin %{{.+}} : !forge.any -> !forge.any
// CHECK: forge.iter.next %{{.+}}, %{{.+}} : !forge.any -> !forge.any
func.func @iteration_of_any(%a: !forge.any) -> !forge.any {
  %zero = arith.constant 0 : i64
  %s, %e = forge.iter.begin %a : !forge.any -> !forge.any
  %more, %y, %next = forge.iter.next %s, %zero : !forge.any -> !forge.any
  return %y : !forge.any
}

// -----

// Parameters and results.
// CHECK-LABEL: func.func @caller
// CHECK-SAME: -> f64
// CHECK: forge.call @fill(%{{.+}}, %{{.+}}) : (!forge.array<f64>, f64) -> !forge.array<f64>
// CHECK-LABEL: func.func private @fill(
// CHECK-SAME: !forge.array<f64>, %{{.+}}: f64) -> !forge.array<f64>
func.func @caller(%x: f64) -> !forge.any {
  %c = arith.constant 0 : i64
  %i = forge.box %c : i64
  %v = forge.box %x : f64
  %a = forge.array.new %v : (!forge.any) -> !forge.any
  %b, %e = forge.call @fill(%a, %v) : (!forge.any, !forge.any) -> !forge.any
  %0, %e2 = forge.index.get %b[%i] : (!forge.any, !forge.any) -> !forge.any
  return %0 : !forge.any
}
func.func private @fill(%a: !forge.any, %v: !forge.any) -> !forge.any {
  %c = arith.constant 0 : i64
  %i = forge.box %c : i64
  %b, %r, %e = forge.place.update set %a path [unit] [%i] values(%v) name "a" : (!forge.any, !forge.any, !forge.any) -> (!forge.any, !forge.any, !forge.error)
  return %b : !forge.any
}

// -----

// Some calls with Ints, some with an array that stays empty: still of Ints.
// CHECK-LABEL: func.func private @first(
// CHECK-SAME: !forge.array<i64>) -> i64
func.func @empty_argument(%n: i64) {
  %v = forge.box %n : i64
  %0 = forge.array.new %v : (!forge.any) -> !forge.any
  %1 = forge.array.new : () -> !forge.any
  %2, %e2 = forge.call @first(%0) : (!forge.any) -> !forge.any
  %3, %e3 = forge.call @first(%1) : (!forge.any) -> !forge.any
  return
}
func.func private @first(%a: !forge.any) -> !forge.any {
  %c = arith.constant 0 : i64
  %i = forge.box %c : i64
  %0, %e = forge.index.get %a[%i] : (!forge.any, !forge.any) -> !forge.any
  return %0 : !forge.any
}

// -----

// An array or null is no array.
// CHECK-LABEL: func.func @perhaps_null
// CHECK: forge.index.get %{{.+}} : (!forge.any, i64) -> !forge.any
func.func @perhaps_null(%c: i1, %n: i64) -> !forge.any {
  %v = forge.box %n : i64
  %null = forge.singleton null
  %a = forge.array.new %v : (!forge.any) -> !forge.any
  cf.cond_br %c, ^use(%a : !forge.any), ^use(%null : !forge.any)
^use(%b: !forge.any):
  %0, %e = forge.index.get %b[%v] : (!forge.any, !forge.any) -> !forge.any
  return %0 : !forge.any
}

// Spreading an array joins the elements; what is no array is appended itself.
// CHECK-LABEL: func.func @spread
// CHECK: %[[BOTH:.+]] = forge.runtime "frt_array_spread"
// CHECK: forge.index.get %{{.+}} : (!forge.array<i64>, i64) -> i64
// CHECK: forge.runtime "frt_array_push_back"
// CHECK: forge.index.get %{{.+}} : (!forge.any, i64) -> !forge.any
func.func @spread() -> (!forge.any, !forge.any) {
  %c1 = arith.constant 1 : i64
  %c2 = arith.constant 2.0 : f64
  %0 = forge.box %c1 : i64
  %1 = forge.box %c2 : f64
  %a = forge.array.new %0 : (!forge.any) -> !forge.any
  %b = forge.array.new %0, %0 : (!forge.any, !forge.any) -> !forge.any
  %both = forge.runtime "frt_array_spread"(%a, %b) : (!forge.any, !forge.any) -> !forge.any
  %2, %e2 = forge.index.get %both[%0] : (!forge.any, !forge.any) -> !forge.any
  %mixed = forge.runtime "frt_array_push_back"(%both, %1) : (!forge.any, !forge.any) -> !forge.any
  %3, %e3 = forge.index.get %mixed[%0] : (!forge.any, !forge.any) -> !forge.any
  return %2, %3 : !forge.any, !forge.any
}
