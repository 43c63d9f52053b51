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

// Rows that are kept, handed on to a block, returned, given to a function, or
// looked at in a loop behind the read.
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
