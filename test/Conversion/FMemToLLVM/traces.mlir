// RUN: forge-opt %s -convert-fmem-to-llvm | mlir-translate -mlir-to-llvmir | FileCheck %s

// rt::SourceSite: file, function, line, column, end line, end column.
// CHECK-DAG: @[[FILE:.+]] = internal constant [5 x i8] c"a.fg\00"
// CHECK-DAG: @[[F:.+]] = internal constant [2 x i8] c"f\00"
// CHECK-DAG: @[[RANGE:.+]] = internal constant { ptr, ptr, i32, i32, i32, i32 } { ptr @[[FILE]], ptr @[[F]], i32 3, i32 5, i32 4, i32 9 }
// CHECK-DAG: @[[POINT:.+]] = internal constant { ptr, ptr, i32, i32, i32, i32 } { ptr @[[FILE]], ptr @[[F]], i32 8, i32 2, i32 8, i32 2 }

// CHECK-LABEL: define internal void @range
// CHECK: call void @frt_trace(ptr %0, ptr @[[RANGE]])
func.func @range(%ctx: !fmem.context) {
  fmem.trace "f" loc("a.fg":3:5 to 4:9)
  return
}

// Equal sites are one; names are looked through, and calls that were inlined
// stand where the callee is.
// CHECK-LABEL: define internal void @nested
// CHECK: call void @frt_trace(ptr %0, ptr @[[POINT]])
// CHECK: call void @frt_trace(ptr %0, ptr @[[POINT]])
// CHECK: call void @frt_trace(ptr %0, ptr @[[POINT]])
func.func @nested(%ctx: !fmem.context) {
  fmem.trace "f" loc("name"("a.fg":8:2))
  fmem.trace "f" loc(callsite("a.fg":8:2 at "a.fg":30:1))
  fmem.trace "f" loc(fused[unknown, "a.fg":8:2])
  return
}

// CHECK: declare void @frt_trace(ptr, ptr) #[[ATTRIBUTES:.+]]
// CHECK: attributes #[[ATTRIBUTES]] = { cold nounwind }
