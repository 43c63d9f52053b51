// RUN: forge-opt %s -convert-fmem-to-llvm | FileCheck %s --implicit-check-not=fmem.

// CHECK-LABEL: llvm.func internal @entry
// CHECK-SAME: (%[[CONTEXT:.+]]: !llvm.ptr, %[[CLOSURE:.+]]: !llvm.ptr, %[[ARGS:.+]]: !llvm.ptr, %[[COUNT:.+]]: i64) -> i64
func.func @entry(%ctx: !fmem.context, %closure: !fmem.ref, %args: !fmem.ref,
                 %count: i64) -> !fmem.box attributes {fmem.entry} {
  // An argument that was not passed comes from a static box.
  // CHECK: %[[TWO:.+]] = llvm.mlir.constant(2 : i64)
  // CHECK: %[[PASSED:.+]] = llvm.icmp "sgt" %[[COUNT]], %[[TWO]]
  // CHECK: %[[SLOT:.+]] = llvm.getelementptr %[[ARGS]][16]
  // CHECK: %[[ABSENT:.+]] = llvm.mlir.addressof @[[MISSING:.+]] :
  // CHECK: %[[ADDRESS:.+]] = llvm.select %[[PASSED]], %[[SLOT]], %[[ABSENT]]
  // CHECK: %[[ARGUMENT:.+]] = llvm.load %[[ADDRESS]] : !llvm.ptr -> i64
  %0 = fmem.entry.argument %args, %count 2 missing
  // CHECK: %[[THREE:.+]] = llvm.mlir.constant(3 : i64)
  // CHECK: llvm.call @forge.drop_surplus(%[[CONTEXT]], %[[ARGS]], %[[COUNT]], %[[THREE]])
  fmem.entry.drop_surplus %args, %count 3
  // Captures start at byte 32 of a closure.
  // CHECK: %[[CAPTURE:.+]] = llvm.getelementptr %[[CLOSURE]][40]
  // CHECK: llvm.load %[[CAPTURE]] : !llvm.ptr -> i64
  %1 = fmem.entry.capture %closure 1
  // CHECK: llvm.return %[[ARGUMENT]]
  return %0 : !fmem.box
}

// CHECK: llvm.mlir.global internal constant @[[MISSING]]() {{.*}}: !llvm.struct<(i64)>
// CHECK: llvm.mlir.constant(-1688849860263932 : i64)

// CHECK-LABEL: llvm.func internal @forge.drop_surplus
// CHECK: llvm.br ^[[HEAD:.+]](%{{.+}} : i64)
// CHECK: ^[[HEAD]](%[[I:.+]]: i64):
// CHECK: %[[MORE:.+]] = llvm.icmp "slt" %[[I]]
// CHECK: llvm.cond_br %[[MORE]], ^[[DROP:.+]], ^[[DONE:.+]]
// CHECK: ^[[DROP]]:
// CHECK: llvm.call @forge.release
// CHECK: llvm.br ^[[HEAD]]
