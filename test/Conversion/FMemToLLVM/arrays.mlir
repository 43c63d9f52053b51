// RUN: forge-opt %s -convert-fmem-to-llvm -split-input-file | FileCheck %s --implicit-check-not=fmem.

// Every access is a small function that is inlined. The size is at 8, elements
// start at 24.
// CHECK-LABEL: llvm.func internal @size
// CHECK-SAME: (%{{.+}}: !llvm.ptr, %[[A:.+]]: i64)
// CHECK: llvm.call @forge.array.size(%[[A]]) : (i64) -> i64
// CHECK-LABEL: llvm.func internal @forge.array.size
// CHECK-SAME: (%[[A:.+]]: i64) -> i64 attributes {always_inline, no_unwind}
// CHECK: %[[P:.+]] = llvm.inttoptr
// CHECK: %[[S:.+]] = llvm.getelementptr %[[P]][8] : (!llvm.ptr) -> !llvm.ptr, i8
// CHECK: %[[N:.+]] = llvm.load %[[S]] {tbaa
// CHECK: llvm.return %[[N]]
func.func @size(%ctx: !fmem.context, %a: !fmem.box) -> i64 {
  %0 = fmem.array.size %a
  return %0 : i64
}

// -----

// One comparison without sign for an index inside; below zero it counts from the
// end. All ways meet before the pair is built.
// CHECK-LABEL: llvm.func internal @get
// CHECK: %[[BOTH:.+]] = llvm.call @forge.array.get.f64(%{{.+}}, %{{.+}}, %{{.+}}) : (!llvm.ptr, i64, i64) -> !llvm.struct<(f64, i1)>
// CHECK: llvm.extractvalue %[[BOTH]][0]
// CHECK: llvm.extractvalue %[[BOTH]][1]
// CHECK-LABEL: llvm.func internal @forge.array.get.f64
// CHECK-SAME: (%{{.+}}: !llvm.ptr, %{{.+}}: i64, %[[I:.+]]: i64)
// CHECK: %[[N:.+]] = llvm.load %{{.+}} -> i64
// CHECK: %[[INSIDE:.+]] = llvm.icmp "ult" %[[I]], %[[N]]
// CHECK: llvm.cond_br %[[INSIDE]] weights([2000, 1]), ^[[READ:.+]](%[[I]] : i64), ^[[FROMEND:.+]]
// CHECK: ^[[READ]](%[[AT:.+]]: i64):
// CHECK: %[[DATA:.+]] = llvm.getelementptr %{{.+}}[24]
// CHECK: %[[SLOT:.+]] = llvm.getelementptr inbounds %[[DATA]][%[[AT]]] : (!llvm.ptr, i64) -> !llvm.ptr, i64
// CHECK: %[[X:.+]] = llvm.load %[[SLOT]] {tbaa = {{.*}}} : !llvm.ptr -> f64
// CHECK: %[[FALSE:.+]] = llvm.mlir.constant(false) : i1
// CHECK: llvm.br ^[[EXIT:.+]](%[[X]], %[[FALSE]] : f64, i1)
// CHECK: %[[TRUE:.+]] = llvm.mlir.constant(true) : i1
// CHECK: llvm.br ^[[EXIT]](%{{.+}}, %[[TRUE]] : f64, i1)
// CHECK: ^[[EXIT]](%[[V:.+]]: f64, %[[FLAG:.+]]: i1):
// CHECK: %[[PAIR:.+]] = llvm.insertvalue %[[V]], %{{.+}}[0]
// CHECK: %[[BOTH:.+]] = llvm.insertvalue %[[FLAG]], %[[PAIR]][1]
// CHECK: llvm.return %[[BOTH]]
// CHECK: ^[[FROMEND]]:
// CHECK: %[[END:.+]] = llvm.add %[[I]], %[[N]]
// CHECK-DAG: %[[NEGATIVE:.+]] = llvm.icmp "slt" %[[I]], %{{.+}}
// CHECK-DAG: %[[INSIDE2:.+]] = llvm.icmp "ult" %[[END]], %[[N]]
// CHECK: %[[LAST:.+]] = llvm.and %{{.+}}, %{{.+}} : i1
// CHECK: llvm.cond_br %[[LAST]], ^[[READ]](%[[END]] : i64)
func.func @get(%ctx: !fmem.context, %a: !fmem.box, %i: i64) -> (f64) {
  %0, %o = fmem.array.get %a[%i] : f64
  return %0 : f64
}

