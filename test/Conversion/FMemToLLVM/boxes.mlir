// RUN: forge-opt %s -convert-fmem-to-llvm | FileCheck %s --implicit-check-not=fmem.

// The numbers are those of rt/Abi.h: the tags 0xFFF9 (integers), 0xFFFA
// (constants) and 0xFFFB (objects) in the upper 16 bits.

// CHECK-LABEL: llvm.func internal @singletons
// 0xFFFA000000000000 + 0, 1, 4, 5
// CHECK-DAG: llvm.mlir.constant(-1688849860263936 : i64)
// CHECK-DAG: llvm.mlir.constant(-1688849860263935 : i64)
// CHECK-DAG: llvm.mlir.constant(-1688849860263932 : i64)
// CHECK-DAG: llvm.mlir.constant(-1688849860263931 : i64)
func.func @singletons(%ctx: !fmem.context) {
  %0 = fmem.singleton null
  %1 = fmem.singleton none
  %2 = fmem.singleton missing
  %3 = fmem.singleton unbound
  return
}

// Meaningless boxes can be released, and nothing is LLVM's undef.
// CHECK-LABEL: llvm.func internal @undef
// CHECK: %[[NULL:.+]] = llvm.mlir.constant(-1688849860263936 : i64)
// CHECK: llvm.return %[[NULL]]
func.func @undef(%ctx: !fmem.context) -> !fmem.box {
  %0 = fmem.undef : !fmem.box
  return %0 : !fmem.box
}

// CHECK-LABEL: llvm.func internal @undef_scalar
// CHECK: %[[ZERO:.+]] = llvm.mlir.zero : f64
// CHECK: llvm.return %[[ZERO]]
func.func @undef_scalar(%ctx: !fmem.context) -> f64 {
  %0 = fmem.undef : f64
  return %0 : f64
}

// CHECK-LABEL: llvm.func internal @box_int
// CHECK-SAME: (%{{.+}}: !llvm.ptr, %[[I:.+]]: i64)
// CHECK: %[[B:.+]] = llvm.call @forge.box_int(%[[I]])
// CHECK: llvm.return %[[B]]
func.func @box_int(%ctx: !fmem.context, %i: i64) -> !fmem.box {
  %0 = fmem.box %i : i64
  return %0 : !fmem.box
}

// Constants that fit are boxed here: 0xFFF9FFFFFFFFFFFF is -1.
// CHECK-LABEL: llvm.func internal @box_small_constant
// CHECK: %[[B:.+]] = llvm.mlir.constant(-1688849860263937 : i64)
// CHECK: llvm.return %[[B]]
func.func @box_small_constant(%ctx: !fmem.context) -> !fmem.box {
  %minus = arith.constant -1 : i64
  %0 = fmem.box %minus : i64
  return %0 : !fmem.box
}

// 2^47 is the first that does not fit.
// CHECK-LABEL: llvm.func internal @box_large_constant
// CHECK: llvm.call @forge.box_int
func.func @box_large_constant(%ctx: !fmem.context) -> !fmem.box {
  %large = arith.constant 140737488355328 : i64
  %0 = fmem.box %large : i64
  return %0 : !fmem.box
}

// A NaN with a payload could look like a tag, so all are 0x7FF8000000000000.
// CHECK-LABEL: llvm.func internal @box_float
// CHECK-SAME: (%{{.+}}: !llvm.ptr, %[[F:.+]]: f64)
// CHECK-DAG: %[[ISNAN:.+]] = llvm.fcmp "uno" %[[F]], %[[F]]
// CHECK-DAG: %[[BITS:.+]] = llvm.bitcast %[[F]] : f64 to i64
// CHECK-DAG: %[[NAN:.+]] = llvm.mlir.constant(9221120237041090560 : i64)
// CHECK: %[[B:.+]] = llvm.select %[[ISNAN]], %[[NAN]], %[[BITS]]
// CHECK: llvm.return %[[B]]
func.func @box_float(%ctx: !fmem.context, %f: f64) -> !fmem.box {
  %0 = fmem.box %f : f64
  return %0 : !fmem.box
}

