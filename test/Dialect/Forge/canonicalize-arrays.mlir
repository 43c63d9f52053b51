// RUN: forge-opt %s -canonicalize -split-input-file | FileCheck %s

// A literal has as many elements as it is written with.
// CHECK-LABEL: func.func @size_of_literal
// CHECK-NEXT: %[[THREE:.+]] = arith.constant 3 : i64
// CHECK-NEXT: return %[[THREE]]
func.func @size_of_literal(%n: i64) -> i64 {
  %a = forge.array.new %n, %n, %n : (i64, i64, i64) -> !forge.array<i64>
  %0 = forge.array.size %a : <i64>
  return %0 : i64
}

// An updated array may have more.
// CHECK-LABEL: func.func @size_of_updated
// CHECK: forge.array.size
func.func @size_of_updated(%n: i64) -> i64 {
  %a = forge.array.new %n : (i64) -> !forge.array<i64>
  %b, %r, %e = forge.place.update push %a path [] [] values(%n) name "a" : (!forge.array<i64>, i64) -> (!forge.array<i64>, !forge.array<i64>, !forge.error)
  %0 = forge.array.size %b : <i64>
  return %0 : i64
}

// -----

// CHECK-LABEL: func.func @len
// CHECK-SAME: (%[[A:.+]]: !forge.array<f64>)
// CHECK-NEXT: %[[SIZE:.+]] = forge.array.size %[[A]] : <f64>
// CHECK-NEXT: return %[[SIZE]]
func.func @len(%a: !forge.array<f64>) -> i64 {
  %0, %e = forge.builtin "len"(%a) : (!forge.array<f64>) -> !forge.any
  forge.br_error %e, ^raise, ^done
^raise:
  forge.propagate
^done:
  %1 = forge.unbox %0 : !forge.any -> i64
  return %1 : i64
}

// Nothing is known about what this is the length of.
// CHECK-LABEL: func.func @len_of_any
// CHECK: forge.builtin "len"
// CHECK: forge.br_error
func.func @len_of_any(%a: !forge.any) -> !forge.any {
  %0, %e = forge.builtin "len"(%a) : (!forge.any) -> !forge.any
  forge.br_error %e, ^raise, ^done
^raise:
  forge.propagate
^done:
  return %0 : !forge.any
}

// -----

// Roots of negative numbers are NaN, not errors.
// CHECK-LABEL: func.func @sqrt
// CHECK-SAME: (%[[X:.+]]: f64)
// CHECK-NEXT: %[[R:.+]] = math.sqrt %[[X]] : f64
// CHECK-NEXT: return %[[R]]
func.func @sqrt(%x: f64) -> f64 {
  %0, %e = forge.builtin "math.sqrt"(%x) : (f64) -> !forge.any
  forge.br_error %e, ^raise, ^done
^raise:
  forge.propagate
^done:
  %1 = forge.unbox %0 : !forge.any -> f64
  return %1 : f64
}

// CHECK-LABEL: func.func @sqrt_of_any
// CHECK: forge.builtin "math.sqrt"
func.func @sqrt_of_any(%x: !forge.any) -> !forge.any {
  %0, %e = forge.builtin "math.sqrt"(%x) : (!forge.any) -> !forge.any
  return %0 : !forge.any
}

// -----

// Appending an element of the same type always succeeds.
// CHECK-LABEL: func.func @push
// CHECK: %[[B:.+]], %{{.+}}, %{{.+}} = forge.place.update push
// CHECK-NOT: forge.br_error
// CHECK: return %[[B]]
func.func @push(%a: !forge.array<i1>, %x: i1) -> !forge.array<i1> {
  %b, %r, %e = forge.place.update push %a path [] [] values(%x) name "a" : (!forge.array<i1>, i1) -> (!forge.array<i1>, !forge.array<i1>, !forge.error)
  forge.br_error %e, ^raise, ^done
^raise:
  forge.propagate
^done:
  return %b : !forge.array<i1>
}