// -----

// A box that is read gets a reference of its own; in place of a missing one
// there is null. Truth values are bytes.
// CHECK-LABEL: llvm.func internal @get_others
// CHECK: llvm.call @forge.array.get.i64(%{{.+}}) : (!llvm.ptr, i64, i64) -> !llvm.struct<(i64, i1)>
// CHECK: llvm.call @forge.array.get.box(%{{.+}}) : (!llvm.ptr, i64, i64) -> !llvm.struct<(i64, i1)>
// CHECK: llvm.call @forge.array.get.i1(%{{.+}}) : (!llvm.ptr, i64, i64) -> !llvm.struct<(i1, i1)>
// CHECK-LABEL: llvm.func internal @forge.array.get.i64
// CHECK-NOT: forge.retain
// CHECK-LABEL: llvm.func internal @forge.array.get.box
// CHECK: %[[SLOT:.+]] = llvm.getelementptr inbounds
// CHECK: %[[V:.+]] = llvm.load %[[SLOT]] {tbaa
// CHECK: llvm.call @forge.retain(%{{.+}}, %[[V]])
// CHECK: llvm.mlir.constant(-1688849860263936 : i64)
// CHECK-LABEL: llvm.func internal @forge.array.get.i1
// CHECK: llvm.getelementptr inbounds %{{.+}} : (!llvm.ptr, i64) -> !llvm.ptr, i8
// CHECK: %[[BYTE:.+]] = llvm.load %{{.+}} {tbaa = {{.*}}} : !llvm.ptr -> i8
// CHECK: llvm.icmp "ne" %[[BYTE]]
func.func @get_others(%ctx: !fmem.context, %a: !fmem.box, %i: i64) {
  %0, %o0 = fmem.array.get %a[%i] : i64
  %1, %o1 = fmem.array.get %a[%i] : !fmem.box
  %2, %o2 = fmem.array.get %a[%i] : i1
  return
}

// -----

// The position of a loop is never negative.
// CHECK-LABEL: llvm.func internal @next
// CHECK: llvm.call @forge.array.next.i64
// CHECK: llvm.call @forge.array.next.f64
// CHECK: llvm.call @forge.array.next.i1
// CHECK: llvm.call @forge.array.next.box
// CHECK-LABEL: llvm.func internal @forge.array.next.i64
// CHECK-SAME: (%{{.+}}: !llvm.ptr, %{{.+}}: i64, %[[P:.+]]: i64)
// CHECK: %[[MORE:.+]] = llvm.icmp "slt" %[[P]], %{{.+}}
// CHECK: llvm.cond_br %[[MORE]], ^{{.+}}, ^{{.+}}
// CHECK: llvm.getelementptr inbounds %{{.+}}[%[[P]]]
// CHECK-LABEL: llvm.func internal @forge.array.next.f64
// CHECK: llvm.load {{.*}} : !llvm.ptr -> f64
// CHECK-LABEL: llvm.func internal @forge.array.next.i1
// CHECK: llvm.load {{.*}} : !llvm.ptr -> i8
// CHECK-LABEL: llvm.func internal @forge.array.next.box
// CHECK: llvm.call @forge.retain
func.func @next(%ctx: !fmem.context, %a: !fmem.box, %p: i64) {
  %0, %m0 = fmem.array.next %a[%p] : i64
  %1, %m1 = fmem.array.next %a[%p] : f64
  %2, %m2 = fmem.array.next %a[%p] : i1
  %3, %m3 = fmem.array.next %a[%p] : !fmem.box
  return
}

// -----

