// RUN: forge-opt %s --forge-resolve-methods --split-input-file | FileCheck %s
// RUN: forge-opt %s --forge-resolve-methods=only-known=true --split-input-file | FileCheck %s --check-prefix=KNOWN

// Before inlining only structs that are known are asked for.
// KNOWN-NOT: forge.finds_method
// KNOWN: forge.record.is
// KNOWN-NOT: forge.finds_method

// The struct of the receiver is known, also through a loop whose values the
// method itself makes.
func.func private @moved(%it: !forge.any, %by: !forge.any) -> !forge.any
    attributes {forge.method_of = "P", forge.name = "moved"} {
  %p = forge.struct.new "P" ["x"] %by : (!forge.any) -> !forge.any
  return %p : !forge.any
}
// CHECK-LABEL: func.func @forge_program
func.func @forge_program() attributes {forge.program} {
  %type = forge.string "P"
  %name = forge.string "moved"
  %t = forge.box %type : !forge.str
  %n = forge.box %name : !forge.str
  %null = forge.singleton null
  %f = forge.closure @moved[] : () -> !forge.any
  forge.runtime "frt_method_define"(%t, %n, %f)
      : (!forge.any, !forge.any, !forge.any) -> ()
  %first = forge.struct.new "P" ["x"] %null : (!forge.any) -> !forge.any
  cf.br ^head(%first : !forge.any)
^head(%p: !forge.any):
  // CHECK: forge.call @moved(%{{.*}}, %{{.*}}) : (!forge.any, !forge.any)
  %q, %e = forge.call_method "moved" %p() fallback %null
      : (!forge.any, !forge.any) -> !forge.any
  forge.br_error %e, ^handler, ^head(%q : !forge.any)
^handler:
  forge.propagate
}

// -----

// A field of the method's name, in any object, could hide it.
func.func private @hidden(%it: !forge.any) -> !forge.any
    attributes {forge.method_of = "P", forge.name = "hidden"} {
  return %it : !forge.any
}
// CHECK-LABEL: func.func @forge_program
func.func @forge_program() attributes {forge.program} {
  %type = forge.string "P"
  %name = forge.string "hidden"
  %t = forge.box %type : !forge.str
  %n = forge.box %name : !forge.str
  %null = forge.singleton null
  %f = forge.closure @hidden[] : () -> !forge.any
  forge.runtime "frt_method_define"(%t, %n, %f)
      : (!forge.any, !forge.any, !forge.any) -> ()
  %p = forge.struct.new "P" ["hidden"] %f : (!forge.any) -> !forge.any
  // CHECK: forge.call_method "hidden"
  %q, %e = forge.call_method "hidden" %p() fallback %null
      : (!forge.any, !forge.any) -> !forge.any
  forge.br_error %e, ^handler, ^done
^done:
  return
^handler:
  forge.propagate
}

// -----

// Defined twice, or after something was called: the call has to look.
func.func private @a(%it: !forge.any) -> !forge.any
    attributes {forge.method_of = "P", forge.name = "twice"} {
  return %it : !forge.any
}
func.func private @late(%it: !forge.any) -> !forge.any
    attributes {forge.method_of = "P", forge.name = "late"} {
  return %it : !forge.any
}
// CHECK-LABEL: func.func @forge_program
func.func @forge_program() attributes {forge.program} {
  %type = forge.string "P"
  %twice = forge.string "twice"
  %later = forge.string "late"
  %t = forge.box %type : !forge.str
  %n = forge.box %twice : !forge.str
  %l = forge.box %later : !forge.str
  %null = forge.singleton null
  %f = forge.closure @a[] : () -> !forge.any
  forge.runtime "frt_method_define"(%t, %n, %f)
      : (!forge.any, !forge.any, !forge.any) -> ()
  forge.runtime "frt_method_define"(%t, %n, %f)
      : (!forge.any, !forge.any, !forge.any) -> ()
  %p = forge.struct.new "P" ["x"] %null : (!forge.any) -> !forge.any
  // CHECK: forge.call_method "twice"
  %q, %e = forge.call_method "twice" %p() fallback %null
      : (!forge.any, !forge.any) -> !forge.any
  %g = forge.closure @late[] : () -> !forge.any
  forge.runtime "frt_method_define"(%t, %l, %g)
      : (!forge.any, !forge.any, !forge.any) -> ()
  // CHECK: forge.call_method "late"
  %r, %e2 = forge.call_method "late" %p() fallback %null
      : (!forge.any, !forge.any) -> !forge.any
  return
}

// -----

