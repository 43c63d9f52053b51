// RUN: forge-opt %s -forge-infer-types -canonicalize -split-input-file | FileCheck %s

// Fields hold what is put in where objects are made and where they are updated.
// CHECK-LABEL: func.func @fields
// CHECK-SAME: (%{{.+}}: f64, %{{.+}}: i64, %{{.+}}: !forge.any)
// CHECK: forge.record.get %{{.+}} "x" at 0 : !forge.{{.+}} -> f64
// CHECK: forge.record.get %{{.+}} "n" at 1 : !forge.{{.+}} -> i64
// CHECK: forge.record.get %{{.+}} "any" at 2 : !forge.{{.+}} -> !forge.any
func.func @fields(%x: f64, %n: i64, %v: !forge.any) -> (!forge.any, !forge.any, !forge.any) {
  %bx = forge.box %x : f64
  %bn = forge.box %n : i64
  %o = forge.object.new ["x", "n", "any"] %bx, %bn, %v : (!forge.any, !forge.any, !forge.any) -> !forge.any
  cf.br ^later(%o : !forge.any)
^later(%p: !forge.any):
  %c = forge.singleton null
  %0, %e0 = forge.field.get %p, "x" : !forge.any -> !forge.any
  forge.br_error %e0, ^raise, ^second
^second:
  %1, %e1 = forge.field.get %p, "n" : !forge.any -> !forge.any
  forge.br_error %e1, ^raise, ^third
^third:
  %2, %e2 = forge.field.get %p, "any" : !forge.any -> !forge.any
  forge.br_error %e2, ^raise, ^more
^more:
  %again = forge.truthy %2 : !forge.any
  cf.cond_br %again, ^later(%p : !forge.any), ^done
^done:
  return %0, %1, %2 : !forge.any, !forge.any, !forge.any
^raise:
  forge.propagate
}

// -----

// A store of another kind, of any object of the record, changes what all have.
// CHECK-LABEL: func.func @stored
// CHECK: forge.place.update set %{{.+}} path ["x"][] values(%{{.+}}) name "o" {slots = array<i64: 0>}
// CHECK: forge.record.get %{{.+}} "x" at 0 : {{.+}} -> !forge.any
func.func @stored(%x: f64, %s: !forge.str, %c: i1) -> !forge.any {
  %bx = forge.box %x : f64
  %bs = forge.box %s : !forge.str
  %o = forge.object.new ["x"] %bx : (!forge.any) -> !forge.any
  %p = forge.object.new ["x"] %bx : (!forge.any) -> !forge.any
  %q, %r, %e = forge.place.update set %o path ["x"] [] values(%bs) name "o" : (!forge.any, !forge.any) -> (!forge.any, !forge.any, !forge.error)
  forge.br_error %e, ^raise, ^next
^next:
  %either = arith.select %c, %p, %q : !forge.any
  %0, %e0 = forge.field.get %either, "x" : !forge.any -> !forge.any
  forge.br_error %e0, ^raise, ^done
^done:
  return %0 : !forge.any
^raise:
  forge.propagate
}

// -----

// An update that adds a key leaves no record, nor does one that may.
// CHECK-LABEL: func.func @added
// CHECK: forge.field.get %{{.+}}, "x"
// CHECK: forge.field.get %{{.+}}, "x"
func.func @added(%x: f64, %key: !forge.any) -> (!forge.any, !forge.any) {
  %bx = forge.box %x : f64
  %o = forge.object.new ["x"] %bx : (!forge.any) -> !forge.any
  %p, %r, %e = forge.place.update set %o path ["y"] [] values(%bx) name "o" : (!forge.any, !forge.any) -> (!forge.any, !forge.any, !forge.error)
  %q, %r1, %e1 = forge.place.update set %o path [unit] [%key] values(%bx) name "o" : (!forge.any, !forge.any, !forge.any) -> (!forge.any, !forge.any, !forge.error)
  %0, %e0 = forge.field.get %p, "x" : !forge.any -> !forge.any
  forge.br_error %e0, ^raise, ^next
^next:
  %1, %e2 = forge.field.get %q, "x" : !forge.any -> !forge.any
  forge.br_error %e2, ^raise, ^done
^done:
  return %0, %1 : !forge.any, !forge.any
^raise:
  forge.propagate
}

// -----

// Keys in another order are another record; a field that both have at one place
// is found, others are not.
// CHECK-LABEL: func.func @orders
// CHECK: forge.record.get %{{.+}} "z" at 2 : {{.+}} -> f64
// CHECK: forge.field.get %{{.+}}, "x"
func.func @orders(%x: f64, %c: i1) -> (!forge.any, !forge.any) {
  %bx = forge.box %x : f64
  %o = forge.object.new ["x", "y", "z"] %bx, %bx, %bx : (!forge.any, !forge.any, !forge.any) -> !forge.any
  %p = forge.object.new ["y", "x", "z"] %bx, %bx, %bx : (!forge.any, !forge.any, !forge.any) -> !forge.any
  %either = arith.select %c, %o, %p : !forge.any
  %0, %e0 = forge.field.get %either, "z" : !forge.any -> !forge.any
  forge.br_error %e0, ^raise, ^next
^next:
  %1, %e1 = forge.field.get %either, "x" : !forge.any -> !forge.any
  forge.br_error %e1, ^raise, ^done
^done:
  return %0, %1 : !forge.any, !forge.any
^raise:
  forge.propagate
}

