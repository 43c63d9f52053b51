// RUN: forge-opt %s -forge-complete-structs -split-input-file | FileCheck %s

// Constants and arrays without elements are put in where instances are made, in
// the order of the definition; what is given stays, and further keys follow.
// CHECK-LABEL: func.func @forge_program
// CHECK: %[[GIVEN:.+]] = forge.singleton none
// CHECK: %[[ONE:.+]] = arith.constant 1 : i64
// CHECK: %[[N:.+]] = forge.box %[[ONE]] : i64
// CHECK: %[[LIST:.+]] = forge.array.new
// CHECK: forge.struct.new "P" ["n", "list", "x", "extra"] %[[N]], %[[LIST]], %[[GIVEN]], %[[GIVEN]]
func.func @forge_program() attributes {forge.program} {
  %n = arith.constant 1 : i64
  %bn = forge.box %n : i64
  %list = forge.array.new : () -> !forge.any
  %null = forge.singleton null
  forge.struct.define "P" defaults ["n", "list", "x"](%bn, %list, %null : !forge.any, !forge.any, !forge.any) embedded []
  %given = forge.singleton none
  %p = forge.struct.new "P" ["extra", "x"] %given, %given : (!forge.any, !forge.any) -> !forge.any
  return
}

// -----

// What a definition computes is known at run time only.
// CHECK-LABEL: func.func @forge_program
// CHECK: forge.struct.new "P" []
func.func @forge_program() attributes {forge.program} {
  %n = forge.global.load 0 "n"
  forge.struct.define "P" defaults ["n"](%n : !forge.any) embedded []
  %p = forge.struct.new "P" [] : () -> !forge.any
  return
}

// -----

// An instance before the definition has none of its values; with two definitions
// it is not certain whose they are.
// CHECK-LABEL: func.func @forge_program
// CHECK: forge.struct.new "P" []
// CHECK: forge.struct.define "P"
// CHECK: forge.struct.new "P" ["n"]
// CHECK: forge.struct.new "Q" []
func.func @forge_program() attributes {forge.program} {
  %n = forge.singleton null
  %before = forge.struct.new "P" [] : () -> !forge.any
  forge.struct.define "P" defaults ["n"](%n : !forge.any) embedded []
  %after = forge.struct.new "P" [] : () -> !forge.any
  forge.struct.define "Q" defaults ["n"](%n : !forge.any) embedded []
  forge.struct.define "Q" defaults ["n"](%n : !forge.any) embedded []
  %q = forge.struct.new "Q" [] : () -> !forge.any
  return
}

// -----

// A function may run before the definition.
// CHECK-LABEL: func.func private @early
// CHECK: forge.struct.new "P" []
func.func private @early() -> !forge.any {
  %p = forge.struct.new "P" [] : () -> !forge.any
  return %p : !forge.any
}
func.func @forge_program() attributes {forge.program} {
  %p, %e = forge.call @early() : () -> !forge.any
  forge.br_error %e, ^raise, ^next
^next:
  %n = forge.singleton null
  forge.struct.define "P" defaults ["n"](%n : !forge.any) embedded []
  return
^raise:
  forge.propagate
}