// A value that may be of two structs with the method, or another object: the
// call asks for both,
// in the order of their names, and stays for what is neither.
func.func private @area_a(%it: !forge.any) -> !forge.any
    attributes {forge.method_of = "A", forge.name = "area"} {
  return %it : !forge.any
}
func.func private @area_b(%it: !forge.any) -> !forge.any
    attributes {forge.method_of = "B", forge.name = "area"} {
  return %it : !forge.any
}
func.func private @static(%n: !forge.any) -> !forge.any
    attributes {forge.method_of = "C", forge.name = "area", forge.static} {
  return %n : !forge.any
}
// CHECK-LABEL: func.func @forge_program
func.func @forge_program() attributes {forge.program} {
  %a = forge.string "A"
  %b = forge.string "B"
  %name = forge.string "area"
  %ta = forge.box %a : !forge.str
  %tb = forge.box %b : !forge.str
  %n = forge.box %name : !forge.str
  %fa = forge.closure @area_a[] : () -> !forge.any
  %fb = forge.closure @area_b[] : () -> !forge.any
  forge.runtime "frt_method_define"(%tb, %n, %fb)
      : (!forge.any, !forge.any, !forge.any) -> ()
  forge.runtime "frt_method_define"(%ta, %n, %fa)
      : (!forge.any, !forge.any, !forge.any) -> ()
  %null = forge.singleton null
  // CHECK: %[[V:.+]] = forge.global.load 0
  // CHECK: %[[IS_A:.+]] = forge.finds_method "area" of "A" %[[V]]
  // CHECK: cf.cond_br %[[IS_A]], ^[[CALL_A:.+]], ^[[REST_A:.+]]
  // CHECK: ^[[CALL_A]]:
  // CHECK: %[[RA:.+]], %[[EA:.+]] = forge.call @area_a(%[[V]])
  // CHECK: forge.br_error %[[EA]], ^[[HANDLER:.+]], ^[[AFTER:bb[0-9]+]](%[[RA]] : !forge.any)
  // CHECK: ^[[REST_A]]:
  // CHECK: %[[IS_B:.+]] = forge.finds_method "area" of "B" %[[V]]
  // CHECK: cf.cond_br %[[IS_B]], ^[[CALL_B:.+]], ^[[REST_B:.+]]
  // CHECK: ^[[CALL_B]]:
  // CHECK: %[[RB:.+]], %[[EB:.+]] = forge.call @area_b(%[[V]])
  // CHECK: forge.br_error %[[EB]], ^[[HANDLER]], ^[[AFTER]](%[[RB]] : !forge.any)
  // CHECK: ^[[REST_B]]:
  // CHECK: %[[R:.+]], %[[E:.+]] = forge.call_method "area" %[[V]]()
  // CHECK: forge.br_error %[[E]], ^[[HANDLER]], ^[[AFTER]](%[[R]] : !forge.any)
  // CHECK: ^[[AFTER]](%[[ANY:.+]]: !forge.any)
  // CHECK: cf.br ^[[NEXT:.+]](%[[ANY]] : !forge.any)
  %x = forge.struct.new "A" ["x"] %null : (!forge.any) -> !forge.any
  forge.global.store %x, 0 "v"
  %y = forge.struct.new "B" ["y"] %null : (!forge.any) -> !forge.any
  forge.global.store %y, 0 "v"
  %z = forge.object.new ["z"] %null : (!forge.any) -> !forge.any
  forge.global.store %z, 0 "v"
  %v = forge.global.load 0 "v"
  %q, %e = forge.call_method "area" %v() fallback %null
      : (!forge.any, !forge.any) -> !forge.any
  forge.br_error %e, ^handler, ^done(%q : !forge.any)
^done(%last: !forge.any):
  forge.global.store %last, 0 "v"
  return
^handler:
  forge.propagate
}

// -----

// All structs that the receiver can be of are known, and have the method: the
// last of them needs no test, and no call is left. Inside, the struct is known.
func.func private @area_a(%it: !forge.any) -> !forge.any
    attributes {forge.method_of = "A", forge.name = "area"} {
  return %it : !forge.any
}
func.func private @area_b(%it: !forge.any) -> !forge.any
    attributes {forge.method_of = "B", forge.name = "area"} {
  return %it : !forge.any
}
// CHECK-LABEL: func.func @forge_program
// CHECK-NOT: forge.call_method
// CHECK: %[[IS:.+]] = forge.record.is %[[V:.+]] {{\[\[}}"A", "x", "__type__"]] : !forge.any
// CHECK: cf.cond_br %[[IS]], ^[[A:.+]], ^[[REST:.+]]
// CHECK: ^[[A]]:
// CHECK: %[[NA:.+]] = forge.narrow %[[V]] to ["Object"] {records = {{\[\[}}"A", "x", "__type__"]]}
// CHECK: forge.call @area_a(%[[NA]])
// CHECK: ^[[REST]]:
// CHECK-NEXT: cf.br
// CHECK: %[[NB:.+]] = forge.narrow %[[V]] to ["Object"] {records = {{\[\[}}"B", "y", "__type__"]]}
// CHECK: forge.call @area_b(%[[NB]])
func.func @forge_program() attributes {forge.program} {
  %name = forge.string "area"
  %n = forge.box %name : !forge.str
  %a = forge.string "A"
  %ta = forge.box %a : !forge.str
  %b = forge.string "B"
  %tb = forge.box %b : !forge.str
  %null = forge.singleton null
  %fa = forge.closure @area_a[] : () -> !forge.any
  %fb = forge.closure @area_b[] : () -> !forge.any
  forge.runtime "frt_method_define"(%ta, %n, %fa) : (!forge.any, !forge.any, !forge.any) -> ()
  forge.runtime "frt_method_define"(%tb, %n, %fb) : (!forge.any, !forge.any, !forge.any) -> ()
  %pa = forge.struct.new "A" ["x"] %null : (!forge.any) -> !forge.any
  %pb = forge.struct.new "B" ["y"] %null : (!forge.any) -> !forge.any
  %all = forge.array.new %pa, %pb : (!forge.any, !forge.any) -> !forge.any
  %zero = arith.constant 0 : i64
  cf.br ^head(%zero : i64)
^head(%at: i64):
  %more, %v, %next = forge.iter.next %all, %at : !forge.any -> !forge.any
  cf.cond_br %more, ^body, ^done
^body:
  %r, %e = forge.call_method "area" %v() fallback %null : (!forge.any, !forge.any) -> !forge.any
  forge.br_error %e, ^handler, ^head(%next : i64)
^done:
  return
^handler:
  forge.propagate
}
