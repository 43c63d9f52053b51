// RUN: forge-opt %s -convert-fmem-to-llvm | FileCheck %s --implicit-check-not=fmem.

// The value lies behind the 8 bytes of the header.
// CHECK-LABEL: llvm.func internal @cell_load
// CHECK-SAME: (%{{.+}}: !llvm.ptr, %[[CELL:.+]]: i64)
// CHECK: %[[BITS:.+]] = llvm.and %[[CELL]]
// CHECK: %[[OBJECT:.+]] = llvm.inttoptr %[[BITS]]
// CHECK: %[[SLOT:.+]] = llvm.getelementptr %[[OBJECT]][8]
// CHECK: %[[V:.+]] = llvm.load %[[SLOT]] : !llvm.ptr -> i64
// CHECK: llvm.call @forge.retain(%{{.+}}, %[[V]])
// CHECK: llvm.return %[[V]]
func.func @cell_load(%ctx: !fmem.context, %cell: !fmem.box) -> !fmem.box {
  %0 = fmem.cell.load %cell
  return %0 : !fmem.box
}

// CHECK-LABEL: llvm.func internal @cell_take
// CHECK: %[[V:.+]] = llvm.load %[[SLOT:.+]] : !llvm.ptr -> i64
// CHECK: %[[NULL:.+]] = llvm.mlir.constant(-1688849860263936 : i64)
// CHECK: llvm.store %[[NULL]], %[[SLOT]]
// CHECK-NOT: forge.retain
// CHECK: llvm.return %[[V]]
func.func @cell_take(%ctx: !fmem.context, %cell: !fmem.box) -> !fmem.box {
  %0 = fmem.cell.take %cell
  return %0 : !fmem.box
}

// CHECK-LABEL: llvm.func internal @cell_store
// CHECK-SAME: (%[[CONTEXT:.+]]: !llvm.ptr, %[[CELL:.+]]: i64, %[[V:.+]]: i64)
// CHECK: %[[OLD:.+]] = llvm.load %[[SLOT:.+]] : !llvm.ptr -> i64
// CHECK: llvm.store %[[V]], %[[SLOT]]
// CHECK: llvm.call @forge.release(%[[CONTEXT]], %[[OLD]])
func.func @cell_store(%ctx: !fmem.context, %cell: !fmem.box, %v: !fmem.box) {
  fmem.cell.store %v, %cell
  return
}

// The array of globals is at byte 16 of the context.
// CHECK-LABEL: llvm.func internal @globals
// CHECK-SAME: (%[[CONTEXT:.+]]: !llvm.ptr)
// CHECK: %[[MEMBER:.+]] = llvm.getelementptr %[[CONTEXT]][16]
// CHECK: %[[GLOBALS:.+]] = llvm.load %[[MEMBER]] : !llvm.ptr -> !llvm.ptr
// CHECK: %[[SLOT:.+]] = llvm.getelementptr %[[GLOBALS]][24]
// CHECK: %[[V:.+]] = llvm.load %[[SLOT]] : !llvm.ptr -> i64
// CHECK: llvm.call @forge.retain(%{{.+}}, %[[V]])
// CHECK: %[[TAKEN:.+]] = llvm.load
// CHECK: llvm.store
// CHECK: %[[OLD:.+]] = llvm.load %[[FIRST:.+]] : !llvm.ptr -> i64
// CHECK: llvm.store %{{.+}}, %[[FIRST]]
// CHECK: llvm.call @forge.release(%[[CONTEXT]], %[[OLD]])
func.func @globals(%ctx: !fmem.context) -> !fmem.box {
  %0 = fmem.global.load 3
  %1 = fmem.global.take 2
  fmem.global.store %1, 0
  return %0 : !fmem.box
}
