// RUN: forge-opt %s -forge-vacate-places -split-input-file | FileCheck %s

// o.items = add(o.items): the field is empty while the callee runs.
// CHECK-LABEL: func.func @field
// CHECK-SAME: (%[[O:.+]]: !forge.any)
// CHECK: %[[ITEMS:.+]], %{{.+}} = forge.field.get %[[O]], "items"
// CHECK: ^{{.+}}:
// CHECK-NEXT: %[[EMPTY:.+]] = forge.place.vacate %[[O]] path ["items"][] of %[[ITEMS]]
// CHECK-NEXT: %[[NEW:.+]], %{{.+}} = forge.call @add(%[[ITEMS]])
// CHECK: forge.place.update set %[[EMPTY]] path ["items"][] values(%[[NEW]])
func.func @field(%o: !forge.any) -> !forge.any {
  %items, %e0 = forge.field.get %o, "items" : !forge.any -> !forge.any
  forge.br_error %e0, ^raise, ^read
^read:
  %new, %e1 = forge.call @add(%items) : (!forge.any) -> !forge.any
  forge.br_error %e1, ^raise, ^added
^added:
  %o2, %r, %e2 = forge.place.update set %o path ["items"] [] values(%new) name "o" : (!forge.any, !forge.any) -> (!forge.any, !forge.any, !forge.error)
  forge.br_error %e2, ^raise, ^done
^done:
  return %o2 : !forge.any
^raise:
  forge.propagate
}
func.func private @add(!forge.any) -> !forge.any

// -----

// m[i].rows = add(m[i].rows), with the boxed index at one place.
// CHECK-LABEL: func.func @path
// CHECK-SAME: (%[[M:.+]]: !forge.any, %{{.+}}: i64, %[[I:.+]]: !forge.any)
// CHECK: %[[ROWS:.+]], %{{.+}} = forge.field.get
// CHECK-NEXT: %[[EMPTY:.+]] = forge.place.vacate %[[M]] path [unit, "rows"][%[[I]]] of %[[ROWS]]
// CHECK: forge.place.update set %[[EMPTY]]
func.func @path(%m: !forge.any, %n: i64, %i: !forge.any) -> !forge.any {
  %k = forge.unbox %i : !forge.any -> i64
  %row, %e0 = forge.index.get %m[%k] : (!forge.any, i64) -> !forge.any
  %rows, %e1 = forge.field.get %row, "rows" : !forge.any -> !forge.any
  %new, %e2 = forge.call @add(%rows) : (!forge.any) -> !forge.any
  %m2, %r, %e3 = forge.place.update set %m path [unit, "rows"] [%i] values(%new) name "m" : (!forge.any, !forge.any, !forge.any) -> (!forge.any, !forge.any, !forge.error)
  return %m2 : !forge.any
}
func.func private @add(!forge.any) -> !forge.any

// -----

// The handler of an error sees the object as it was.
// CHECK-LABEL: func.func @handled
// CHECK-NOT: forge.place.vacate
func.func @handled(%o: !forge.any) -> !forge.any {
  %items, %e0 = forge.field.get %o, "items" : !forge.any -> !forge.any
  %new, %e1 = forge.call @add(%items) : (!forge.any) -> !forge.any
  forge.br_error %e1, ^handler, ^added
^added:
  %o2, %r, %e2 = forge.place.update set %o path ["items"] [] values(%new) name "o" : (!forge.any, !forge.any) -> (!forge.any, !forge.any, !forge.error)
  return %o2 : !forge.any
^handler:
  forge.discard_error
  return %o : !forge.any
}
func.func private @add(!forge.any) -> !forge.any

// -----

