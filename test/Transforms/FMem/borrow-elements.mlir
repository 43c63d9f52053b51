// RUN: forge-opt %s -fmem-borrow-elements -split-input-file | FileCheck %s
// RUN: forge-opt %s -pass-pipeline='builtin.module(func.func(fmem-borrow-elements,fmem-insert-rc,fmem-verify-ownership))' -split-input-file | FileCheck %s --check-prefix=COUNTED

// m[i][j]: the row is looked into, also where its error is made. Nothing is
// counted but the array itself, which goes after the last look.
// CHECK-LABEL: func.func @row
// CHECK: fmem.array.get borrow %{{.+}}[%{{.+}}] : !fmem.box
// COUNTED-LABEL: func.func @row
// COUNTED-SAME: (%[[M:.+]]: !fmem.box, %{{.+}}: i64)
// COUNTED-NOT: fmem.retain
// COUNTED: fmem.array.get %{{.+}} : f64
// COUNTED: fmem.call "frt_raise_index"
// COUNTED: fmem.release %[[M]]
// COUNTED-NOT: fmem.retain
func.func @row(%m: !fmem.box, %i: i64) -> f64 {
  %zero = arith.constant 0.0 : f64
  %row, %o0 = fmem.array.get %m[%i] : !fmem.box
  cf.cond_br %o0, ^fail, ^inner
^inner:
  %x, %o1 = fmem.array.get %row[%i] : f64
  cf.cond_br %o1, ^outside, ^done
^done:
  return %x : f64
^outside:
  fmem.call "frt_raise_index"(%row, %i) : (!fmem.box, i64) -> ()
  cf.br ^fail
^fail:
  return %zero : f64
}

// Three levels: the innermost array is borrowed from a borrowed one.
// CHECK-LABEL: func.func @levels
// CHECK: %[[A:.+]], %{{.+}} = fmem.array.get borrow %{{.+}}[
// CHECK: fmem.array.get borrow %[[A]][
// COUNTED-LABEL: func.func @levels
// COUNTED-NOT: fmem.retain
// COUNTED: return
func.func @levels(%m: !fmem.box, %i: i64) -> i64 {
  %a, %o0 = fmem.array.get %m[%i] : !fmem.box
  %b, %o1 = fmem.array.get %a[%i] : !fmem.box
  %x, %o2 = fmem.array.get %b[%i] : i64
  return %x : i64
}

// -----

// The array is updated between the read and the look: the row would go with it.
// CHECK-LABEL: func.func @updated
// CHECK: fmem.array.get %{{.+}} : !fmem.box
// CHECK-LABEL: func.func @updated_later
// CHECK: fmem.array.get borrow
func.func @updated(%m: !fmem.box, %i: i64, %v: !fmem.box) -> i64 {
  %row, %o0 = fmem.array.get %m[%i] : !fmem.box
  %n, %o1 = fmem.array.set %m[%i], %v : !fmem.box
  %size = fmem.array.size %row
  fmem.global.store %n, 0
  return %size : i64
}
func.func @updated_later(%m: !fmem.box, %i: i64, %v: !fmem.box) -> i64 {
  %row, %o0 = fmem.array.get %m[%i] : !fmem.box
  %size = fmem.array.size %row
  %n, %o1 = fmem.array.set %m[%i], %v : !fmem.box
  fmem.global.store %n, 0
  return %size : i64
}

// -----

// Branches of a tree that functions are lent, and the content of a Result.
// CHECK-LABEL: func.func @match
// CHECK: fmem.call "frt_match_payload"{{.*}} {fmem.borrow}
// CHECK: fmem.call "frt_match_payload"{{.*}} {fmem.borrow}
// CHECK: fmem.call "frt_wrapper_value"{{.*}} {fmem.borrow}
// COUNTED-LABEL: func.func @match
// COUNTED-NOT: fmem.retain
// COUNTED: return
func.func @match(%t: !fmem.box, %ok: !fmem.box) -> i1 {
  %c0 = arith.constant 0 : i64
  %c1 = arith.constant 1 : i64
  %l = fmem.call "frt_match_payload"(%t, %c0) : (!fmem.box, i64) -> !fmem.box
  %r = fmem.call "frt_match_payload"(%t, %c1) : (!fmem.box, i64) -> !fmem.box
  func.call @lent(%l) : (!fmem.box) -> ()
  %e = fmem.error_pending
  cf.cond_br %e, ^done, ^next
^next:
  func.call @lent(%r) : (!fmem.box) -> ()
  cf.br ^done
^done:
  %v = fmem.call "frt_wrapper_value"(%ok) : (!fmem.box) -> !fmem.box
  %truth = fmem.call "frt_truthy"(%v) : (!fmem.box) -> i1
  return %truth : i1
}
func.func private @lent(!fmem.box {fmem.borrow})

