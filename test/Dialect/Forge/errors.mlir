// RUN: forge-opt %s -split-input-file -verify-diagnostics

func.func @keys(%a: !forge.any) {
  // expected-error @+1 {{'forge.object.new' op has 2 keys but 1 values}}
  %0 = forge.object.new ["x", "y"] %a : (!forge.any) -> !forge.any
  return
}

// -----

func.func @vacated_path(%a: !forge.any) {
  // expected-error @+1 {{'forge.place.vacate' op path has 0 index steps but 1 index operands}}
  %0 = forge.place.vacate %a path ["x"] [%a] of %a : (!forge.any, !forge.any, !forge.any) -> !forge.any
  return
}

// -----

func.func @path_kind(%a: !forge.any) {
  // expected-error @+1 {{'forge.place.is_updating' op path steps must be strings or unit}}
  %0 = forge.place.is_updating "push" %a path [1] [] : (!forge.any) -> i1
  return
}

// -----

func.func @path_indexes(%a: !forge.any) {
  // expected-error @+1 {{'forge.place.is_updating' op path has 1 index steps but 0 index operands}}
  %0 = forge.place.is_updating "push" %a path [unit] [] : (!forge.any) -> i1
  return
}

// -----

func.func @update_path(%a: !forge.any) {
  // expected-error @+1 {{'forge.place.update' op path steps must be strings or unit}}
  %0, %r, %e = forge.place.update set %a path [1] [] values(%a) name "m" : (!forge.any, !forge.any) -> (!forge.any, !forge.any, !forge.error)
  return
}

// -----

func.func @update_values(%a: !forge.any) {
  // expected-error @+1 {{'forge.place.update' op of kind map_set takes 2 values}}
  %0, %r, %e = forge.place.update map_set %a path [] [] values(%a) name "m" : (!forge.any, !forge.any) -> (!forge.any, !forge.any, !forge.error)
  return
}

// -----

func.func @push_nothing(%a: !forge.array<i64>) {
  // expected-error @+1 {{'forge.place.update' op of kind push takes 1 values}}
  %0, %r, %e = forge.place.update push %a path [] [] values() name "a" : (!forge.array<i64>) -> (!forge.array<i64>, !forge.array<i64>, !forge.error)
  return
}

// -----

func.func @size_of_any(%a: !forge.any) {
  // expected-error @+1 {{'forge.array.size' op operand #0 must be an array, but got '!forge.any'}}
  %0 = "forge.array.size"(%a) : (!forge.any) -> i64
  return
}

// -----

func.func @call_unknown(%a: !forge.any) {
  // expected-error @+1 {{'forge.call' op refers to 'nobody', which is no function}}
  %0, %e = forge.call @nobody(%a) : (!forge.any) -> !forge.any
  return
}

// -----

func.func private @one(!forge.any) -> !forge.any
func.func @call_operands() {
  // expected-error @+1 {{'forge.call' op operand types differ from the parameters of 'one'}}
  %0, %e = forge.call @one() : () -> !forge.any
  return
}

// -----

func.func private @gives_int() -> i64
func.func @call_result() {
  // expected-error @+1 {{'forge.call' op result type differs from the result of 'gives_int'}}
  %0, %e = forge.call @gives_int() : () -> !forge.any
  return
}

// -----

func.func private @none() -> !forge.any
func.func @captures(%a: !forge.any) {
  // expected-error @+1 {{'forge.closure' op captures more values than 'none' has parameters}}
  %0 = forge.closure @none[%a] : (!forge.any) -> !forge.any
  return
}

// -----

func.func @builtin_unknown() {
  // expected-error @+1 {{'forge.builtin' op names the unknown builtin 'nothing'}}
  %0, %e = forge.builtin "nothing"() : () -> !forge.any
  return
}

// -----

func.func @builtin_prelude(%a: !forge.any) {
  // expected-error @+1 {{'forge.builtin' op names 'filter', which is a function of the prelude}}
  %0, %e = forge.builtin "filter"(%a, %a) : (!forge.any, !forge.any) -> !forge.any
  return
}

// -----

func.func @builtin_arity() {
  // expected-error @+1 {{'forge.builtin' op passes 0 arguments to 'len', which takes 1}}
  %0, %e = forge.builtin "len"() : () -> !forge.any
  return
}

// -----

func.func @runtime_unknown() {
  // expected-error @+1 {{'forge.runtime' op names the unknown entry point 'frt_nothing'}}
  forge.runtime "frt_nothing"() : () -> ()
  return
}

// -----

func.func @runtime_arity() {
  // expected-error @+1 {{'forge.runtime' op passes 0 arguments to 'frt_expect_object', which takes 1}}
  %e = forge.runtime "frt_expect_object"() : () -> !forge.error
  return
}

// -----

func.func @runtime_results(%a: !forge.any) {
  // expected-error @+1 {{'forge.runtime' op must have 1 results}}
  forge.runtime "frt_expect_object"(%a) : (!forge.any) -> ()
  return
}

// -----

func.func @runtime_error(%a: !forge.any) {
  // expected-error @+1 {{'forge.runtime' op must have an error as last result}}
  %0 = forge.runtime "frt_expect_object"(%a) : (!forge.any) -> !forge.any
  return
}

// -----

func.func @struct_keys(%a: !forge.any) {
  // expected-error @+1 {{'forge.struct.new' op has 0 keys but 1 values}}
  %0 = forge.struct.new "P" [] %a : (!forge.any) -> !forge.any
  return
}

// -----

func.func @struct_defaults(%a: !forge.any) {
  // expected-error @+1 {{'forge.struct.define' op has 2 keys but 1 values}}
  forge.struct.define "P" defaults ["x", "y"](%a : !forge.any) embedded []
  return
}

// -----

func.func @struct_embedded() {
  // expected-error @+1 {{'forge.struct.define' op embedded fields must be pairs of field and type}}
  forge.struct.define "P" defaults [] embedded ["at"]
  return
}

// -----

func.func @variants() {
  // expected-error @+1 {{'forge.type.define' op has 1 variants but 2 field counts}}
  forge.type.define "T" ["A"] [1, 2]
  return
}

// -----

func.func @interface() {
  // expected-error @+1 {{'forge.interface.new' op has 1 methods but 0 parameter counts}}
  %0 = forge.interface.new "I" ["m"] [] [""]
  return
}

// -----

func.func @interface_results() {
  // expected-error @+1 {{'forge.interface.new' op has 1 methods but 0 result types}}
  %0 = forge.interface.new "I" ["m"] [1] []
  return
}

// -----

func.func @record_slot(%o: !forge.any) -> !forge.any {
  // expected-error @+1 {{'forge.record.get' op has no slot}}
  %0 = forge.record.get %o "x" at -1 : !forge.any -> !forge.any
  return %0 : !forge.any
}

// -----

func.func @record_form(%o: !forge.any) -> i1 {
  // expected-error @+1 {{'forge.record.is' op a record is a name or unit, and keys}}
  %0 = forge.record.is %o [["P", 1]] : !forge.any
  return %0 : i1
}