// So does a callee that gets the object, too, and a loop that comes back.
// CHECK-LABEL: func.func @passed_on
// CHECK-NOT: forge.place.vacate
func.func @passed_on(%o: !forge.any) -> !forge.any {
  %items, %e0 = forge.field.get %o, "items" : !forge.any -> !forge.any
  %new, %e1 = forge.call @add(%items, %o) : (!forge.any, !forge.any) -> !forge.any
  %o2, %r, %e2 = forge.place.update set %o path ["items"] [] values(%new) name "o" : (!forge.any, !forge.any) -> (!forge.any, !forge.any, !forge.error)
  return %o2 : !forge.any
}
// CHECK-LABEL: func.func @comes_back
// CHECK-NOT: forge.place.vacate
func.func @comes_back(%o: !forge.any, %c: i1) -> !forge.any {
  cf.br ^loop
^loop:
  %items, %e0 = forge.field.get %o, "items" : !forge.any -> !forge.any
  %new, %e1 = forge.call @add(%items, %items) : (!forge.any, !forge.any) -> !forge.any
  %o2, %r, %e2 = forge.place.update set %o path ["items"] [] values(%new) name "o" : (!forge.any, !forge.any) -> (!forge.any, !forge.any, !forge.error)
  cf.cond_br %c, ^loop, ^done
^done:
  return %o2 : !forge.any
}
func.func private @add(!forge.any, !forge.any) -> !forge.any

// -----

// Another place, another index, or a value that only some builtin looks at.
// CHECK-LABEL: func.func @does_not_apply
// CHECK-NOT: forge.place.vacate
func.func @does_not_apply(%o: !forge.any, %i: !forge.any, %k: !forge.any) -> (!forge.any, !forge.any, !forge.any) {
  %a, %e0 = forge.field.get %o, "a" : !forge.any -> !forge.any
  %new, %e1 = forge.call @add(%a) : (!forge.any) -> !forge.any
  %o2, %r2, %e2 = forge.place.update set %o path ["b"] [] values(%new) name "o" : (!forge.any, !forge.any) -> (!forge.any, !forge.any, !forge.error)
  %c, %e3 = forge.index.get %i[%k] : (!forge.any, !forge.any) -> !forge.any
  %d, %e4 = forge.call @add(%c) : (!forge.any) -> !forge.any
  %i2, %r5, %e5 = forge.place.update set %i path [unit] [%d] values(%d) name "i" : (!forge.any, !forge.any, !forge.any) -> (!forge.any, !forge.any, !forge.error)
  %n, %e6 = forge.field.get %k, "n" : !forge.any -> !forge.any
  %l, %e7 = forge.builtin "len"(%n) : (!forge.any) -> !forge.any
  %k2, %r8, %e8 = forge.place.update set %k path ["n"] [] values(%l) name "k" : (!forge.any, !forge.any) -> (!forge.any, !forge.any, !forge.error)
  return %o2, %i2, %k2 : !forge.any, !forge.any, !forge.any
}
func.func private @add(!forge.any) -> !forge.any

// -----

// A variable at the top level is empty while a function runs that does not look.
// CHECK-LABEL: func.func @variable
// CHECK-NEXT: %[[OLD:.+]] = forge.global.take 0 "xs"
// CHECK-NEXT: %[[NEW:.+]], %{{.+}} = forge.call @add(%[[OLD]])
// CHECK-NEXT: forge.global.store %[[NEW]], 0 "xs"
func.func @variable() {
  %0 = forge.global.load 0 "xs"
  %1, %e = forge.call @add(%0) : (!forge.any) -> !forge.any
  forge.global.store %1, 0 "xs"
  return
}
// It is updated below: one access is enough.
// CHECK-LABEL: func.func @variable_path
// CHECK-NEXT: %[[ROOT:.+]] = forge.global.take 0 "xs"
// CHECK-NEXT: %[[OLD:.+]], %{{.+}} = forge.field.get %[[ROOT]], "x"
// CHECK-NEXT: %[[EMPTY:.+]] = forge.place.vacate %[[ROOT]] path ["x"][] of %[[OLD]]
// CHECK-NEXT: forge.call @add(%[[OLD]])
// CHECK-NOT: forge.global.take
// CHECK: forge.place.update set %[[EMPTY]]
func.func @variable_path() {
  %0 = forge.global.load 0 "xs"
  %1, %e0 = forge.field.get %0, "x" : !forge.any -> !forge.any
  %2, %e1 = forge.call @add(%1) : (!forge.any) -> !forge.any
  %3 = forge.global.take 0 "xs"
  %4, %r, %e4 = forge.place.update set %3 path ["x"] [] values(%2) name "xs" : (!forge.any, !forge.any) -> (!forge.any, !forge.any, !forge.error)
  forge.global.store %4, 0 "xs"
  return
}
func.func private @add(%a: !forge.any) -> !forge.any {
  %0 = forge.global.load 1 "other"
  return %a : !forge.any
}

