// RUN: forge-opt %s -canonicalize -split-input-file | FileCheck %s

// Boxing and unboxing cancel.
// CHECK-LABEL: func.func @unbox_of_box
// CHECK-SAME: (%[[N:.+]]: i64)
// CHECK-NEXT: return %[[N]]
func.func @unbox_of_box(%n: i64) -> i64 {
  %0 = forge.box %n : i64
  %1 = forge.unbox %0 : !forge.any -> i64
  return %1 : i64
}

// CHECK-LABEL: func.func @box_of_unbox
// CHECK-SAME: (%[[A:.+]]: !forge.any)
// CHECK-NEXT: return %[[A]]
func.func @box_of_unbox(%a: !forge.any) -> !forge.any {
  %0 = forge.unbox %a : !forge.any -> i64
  %1 = forge.box %0 : i64
  return %1 : !forge.any
}

// An unbox to another type stays: nothing was proven about it here.
// CHECK-LABEL: func.func @unbox_to_other_type
// CHECK: forge.unbox
func.func @unbox_to_other_type(%n: i64) -> f64 {
  %0 = forge.box %n : i64
  %1 = forge.unbox %0 : !forge.any -> f64
  return %1 : f64
}

// CHECK-LABEL: func.func @markers
// CHECK-DAG: %[[TRUE:.+]] = arith.constant true
// CHECK-DAG: %[[FALSE:.+]] = arith.constant false
// CHECK: return %[[TRUE]], %[[FALSE]], %[[FALSE]]
func.func @markers(%n: i64) -> (i1, i1, i1) {
  %missing = forge.singleton missing
  %null = forge.singleton null
  %boxed = forge.box %n : i64
  %0 = forge.is_marker missing %missing : !forge.any
  %1 = forge.is_marker missing %null : !forge.any
  %2 = forge.is_marker missing %boxed : !forge.any
  return %0, %1, %2 : i1, i1, i1
}

// -----

// Integer constants fold; overflow is left to raise.
// CHECK-LABEL: func.func @fold_integers
// CHECK: %[[SUM:.+]] = arith.constant 7 : i64
// CHECK-NOT: forge.add
// CHECK: return %[[SUM]]
func.func @fold_integers() -> i64 {
  %a = arith.constant 3 : i64
  %b = arith.constant 4 : i64
  %0, %e = forge.add %a, %b : (i64, i64) -> i64
  forge.br_error %e, ^bb1, ^bb2
^bb1:
  forge.propagate
^bb2:
  return %0 : i64
}

// CHECK-LABEL: func.func @fold_overflow
// CHECK: forge.add
// CHECK: forge.br_error
func.func @fold_overflow() -> i64 {
  %a = arith.constant 9223372036854775807 : i64
  %b = arith.constant 1 : i64
  %0, %e = forge.add %a, %b : (i64, i64) -> i64
  forge.br_error %e, ^bb1, ^bb2
^bb1:
  forge.propagate
^bb2:
  return %0 : i64
}

// Floats cannot raise; an integer operand is converted.
// CHECK-LABEL: func.func @floats
// CHECK-SAME: (%[[X:.+]]: f64, %[[N:.+]]: i64)
// CHECK-NEXT: %[[F:.+]] = arith.sitofp %[[N]] : i64 to f64
// CHECK-NEXT: %[[R:.+]] = arith.addf %[[X]], %[[F]]
// CHECK-NEXT: return %[[R]]
func.func @floats(%x: f64, %n: i64) -> f64 {
  %0, %e = forge.add %x, %n : (f64, i64) -> f64
  forge.br_error %e, ^bb1, ^bb2
^bb1:
  forge.propagate
^bb2:
  return %0 : f64
}

// A divisor that is a constant other than 0 and -1 is safe.
// CHECK-LABEL: func.func @safe_division
// CHECK: arith.divsi
// CHECK: arith.remsi
// CHECK-NOT: br_error
func.func @safe_division(%n: i64) -> i64 {
  %ten = arith.constant 10 : i64
  %0, %e0 = forge.div %n, %ten : (i64, i64) -> i64
  forge.br_error %e0, ^bb1, ^bb2
^bb1:
  forge.propagate
^bb2:
  %1, %e1 = forge.rem %0, %ten : (i64, i64) -> i64
  forge.br_error %e1, ^bb1, ^bb3
^bb3:
  return %1 : i64
}

