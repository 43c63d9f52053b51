// RUN: forge-opt %s | forge-opt | FileCheck %s

// CHECK-LABEL: func.func @counts
func.func @counts(%v: !fmem.box) {
  // CHECK: fmem.retain %{{.+}}
  fmem.retain %v
  // CHECK: fmem.release %{{.+}}
  fmem.release %v
  return
}

// CHECK-LABEL: func.func @constants
func.func @constants() {
  // CHECK: fmem.singleton null
  %null = fmem.singleton null
  // CHECK: fmem.singleton none
  %none = fmem.singleton none
  // CHECK: fmem.singleton missing
  %missing = fmem.singleton missing
  // CHECK: fmem.singleton unbound
  %unbound = fmem.singleton unbound
  // CHECK: fmem.undef : !fmem.box
  %box = fmem.undef : !fmem.box
  // CHECK: fmem.undef : f64
  %float = fmem.undef : f64
  // CHECK: fmem.string "a\22b\0Ac"
  %text = fmem.string "a\"b\nc"
  // CHECK: fmem.builtin "math.sqrt"
  %sqrt = fmem.builtin "math.sqrt"
  return
}

// CHECK-LABEL: func.func @scalars
// CHECK-SAME: (%[[I:.+]]: i64, %[[F:.+]]: f64, %[[B:.+]]: i1, %[[V:.+]]: !fmem.box)
func.func @scalars(%i: i64, %f: f64, %b: i1, %v: !fmem.box) {
  // CHECK: fmem.box %[[I]] : i64
  %0 = fmem.box %i : i64
  // CHECK: fmem.box %[[F]] : f64
  %1 = fmem.box %f : f64
  // CHECK: fmem.box %[[B]] : i1
  %2 = fmem.box %b : i1
  // CHECK: fmem.unbox %[[V]] : i64
  %3 = fmem.unbox %v : i64
  // CHECK: fmem.unbox %[[V]] : f64
  %4 = fmem.unbox %v : f64
  // CHECK: fmem.unbox %[[V]] : i1
  %5 = fmem.unbox %v : i1
  // CHECK: fmem.is_marker missing %[[V]]
  %6 = fmem.is_marker missing %v
  return
}

// CHECK-LABEL: func.func @checked
func.func @checked(%a: i64, %b: i64) {
  // CHECK: %{{.+}}, %{{.+}} = fmem.checked add %{{.+}}, %{{.+}}
  %0, %o0 = fmem.checked add %a, %b
  // CHECK: fmem.checked sub
  %1, %o1 = fmem.checked sub %a, %b
  // CHECK: fmem.checked mul
  %2, %o2 = fmem.checked mul %a, %b
  return
}