// -----

// A method that the program has under no name is one of the runtime's.
// CHECK-LABEL: func.func @native_method
// CHECK: forge.global.take
// CHECK-LABEL: func.func @entry_or_method
// CHECK-NOT: forge.global.take
// CHECK: return
func.func @native_method(%v: !forge.any) {
  %push = forge.builtin_value "push"
  %0 = forge.global.load 0 "xs"
  %1, %e = forge.call_method "push" %0(%v) fallback %push : (!forge.any, !forge.any, !forge.any) -> !forge.any
  %2, %e2 = forge.call @same(%0) : (!forge.any) -> !forge.any
  forge.global.store %2, 0 "xs"
  return
}
func.func @entry_or_method(%v: !forge.any) {
  %push = forge.builtin_value "push"
  %o = forge.object.new ["pop"] %push : (!forge.any) -> !forge.any
  %0 = forge.global.load 0 "xs"
  %1, %e = forge.call_method "pop" %o(%v) fallback %push : (!forge.any, !forge.any, !forge.any) -> !forge.any
  %2, %e2 = forge.call @same(%0) : (!forge.any) -> !forge.any
  forge.global.store %2, 0 "xs"
  return
}
func.func private @same(%a: !forge.any) -> !forge.any {
  return %a : !forge.any
}

// -----

// Objects may have entries under computed names.
// CHECK-LABEL: func.func @computed_entry
// CHECK-NOT: forge.global.take
// CHECK: return
func.func @computed_entry(%v: !forge.any, %k: !forge.any) -> !forge.any {
  %push = forge.builtin_value "push"
  %o, %r, %e0 = forge.place.update set %v path [unit] [%k] values(%push) name "v" : (!forge.any, !forge.any, !forge.any) -> (!forge.any, !forge.any, !forge.error)
  %0 = forge.global.load 0 "xs"
  %1, %e = forge.call_method "push" %o(%v) fallback %push : (!forge.any, !forge.any, !forge.any) -> !forge.any
  %2, %e2 = forge.call @same(%0) : (!forge.any) -> !forge.any
  forge.global.store %2, 0 "xs"
  return %1 : !forge.any
}
func.func private @same(%a: !forge.any) -> !forge.any {
  return %a : !forge.any
}

// -----

// Errors on the way do not matter where none is ever handled.
// CHECK-LABEL: func.func @raises
// CHECK: forge.global.take
func.func @raises() {
  %0 = forge.global.load 0 "xs"
  %1, %e = forge.call @add(%0) : (!forge.any) -> !forge.any
  forge.br_error %e, ^raise, ^done
^done:
  forge.global.store %1, 0 "xs"
  return
^raise:
  forge.propagate
}
func.func private @add(%a: !forge.any) -> !forge.any {
  return %a : !forge.any
}

// -----

// Elsewhere the variable keeps its value until then.
// CHECK-LABEL: func.func @raises_and_handled
// CHECK-NOT: forge.global.take
func.func @raises_and_handled() {
  %0 = forge.global.load 0 "xs"
  %1, %e = forge.call @add(%0) : (!forge.any) -> !forge.any
  forge.br_error %e, ^raise, ^done
^done:
  forge.global.store %1, 0 "xs"
  return
^raise:
  forge.propagate
}
// CHECK-LABEL: func.func @main
func.func @main(%a: !forge.any) {
  %0, %e = forge.call @add(%a) : (!forge.any) -> !forge.any
  forge.br_error %e, ^handler, ^done
^handler:
  forge.discard_error
  return
^done:
  return
}
func.func private @add(%a: !forge.any) -> !forge.any {
  return %a : !forge.any
}