// CHECK-LABEL: func.func @unsafe_division
// CHECK: forge.div
func.func @unsafe_division(%n: i64) -> i64 {
  %minus = arith.constant -1 : i64
  %0, %e = forge.div %n, %minus : (i64, i64) -> i64
  forge.br_error %e, ^bb1, ^bb2
^bb1:
  forge.propagate
^bb2:
  return %0 : i64
}

// -----

// A string on the left makes + a concatenation, which cannot raise.
// CHECK-LABEL: func.func @concatenation
// CHECK: forge.concat
// CHECK-NOT: br_error
func.func @concatenation(%s: !forge.str, %a: !forge.any) -> !forge.str {
  %0, %e = forge.add %s, %a : (!forge.str, !forge.any) -> !forge.str
  forge.br_error %e, ^bb1, ^bb2
^bb1:
  forge.propagate
^bb2:
  return %0 : !forge.str
}

// CHECK-LABEL: func.func @comparisons
// CHECK-SAME: (%[[N:.+]]: i64, %[[M:.+]]: i64, %[[X:.+]]: f64, %[[S:.+]]: !forge.str)
// CHECK-DAG: arith.cmpi slt, %[[N]], %[[M]]
// CHECK-DAG: arith.cmpi eq, %[[N]], %[[M]]
// CHECK-DAG: arith.cmpf oeq
// CHECK-DAG: arith.constant false
func.func @comparisons(%n: i64, %m: i64, %x: f64, %s: !forge.str) -> (i1, i1, i1, i1) {
  %0, %e = forge.compare lt, %n, %m : (i64, i64)
  %1 = forge.equal %n, %m : (i64, i64)
  %2 = forge.equal %n, %x : (i64, f64)
  %3 = forge.equal %n, %s : (i64, !forge.str)
  return %0, %1, %2, %3 : i1, i1, i1, i1
}

// NaN is truthy.
// CHECK-LABEL: func.func @truthiness
// CHECK-DAG: arith.cmpi ne
// CHECK-DAG: arith.cmpf une
// CHECK: return %{{.+}}, %{{.+}}, %[[B:.+]] : i1, i1, i1
func.func @truthiness(%n: i64, %x: f64, %b: i1) -> (i1, i1, i1) {
  %0 = forge.truthy %n : i64
  %1 = forge.truthy %x : f64
  %2 = forge.truthy %b : i1
  return %0, %1, %2 : i1, i1, i1
}

// -----

// What cannot raise has no error edge, what always raises no other.
// CHECK-LABEL: func.func @no_error
// CHECK-NEXT: return
func.func @no_error(%a: !forge.any) -> !forge.any {
  %e = forge.no_error
  forge.br_error %e, ^bb1, ^bb2
^bb1:
  forge.propagate
^bb2:
  return %a : !forge.any
}

// CHECK-LABEL: func.func @always_raises
// CHECK: forge.raise
// CHECK-NEXT: forge.propagate
func.func @always_raises(%a: !forge.any) -> !forge.any {
  %e = forge.raise "frt_raise_division_by_zero"
  forge.br_error %e, ^bb1, ^bb2
^bb1:
  forge.propagate
^bb2:
  return %a : !forge.any
}

// CHECK-LABEL: func.func @conversions
// CHECK: arith.sitofp
// CHECK-NOT: forge.builtin
func.func @conversions(%n: i64) -> !forge.any {
  %missing = forge.singleton missing
  %0, %e0 = forge.builtin "int"(%n, %missing) : (i64, !forge.any) -> !forge.any
  %1 = forge.unbox %0 : !forge.any -> i64
  %2, %e1 = forge.builtin "float"(%1) : (i64) -> !forge.any
  return %2 : !forge.any
}
