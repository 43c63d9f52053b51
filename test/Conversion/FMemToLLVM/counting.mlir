// RUN: forge-opt %s -convert-fmem-to-llvm | FileCheck %s --implicit-check-not=fmem.

// CHECK-LABEL: llvm.func internal @counts
// CHECK-SAME: (%[[CONTEXT:.+]]: !llvm.ptr, %[[V:.+]]: i64)
// CHECK: llvm.call @forge.retain(%[[CONTEXT]], %[[V]]) : (!llvm.ptr, i64) -> ()
// CHECK: llvm.call @forge.release(%[[CONTEXT]], %[[V]]) : (!llvm.ptr, i64) -> ()
func.func @counts(%ctx: !fmem.context, %v: !fmem.box) {
  fmem.retain %v
  fmem.release %v
  return
}

// One compare of the tag and one of the sign: a negative count is not the
// task's own.
// CHECK-LABEL: llvm.func internal @forge.retain
// CHECK-SAME: (%{{.+}}: !llvm.ptr, %[[V:.+]]: i64) attributes {always_inline, no_unwind}
// CHECK: %[[OBJECT:.+]] = llvm.icmp "eq"
// CHECK: llvm.cond_br %[[OBJECT]], ^[[COUNT:.+]], ^[[DONE:.+]]
// CHECK: ^[[COUNT]]:
// CHECK: %[[P:.+]] = llvm.inttoptr
// CHECK: %[[N:.+]] = llvm.load %[[P]] {{.*}} -> i32
// CHECK: %[[OWN:.+]] = llvm.icmp "sge" %[[N]]
// CHECK: llvm.cond_br %[[OWN]], ^[[FAST:.+]], ^[[OTHER:.+]]
// CHECK: ^[[FAST]]:
// CHECK: %[[MORE:.+]] = llvm.add %[[N]]
// CHECK: llvm.store %[[MORE]], %[[P]]
// CHECK: ^[[OTHER]]:
// CHECK: %[[IMMORTAL:.+]] = llvm.icmp "eq" %[[N]]
// CHECK: llvm.cond_br %[[IMMORTAL]], ^{{.+}}, ^[[SLOW:.+]]
// CHECK: ^[[SLOW]]:
// CHECK: llvm.call @frt_retain_slow(%[[V]])

// The count is the number of references minus one: 0 is the last one.
// CHECK-LABEL: llvm.func internal @forge.release
// CHECK-SAME: (%[[CONTEXT:.+]]: !llvm.ptr, %[[V:.+]]: i64) attributes {always_inline, no_unwind}
// CHECK: %[[N:.+]] = llvm.load %[[P:.+]] {{.*}} -> i32
// CHECK: %[[SHARED:.+]] = llvm.icmp "sgt" %[[N]]
// CHECK: llvm.cond_br %[[SHARED]], ^[[FAST:.+]], ^[[OTHER:.+]]
// CHECK: ^[[FAST]]:
// CHECK: %[[LESS:.+]] = llvm.sub %[[N]]
// CHECK: llvm.store %[[LESS]], %[[P]]
// CHECK: ^[[OTHER]]:
// CHECK: %[[IMMORTAL:.+]] = llvm.icmp "eq" %[[N]]
// CHECK: llvm.cond_br %[[IMMORTAL]], ^{{.+}}, ^[[SLOW:.+]]
// CHECK: ^[[SLOW]]:
// CHECK: llvm.call @frt_release_slow(%[[CONTEXT]], %[[V]])
