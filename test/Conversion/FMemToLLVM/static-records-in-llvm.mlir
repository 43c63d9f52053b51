// RUN: forge-opt %s -convert-fmem-to-llvm | mlir-translate -mlir-to-llvmir | FileCheck %s --check-prefixes=CHECK,WIDE
// RUN: forge-opt %s -convert-fmem-to-llvm=target=wasm32 | mlir-translate -mlir-to-llvmir | FileCheck %s --check-prefixes=CHECK,NARROW

// All offsets are the same on both targets: a pointer has a slot of 8 bytes.

module attributes {forge.globals = 7 : i64, forge.file = "src/main.fg"} {

// WIDE-DAG: target triple = "x86_64-{{.*}}"
// NARROW-DAG: target triple = "wasm32-unknown-wasip1"

// rt::ProgramInfo: ABI version, globals, file, what is called at the end, variables.
// WIDE-DAG: @[[FILE:.+]] = internal constant [12 x i8] c"src/main.fg\00"
// CHECK-DAG: @[[VARIABLES:.+]] = internal global [7 x i64] zeroinitializer
// WIDE-DAG: @forge_program_info = constant { i32, i32, ptr, ptr, ptr } { i32 7, i32 7, ptr @[[FILE]], ptr null, ptr @[[VARIABLES]] }, align 8
// NARROW-DAG: @[[FILE:.+]] = internal constant [12 x i8] c"src/main.fg\00"
// NARROW-DAG: @forge_program_info = constant { i32, i32, ptr, i32, ptr, i32, ptr, i32 } { i32 7, i32 7, ptr @[[FILE]], i32 0, ptr null, i32 0, ptr @[[VARIABLES]], i32 0 }, align 8

// rt::ObjectLayout: shape, which the runtime fills in, keys, size, the number of
// the record. The keys are pointers without slots.
// CHECK-DAG: @[[X:.+]] = internal global {{.*}} c"x" }
// CHECK-DAG: @[[Y:.+]] = internal global {{.*}} c"y" }
// CHECK-DAG: @[[KEYS:.+]] = internal constant { ptr, ptr } { ptr @[[X]], ptr @[[Y]] }
// WIDE-DAG: @{{.+}} = internal global { ptr, ptr, i64, ptr, i64 } { ptr null, ptr @[[KEYS]], i64 2, ptr null, i64 0 }
// NARROW-DAG: @{{.+}} = internal global { ptr, i32, ptr, i32, i64, ptr, i32, i64 } { ptr null, i32 0, ptr @[[KEYS]], i32 0, i64 2, ptr null, i32 0, i64 0 }
func.func @layout(%ctx: !fmem.context) -> !fmem.ref {
  %0 = fmem.object_layout ["x", "y"]
  return %0 : !fmem.ref
}

// rt::FieldCache, one for each operation.
// WIDE-COUNT-2: internal global { ptr, i64 } zeroinitializer
// NARROW-COUNT-2: internal global { ptr, i32, i64 } zeroinitializer
func.func @caches(%ctx: !fmem.context) -> !fmem.ref {
  %0 = fmem.field_cache
  %1 = fmem.field_cache
  return %0 : !fmem.ref
}

// Boxes of strings: the address with the tag 0xFFFB above it.
// WIDE-DAG: internal constant { i64, i64 } { i64 add (i64 ptrtoint (ptr @[[X]] to i64), i64 -1407374883553280), i64 -1688849860263936 }
// NARROW-DAG: internal constant { ptr, i32, i64 } { ptr @[[X]], i32 -327680, i64 -1688849860263936 }
func.func @string_array(%ctx: !fmem.context) -> !fmem.ref {
  %0 = fmem.strings ["x", ""] {nulls}
  return %0 : !fmem.ref
}

// CHECK-DAG: internal constant [3 x i64] [i64 3, i64 -4, i64 0]
func.func @ints(%ctx: !fmem.context) -> !fmem.ref {
  %0 = fmem.ints [3, -4, 0]
  return %0 : !fmem.ref
}

// rt::FunctionInfo: name and type name, their sizes, parameters, flags.
// CHECK-DAG: @[[AREA:.+]] = internal constant [5 x i8] c"area\00"
// CHECK-DAG: @[[SHAPE:.+]] = internal constant [6 x i8] c"Shape\00"
// WIDE-DAG: internal constant { ptr, ptr, i32, i32, i32, i32 } { ptr @[[AREA]], ptr @[[SHAPE]], i32 4, i32 5, i32 1, i32 2 }
// WIDE-DAG: internal constant { ptr, ptr, i32, i32, i32, i32 } { ptr @[[AREA]], ptr null, i32 4, i32 0, i32 3, i32 0 }
// NARROW-DAG: internal constant { ptr, i32, ptr, i32, i32, i32, i32, i32 } { ptr @[[AREA]], i32 0, ptr @[[SHAPE]], i32 0, i32 4, i32 5, i32 1, i32 2 }
func.func @functions(%ctx: !fmem.context) -> !fmem.ref {
  %0 = fmem.function_info "area" "Shape" 1 2
  %1 = fmem.function_info "area" "" 3 0
  return %1 : !fmem.ref
}

}