// -----

// The sum takes its first operand; the tuple keeps both.
// CHECK-LABEL: func.func @taken
// CHECK-NOT: fmem.borrow
func.func @taken(%t: !fmem.box) -> !fmem.box {
  %c0 = arith.constant 0 : i64
  %c2 = arith.constant 2 : i64
  %l = fmem.call "frt_match_payload"(%t, %c0) : (!fmem.box, i64) -> !fmem.box
  %m = fmem.call "frt_match_payload"(%t, %c0) : (!fmem.box, i64) -> !fmem.box
  %sum = fmem.call "frt_add"(%l, %t) : (!fmem.box, !fmem.box) -> !fmem.box
  %p = fmem.pack consume !fmem.box(%m, %sum : !fmem.box, !fmem.box)
  %0 = fmem.call "frt_tuple_new"(%p, %c2) : (!fmem.ref, i64) -> !fmem.box
  return %0 : !fmem.box
}

// -----

// Rows that are kept, handed on to a block, returned, given away to a function,
// or looked at in a loop behind the read.
// CHECK-LABEL: func.func @kept
// CHECK-NOT: borrow
func.func @kept(%m: !fmem.box, %i: i64, %c: i1) -> !fmem.box {
  %a, %o0 = fmem.array.get %m[%i] : !fmem.box
  fmem.global.store %a, 0
  %b, %o1 = fmem.array.get %m[%i] : !fmem.box
  cf.br ^next(%b : !fmem.box)
^next(%b2: !fmem.box):
  %d, %o2 = fmem.array.get %m[%i] : !fmem.box
  func.call @look(%d) : (!fmem.box) -> ()
  %e, %o3 = fmem.array.get %m[%i] : !fmem.box
  cf.br ^loop
^loop:
  %size = fmem.array.size %e
  cf.cond_br %c, ^loop, ^done
^done:
  %f, %o4 = fmem.array.get %m[%i] : !fmem.box
  return %f : !fmem.box
}
func.func private @look(!fmem.box)

// -----

// The elements of a loop, and what their fields hold, are looked at only.
// CHECK-LABEL: func.func @loop
// CHECK: fmem.array.next borrow %{{.+}}[%{{.+}}] : !fmem.box
// CHECK: fmem.record.get borrow %{{.+}}[1] : !fmem.box
// COUNTED-LABEL: func.func @loop
// COUNTED-NOT: fmem.retain
// COUNTED: fmem.release %{{.+}}
// COUNTED-NOT: fmem.release
// COUNTED: return
func.func @loop(%ps: !fmem.box) -> f64 {
  %zero = arith.constant 0.0 : f64
  %start = arith.constant 0 : i64
  %one = arith.constant 1 : i64
  cf.br ^head(%start, %zero : i64, f64)
^head(%at: i64, %sum: f64):
  %p, %more = fmem.array.next %ps[%at] : !fmem.box
  cf.cond_br %more, ^body, ^done
^body:
  %inner = fmem.record.get %p[1] : !fmem.box
  %x = fmem.record.get %inner[0] : f64
  %next = arith.addf %sum, %x : f64
  %later = arith.addi %at, %one : i64
  cf.br ^head(%later, %next : i64, f64)
^done:
  return %sum : f64
}

// -----

// The object is updated while the field is still needed.
// CHECK-LABEL: func.func @updated
// CHECK: fmem.record.get %{{.+}}[1] : !fmem.box
func.func @updated(%p: !fmem.box, %x: f64) -> (!fmem.box, f64) {
  %inner = fmem.record.get %p[1] : !fmem.box
  %q, %outside = fmem.record.update %p [1, 0] [], %x plain : f64
  %y = fmem.record.get %inner[0] : f64
  return %q, %y : !fmem.box, f64
}
