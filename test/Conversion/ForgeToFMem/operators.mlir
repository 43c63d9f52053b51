// RUN: forge-opt %s -convert-forge-to-fmem -split-input-file | FileCheck %s --implicit-check-not="forge."

// The number of the operator that overflowed: 1 is `-`, 2 is `*`.
// CHECK-LABEL: func.func @sub_integers
// CHECK-SAME: (%[[A:.+]]: i64, %[[B:.+]]: i64)
// CHECK: %{{.+}}, %[[O:.+]] = fmem.checked sub %[[A]], %[[B]]
// CHECK: cf.cond_br %[[O]]
// CHECK: %[[KIND:.+]] = arith.constant 1 : i64
// CHECK: fmem.call "frt_raise_overflow"(%[[KIND]], %[[A]], %[[B]])
func.func @sub_integers(%a: i64, %b: i64) -> i64 {
  %0, %e = forge.sub %a, %b : (i64, i64) -> i64
  forge.br_error %e, ^raise, ^done
^raise:
  forge.propagate
^done:
  return %0 : i64
}

// -----

// CHECK-LABEL: func.func @mul_integers
// CHECK-SAME: (%[[A:.+]]: i64, %[[B:.+]]: i64)
// CHECK: %{{.+}}, %[[O:.+]] = fmem.checked mul %[[A]], %[[B]]
// CHECK: cf.cond_br %[[O]]
// CHECK: %[[KIND:.+]] = arith.constant 2 : i64
// CHECK: fmem.call "frt_raise_overflow"(%[[KIND]], %[[A]], %[[B]])
func.func @mul_integers(%a: i64, %b: i64) -> i64 {
  %0, %e = forge.mul %a, %b : (i64, i64) -> i64
  forge.br_error %e, ^raise, ^done
^raise:
  forge.propagate
^done:
  return %0 : i64
}

// -----

// A negation is a subtraction from 0 that reports operator 4.
// CHECK-LABEL: func.func @neg_integer
// CHECK-SAME: (%[[A:.+]]: i64)
// CHECK: %[[ZERO:.+]] = arith.constant 0 : i64
// CHECK: fmem.checked sub %[[ZERO]], %[[A]]
// CHECK: %[[KIND:.+]] = arith.constant 4 : i64
// CHECK: fmem.call "frt_raise_overflow"(%[[KIND]], %[[A]],
func.func @neg_integer(%a: i64) -> i64 {
  %0, %e = forge.neg %a : i64 -> i64
  forge.br_error %e, ^raise, ^done
^raise:
  forge.propagate
^done:
  return %0 : i64
}

// -----

// The smallest integer modulo -1 is 0 and no error; the machine gets 1 instead.
// CHECK-LABEL: func.func @rem_integers
// CHECK-SAME: (%[[A:.+]]: i64, %[[B:.+]]: i64)
// CHECK-DAG: %[[ZERO:.+]] = arith.constant 0 : i64
// CHECK-DAG: %[[MINUS:.+]] = arith.constant -1 : i64
// CHECK-DAG: %[[ISZERO:.+]] = arith.cmpi eq, %[[B]], %[[ZERO]]
// CHECK-DAG: %[[ISMINUS:.+]] = arith.cmpi eq, %[[B]], %[[MINUS]]
// CHECK: %[[TRIVIAL:.+]] = arith.ori %[[ISZERO]], %[[ISMINUS]]
// CHECK: %[[ONE:.+]] = arith.constant 1 : i64
// CHECK: %[[DIVISOR:.+]] = arith.select %[[TRIVIAL]], %[[ONE]], %[[B]]
// CHECK: arith.remsi %[[A]], %[[DIVISOR]]
// CHECK: cf.cond_br %[[ISZERO]]
// CHECK: fmem.call "frt_raise_modulo_by_zero"()
func.func @rem_integers(%a: i64, %b: i64) -> i64 {
  %0, %e = forge.rem %a, %b : (i64, i64) -> i64
  forge.br_error %e, ^raise, ^done
^raise:
  forge.propagate
^done:
  return %0 : i64
}

// -----