// One comparison of the whole first word: an array (kind 2) with such storage
// (2 is Float, 0 is boxes), not frozen, with a single reference.
// CHECK-LABEL: llvm.func internal @unique
// CHECK-SAME: (%[[CONTEXT:.+]]: !llvm.ptr, %
// CHECK: llvm.call @forge.array.unique.f64(%[[CONTEXT]], %{{.+}}) : (!llvm.ptr, i64) -> i64
// CHECK: llvm.call @forge.array.unique.box
// CHECK-LABEL: llvm.func internal @forge.array.unique.f64
// CHECK-SAME: (%[[CONTEXT:.+]]: !llvm.ptr, %[[A:.+]]: i64)
// CHECK: %[[HEADER:.+]] = llvm.load %{{.+}} {tbaa = {{.*}}} : !llvm.ptr -> i64
// CHECK: %[[EXPECTED:.+]] = llvm.mlir.constant(562958543355904 : i64)
// CHECK: %[[IS:.+]] = llvm.icmp "eq" %[[HEADER]], %[[EXPECTED]]
// CHECK: llvm.cond_br %[[IS]] weights([2000, 1]), ^[[DONE:.+]](%[[A]] : i64), ^{{.+}}
// CHECK: %[[STORAGE:.+]] = llvm.mlir.constant(2 : i64)
// CHECK: %[[COPY:.+]] = llvm.call @frt_array_unique(%[[CONTEXT]], %[[A]], %[[STORAGE]])
// CHECK: llvm.br ^[[DONE]](%[[COPY]] : i64)
// CHECK-LABEL: llvm.func internal @forge.array.unique.box
// CHECK: llvm.mlir.constant(8589934592 : i64)
// CHECK: llvm.mlir.constant(0 : i64)
func.func @unique(%ctx: !fmem.context, %a: !fmem.box) -> !fmem.box {
  %0 = fmem.array.unique %a of f64
  %1 = fmem.array.unique %0 of !fmem.box
  return %1 : !fmem.box
}

// -----

// The index is tested before the array is copied, and so is an overflow: an
// update that fails leaves the array alone.
// CHECK-LABEL: llvm.func internal @set
// CHECK: %[[BOTH:.+]] = llvm.call @forge.array.set.add.i64(%{{.+}}) : (!llvm.ptr, i64, i64, i64) -> !llvm.struct<(i64, i1)>
// CHECK: llvm.extractvalue %[[BOTH]][0]
// CHECK: llvm.extractvalue %[[BOTH]][1]
// CHECK-LABEL: llvm.func internal @forge.array.set.add.i64
// CHECK-SAME: (%[[CONTEXT:.+]]: !llvm.ptr, %[[A:.+]]: i64, %[[I:.+]]: i64, %[[X:.+]]: i64)
// CHECK: llvm.icmp "ult" %[[I]]
// CHECK: %[[OLD:.+]] = llvm.load %{{.+}} {tbaa
// CHECK: %[[SUM:.+]] = "llvm.intr.sadd.with.overflow"(%[[OLD]], %[[X]])
// CHECK: llvm.extractvalue %[[SUM]][1]
// CHECK: llvm.cond_br %{{.+}} weights([2000, 1]), ^[[FINE:.+]], ^[[FAILED:.+]]
// CHECK: ^[[FAILED]]:
// CHECK: %[[TRUE:.+]] = llvm.mlir.constant(true) : i1
// CHECK: llvm.br ^[[EXIT:.+]](%[[A]], %[[TRUE]] : i64, i1)
// CHECK: ^[[FINE]]:
// CHECK: %[[NEW:.+]] = llvm.extractvalue %[[SUM]][0]
// CHECK: llvm.icmp "eq"
// CHECK: ^{{.+}}(%[[OWN:.+]]: i64):
// CHECK: llvm.store %[[NEW]], %{{.+}} {tbaa
// CHECK: llvm.br ^[[EXIT]](%[[OWN]], %{{.+}} : i64, i1)
// CHECK: llvm.call @frt_array_unique(%[[CONTEXT]], %[[A]]
func.func @set(%ctx: !fmem.context, %a: !fmem.box, %i: i64, %x: i64) -> !fmem.box {
  %0, %o = fmem.array.set %a[%i], add %x : i64
  return %0 : !fmem.box
}

// -----

