// RUN: forge-opt %s --forge-resolve-methods --split-input-file | FileCheck %s

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