// 0xFFFA000000000002 is false, 3 is true.
// CHECK-LABEL: llvm.func internal @box_bool
// CHECK-SAME: (%{{.+}}: !llvm.ptr, %[[T:.+]]: i1)
// CHECK-DAG: %[[N:.+]] = llvm.zext %[[T]] : i1 to i64
// CHECK-DAG: %[[FALSE:.+]] = llvm.mlir.constant(-1688849860263934 : i64)
// CHECK: llvm.or %[[N]], %[[FALSE]]
func.func @box_bool(%ctx: !fmem.context, %t: i1) -> !fmem.box {
  %0 = fmem.box %t : i1
  return %0 : !fmem.box
}

// CHECK-LABEL: llvm.func internal @unbox
// CHECK-SAME: (%{{.+}}: !llvm.ptr, %[[V:.+]]: i64)
// CHECK: llvm.call @forge.unbox_int(%[[V]])
// CHECK: llvm.bitcast %[[V]] : i64 to f64
// CHECK: %[[TRUE:.+]] = llvm.mlir.constant(-1688849860263933 : i64)
// CHECK: llvm.icmp "eq" %[[V]], %[[TRUE]]
func.func @unbox(%ctx: !fmem.context, %v: !fmem.box) {
  %0 = fmem.unbox %v : i64
  %1 = fmem.unbox %v : f64
  %2 = fmem.unbox %v : i1
  return
}

// CHECK-LABEL: llvm.func internal @is_marker
// CHECK-SAME: (%{{.+}}: !llvm.ptr, %[[V:.+]]: i64)
// CHECK: %[[MISSING:.+]] = llvm.mlir.constant(-1688849860263932 : i64)
// CHECK: llvm.icmp "eq" %[[V]], %[[MISSING]]
func.func @is_marker(%ctx: !fmem.context, %v: !fmem.box) -> i1 {
  %0 = fmem.is_marker missing %v
  return %0 : i1
}

// CHECK-LABEL: llvm.func internal @checked
// CHECK: %[[SUM:.+]] = "llvm.intr.sadd.with.overflow"
// CHECK: llvm.extractvalue %[[SUM]][0]
// CHECK: llvm.extractvalue %[[SUM]][1]
// CHECK: "llvm.intr.ssub.with.overflow"
// CHECK: "llvm.intr.smul.with.overflow"
func.func @checked(%ctx: !fmem.context, %a: i64, %b: i64) {
  %0, %o0 = fmem.checked add %a, %b
  %1, %o1 = fmem.checked sub %a, %b
  %2, %o2 = fmem.checked mul %a, %b
  return
}

// The fast path: 48 bits, sign extended, are the number itself.
// CHECK-LABEL: llvm.func internal @forge.box_int
// CHECK-SAME: (%[[N:.+]]: i64) -> i64 attributes {always_inline, no_unwind}
// CHECK: %[[UP:.+]] = llvm.shl %[[N]]
// CHECK: %[[SAME:.+]] = llvm.ashr %[[UP]]
// CHECK: %[[FITS:.+]] = llvm.icmp "eq" %[[SAME]], %[[N]]
// CHECK: llvm.cond_br %[[FITS]], ^[[FAST:.+]], ^[[SLOW:.+]]
// CHECK: ^[[FAST]]:
// CHECK: llvm.and
// CHECK: llvm.or
// CHECK: ^[[SLOW]]:
// CHECK: llvm.call @frt_box_int_slow(%[[N]])

// What is no object takes the fast path, even if it is no integer.
// CHECK-LABEL: llvm.func internal @forge.unbox_int
// CHECK-SAME: (%[[V:.+]]: i64) -> i64 attributes {always_inline, no_unwind}
// CHECK: %[[TAG:.+]] = llvm.lshr %[[V]]
// CHECK: %[[PTR:.+]] = llvm.mlir.constant(65531 : i64)
// CHECK: %[[OBJECT:.+]] = llvm.icmp "eq" %[[TAG]], %[[PTR]]
// CHECK: llvm.cond_br %[[OBJECT]], ^[[SLOW:.+]], ^[[FAST:.+]]
// CHECK: ^[[FAST]]:
// CHECK: llvm.shl %[[V]]
// CHECK: llvm.ashr
// CHECK: ^[[SLOW]]:
// CHECK: llvm.call @frt_unbox_int_slow(%[[V]])