// CHECK-LABEL: llvm.func internal @operators
// CHECK-LABEL: llvm.func internal @forge.array.store.sub.i64
// CHECK: llvm.intr.ssub.with.overflow
// CHECK-LABEL: llvm.func internal @forge.array.store.mul.i64
// CHECK: llvm.intr.smul.with.overflow
// CHECK-LABEL: llvm.func internal @forge.array.set.add.f64
// CHECK: llvm.fadd
// CHECK-NOT: overflow
// CHECK-LABEL: llvm.func internal @forge.array.set.sub.f64
// CHECK: llvm.fsub
// CHECK-LABEL: llvm.func internal @forge.array.set.mul.f64
// CHECK: llvm.fmul
// CHECK-LABEL: llvm.func internal @forge.array.set.div.f64
// CHECK: llvm.fdiv
func.func @operators(%ctx: !fmem.context, %a: !fmem.box, %i: i64, %x: f64) -> !fmem.box {
  %o0 = fmem.array.store %a[%i], sub %i : i64
  %o1 = fmem.array.store %a[%i], mul %i : i64
  %2, %o2 = fmem.array.set %a[%i], add %x : f64
  %3, %o3 = fmem.array.set %2[%i], sub %x : f64
  %4, %o4 = fmem.array.set %3[%i], mul %x : f64
  %5, %o5 = fmem.array.set %4[%i], div %x : f64
  return %5 : !fmem.box
}

// -----

// A store tests nothing but the index. The box that it replaces is released
// after it is no longer there, and the new one if there is no place for it.
// CHECK-LABEL: llvm.func internal @store
// CHECK: llvm.call @forge.array.store.i1(%{{.+}}) : (!llvm.ptr, i64, i64, i1) -> i1
// CHECK: llvm.call @forge.array.store.box(%{{.+}}) : (!llvm.ptr, i64, i64, i64) -> i1
// CHECK-LABEL: llvm.func internal @forge.array.store.i1
// CHECK-NOT: frt_array_unique
// CHECK: %[[BYTE:.+]] = llvm.zext %{{.+}} : i1 to i8
// CHECK: llvm.store %[[BYTE]], %{{.+}} {tbaa
// CHECK-LABEL: llvm.func internal @forge.array.store.box
// CHECK-SAME: (%[[CONTEXT:.+]]: !llvm.ptr, %{{.+}}: i64, %{{.+}}: i64, %[[V:.+]]: i64)
// CHECK-NOT: frt_array_unique
// CHECK: %[[SLOT:.+]] = llvm.getelementptr inbounds
// CHECK: %[[OLD:.+]] = llvm.load %[[SLOT]] {tbaa
// CHECK: llvm.store %[[V]], %{{.+}} {tbaa
// CHECK-NEXT: llvm.call @forge.release(%[[CONTEXT]], %[[OLD]])
// CHECK: llvm.call @frt_release_slow(%[[CONTEXT]], %[[V]])
func.func @store(%ctx: !fmem.context, %a: !fmem.box, %i: i64, %b: i1, %v: !fmem.box) {
  %o0 = fmem.array.store %a[%i], %b : i1
  %o1 = fmem.array.store %a[%i], %v : !fmem.box
  return
}

// -----

// With a single reference and room the element is stored behind the others; the
// runtime sees to both otherwise. 3 is the storage of Bools.
// CHECK-LABEL: llvm.func internal @push
// CHECK: llvm.call @forge.array.push.i1(%{{.+}}) : (!llvm.ptr, i64, i1) -> i64
// CHECK: llvm.call @forge.array.push.box
// CHECK-LABEL: llvm.func internal @forge.array.push.i1
// CHECK-SAME: (%[[CONTEXT:.+]]: !llvm.ptr, %[[A:.+]]: i64, %[[X:.+]]: i1)
// CHECK: llvm.icmp "eq"
// CHECK: llvm.cond_br %{{.+}} weights([2000, 1]), ^[[UNIQUE:.+]], ^[[GROW:.+]]
// CHECK: ^[[UNIQUE]]:
// CHECK: %[[ROOM:.+]] = llvm.icmp "slt"
// CHECK: llvm.cond_br %[[ROOM]] weights([2000, 1]), ^[[PUT:.+]](%[[A]] : i64), ^[[GROW]]
// CHECK: ^[[GROW]]:
// CHECK: %[[STORAGE:.+]] = llvm.mlir.constant(3 : i64)
// CHECK: %[[LARGER:.+]] = llvm.call @frt_array_grow(%[[CONTEXT]], %[[A]], %[[STORAGE]])
// CHECK: llvm.br ^[[PUT]](%[[LARGER]] : i64)
// CHECK: ^[[PUT]](%[[OWN:.+]]: i64):
// CHECK: %[[SIZE:.+]] = llvm.load
// CHECK: llvm.getelementptr inbounds %{{.+}}[%[[SIZE]]]
// CHECK: llvm.store
// CHECK: %[[MORE:.+]] = llvm.add %[[SIZE]]
// CHECK: llvm.store %[[MORE]]
// CHECK: llvm.return %[[OWN]]
func.func @push(%ctx: !fmem.context, %a: !fmem.box, %b: i1, %v: !fmem.box) -> !fmem.box {
  %0 = fmem.array.push %a, %b : i1
  %1 = fmem.array.push %0, %v : !fmem.box
  return %1 : !fmem.box
}

