// RUN: forge-opt %s -convert-fmem-to-llvm | FileCheck %s --implicit-check-not=fmem.

// CHECK-LABEL: llvm.func internal @pack
// CHECK-SAME: (%[[CONTEXT:.+]]: !llvm.ptr, %[[A:.+]]: i64, %[[B:.+]]: i64)
// CHECK: %[[TWO:.+]] = llvm.mlir.constant(2 : i32)
// CHECK: %[[ARRAY:.+]] = llvm.alloca %[[TWO]] x i64
// CHECK: llvm.store %[[A]], %[[ARRAY]]
// CHECK: %[[SECOND:.+]] = llvm.getelementptr %[[ARRAY]][1]
// CHECK: llvm.store %[[B]], %[[SECOND]]
// CHECK: llvm.call @frt_array_new(%[[CONTEXT]], %[[ARRAY]], %{{.+}})
func.func @pack(%ctx: !fmem.context, %a: !fmem.box, %b: !fmem.box)
    -> !fmem.box {
  %array = fmem.pack consume !fmem.box(%a, %b : !fmem.box, !fmem.box)
  %two = arith.constant 2 : i64
  %0 = fmem.call "frt_array_new"(%array, %two) : (!fmem.ref, i64) -> !fmem.box
  return %0 : !fmem.box
}

// Steps are pairs of a key and whether it is a field.
// CHECK-LABEL: llvm.func internal @steps
// CHECK-SAME: (%{{.+}}: !llvm.ptr, %[[ROOT:.+]]: i64, %[[I:.+]]: i64, %{{.+}}: i64)
// CHECK: %[[FOUR:.+]] = llvm.mlir.constant(4 : i32)
// CHECK: %[[PATH:.+]] = llvm.alloca %[[FOUR]] x i64
// CHECK: llvm.mlir.addressof @forge.string
// CHECK: %[[NAME:.+]] = llvm.add
// CHECK: llvm.store %[[NAME]], %[[PATH]]
// CHECK: %[[ISFIELD:.+]] = llvm.mlir.constant(1 : i64)
// CHECK: %[[P8:.+]] = llvm.getelementptr %[[PATH]][8]
// CHECK: llvm.store %[[ISFIELD]], %[[P8]]
// CHECK: %[[P16:.+]] = llvm.getelementptr %[[PATH]][16]
// CHECK: llvm.store %[[I]], %[[P16]]
// CHECK: %[[ISINDEX:.+]] = llvm.mlir.constant(0 : i64)
// CHECK: %[[P24:.+]] = llvm.getelementptr %[[PATH]][24]
// CHECK: llvm.store %[[ISINDEX]], %[[P24]]
func.func @steps(%ctx: !fmem.context, %root: !fmem.box, %i: !fmem.box,
                 %method: !fmem.box) -> i1 {
  %path = fmem.steps ["x", unit](%i)
  %two = arith.constant 2 : i64
  %0 = fmem.call "frt_place_is_updating"(%root, %path, %two, %method) : (!fmem.box, !fmem.ref, i64, !fmem.box) -> i1
  return %0 : i1
}

// Truth values are bytes in memory.
// CHECK-LABEL: llvm.func internal @slots
// CHECK-SAME: (%{{.+}}: !llvm.ptr, %[[I:.+]]: i64, %[[T:.+]]: i1)
// CHECK: llvm.store %[[I]], %[[SLOT:.+]] : i64, !llvm.ptr
// CHECK: llvm.load %[[SLOT]] : !llvm.ptr -> i64
// CHECK: %[[BYTE:.+]] = llvm.zext %[[T]] : i1 to i8
// CHECK: llvm.store %[[BYTE]], %[[FLAG:.+]] : i8, !llvm.ptr
// CHECK: %[[LOADED:.+]] = llvm.load %[[FLAG]] : !llvm.ptr -> i8
// CHECK: llvm.trunc %[[LOADED]] : i8 to i1
func.func @slots(%ctx: !fmem.context, %i: i64, %t: i1) {
  %slot = fmem.stack_slot i64
  fmem.ref.store %i, %slot : i64
  %0 = fmem.ref.load %slot : i64
  %flag = fmem.stack_slot i1
  fmem.ref.store %t, %flag : i1
  %1 = fmem.ref.load %flag : i1
  return
}

// Memory is used again when its last user is done, as large as the largest
// needs.
// CHECK-LABEL: llvm.func internal @shared
// CHECK: %[[TWO:.+]] = llvm.mlir.constant(2 : i32)
// CHECK-NEXT: %[[ARRAY:.+]] = llvm.alloca %[[TWO]] x i64
// CHECK-NOT: llvm.alloca
// CHECK: llvm.call @frt_array_new(%{{.+}}, %[[ARRAY]], %{{.+}})
// CHECK: llvm.call @frt_array_new(%{{.+}}, %[[ARRAY]], %{{.+}})
func.func @shared(%ctx: !fmem.context, %v: !fmem.box) -> !fmem.box {
  %one = arith.constant 1 : i64
  %two = arith.constant 2 : i64
  %a = fmem.pack consume !fmem.box(%v : !fmem.box)
  %0 = fmem.call "frt_array_new"(%a, %one) : (!fmem.ref, i64) -> !fmem.box
  %b = fmem.pack consume !fmem.box(%v, %0 : !fmem.box, !fmem.box)
  %1 = fmem.call "frt_array_new"(%b, %two) : (!fmem.ref, i64) -> !fmem.box
  return %1 : !fmem.box
}

