// RUN: forge-opt %s -convert-fmem-to-llvm=count-rc=true | FileCheck %s

// Retains of objects with a count add one to the number in the context, and the
// program's record names what shows the number at the end.

module attributes {forge.globals = 0 : i64, forge.file = "main.fg"} {

// CHECK-LABEL: llvm.func internal @keep
// CHECK-SAME: (%[[CONTEXT:.+]]: !llvm.ptr, %[[V:.+]]: i64)
// CHECK: llvm.call @forge.retain(%[[CONTEXT]], %[[V]])
func.func @keep(%ctx: !fmem.context, %v: !fmem.box) {
  fmem.retain %v
  return
}

// CHECK-LABEL: llvm.mlir.global external constant @forge_program_info
// CHECK: %[[SHOW:.+]] = llvm.mlir.addressof @frt_show_counters : !llvm.ptr
// CHECK-NEXT: llvm.insertvalue %[[SHOW]], %{{.+}}[3]

// CHECK-LABEL: llvm.func internal @forge.retain
// CHECK-SAME: (%[[CONTEXT:.+]]: !llvm.ptr, %{{.+}}: i64)
// CHECK: %[[OWN:.+]] = llvm.icmp "sge"
// CHECK: llvm.cond_br %[[OWN]], ^[[FAST:.+]], ^{{.+}}
// CHECK: ^[[FAST]]:
// CHECK: %[[COUNTER:.+]] = llvm.getelementptr %[[CONTEXT]][64]
// CHECK: %[[N:.+]] = llvm.load %[[COUNTER]] : !llvm.ptr -> i64
// CHECK: %[[MORE:.+]] = llvm.add %[[N]], %{{.+}} : i64
// CHECK: llvm.store %[[MORE]], %[[COUNTER]]
}