// -----

// Sizes, headers and elements of each storage do not overlap, so a store of an
// element does not change the size that the next index is compared with.
// CHECK: #[[ROOT:.+]] = #llvm.tbaa_root<id = "forge">
// CHECK-DAG: #{{.+}} = #llvm.tbaa_type_desc<id = "size", members = {<#[[ROOT]], 0>}>
// CHECK-DAG: #{{.+}} = #llvm.tbaa_type_desc<id = "header", members = {<#[[ROOT]], 0>}>
// CHECK-DAG: #{{.+}} = #llvm.tbaa_type_desc<id = "int", members = {<#[[ROOT]], 0>}>
// CHECK-DAG: #{{.+}} = #llvm.tbaa_type_desc<id = "float", members = {<#[[ROOT]], 0>}>
// CHECK-DAG: #{{.+}} = #llvm.tbaa_type_desc<id = "bool", members = {<#[[ROOT]], 0>}>
// CHECK-DAG: #{{.+}} = #llvm.tbaa_type_desc<id = "box", members = {<#[[ROOT]], 0>}>
func.func @parts(%ctx: !fmem.context, %a: !fmem.box, %i: i64, %x: f64, %b: i1, %v: !fmem.box) {
  %0, %o0 = fmem.array.set %a[%i], %i : i64
  %1, %o1 = fmem.array.set %a[%i], %x : f64
  %2, %o2 = fmem.array.set %a[%i], %b : i1
  %3, %o3 = fmem.array.set %a[%i], %v : !fmem.box
  return
}

// -----

// A borrowed element is not counted.
// CHECK-LABEL: llvm.func internal @peek
// CHECK: llvm.call @forge.array.peek.box(%{{.+}}) : (!llvm.ptr, i64, i64) -> !llvm.struct<(i64, i1)>
// CHECK-LABEL: llvm.func internal @forge.array.peek.box
// CHECK-NOT: forge.retain
func.func @peek(%ctx: !fmem.context, %a: !fmem.box, %i: i64) -> i64 {
  %0, %o0 = fmem.array.get borrow %a[%i] : !fmem.box
  %1 = fmem.array.size %0
  return %1 : i64
}

// -----

// Both indexes are tested before anything is copied. The outer array holds boxes
// (storage 0); the inner one, read anew, moves to and from its slot.
// CHECK-LABEL: llvm.func internal @set_deep
// CHECK: llvm.call @forge.array.set_deep.2.i64(%{{.+}}) : (!llvm.ptr, i64, i64, i64, i64) -> !llvm.struct<(i64, i1)>
// CHECK-LABEL: llvm.func internal @forge.array.set_deep.2.i64
// CHECK-SAME: (%[[CONTEXT:.+]]: !llvm.ptr, %[[A:.+]]: i64, %[[I:.+]]: i64, %[[J:.+]]: i64, %[[X:.+]]: i64)
// CHECK-NOT: frt_array_unique
// CHECK: llvm.icmp "ult" %[[I]]
// CHECK-NOT: frt_array_unique
// CHECK: llvm.icmp "ult" %[[J]]
// CHECK-NOT: forge.retain
// CHECK: llvm.mlir.constant(8589934592 : i64)
// CHECK: llvm.mlir.constant(281483566645248 : i64)
// CHECK: llvm.store %[[X]], %{{.+}}
// CHECK-NOT: forge.retain
func.func @set_deep(%ctx: !fmem.context, %a: !fmem.box, %i: i64, %j: i64) -> !fmem.box {
  %0, %o = fmem.array.set_deep %a[%i, %j], %j : i64
  return %0 : !fmem.box
}