// Two arrays of one call are two.
// CHECK-LABEL: llvm.func internal @overlapping
// CHECK: %[[A:.+]] = llvm.alloca
// CHECK: %[[B:.+]] = llvm.alloca
// CHECK: llvm.call @frt_place_is_updating
func.func @overlapping(%ctx: !fmem.context, %v: !fmem.box) -> i1 {
  %path = fmem.steps [unit](%v)
  %parts = fmem.pack !fmem.box(%v : !fmem.box)
  %one = arith.constant 1 : i64
  %name = fmem.call "frt_interpolate"(%parts, %one) : (!fmem.ref, i64) -> !fmem.box
  %0 = fmem.call "frt_place_is_updating"(%v, %path, %one, %name) : (!fmem.box, !fmem.ref, i64, !fmem.box) -> i1
  return %0 : i1
}

// Memory that lives across blocks is not shared with others.
// CHECK-LABEL: llvm.func internal @across_blocks
// CHECK: llvm.alloca
// CHECK: llvm.alloca
// CHECK: llvm.br
func.func @across_blocks(%ctx: !fmem.context, %i: i64, %v: !fmem.box) -> i64 {
  %slot = fmem.stack_slot i64
  fmem.ref.store %i, %slot : i64
  cf.br ^next
^next:
  %one = arith.constant 1 : i64
  %parts = fmem.pack !fmem.box(%v : !fmem.box)
  %text = fmem.call "frt_interpolate"(%parts, %one) : (!fmem.ref, i64) -> !fmem.box
  %0 = fmem.ref.load %slot : i64
  return %0 : i64
}

// Copies for error edges are stores that alias nothing else; the runtime is
// given the first slot of the mask.
// CHECK-LABEL: llvm.func internal @cleanup
// CHECK-SAME: (%[[CTX:.+]]: !llvm.ptr, %[[V:.+]]: i64)
// CHECK: %[[SLOTS:.+]] = llvm.alloca %{{.+}} x i64
// CHECK: %[[SLOT:.+]] = llvm.getelementptr %[[SLOTS]][520]
// CHECK: llvm.store %[[V]], %[[SLOT]] {{.*}}tbaa
// CHECK: %[[FIRST:.+]] = llvm.getelementptr %[[SLOTS]][512]
// CHECK: %[[MASK:.+]] = llvm.mlir.addressof @forge.ints{{.*}} :
// CHECK: %[[WORDS:.+]] = llvm.mlir.constant(1 : i64)
// CHECK: llvm.call @frt_release_noted(%[[CTX]], %[[FIRST]], %[[MASK]], %[[WORDS]])
func.func @cleanup(%ctx: !fmem.context, %v: !fmem.box) {
  %slots = fmem.cleanup.slots 66
  fmem.cleanup.note %v, %slots[65]
  fmem.cleanup.release %slots from 1 [2]
  return
}

// An array of constants that is only copied from is static: 7 and true as they
// are in boxes. Texts have addresses, so they go to the stack.
// CHECK-LABEL: llvm.func internal @constants
// CHECK-NOT: llvm.alloca
// CHECK: %[[INTS:.+]] = llvm.mlir.addressof @[[INTS_DATA:forge.ints.*]] :
// CHECK: llvm.call @frt_array_new_int(%{{.+}}, %[[INTS]], %{{.+}})
// CHECK: %[[BOXES:.+]] = llvm.mlir.addressof @[[BOXES_DATA:forge.ints.*]] :
// CHECK: llvm.call @frt_array_new(%{{.+}}, %[[BOXES]], %{{.+}})
func.func @constants(%ctx: !fmem.context) -> !fmem.box {
  %two = arith.constant 2 : i64
  %seven = arith.constant 7 : i64
  %ints = fmem.pack i64(%two, %seven : i64, i64)
  %0 = fmem.call "frt_array_new_int"(%ints, %two) : (!fmem.ref, i64) -> !fmem.box
  fmem.release %0
  %true = arith.constant true
  %a = fmem.box %seven : i64
  %b = fmem.box %true : i1
  %boxes = fmem.pack consume !fmem.box(%a, %b : !fmem.box, !fmem.box)
  %1 = fmem.call "frt_array_new"(%boxes, %two) : (!fmem.ref, i64) -> !fmem.box
  return %1 : !fmem.box
}

// What a callee may write to is on the stack.
// CHECK-LABEL: llvm.func internal @constant_arguments
// CHECK: llvm.alloca
func.func @constant_arguments(%ctx: !fmem.context, %f: !fmem.box {fmem.borrow})
    -> !fmem.box {
  %two = arith.constant 2 : i64
  %a = fmem.box %two : i64
  %args = fmem.pack consume !fmem.box(%a, %a : !fmem.box, !fmem.box)
  %0 = fmem.call "frt_call"(%f, %args, %two) : (!fmem.box, !fmem.ref, i64) -> !fmem.box
  return %0 : !fmem.box
}
// CHECK-DAG: llvm.mlir.global internal constant @[[INTS_DATA]](dense<[2, 7]> : tensor<2xi64>)