// Storing does not: the index may be outside.
// CHECK-LABEL: func.func @set
// CHECK: %{{.+}}, %{{.+}}, %[[E:.+]] = forge.place.update set
// CHECK: forge.br_error %[[E]]
func.func @set(%a: !forge.array<i1>, %i: i64, %x: i1) -> !forge.array<i1> {
  %b, %r, %e = forge.place.update set %a path [unit] [%i] values(%x) name "a" : (!forge.array<i1>, i64, i1) -> (!forge.array<i1>, !forge.any, !forge.error)
  forge.br_error %e, ^raise, ^done
^raise:
  forge.propagate
^done:
  return %b : !forge.array<i1>
}

// What is appended to may be no array, or frozen.
// CHECK-LABEL: func.func @push_to_any
// CHECK: forge.place.update push
// CHECK: forge.br_error
func.func @push_to_any(%a: !forge.any, %x: i64) -> !forge.any {
  %b, %r, %e = forge.place.update push %a path [] [] values(%x) name "a" : (!forge.any, i64) -> (!forge.any, !forge.any, !forge.error)
  forge.br_error %e, ^raise, ^done
^raise:
  forge.propagate
^done:
  return %b : !forge.any
}

// -----

// Arrays have the updating methods push and pop and no others; what an element
// has is not known here.
// CHECK-LABEL: func.func @updating_methods
// CHECK-SAME: (%[[A:.+]]: !forge.array<i64>, %[[V:.+]]: !forge.any, %[[I:.+]]: i64)
// CHECK-DAG: %[[TRUE:.+]] = arith.constant true
// CHECK-DAG: %[[FALSE:.+]] = arith.constant false
// CHECK: %[[INNER:.+]] = forge.place.is_updating "push" %[[A]] path [unit]
// CHECK: %[[ANY:.+]] = forge.place.is_updating "push" %[[V]]
// CHECK-NEXT: return %[[TRUE]], %[[TRUE]], %[[FALSE]], %[[FALSE]], %[[INNER]], %[[ANY]]
func.func @updating_methods(%a: !forge.array<i64>, %v: !forge.any, %i: i64) -> (i1, i1, i1, i1, i1, i1) {
  %0 = forge.place.is_updating "push" %a path [] [] : (!forge.array<i64>) -> i1
  %1 = forge.place.is_updating "pop" %a path [] [] : (!forge.array<i64>) -> i1
  %2 = forge.place.is_updating "add" %a path [] [] : (!forge.array<i64>) -> i1
  %3 = forge.place.is_updating "remove" %a path [] [] : (!forge.array<i64>) -> i1
  %4 = forge.place.is_updating "push" %a path [unit] [%i] : (!forge.array<i64>, i64) -> i1
  %5 = forge.place.is_updating "push" %v path [] [] : (!forge.any) -> i1
  return %0, %1, %2, %3, %4, %5 : i1, i1, i1, i1, i1, i1
}

// -----

// An array is its own snapshot.
// CHECK-LABEL: func.func @iteration
// CHECK-SAME: (%[[A:.+]]: !forge.array<f64>, %[[P:.+]]: i64)
// CHECK-NEXT: %{{.+}}, %[[X:.+]], %{{.+}} = forge.iter.next %[[A]], %[[P]]
// CHECK-NEXT: return %[[X]]
func.func @iteration(%a: !forge.array<f64>, %p: i64) -> f64 {
  %s, %e = forge.iter.begin %a : !forge.array<f64> -> !forge.array<f64>
  forge.br_error %e, ^raise, ^done
^raise:
  forge.propagate
^done:
  %more, %x, %next = forge.iter.next %s, %p : !forge.array<f64> -> f64
  return %x : f64
}

// Others may not be iterable.
// CHECK-LABEL: func.func @iteration_of_any
// CHECK: forge.iter.begin
// CHECK: forge.br_error
func.func @iteration_of_any(%a: !forge.any) -> !forge.any {
  %s, %e = forge.iter.begin %a : !forge.any -> !forge.any
  forge.br_error %e, ^raise, ^done
^raise:
  forge.propagate
^done:
  return %s : !forge.any
}

// -----

// An unused array and what is asked about it go away.
// CHECK-LABEL: func.func @unused
// CHECK-NEXT: return
func.func @unused(%a: !forge.array<f64>) {
  %0 = forge.array.size %a : <f64>
  return
}
