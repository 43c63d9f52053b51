// RUN: forge-opt %s -fmem-thread-context | FileCheck %s

// CHECK-LABEL: func.func @forge_program
// CHECK-SAME: (%[[CONTEXT:.+]]: !fmem.context)
// CHECK: %[[V:.+]] = fmem.singleton null
// CHECK: call @callee(%[[CONTEXT]], %[[V]]) : (!fmem.context, !fmem.box) -> !fmem.box
func.func @forge_program() {
  %v = fmem.singleton null
  %0 = call @callee(%v) : (!fmem.box) -> !fmem.box
  return
}

// Marks stay with their parameters.
// CHECK-LABEL: func.func @callee
// CHECK-SAME: (%{{.+}}: !fmem.context, %{{.+}}: !fmem.box {fmem.borrow})
func.func @callee(%v: !fmem.box {fmem.borrow}) -> !fmem.box {
  return %v : !fmem.box
}

// What remains is the signature of every uniform entry.
// CHECK-LABEL: func.func @callee.entry
// CHECK-SAME: (%{{.+}}: !fmem.context, %{{.+}}: !fmem.ref, %{{.+}}: !fmem.ref, %{{.+}}: i64)
func.func @callee.entry(%closure: !fmem.ref, %args: !fmem.ref, %n: i64)
    -> !fmem.box attributes {fmem.entry} {
  %v = fmem.entry.argument %args, %n 0 null
  %r = call @callee(%v) : (!fmem.box) -> !fmem.box
  return %r : !fmem.box
}
