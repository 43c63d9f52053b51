// RUN: forge-opt %s -convert-forge-to-fmem | FileCheck %s --implicit-check-not=forge.builtin

// Comparisons with a name that the kind decides about need no String.
// CHECK-LABEL: func.func @compared
// CHECK-NOT: frt_type
// CHECK: %[[KIND:.+]] = fmem.call "frt_kind_code"(%{{.+}})
// CHECK: arith.cmpi eq, %[[KIND]], %c0_i64
// CHECK: %[[AGAIN:.+]] = fmem.call "frt_kind_code"(%{{.+}})
// CHECK: %[[SOME:.+]] = arith.cmpi eq, %[[AGAIN]], %c12_i64
// CHECK: %[[NONE:.+]] = arith.cmpi eq, %[[AGAIN]], %c13_i64
// CHECK: arith.ori %[[SOME]], %[[NONE]]
// CHECK-NOT: frt_equal
// CHECK: return
func.func @compared(%v: !forge.any) -> (i1, i1) {
  %int = forge.string "Int"
  %option = forge.string "Option"
  %type, %error = forge.builtin "typeof"(%v) : (!forge.any) -> !forge.any
  %text = forge.unbox %type : !forge.any -> !forge.str
  %0 = forge.equal %text, %int : (!forge.str, !forge.str)
  %1 = forge.equal %option, %text : (!forge.str, !forge.str)
  return %0, %1 : i1, i1
}

// Otherwise the name is made, but nothing raised.
// CHECK-LABEL: func.func @named
// CHECK: %[[NAME:.+]] = fmem.call "frt_type_name"(%{{.+}})
// CHECK-NOT: fmem.error_pending
// CHECK: fmem.call "frt_equal"(%[[NAME]], %{{.+}})
func.func @named(%v: !forge.any) -> i1 {
  %lambda = forge.string "Lambda"
  %type, %error = forge.builtin "type"(%v) : (!forge.any) -> !forge.any
  %text = forge.unbox %type : !forge.any -> !forge.str
  %0 = forge.equal %text, %lambda : (!forge.str, !forge.str)
  return %0 : i1
}

// Without an argument it raises.
// CHECK-LABEL: func.func @nothing
// CHECK: fmem.call "frt_typeof"
// CHECK: fmem.error_pending
func.func @nothing() -> !forge.error {
  %missing = forge.singleton missing
  %type, %error = forge.builtin "typeof"(%missing) : (!forge.any) -> !forge.any
  return %error : !forge.error
}