// What is not known to be a number is left to the runtime, operator by operator.
// CHECK-LABEL: func.func @anything
// CHECK-SAME: (%[[A:.+]]: !fmem.box, %[[B:.+]]: !fmem.box)
// CHECK: fmem.call "frt_sub"(%[[A]], %[[B]])
// CHECK: fmem.call "frt_mul"(%[[A]], %[[B]])
// CHECK: fmem.call "frt_div"(%[[A]], %[[B]])
// CHECK: fmem.call "frt_rem"(%[[A]], %[[B]])
// CHECK: fmem.call "frt_neg"(%[[A]])
func.func @anything(%a: !forge.any, %b: !forge.any) {
  %0, %e0 = forge.sub %a, %b : (!forge.any, !forge.any) -> !forge.any
  %1, %e1 = forge.mul %a, %b : (!forge.any, !forge.any) -> !forge.any
  %2, %e2 = forge.div %a, %b : (!forge.any, !forge.any) -> !forge.any
  %3, %e3 = forge.rem %a, %b : (!forge.any, !forge.any) -> !forge.any
  %4, %e4 = forge.neg %a : !forge.any -> !forge.any
  return
}

// -----

// Comparisons pass their number: 1 is `<=`, 4 is `==`. Only an ordering raises.
// CHECK-LABEL: func.func @comparisons
// CHECK-SAME: (%[[A:.+]]: !fmem.box, %[[B:.+]]: !fmem.box)
// CHECK: %[[LE:.+]] = arith.constant 1 : i64
// CHECK: fmem.call "frt_compare"(%[[A]], %[[B]], %[[LE]]) : (!fmem.box, !fmem.box, i64) -> i1
// CHECK: %[[E:.+]] = fmem.error_pending
// CHECK: cf.cond_br %[[E]]
// CHECK: %[[EQ:.+]] = arith.constant 4 : i64
// CHECK: fmem.call "frt_when_compare"(%[[A]], %[[B]], %[[EQ]]) : (!fmem.box, !fmem.box, i64) -> i1
// CHECK-NOT: fmem.error_pending
// CHECK: fmem.call "frt_equal"(%[[A]], %[[B]]) : (!fmem.box, !fmem.box) -> i1
// CHECK-NOT: fmem.error_pending
func.func @comparisons(%a: !forge.any, %b: !forge.any) -> (i1, i1, i1) {
  %0, %e = forge.compare le, %a, %b : (!forge.any, !forge.any)
  forge.br_error %e, ^raise, ^done
^raise:
  forge.propagate
^done:
  %1 = forge.when_compare eq, %a, %b : (!forge.any, !forge.any)
  %2 = forge.equal %a, %b : (!forge.any, !forge.any)
  return %0, %1, %2 : i1, i1, i1
}

// -----

// CHECK-LABEL: func.func @truthy
// CHECK-SAME: (%[[A:.+]]: !fmem.box)
// CHECK: %[[R:.+]] = fmem.call "frt_truthy"(%[[A]]) : (!fmem.box) -> i1
// CHECK: return %[[R]]
func.func @truthy(%a: !forge.any) -> i1 {
  %0 = forge.truthy %a : !forge.any
  return %0 : i1
}

// -----

// Texts are made of boxes; interpolation borrows an array of them.
// CHECK-LABEL: func.func @texts
// CHECK-SAME: (%[[S:.+]]: !fmem.box, %[[N:.+]]: i64)
// CHECK: %[[BOX:.+]] = fmem.box %[[N]] : i64
// CHECK: %[[JOINED:.+]] = fmem.call "frt_string_concat"(%[[S]], %[[BOX]])
// CHECK: %[[PARTS:.+]] = fmem.pack !fmem.box(%[[JOINED]], %{{.+}} : !fmem.box, !fmem.box)
// CHECK: %[[COUNT:.+]] = arith.constant 2 : i64
// CHECK: fmem.call "frt_interpolate"(%[[PARTS]], %[[COUNT]])
func.func @texts(%s: !forge.str, %n: i64) -> !forge.str {
  %0 = forge.concat %s, %n : i64
  %1 = forge.interpolate %0, %n : !forge.str, i64
  return %1 : !forge.str
}
