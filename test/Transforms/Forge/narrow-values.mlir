// RUN: forge-opt %s -forge-narrow-values | FileCheck %s --check-prefixes=CHECK,NARROW
// RUN: forge-opt %s -forge-narrow-values -forge-infer-types -canonicalize | FileCheck %s --check-prefixes=CHECK,TYPED

// What was compared is a number, because Null has no order. All that follows
// uses the new name, also what goes to other blocks.
// CHECK-LABEL: func.func @compared
// NARROW: %[[POPPED:.+]], %[[E:.+]] = forge.index.get
// NARROW: forge.compare lt, %[[V:.+]], %{{.+}} : (!forge.any, !forge.any)
// NARROW: %[[N:.+]] = forge.narrow %[[V]] to ["Int", "Float", "String"]
// NARROW: forge.add %[[N]]
// TYPED: %[[I:.+]] = forge.unbox %{{.+}} : !forge.any -> i64
// TYPED: forge.add %[[I]], %{{.+}} : (i64, i64) -> i64
func.func @compared(%c: i1) -> !forge.any {
  %c1 = arith.constant 1 : i64
  %one = forge.box %c1 : i64
  %null = forge.singleton null
  %xs = forge.array.new %one : (!forge.any) -> !forge.any
  %x, %e0 = forge.index.get %xs[%one] : (!forge.any, !forge.any) -> !forge.any
  cf.cond_br %c, ^join(%x : !forge.any), ^join(%null : !forge.any)
^join(%v: !forge.any):
  %less, %e1 = forge.compare lt, %v, %one : (!forge.any, !forge.any)
  forge.br_error %e1, ^handler, ^next
^next:
  cf.br ^last
^last:
  %sum, %e2 = forge.add %v, %one : (!forge.any, !forge.any) -> !forge.any
  return %sum : !forge.any
^handler:
  forge.propagate
}

// The kind that `typeof` gave, on the edge of equality; nothing on the other.
// CHECK-LABEL: func.func @typeof
// NARROW: cf.cond_br %{{.+}}, ^[[INT:.+]], ^[[REST:.+]]
// NARROW: ^[[INT]]:
// NARROW-NEXT: %[[N:.+]] = forge.narrow %[[V:.+]] to ["Int"]
// NARROW: forge.neg %[[N]]
// NARROW: ^[[REST]]:
// NARROW-NOT: forge.narrow
// NARROW: return %[[V]]
func.func @typeof(%v: !forge.any) -> !forge.any {
  %name = forge.string "Int"
  %int = forge.box %name : !forge.str
  %kind, %e0 = forge.builtin "typeof"(%v) : (!forge.any) -> !forge.any
  forge.br_error %e0, ^handler, ^known
^known:
  %is = forge.equal %kind, %int : (!forge.any, !forge.any)
  cf.cond_br %is, ^int, ^rest
^int:
  %minus, %e1 = forge.neg %v : !forge.any -> !forge.any
  return %minus : !forge.any
^rest:
  return %v : !forge.any
^handler:
  forge.propagate
}

// `!= null` leaves what else the value may be, if that is one kind.
// CHECK-LABEL: func.func @not_null
// NARROW: arith.xori
// NARROW: cf.cond_br %{{.+}}, ^[[THEN:.+]], ^{{.+}}
// NARROW: ^[[THEN]]:
// NARROW-NEXT: forge.narrow %{{.+}} to [{{.*}}"Float"{{.*}}]
// TYPED: forge.unbox %{{.+}} : !forge.any -> f64
func.func @not_null(%c: i1, %x: f64) -> !forge.any {
  %number = forge.box %x : f64
  %null = forge.singleton null
  %true = arith.constant true
  cf.cond_br %c, ^join(%number : !forge.any), ^join(%null : !forge.any)
^join(%v: !forge.any):
  %is = forge.equal %v, %null : (!forge.any, !forge.any)
  %not = arith.xori %is, %true : i1
  cf.cond_br %not, ^then, ^else
^then:
  %minus, %e1 = forge.neg %v : !forge.any -> !forge.any
  return %minus : !forge.any
^else:
  return %null : !forge.any
}

// Nothing is gained for a value that may be several other things, nor for one
// that has a type.
// CHECK-LABEL: func.func @nothing_gained
// CHECK-NOT: forge.narrow
// CHECK: return
func.func @nothing_gained(%v: !forge.any, %x: f64) -> !forge.any {
  %null = forge.singleton null
  %number = forge.box %x : f64
  %is = forge.equal %v, %null : (!forge.any, !forge.any)
  cf.cond_br %is, ^else, ^then
^then:
  %less, %e1 = forge.compare lt, %v, %number : (!forge.any, !forge.any)
  forge.br_error %e1, ^else, ^next
^next:
  return %v : !forge.any
^else:
  return %number : !forge.any
}

// An edge is not the only way to a block that others lead to as well.
// CHECK-LABEL: func.func @joined
// CHECK-NOT: forge.narrow
// CHECK: return
func.func @joined(%c: i1, %x: f64) -> !forge.any {
  %number = forge.box %x : f64
  %null = forge.singleton null
  cf.cond_br %c, ^join(%number : !forge.any), ^join(%null : !forge.any)
^join(%v: !forge.any):
  %is = forge.equal %v, %null : (!forge.any, !forge.any)
  cf.cond_br %is, ^then, ^other
^then:
  cf.br ^other
^other:
  return %v : !forge.any
}