// -----

// The callee, or what it calls, may look at the variable.
// CHECK-LABEL: func.func @looked_at
// CHECK-NOT: forge.global.take
func.func @looked_at() {
  %0 = forge.global.load 0 "xs"
  %1, %e = forge.call @indirectly(%0) : (!forge.any) -> !forge.any
  forge.global.store %1, 0 "xs"
  return
}
// CHECK-LABEL: func.func @unknown_callee
// CHECK-NOT: forge.global.take
func.func @unknown_callee(%f: !forge.any) {
  %0 = forge.global.load 0 "xs"
  %1, %e = forge.call_value %f(%0) : (!forge.any, !forge.any) -> !forge.any
  forge.global.store %1, 0 "xs"
  return
}
// CHECK-LABEL: func.func @read_again
// CHECK-NOT: forge.global.take
func.func @read_again() -> !forge.any {
  %0 = forge.global.load 0 "xs"
  %1, %e = forge.call @other(%0) : (!forge.any) -> !forge.any
  %2 = forge.global.load 0 "xs"
  forge.global.store %1, 0 "xs"
  return %2 : !forge.any
}
func.func private @other(%a: !forge.any) -> !forge.any {
  return %a : !forge.any
}
func.func private @indirectly(%a: !forge.any) -> !forge.any {
  %0, %e = forge.call @looks(%a) : (!forge.any) -> !forge.any
  return %0 : !forge.any
}
func.func private @looks(%a: !forge.any) -> !forge.any {
  %0 = forge.global.load 0 "xs"
  return %0 : !forge.any
}

// -----

// Another name of the root is the root; a field in a known slot is one, too.
// CHECK-LABEL: func.func @narrowed
// CHECK: forge.record.get %{{.+}} "left" at 1
// CHECK-NEXT: forge.place.vacate %{{.+}} path ["left"]
func.func @narrowed(%o: !forge.any) -> !forge.any {
  %n = forge.narrow %o to ["Object"] : !forge.any
  %v = forge.record.get %n "left" at 1 : !forge.any -> !forge.any
  %w, %e = forge.call @other(%v) : (!forge.any) -> !forge.any
  forge.br_error %e, ^raise, ^next
^next:
  %u, %r, %e1 = forge.place.update set %o path ["left"] [] values(%w) name "o" {slots = array<i64: 1>} : (!forge.any, !forge.any) -> (!forge.any, !forge.any, !forge.error)
  return %u : !forge.any
^raise:
  forge.propagate
}
func.func private @other(%a: !forge.any) -> !forge.any {
  return %a : !forge.any
}

// -----

// The form that is stored into may be made after the read.
// CHECK-LABEL: func.func @unboxed_later
// CHECK: forge.record.get %[[O:.+]] "left" at 1
// CHECK-NEXT: %[[V:.+]] = forge.place.vacate %[[O]] path ["left"]
// CHECK: %[[U:.+]] = forge.unbox %[[V]] : !forge.any -> !forge.object
// CHECK: forge.place.update set %[[U]]
func.func @unboxed_later(%o: !forge.any) -> !forge.object {
  %v = forge.record.get %o "left" at 1 : !forge.any -> !forge.any
  %w, %e = forge.call @other(%v) : (!forge.any) -> !forge.any
  forge.br_error %e, ^raise, ^next
^next:
  %p = forge.unbox %o : !forge.any -> !forge.object
  %u, %r, %e1 = forge.place.update set %p path ["left"] [] values(%w) name "o" {slots = array<i64: 1>} : (!forge.object, !forge.any) -> (!forge.object, !forge.any, !forge.error)
  return %u : !forge.object
^raise:
  forge.propagate
}
func.func private @other(%a: !forge.any) -> !forge.any {
  return %a : !forge.any
}
