// RUN: forge-opt %s -convert-fmem-to-llvm -split-input-file | FileCheck %s --implicit-check-not=fmem.
// RUN: forge-opt %s -convert-fmem-to-llvm -split-input-file | FileCheck %s --check-prefix=LAYOUT

// Slots start at 24. A Float stands for itself, a box gets a reference unless it
// is borrowed.
// CHECK-LABEL: llvm.func internal @gets
// CHECK: %[[P:.+]] = llvm.inttoptr
// CHECK: %[[A:.+]] = llvm.getelementptr %[[P]][32]
// CHECK: llvm.load %[[A]] {tbaa = {{.*}}} : !llvm.ptr -> f64
// CHECK: llvm.getelementptr %{{.+}}[24]
// CHECK: %[[N:.+]] = llvm.load %{{.+}} {tbaa = {{.*}}} : !llvm.ptr -> i64
// CHECK: llvm.call @forge.unbox_int(%[[N]])
// CHECK: %[[B:.+]] = llvm.load %{{.+}} {tbaa = {{.*}}} : !llvm.ptr -> i64
// CHECK: llvm.call @forge.retain(%{{.+}}, %[[B]])
// CHECK: llvm.load
// CHECK-NOT: llvm.call
// CHECK: llvm.return
func.func @gets(%ctx: !fmem.context, %o: !fmem.box) -> f64 {
  %x = fmem.record.get %o[1] : f64
  %n = fmem.record.get %o[0] : i64
  %b = fmem.record.get %o[2] : !fmem.box
  %c = fmem.record.get borrow %o[2] : !fmem.box
  return %x : f64
}

// -----

// The number of the record is in the header, at 6. Each has one, also if it is
// only asked for.
// CHECK-LABEL: llvm.func internal @is
// CHECK: llvm.getelementptr %{{.+}}[6]
// CHECK: %[[NUMBER:.+]] = llvm.load %{{.+}} {tbaa = {{.*}}} : !llvm.ptr -> i16
// CHECK: %[[FIRST:.+]] = llvm.mlir.constant(1 : i16) : i16
// CHECK: llvm.icmp "eq" %[[NUMBER]], %[[FIRST]]
// CHECK: llvm.mlir.constant(2 : i16) : i16
// CHECK: llvm.or
func.func @is(%ctx: !fmem.context, %o: !fmem.box) -> i1 {
  %is = fmem.record.is %o [["P", "x", "__type__"], [unit, "x"]]
  return %is : i1
}

// -----

// Objects get the number of their record with their kind: 1 << 48 | 4 << 32; so
// do those that the runtime makes, from the last word of the layout.
// CHECK-LABEL: llvm.func internal @made
// CHECK: llvm.call @forge.object_new.1.1
// CHECK-LABEL: llvm.func internal @forge.object_new.1.1
// CHECK: llvm.mlir.constant(281492156579840 : i64)
// LAYOUT: llvm.mlir.global internal @forge.layout
// LAYOUT: llvm.insertvalue %{{.+}}, %{{.+}}[2]
// LAYOUT: %[[RECORD:.+]] = llvm.mlir.constant(1 : i64)
// LAYOUT: llvm.insertvalue %[[RECORD]], %{{.+}}[4]
func.func @made(%ctx: !fmem.context, %x: !fmem.box) -> !fmem.box {
  %layout = fmem.object_layout ["x"] {record = [unit, "x"]}
  %values = fmem.pack consume !fmem.box(%x : !fmem.box)
  %o = fmem.call "frt_object_new"(%layout, %values) : (!fmem.ref, !fmem.ref) -> !fmem.box
  return %o : !fmem.box
}

// -----

// A store into an object that nobody else holds and that is not frozen: whatever
// its record, the first word is that of a unique object. A plain value is not
// released, and a NaN becomes the one that is no tag.
// CHECK-LABEL: llvm.func internal @set
// CHECK: llvm.call @forge.record.update.1.f64.plain
// CHECK-LABEL: llvm.func internal @forge.record.update.1.f64.plain
// CHECK-SAME: attributes {always_inline, no_unwind}
// CHECK: %[[HEADER:.+]] = llvm.load %{{.+}} {tbaa = {{.*}}} : !llvm.ptr -> i64
// CHECK: %[[MASK:.+]] = llvm.mlir.constant(281474976710655 : i64)
// CHECK: %[[PART:.+]] = llvm.and %[[HEADER]], %[[MASK]]
// CHECK: %[[UNIQUE:.+]] = llvm.mlir.constant(17179869184 : i64)
// CHECK: llvm.icmp "eq" %[[PART]], %[[UNIQUE]]
// CHECK: llvm.cond_br %{{.+}} weights([2000, 1])
// CHECK-DAG: llvm.call @frt_object_unique
// CHECK-DAG: llvm.fcmp "uno"
// CHECK-DAG: llvm.getelementptr %{{.+}}[32]
// CHECK-NOT: forge.release
func.func @set(%ctx: !fmem.context, %o: !fmem.box, %x: f64) -> !fmem.box {
  %r, %outside = fmem.record.update %o [1] [], %x plain : f64
  return %r : !fmem.box
}

// -----

// What is replaced is given up, unless it was an element that is no box. Indexes
// are looked at before anything changes.
// CHECK-LABEL: llvm.func internal @deep
// CHECK: llvm.call @forge.record.update.0.i.box
// CHECK: llvm.call @forge.record.update.i.0.i64.add
// CHECK: llvm.call @forge.record.update.0.i.i64
// CHECK: llvm.call @forge.record.update.0.i64.push
// CHECK-LABEL: llvm.func internal @forge.record.update.0.i.box
// CHECK: llvm.icmp "ult"
// CHECK-DAG: llvm.call @frt_object_unique
// CHECK-DAG: llvm.call @frt_array_unique
// CHECK-DAG: llvm.call @forge.release
// CHECK-LABEL: llvm.func internal @forge.record.update.i.0.i64.add
// CHECK: llvm.icmp "ult"
// CHECK: llvm.call @forge.unbox_int
// CHECK: llvm.intr.sadd.with.overflow
// CHECK-DAG: llvm.call @frt_array_unique
// CHECK-DAG: llvm.call @frt_object_unique
// CHECK-DAG: llvm.call @forge.box_int
// CHECK-LABEL: llvm.func internal @forge.record.update.0.i.i64
// CHECK-NOT: forge.release
// CHECK: llvm.return
// CHECK-LABEL: llvm.func internal @forge.record.update.0.i64.push
// CHECK: llvm.call @forge.array.push.i64
func.func @deep(%ctx: !fmem.context, %o: !fmem.box, %i: i64, %x: !fmem.box) -> !fmem.box {
  %a, %o0 = fmem.record.update %o [0, unit] [%i], %x : !fmem.box
  %b, %o1 = fmem.record.update %a [unit, 0] [%i], add %i : i64
  %c, %o2 = fmem.record.update %b [0, unit] [%i], %i : i64
  %d, %o3 = fmem.record.update %c [0] [], push %i : i64
  return %d : !fmem.box
}
