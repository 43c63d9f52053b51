// RUN: forge-opt %s -convert-fmem-to-llvm | FileCheck %s --implicit-check-not=fmem.

// CHECK-LABEL: llvm.func internal @strings
// CHECK: %[[P:.+]] = llvm.mlir.addressof @[[TEXT:.+]] :
// CHECK: %[[BITS:.+]] = llvm.ptrtoint %[[P]] : !llvm.ptr to i64
// 0xFFFB000000000000
// CHECK: %[[TAG:.+]] = llvm.mlir.constant(-1407374883553280 : i64)
// CHECK: llvm.add %[[BITS]], %[[TAG]]
// CHECK: llvm.mlir.addressof @[[TEXT]] :
func.func @strings(%ctx: !fmem.context) {
  %0 = fmem.string "hé!\n"
  %1 = fmem.string "hé!\n"
  return
}

// CHECK-LABEL: llvm.func internal @builtin
// CHECK: llvm.mlir.addressof @frt_builtin_math_sqrt
func.func @builtin(%ctx: !fmem.context) -> !fmem.box {
  %0 = fmem.builtin "math.sqrt"
  return %0 : !fmem.box
}

// CHECK-LABEL: llvm.func internal @addresses
// CHECK: llvm.mlir.addressof @entry
func.func @addresses(%ctx: !fmem.context) -> !fmem.ref {
  %0 = fmem.function_address @entry
  return %0 : !fmem.ref
}

func.func @entry(%ctx: !fmem.context, %closure: !fmem.ref, %args: !fmem.ref,
                 %n: i64) -> !fmem.box attributes {fmem.entry} {
  %null = fmem.singleton null
  return %null : !fmem.box
}

// Header (immortal count, kind 1, flags, aux), size, code points, hash,
// capacity, data. Equal texts are one object.
// CHECK: llvm.mlir.global internal @[[TEXT]]([-2147483648 : i32, 1 : i8, 0 : i8, 0 : i16, 5, 4, {{-?[0-9]+}}, 0, "h\C3\A9!\0A"]) {{.*}}alignment = 8 : i64
// CHECK-NOT: "h\C3\A9!\0A"