// -----

// The way through arrays: elements are known, so the update needs no names. An
// operator between Floats in a field is inline, a text goes through the runtime.
// CHECK-LABEL: func.func @elements
// CHECK: forge.place.update add %{{.+}} path [unit, "x"][%{{.+}}] values(%{{.+}}) name "ps" {plain, slots = array<i64: -1, 0>} : (!forge.array<!forge.object>, i64, f64)
// CHECK: forge.place.update add %{{.+}} path [unit, "name"][%{{.+}}] values(%{{.+}}) name "ps" :
// CHECK: forge.place.update push %{{.+}} path [unit, "list"][%{{.+}}] values(%{{.+}}) name "ps" {slots = array<i64: -1, 2>}
func.func @elements(%x: f64, %s: !forge.str, %i: i64) -> !forge.any {
  %bx = forge.box %x : f64
  %bs = forge.box %s : !forge.str
  %bi = forge.box %i : i64
  %list = forge.array.new %bi : (!forge.any) -> !forge.any
  %p = forge.struct.new "P" ["x", "name", "list"] %bx, %bs, %list : (!forge.any, !forge.any, !forge.any) -> !forge.any
  %ps = forge.array.new %p : (!forge.any) -> !forge.any
  %a, %r0, %e0 = forge.place.update add %ps path [unit, "x"] [%bi] values(%bx) name "ps" : (!forge.any, !forge.any, !forge.any) -> (!forge.any, !forge.any, !forge.error)
  forge.br_error %e0, ^raise, ^second
^second:
  %b, %r1, %e1 = forge.place.update add %a path [unit, "name"] [%bi] values(%bs) name "ps" : (!forge.any, !forge.any, !forge.any) -> (!forge.any, !forge.any, !forge.error)
  forge.br_error %e1, ^raise, ^third
^third:
  %c, %r2, %e2 = forge.place.update push %b path [unit, "list"] [%bi] values(%bi) name "ps" : (!forge.any, !forge.any, !forge.any) -> (!forge.any, !forge.any, !forge.error)
  forge.br_error %e2, ^raise, ^done
^done:
  return %c : !forge.any
^raise:
  forge.propagate
}

// -----

// Instances of a struct with default values have keys that its definition
// decides about.
// CHECK-LABEL: func.func @defaults
// CHECK: forge.field.get %{{.+}}, "x"
func.func @defaults(%x: f64) -> !forge.any {
  %bx = forge.box %x : f64
  forge.struct.define "D" defaults ["y"](%bx : !forge.any) embedded []
  %o = forge.struct.new "D" ["x"] %bx : (!forge.any) -> !forge.any
  %0, %e0 = forge.field.get %o, "x" : !forge.any -> !forge.any
  forge.br_error %e0, ^raise, ^done
^done:
  return %0 : !forge.any
^raise:
  forge.propagate
}

// -----

// What a method is given follows from the calls, as long as nothing else is done
// with the function than to define the method.
// CHECK-LABEL: func.func private @scaled
// CHECK-SAME: (%{{.+}}: !forge.object, %{{.+}}: f64)
func.func private @scaled(%it: !forge.any, %by: !forge.any) -> !forge.any
    attributes {forge.method_of = "P", forge.name = "scaled"} {
  %x, %e = forge.field.get %it, "x" : !forge.any -> !forge.any
  forge.br_error %e, ^raise, ^next
^next:
  %p = forge.struct.new "P" ["x"] %x : (!forge.any) -> !forge.any
  return %p : !forge.any
^raise:
  forge.propagate
}
// CHECK-LABEL: func.func private @open
// CHECK-SAME: (%{{.+}}: !forge.any, %{{.+}}: !forge.any)
func.func private @open(%it: !forge.any, %by: !forge.any) -> !forge.any
    attributes {forge.method_of = "P", forge.name = "open"} {
  return %by : !forge.any
}
func.func @forge_program() attributes {forge.program} {
  %type = forge.string "P"
  %name = forge.string "scaled"
  %other = forge.string "open"
  %t = forge.box %type : !forge.str
  %n = forge.box %name : !forge.str
  %m = forge.box %other : !forge.str
  %null = forge.singleton null
  %f = forge.closure @scaled[] : () -> !forge.any
  %g = forge.closure @open[] : () -> !forge.any
  forge.runtime "frt_method_define"(%t, %n, %f) : (!forge.any, !forge.any, !forge.any) -> ()
  forge.runtime "frt_method_define"(%t, %m, %g) : (!forge.any, !forge.any, !forge.any) -> ()
  %k = arith.constant 1.5 : f64
  %bk = forge.box %k : f64
  %p = forge.struct.new "P" ["x"] %bk : (!forge.any) -> !forge.any
  %q, %e = forge.call_method "scaled" %p(%bk) fallback %null : (!forge.any, !forge.any, !forge.any) -> !forge.any
  forge.br_error %e, ^raise, ^next
^next:
  %v, %e1 = forge.builtin "json.parse"(%t) : (!forge.any) -> !forge.any
  %r, %e2 = forge.call_method "open" %v(%bk) fallback %null : (!forge.any, !forge.any, !forge.any) -> !forge.any
  forge.br_error %e2, ^raise, ^done
^done:
  return
^raise:
  forge.propagate
}
